"""Networks to look at: what ties units, tasks and groups, where each stands, and as files."""
