"""The SPARQL endpoint: the protocol, the processes that answer, its description, and the editor's page."""
