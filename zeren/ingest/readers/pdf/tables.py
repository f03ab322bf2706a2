"""A table of a PDF: its cells with spans, and how its parts on several pages are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zeren.ingest.readers.content import Grid, GridCell, Where
from zeren.ingest.readers.pdf.letters import joined, unbroken

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the page's upper left."""

NEAR = 3.0
"""Points within which two rules are one."""

ENDED = re.compile(r"[。；;！？!?.．）)]$")
BEGINS = re.compile(r"[（(]?[一二三四五六七八九十\d①-⑳]+[、.．）)]|[①-⑳]")


_FULL = 1.9
"""Of the size of a letter: a line that ends so near the side of its cell had no room for another one."""

_BESIDE = 0.9
"""Of the size of a letter: what stays free between words and the side of their cell, and some play."""


def is_full(free: float, following: str) -> bool:
    """Whether a cell's line had no room for the first word of the following one.

    Args:
        free: what is left between the line and the side of the cell, in sizes of a letter.
        following: the line below it.
    """
    return free < max(_FULL, _BESIDE + unbroken(following))


@dataclass(slots=True)
class PrintedCell:
    """A cell: its words, its rows, its sides, its page, and whether no rule ends it below.

    `row` is the first that it covers, counted from 0, `rows` how many; `free` is how much of its
    last line has no words, in sizes of a letter, and `ended` says that the line below has none here.
    """

    text: str
    row: int
    rows: int
    left: float
    right: float
    page: int
    is_open: bool = False
    free: float = 0.0
    ended: bool = False

    def add(self, line: PrintedCell) -> None:
        """Take in the words of the next line of a table without rules."""
        if not line.text:
            self.ended = True
            return
        begins = not is_full(self.free + _BESIDE, line.text) or (
            ENDED.search(self.text) and BEGINS.match(line.text)
        )
        self.text = f"{self.text}\n{line.text}".strip() if begins else joined(self.text, line.text)
        self.free = line.free

    def breaks_off(self, rest: str) -> bool:
        """Whether the words end in the middle of a line's rest: nothing closes them, and no room was left."""
        ends = not self.text or ENDED.search(self.text) or BEGINS.match(rest)
        return not ends and is_full(self.free, rest)

    def go_on(self, rest: PrintedCell) -> None:
        """Take in the words of the cell's part on the next page."""
        if rest.text:
            begins = not self.text or ENDED.search(self.text) or BEGINS.match(rest.text)
            self.text = f"{self.text}\n{rest.text}".strip() if begins else joined(self.text, rest.text)
            self.free = rest.free
        self.is_open = rest.is_open


@dataclass(slots=True)
class PrintedTable:
    """A table on one page, or on several that were joined.

    `sides` are where the words of its columns begin, and where the last ends, if no rules draw it.
    """

    box: Box
    cells: list[PrintedCell]
    rows: int
    sides: tuple[float, ...] = ()

    @property
    def ruled(self) -> bool:
        """Whether rules draw it."""
        return not self.sides

    def row(self, number: int) -> list[PrintedCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.left)

    @property
    def edges(self) -> list[float]:
        """Where columns begin, from left to right."""
        return edges(cell.left for cell in self.cells)

    def is_like(self, other: PrintedTable) -> bool:
        """Whether both have the same columns; a header alone may cover some of them with one cell."""
        same = all(abs(self.box[side] - other.box[side]) <= 2 * NEAR for side in (0, 2))
        few, many = sorted((self.edges, other.edges), key=len)
        return same and all(any(abs(a - b) <= NEAR for b in many) for a in few)

    def go_on(self, other: PrintedTable) -> None:
        """Take in the table's part on the next page.

        A header that is printed again is left out. What goes on at the top from the page before is
        a cell that no rule ends there, an empty cell, and a row whose words break off.
        """
        first = 1 if _said(other.row(0)) == _said(self.row(0)) else 0
        top = other.row(first)
        if self._is_cut(top):
            for cell in top:
                above = self._over(cell)
                above.go_on(cell)
                above.rows += cell.rows - 1
            self._extend([cell for cell in other.cells if cell.row > first], first + 1, other.rows)
            return
        parts = [cell for cell in top if self.ruled and self._is_part(cell)]
        for cell in parts:
            above = self._over(cell)
            above.go_on(cell)
            above.rows += cell.rows
        self._extend([c for c in other.cells if c.row >= first and c not in parts], first, other.rows)

    def _extend(self, cells: Sequence[PrintedCell], first: int, rows: int) -> None:
        """Take in cells of which the row `first` comes behind the last one."""
        for cell in cells:
            cell.row += self.rows - first
        self.cells += cells
        self.rows += rows - first

    def _is_part(self, cell: PrintedCell) -> bool:
        """Whether a cell at the top of a page is the rest of one on the page before."""
        above = self._over(cell)
        same = abs(above.left - cell.left) <= NEAR and abs(above.right - cell.right) <= NEAR
        return same and (above.is_open or not cell.text)

    def _is_cut(self, top: Sequence[PrintedCell]) -> bool:
        """Whether the first row of the next page holds but the rest of this page's last one."""
        if top and all(self._over(cell).is_open for cell in top):
            return True
        filled = [cell for cell in top if cell.text]
        if len(filled) == len(top):
            return all(self._over(cell).breaks_off(cell.text) for cell in filled)
        if not filled:
            return False
        for cell in filled:
            above = self._over(cell)
            if not above.text or ENDED.search(above.text) or BEGINS.match(cell.text):
                return False
        return True

    def _over(self, cell: PrintedCell) -> PrintedCell:
        """The cell of the last row that stands over one on the next page."""
        middle = (cell.left + cell.right) / 2
        covering = [c for c in self.cells if c.left <= middle < c.right and c.row + c.rows >= self.rows]
        return max(covering, key=lambda c: c.row, default=PrintedCell("", 0, 1, 0, 0, 0))

    def grid(self) -> Grid:
        """The table as the other readers give theirs."""
        columns = self.edges
        rows = [[_cell(cell, columns) for cell in self.row(number)] for number in range(self.rows)]
        return Grid(rows, spans=self.ruled)


def _cell(cell: PrintedCell, columns: Sequence[float]) -> GridCell:
    covered = 1 + sum(cell.left + NEAR < edge < cell.right - NEAR for edge in columns)
    return GridCell(cell.text, cell.rows, covered, Where("page", str(cell.page)))


def edges(places: Iterable[float]) -> list[float]:
    """The places of rules in order, those that are one rule drawn twice counted once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _said(cells: Sequence[PrintedCell]) -> list[str]:
    return ["".join(cell.text.split()) for cell in cells]
