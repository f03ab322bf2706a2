"""Tables that rules draw on a page of a PDF: where their cells are, and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from zeren.ingest.readers.pdf.letters import joined, rows_of, said
from zeren.ingest.readers.pdf.tables import (
    BEGINS,
    ENDED,
    NEAR,
    Box,
    PrintedCell,
    PrintedTable,
    edges,
    is_full,
)

if TYPE_CHECKING:
    from pdfplumber.page import Page

_LOW = 0.8
"""Of a page's height: a table that ends below this may go on on the next page."""

_OVER = 24.0
"""Points by which the words of a cell that a page break cuts may stand below the last rule."""


def ruled(page: Page) -> list[PrintedTable]:
    """The tables that rules draw on a page, from top to bottom; a box around prose is none."""
    found = []
    across = _across(page)
    for table in page.find_tables(table_settings={"explicit_horizontal_lines": _open_ends(page)}):
        boxes = [box for row in table.rows for box in row.cells if box]
        tops = edges(box[1] for box in boxes)
        if len(edges(box[0] for box in boxes)) < 2:
            continue
        cells = [_cell(page, box, across, tops) for box in boxes]
        left, top, right, bottom = table.bbox
        goes_on = bottom > _LOW * page.height and any(cell.is_open for cell in cells)
        box = (left, top, right, bottom + (_OVER if goes_on else 0))
        found.append(PrintedTable(box, cells, len(tops)))
    return sorted(found, key=lambda table: table.box[1])


def _cell(page: Page, box: Box, across: Sequence[dict[str, Any]], tops: Sequence[float]) -> PrintedCell:
    left, top, right, bottom = box
    is_open = not any(_meets(rule, (left + right) / 2, bottom) for rule in across)
    over = _OVER if is_open and bottom > _LOW * page.height else 0
    cell = PrintedCell(
        text="",
        row=min(range(len(tops)), key=lambda number: abs(tops[number] - top)),
        rows=1 + sum(top + NEAR < edge < bottom - NEAR for edge in tops),
        left=left,
        right=right,
        page=page.page_number,
        is_open=is_open,
    )
    _fill(cell, page, (left, top, right, bottom + over))
    return cell


def _open_ends(page: Page) -> list[float]:
    """The heights at which upright rules begin or end with none across.

    A page break cuts rows, and cells that cover several rows, without drawing a rule there.
    """
    across = _across(page)
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    if not upright or not across:
        return []
    first, last = min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)
    ends = [(edge["x0"], edge["top"]) for edge in upright if edge["top"] - first < NEAR]
    ends += [(edge["x0"], edge["bottom"]) for edge in upright if last - edge["bottom"] < NEAR]
    return sorted({float(y) for x, y in ends if not any(_meets(rule, x, y) for rule in across)})


def _across(page: Page) -> list[dict[str, Any]]:
    """The level rules of a page, but for the squares that programs draw where two rules cross."""
    return [e for e in page.edges if e["orientation"] == "h" and e["x1"] - e["x0"] > 2 * NEAR]


def _meets(rule: dict[str, Any], x: float, y: float) -> bool:
    return abs(rule["top"] - y) < NEAR and bool(rule["x0"] - NEAR <= x <= rule["x1"] + NEAR)


def _fill(cell: PrintedCell, page: Page, box: Box) -> None:
    """Put the words that stand in a box into its cell.

    A line goes on with the next one where that one's first word had no room in it.
    """
    left, top, right, bottom = box
    inside = [
        char
        for char in page.chars
        if left <= (char["x0"] + char["x1"]) / 2 < right
        and top <= (char["top"] + char["bottom"]) / 2 < bottom
    ]
    words = ""
    for row in rows_of(inside):
        line = said(row)
        if line:
            begins = ENDED.search(words) and BEGINS.match(line)
            goes_on = is_full(cell.free, line) and not begins
            cell.wraps = cell.wraps or bool(words and goes_on)
            words = joined(words, line) if goes_on else f"{words}\n{line}"
            last = row[-1]
            cell.free, cell.foot, cell.size = (right - last.right) / last.size, last.foot, last.size
    cell.text = words.strip()
