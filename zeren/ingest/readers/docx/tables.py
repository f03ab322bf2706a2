"""Word's tables as grids: merged cells put together, columns that only the drawing needs left out.

A table drawn by hand has a grid line wherever any row has one, a hair's breadth apart where rows
were drawn one by one; what is one column to the eye is then several in the file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from zeren.ingest.readers.docx.markup import Element, attribute, child, children, local, number
from zeren.ingest.readers.docx.words import chosen, is_placeholder

HAIR = 120
"""Twentieths of a point (2 mm): grid lines that are nearer are one; no column with words is as narrow."""

_WIDEST = 10_000
"""Grid columns; Word has 63."""

_GONE = ("del", "moveFrom")


@dataclass(slots=True)
class Piece:
    """A cell as it is drawn: from one grid column to another, going on from above or not."""

    element: Element | None
    start: int
    end: int
    goes_on: bool = False
    rows: int = 1


def pieces(table: Element) -> list[list[Piece]]:
    """The rows of a table, of each the cells that begin in it, their starts and ends counted in columns.

    Rows and cells whose deletion is tracked are left out. A cell below a merged one is part of it.
    """
    rows = [[*_row(row)] for row in _below(table, "tr") if not _is_gone(child(row, "trPr"), _GONE)]
    _fit(rows, [number(column, "w") or HAIR for column in children(child(table, "tblGrid"), "gridCol")])
    above: dict[tuple[int, int], Piece] = {}
    found: list[list[Piece]] = []
    for row in rows:
        found.append([])
        merged: dict[tuple[int, int], Piece] = {}
        for piece in row:
            origin = above.get((piece.start, piece.end)) if piece.goes_on else None
            if origin is not None:
                origin.rows += 1
            else:
                found[-1].append(piece)
            merged[piece.start, piece.end] = origin or piece
        above = merged
    return found


def _below(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those that a content control or a change wraps."""
    for below in element:
        kind = local(below)
        if kind == name:
            yield below
        elif kind == "AlternateContent":
            yield from (found for alternative in chosen(below)[:1] for found in _below(alternative, name))
        elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo") and not is_placeholder(below):
            yield from _below(below, name)


def _is_gone(properties: Element | None, marks: Iterable[str]) -> bool:
    return any(child(properties, mark) is not None for mark in marks)


def _row(row: Element) -> Iterator[Piece]:
    column = _count(child(row, "trPr", "gridBefore"), 0)
    if column:
        yield Piece(None, 0, column)
    last: Piece | None = None
    for cell in _below(row, "tc"):
        properties = child(cell, "tcPr")
        if _is_gone(properties, ("cellDel",)):
            continue
        end = min(column + _count(child(properties, "gridSpan"), 1), _WIDEST)
        across = child(properties, "hMerge")
        if last is not None and across is not None and attribute(across) != "restart":
            last.end = end
        elif end > column:
            last = Piece(cell, column, end, _goes_on(properties))
            yield last
        column = end


def _count(element: Element | None, otherwise: int) -> int:
    return max(0, min(value, _WIDEST)) if (value := number(element)) is not None else otherwise


def _goes_on(properties: Element | None) -> bool:
    """Whether a cell is one with that above; a tracked merger counts as accepted."""
    changed = child(properties, "cellMerge")
    if changed is not None:
        return attribute(changed, "vMerge") == "cont"
    merged = child(properties, "vMerge")
    return merged is not None and attribute(merged) != "restart"


def _fit(rows: list[list[Piece]], widths: list[int]) -> None:
    """Count the cells in columns that are seen: those between the grid lines at which cells begin or end."""
    used = sorted({at for row in rows for piece in row for at in (piece.start, piece.end)})
    lines = _apart(used, [0, *accumulate(max(0, width) for width in widths)])
    cells = [piece for row in rows for piece in row if piece.element is not None]
    if any(bisect_left(lines, cell.start) == bisect_left(lines, cell.end) for cell in cells):
        lines = used
    for row in rows:
        for piece in row:
            piece.start, piece.end = bisect_left(lines, piece.start), bisect_left(lines, piece.end)
        row[:] = [piece for piece in row if piece.start < piece.end]


def _apart(used: list[int], places: list[int]) -> list[int]:
    """Grid lines, of those that are one to the eye the last."""
    lines: list[int] = []
    for at in used:
        if lines and at < len(places) and places[at] - places[lines[-1]] < HAIR:
            lines[-1] = at
        else:
            lines.append(at)
    return lines
