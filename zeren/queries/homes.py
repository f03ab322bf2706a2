"""The county of each row of an answer: two counties have units and campaigns of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zeren.queries.graph import Graph

COLUMN = "county"
"""What `add` puts into a row."""


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
    for row in found:
        row[COLUMN] = next(filter(None, map(graph.shown.county, _homes(row, columns))), None)
    return any(row[COLUMN] for row in found)


def _homes(row: dict[str, Any], columns: list[str]) -> Iterator[str]:
    """The first parts of the ids of the row's things."""
    for column in columns:
        value = row.get(column)
        for thing in value if isinstance(value, list) else [value]:
            if isinstance(thing, dict) and "id" in thing:
                yield str(thing["id"]).partition("/")[0]
