"""The graph built from facts: RDF, the store, networks, drawings and exports."""
