"""What the facts and the graph are made of: records, vocabulary, ontology, lexicon."""
