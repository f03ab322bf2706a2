"""One page of a PDF: its lines of prose in reading order, and its tables, each with its geometry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zeren.ingest.readers.pdf.columns import aligned, heads
from zeren.ingest.readers.pdf.letters import Letter, rows_of, said
from zeren.ingest.readers.pdf.rules import ruled
from zeren.ingest.readers.pdf.tables import Box, PrintedTable

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MARGIN = 0.1
"""Of a page's height: where headers, footers and page numbers stand."""

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／,，共]+\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)

_GUTTER = 1.0
"""Of the size of a letter: what parts two columns is at least as wide."""

_COLUMN_LINES = 6
"""Lines that stand beside each other before a page is taken to have two columns."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of prose: its words, its box in points from the page's upper left, the size of its letters.

    `column` is 0 on a page of one column and for the left one, 1 for the right one; `header` are its
    letters, where its words are a table's header.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    column: int = 0
    header: Sequence[Letter] = ()


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its number, height, lines and tables from top to bottom, the share that pictures cover."""

    number: int
    height: float
    lines: tuple[PrintedLine, ...]
    tables: tuple[PrintedTable, ...]
    pictured: float


def read_page(page: Page, above: PrintedTable | None = None, header: Sequence[Letter] = ()) -> PrintedPage:
    """What is printed on a page, its number aside.

    Args:
        page: the page.
        above: the table without rules that ends the page before, and may go on here.
        header: the header of a table that ends the page before, its rows perhaps standing here.
    """
    tables = ruled(page)
    boxes = [table.box for table in tables]
    outside = rows_of(char for char in page.chars if not any(_inside(char, box) for box in boxes))
    rows = [row for row in outside if not _is_page_number(row, float(page.height))]
    without_rules, prose = aligned(rows, page.page_number, above, header)
    every = sorted([*tables, *without_rules], key=lambda table: table.box[1])
    lines = _lines(prose, float(page.width))
    return PrintedPage(page.page_number, float(page.height), tuple(lines), tuple(every), _pictured(page))


def at_edge(top: float, bottom: float, height: float) -> bool:
    """Whether something stands where a page of this height has headers, footers and numbers."""
    return bottom < height * _MARGIN or top > height * (1 - _MARGIN)


def _is_page_number(row: Sequence[Letter], height: float) -> bool:
    top, bottom = min(one.top for one in row), max(one.bottom for one in row)
    return at_edge(top, bottom, height) and _PAGE_NUMBER.fullmatch(said(row)) is not None


def _inside(char: dict[str, Any], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _pictured(page: Page) -> float:
    covered = sum(max(0, i["x1"] - i["x0"]) * max(0, i["bottom"] - i["top"]) for i in page.images)
    return float(covered / (page.width * page.height or 1))


def _lines(rows: Sequence[Sequence[Letter]], width: float) -> list[PrintedLine]:
    """The lines in reading order: those of a left column before those of the right one."""
    gutter = _gutter(rows, width)
    if gutter is None:
        return [line for row in rows if (line := _line(row))]
    found: list[PrintedLine] = []
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for row in rows:
        if not _parted(row, gutter) and any(letter.left < gutter < letter.right for letter in row):
            found += [*left, *right, *filter(None, [_line(row)])]
            left, right = [], []
            continue
        left += filter(None, [_line([letter for letter in row if letter.right <= gutter + 1])])
        right += filter(None, [_line([letter for letter in row if letter.right > gutter + 1], 1)])
    return [*found, *left, *right]


def _line(row: Sequence[Letter], column: int = 0) -> PrintedLine | None:
    text = said(row)
    if not text:
        return None
    return PrintedLine(
        text,
        min(letter.left for letter in row),
        max(letter.right for letter in row),
        min(letter.top for letter in row),
        max(letter.bottom for letter in row),
        max(letter.size for letter in row),
        column,
        row if heads(row) else (),
    )


def _gutter(rows: Sequence[Sequence[Letter]], width: float) -> float | None:
    """Where a page of two columns has nothing printed but titles; None where it has one column."""
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        at = width * step / 100
        beside = sum(_parted(row, at) for row in rows)
        crossing = sum(row[0].left < at < row[-1].right for row in rows) - beside
        if beside >= _COLUMN_LINES and beside > 3 * crossing and (best is None or beside > best[0]):
            best = beside, at
    return best[1] if best else None


def _parted(row: Sequence[Letter], at: float) -> bool:
    """Whether a row has letters on both sides of a place, and a gutter there."""
    before = max((letter.right for letter in row if letter.left < at), default=None)
    behind = min((letter.left for letter in row if letter.left >= at), default=None)
    return (
        before is not None
        and behind is not None
        and before <= at
        and behind - before >= _GUTTER * row[0].size
    )
