"""A table of a PDF: its cells with spans, and how its parts on several pages are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zeren.ingest.outline import labels
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

    `row` is the first that it covers, counted from 0, `rows` how many. Of its last line `size` is
    that of a letter, `foot` where it stands, and `free` how much has no words, in sizes of a letter.
    `ended` says that the line below has no words here, `wraps` that a line of its own was full and
    went on in the next.
    """

    text: str
    row: int
    rows: int
    left: float
    right: float
    page: int
    is_open: bool = False
    free: float = 0.0
    foot: float = 0.0
    size: float = 0.0
    ended: bool = False
    wraps: bool = False

    def add(self, line: PrintedCell) -> None:
        """Take in the words of the next line of a table without rules."""
        if not line.text:
            self.ended = True
            return
        begins = not is_full(self.free + _BESIDE, line.text) or (
            ENDED.search(self.text) and BEGINS.match(line.text)
        )
        self.wraps = self.wraps or not (begins or not self.text)
        self.text = f"{self.text}\n{line.text}".strip() if begins else joined(self.text, line.text)
        self.free, self.foot, self.size = line.free, line.foot, line.size

    def breaks_off(self, rest: str) -> bool:
        """Whether the words end in the middle of a line's rest: nothing closes them, and no room was left."""
        ends = not self.text or ENDED.search(self.text) or BEGINS.match(rest)
        return not ends and is_full(self.free, rest)

    def counts_on(self, rest: str) -> bool:
        """Whether words begin with the number that follows in the list of the cell."""
        label = labels.parse(rest)
        before = [labels.parse(line) for line in self.text.splitlines()]
        return label is not None and any(
            one and one.rank == label.rank and one.value == label.value - 1 for one in before
        )

    def is_below(self, above: PrintedCell) -> bool:
        """Whether it stands in the column of another one, and is as wide."""
        return abs(above.left - self.left) <= NEAR and abs(above.right - self.right) <= NEAR

    def go_on(self, rest: PrintedCell) -> None:
        """Take in the words of the cell's part on the next page."""
        if rest.text:
            begins = not self.text or ENDED.search(self.text) or BEGINS.match(rest.text)
            self.text = f"{self.text}\n{rest.text}".strip() if begins else joined(self.text, rest.text)
            self.free, self.foot, self.size = rest.free, rest.foot, rest.size
        self.wraps = self.wraps or rest.wraps
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

    def go_on(self, other: PrintedTable, first: int, *, is_cut: bool) -> None:
        """Take in the table's part on the next page.

        Args:
            other: the part.
            first: its first row below a header that is printed again.
            is_cut: whether that row is the rest of the last one here. Where it is not, what may go
                on from the page before is a cell that no rule ends there, and an empty cell.
                Where nothing does, a header that is printed again is kept.
        """
        top = other.row(first)
        parts = top if is_cut else self._parts(top)
        for cell in parts:
            above = self.over(cell)
            above.go_on(cell)
            above.rows += cell.rows - (1 if is_cut else 0)
        if is_cut:
            self._extend([cell for cell in other.cells if cell.row > first], first + 1, other.rows)
        elif parts:
            self._extend([c for c in other.cells if c.row >= first and c not in parts], first, other.rows)
        else:
            self._extend(other.cells, 0, other.rows)

    def _extend(self, cells: Sequence[PrintedCell], first: int, rows: int) -> None:
        """Take in cells of which the row `first` comes behind the last one."""
        for cell in cells:
            cell.row += self.rows - first
        self.cells += cells
        self.rows += rows - first

    def _parts(self, top: Sequence[PrintedCell]) -> list[PrintedCell]:
        """The cells at the top of a page, behind a whole row, that are the rest of one on the page before."""
        if not self.ruled:
            return []
        some = not self.is_open_over(top)
        pairs = [(self.over(cell), cell) for cell in top]
        return [
            cell
            for above, cell in pairs
            if cell.is_below(above) and ((some and above.is_open) or not cell.text)
        ]

    def is_open_over(self, top: Sequence[PrintedCell]) -> bool:
        """Whether no rule ends any of the cells that stand over those at the top of the next page."""
        return bool(top) and all(self.over(cell).is_open for cell in top)

    def over(self, cell: PrintedCell) -> PrintedCell:
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
