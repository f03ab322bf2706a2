"""What a reader finds in a file, before it has offsets: lines of prose, and tables with their spans."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from zeren.ontology.locators import LocatorKind

WIDEST = 200
"""Columns that are kept of a table; a plan's has rarely more than ten."""


class Where(NamedTuple):
    """Where something stands in the file: page `14`, cell `Sheet1!D7`, paragraph `12`."""

    kind: LocatorKind
    label: str


class Line(msgspec.Struct, frozen=True, tag="line"):
    """A paragraph of prose, its generated number written out; it may hold line breaks.

    A tab at its start is kept, and so is a line that is blank: where a table was pasted as text
    they tell its cells and rows (`plaintext`). Elsewhere they mean nothing.
    """

    text: str
    where: Where | None = None


class GridCell(msgspec.Struct, frozen=True, tag="cell"):
    """A cell and the rows and columns that it covers, to the right and below.

    `inner` holds the tables of tasks that stand in it; any other table inside is part of its text
    (`nested`).
    """

    text: str
    rows: int = 1
    columns: int = 1
    where: Where | None = None
    inner: tuple[Grid, ...] = ()


class Grid(msgspec.Struct, frozen=True, tag="grid"):
    """A table: of each row the cells that begin in it, from left to right.

    `spans` says whether the file itself knows which cells are merged. Where it does not (a
    sheet of comma-separated values), an empty cell may be merged with the one above. `unvalued`
    are the places of cells whose formula has no value in the file; they are empty here.
    """

    rows: list[list[GridCell]]
    spans: bool = True
    unvalued: tuple[str, ...] = ()


Content = Line | Grid
