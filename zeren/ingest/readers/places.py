"""The places of a table: every row as wide as the widest, each place with the cell that covers it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zeren.ingest.readers.content import WIDEST, Grid, GridCell

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a table: the cell that covers it, and whether that began above or to the left."""

    cell: GridCell
    below: bool = False
    beside: bool = False


def plain(text: str) -> str:
    """Words as they are stored: one kind of line end, nothing unseen, no white space around them."""
    return visible(text).strip()


def visible(text: str) -> str:
    """Words with one kind of line end, and nothing unseen."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def is_empty(places: Sequence[Place]) -> bool:
    """Whether a row holds neither words nor a table."""
    return not any(plain(place.cell.text) or place.cell.inner for place in places)


def inside_of(places: Sequence[Place]) -> Iterator[Grid]:
    """The tables that stand in the cells that begin in a row."""
    begun = (place.cell for place in places if not (place.below or place.beside))
    return (inner for cell in begun for inner in cell.inner)


def matrix(grid: Grid) -> list[list[Place]]:
    """A table's rows, each as wide as the widest: every place with the cell that covers it.

    Spans that reach over the table's end, or over another cell, are cut off there.
    """
    rows: list[dict[int, Place]] = [{} for _ in grid.rows]
    for number, cells in enumerate(grid.rows):
        column = 0
        for cell in cells:
            while column in rows[number]:
                column += 1
            if column >= WIDEST:
                break
            across = range(column, min(column + max(1, cell.columns), WIDEST))
            for below in range(number, min(number + max(1, cell.rows), len(rows))):
                for beside in across:
                    rows[below].setdefault(beside, Place(cell, below > number, beside > column))
            column = across.stop
    width = max((max(row, default=-1) + 1 for row in rows), default=0)
    nothing = Place(GridCell(""))
    return [[row.get(column, nothing) for column in range(width)] for row in rows]
