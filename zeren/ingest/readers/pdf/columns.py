"""Tables of a PDF without rules: a header whose words stand apart, and lines that keep to its columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from zeren.ingest.columns import is_header
from zeren.ingest.readers.pdf.letters import Letter, said
from zeren.ingest.readers.pdf.tables import NEAR, PrintedCell, PrintedTable

Row = list[Letter]

_APART = 0.8
"""Of the size of a letter: columns stand at least so far apart."""

_NEXT_ROW = 1.25
"""Of the distance of lines: a row of the table begins at least so far below the last line."""

_ENDS = 3.0
"""Of the distance of lines: the table has ended where nothing is printed for so long."""


def aligned(
    rows: Sequence[Row], page: int, above: PrintedTable | None = None
) -> tuple[list[PrintedTable], list[Row]]:
    """The tables among the rows of letters of a page, and the rows that are prose.

    Args:
        rows: the letters line by line, from top to bottom.
        page: the page's number.
        above: the table without rules that ends the page before, and may go on here.
    """
    tables: list[PrintedTable] = []
    prose: list[Row] = []
    index = _kept(rows, above) if above else 0
    if above and index:
        tables.append(_table(rows[:index], above.sides, page, headed=False))
    while index < len(rows):
        end = _end(rows, index) if is_header([said(part) for part in _parts(rows[index])]) else index
        gutters = _gutters(rows[index:end])
        if end - index > 1 and len(gutters) >= len(_parts(rows[index])) - 1 >= 1:
            tables.append(_table(rows[index:end], _sides(rows[index:end], gutters), page))
            index = end
        else:
            prose.append(rows[index])
            index += 1
    return tables, prose


def _kept(rows: Sequence[Row], above: PrintedTable) -> int:
    """How many of a page's first rows keep to the columns of the table that ends the page before.

    None do if all stand in one of them, unless its cell breaks off on the page before.
    """
    pitch = _pitch(rows)
    sides = above.sides
    kept = 0
    filled: set[int] = set()
    for row in rows:
        far = kept and row[0].foot - rows[kept - 1][0].foot >= _ENDS * pitch
        if far or any(one.left < side < one.right for one in row for side in sides[1:-1]):
            break
        if row[0].left < sides[0] - NEAR or row[-1].right > sides[-1] + 3 * row[-1].size:
            break
        filled.update(n for n, part in enumerate(_in_columns(row, sides)) if part)
        kept += 1
    if len(filled) > 1:
        return kept
    ends = above.row(above.rows - 1)
    return kept if any(n and ends[n].breaks_off(said(rows[0])) for n in filled) else 0


def _parts(row: Row) -> list[Row]:
    """The stretches of a row that stand apart."""
    parts: list[Row] = []
    for letter in row:
        if letter.text.isspace():
            continue
        if parts and letter.left - parts[-1][-1].right < _APART * letter.size:
            parts[-1].append(letter)
        else:
            parts.append([letter])
    return parts


def _end(rows: Sequence[Row], header: int) -> int:
    """The row behind the last one that keeps to the header's columns."""
    count = len(_parts(rows[header]))
    pitch = _pitch(rows[header:])
    end = header + 1
    while end < len(rows) and rows[end][0].foot - rows[end - 1][0].foot < _ENDS * pitch:
        if len(_gutters(rows[header : end + 1])) < count - 1:
            break
        end += 1
    return end


def _pitch(rows: Sequence[Row]) -> float:
    """The distance of two lines of one cell: the shortest that is usual."""
    gaps = sorted(b[0].foot - a[0].foot for a, b in pairwise(rows))
    return median(gaps[: len(gaps) // 2 + 1]) if gaps else 0.0


def _gutters(rows: Sequence[Row]) -> list[float]:
    """Where nothing is printed in any of the rows, between the first and the last column."""
    letters = sorted((one for row in rows for one in row if not one.text.isspace()), key=lambda one: one.left)
    gutters: list[float] = []
    reach = letters[0].right if letters else 0.0
    for letter in letters:
        if letter.left - reach >= _APART * letter.size:
            gutters.append((reach + letter.left) / 2)
        reach = max(reach, letter.right)
    return gutters


def _sides(rows: Sequence[Row], gutters: Sequence[float]) -> list[float]:
    """Where the words of each column begin, and where the last one ends."""
    bounds = [0.0, *gutters, max(row[-1].right for row in rows) + 1]
    begin = [
        min(one.left for row in rows for one in row if left <= one.left < right) - 1
        for left, right in pairwise(bounds)
    ]
    return [*begin, bounds[-1]]


def _in_columns(row: Row, sides: Sequence[float]) -> list[Row]:
    """A row's letters by column; what stands beyond the last side belongs to the last column."""
    return [
        [one for one in row if left <= one.left < right or (one.left >= sides[-1] and right == sides[-1])]
        for left, right in pairwise(sides)
    ]


def _table(rows: Sequence[Row], sides: Sequence[float], page: int, *, headed: bool = True) -> PrintedTable:
    """The table of rows that keep to columns, which `sides` bound from left to right."""
    pitch = _pitch(rows)
    wide = any(b[0].foot - a[0].foot > _NEXT_ROW * pitch for a, b in pairwise(rows[1:]))
    parted = [_in_columns(row, sides) for row in rows]
    columns = zip(*parted, strict=True)
    ends = [max((part[-1].right for part in column if part), default=0.0) for column in columns]
    cells: list[PrintedCell] = []
    lines: list[PrintedCell] = []
    last: Row | None = None
    number = -1
    for row, parts in zip(rows, parted, strict=True):
        here = [
            PrintedCell(said(part), 0, 1, left, right, page, free=(end - part[-1].right) / part[-1].size)
            if part else PrintedCell("", 0, 1, left, right, page)
            for part, end, (left, right) in zip(parts, ends, pairwise(sides), strict=True)
        ]  # fmt: skip
        apart = last is None or row[0].foot - last[0].foot > _NEXT_ROW * pitch
        under_header = headed and number == 0 and sum(bool(cell.text) for cell in here) > 1
        if last is None or under_header or (apart if wide else _begins(lines, here)):
            number += 1
            lines = here
            for cell in here:
                cell.row = number
            cells += here
        else:
            for before, behind in zip(lines, here, strict=True):
                before.add(behind)
        last = row
    box = (sides[0], rows[0][0].top, sides[-1], max(one.bottom for one in rows[-1]))
    return PrintedTable(box, cells, number + 1, tuple(sides))


def _begins(above: Sequence[PrintedCell], here: Sequence[PrintedCell]) -> bool:
    """Whether a line begins a row where rows do not stand apart.

    It does where it has words in a column whose cell has ended above, or where no cell breaks off.
    """
    filled = [(before, cell) for before, cell in zip(above, here, strict=True) if cell.text]
    if len(filled) < 2 and not here[0].text:
        return False
    return any(before.ended for before, _ in filled) or not any(
        before.breaks_off(cell.text) for before, cell in filled
    )
