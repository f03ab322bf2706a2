"""Who answers for what: clauses in prose and rows of tables into tasks with their units."""
