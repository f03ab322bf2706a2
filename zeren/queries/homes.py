"""The county of each row of an answer: two counties have units and campaigns of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode

from zeren.ontology.vocab import iri
from zeren.queries.graph import Graph, prologue, rows, values

COLUMN = "county"
"""What `add` puts into a row."""

_HOMES = (
    prologue("zr", "skos")
    + """SELECT ?home ?countyName WHERE {
  # given
  ?home zr:region? ?region .
  ?region a zr:Region ; skos:prefLabel ?countyName .
  FILTER(LANG(?countyName) = "zh")
}"""
)


def add(graph: Graph, found: list[dict[str, Any]], columns: list[str]) -> bool:
    """Put the county of its first thing into each row; None where no thing is of a county.

    Args:
        graph: the graph that knows the counties.
        found: rows with things as dictionaries with an id. An id begins with the county, or with
            a document, which is of a county.
        columns: the columns to look for things in, in order.

    Returns:
        Whether any row has a county.
    """
    homes = [[iri(home, graph.base_iri) for home in _homes(row, columns)] for row in found]
    nodes = [NamedNode(home) for home in dict.fromkeys(home for own in homes for home in own)]
    if not nodes:
        return False
    query = _HOMES.replace("# given", values("home", nodes))
    names = {row["home"]: row["countyName"] for row in rows(graph, query)}
    for row, own in zip(found, homes, strict=True):
        row[COLUMN] = next((names[home] for home in own if home in names), None)
    return bool(names)


def _homes(row: dict[str, Any], columns: list[str]) -> Iterator[str]:
    """The first parts of the ids of the row's things."""
    for column in columns:
        value = row.get(column)
        for thing in value if isinstance(value, list) else [value]:
            if isinstance(thing, dict) and "id" in thing:
                yield str(thing["id"]).split("/")[0]
