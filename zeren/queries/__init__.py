"""Questions and their answers: the catalogue, its SPARQL, and the understanding of wordings."""
