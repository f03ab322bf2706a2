"""A long answer under headings: its rows by county, and those about tasks by campaign too."""

from __future__ import annotations

from zeren.queries.answer import Answer, plain
from zeren.queries.rows import Row

LONG = 12
"""Rows that are read at one look; an answer with more gets headings."""

Heading = tuple[str | None, ...]


def grouped(answer: Answer) -> list[tuple[Heading, list[Row]]]:
    """The rows under their headings, both in the order of the answer; one empty heading for a short answer.

    A heading is the county and the campaign, of which those are None that all rows share or that
    a row does not know. What is ranked or compared stays in its order, without headings.
    """
    rows = answer.rows
    in_order = answer.question.rank is not None or answer.question.in_order
    if len(rows) <= LONG or in_order or any("hits" in row for row in rows):
        return [((), rows)]
    parts = ["county", "campaign"] if answer.question.key[0] == "task" else ["county"]
    parts = [part for part in parts if len({_said(row, part) for row in rows}) > 1]
    found: dict[Heading, list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(_said(row, part) for part in parts), []).append(row)
    return list(found.items()) if len(found) < len(rows) else [((), rows)]


def _said(row: Row, part: str) -> str | None:
    value = plain(row.get(part))
    return None if value is None else str(value)
