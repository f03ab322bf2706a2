"""The facts of many documents as columns, for questions about all counties at once.

A generation of many documents has, beside its graph, one DuckDB file that says the same: a table a class, a
column a property (`schema`). A query of the catalogue that asks all graphs is translated to SQL over
these tables and gives the same rows, in a tenth of the time or less; one that cannot be translated is
asked of the graph.
"""
