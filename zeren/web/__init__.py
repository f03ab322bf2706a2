"""The explorer: pages about what is published, served or written as files, and the SPARQL endpoint."""
