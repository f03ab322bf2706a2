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

_WHOLE = 4
"""From so many lines on, lines of which each has words in every column are rows, however they end."""

_ENDS = 3.0
"""Of the distance of lines: the table has ended where nothing is printed for so long."""


def aligned(
    rows: Sequence[Row], page: int, above: PrintedTable | None = None, header: Sequence[Letter] = ()
) -> tuple[list[PrintedTable], list[Row]]:
    """The tables among the rows of letters of a page, and the rows that are prose.

    Args:
        rows: the letters line by line, from top to bottom.
        page: the page's number.
        above: the table without rules that ends the page before, and may go on here.
        header: the header that ends the page before; a table below it here has it as its first row.
    """
    if header and rows:
        tables, prose = aligned([_lifted(header, rows), *rows], page)
        if tables and tables[0].box[1] < rows[0][0].top:
            for cell in tables[0].row(0):
                cell.page = page - 1
            return tables, prose
    tables = []
    prose = []
    index = _kept(rows, above) if above else 0
    if above and index:
        tables.append(_table(rows[:index], above.sides, page, above))
    while index < len(rows):
        end = _end(rows, index) if heads(rows[index]) else index
        gutters = _gutters(rows[index:end])
        if end - index > 1 and len(gutters) >= len(_parts(rows[index])) - 1 >= 1:
            tables.append(_table(rows[index:end], _sides(rows[index:end], gutters), page))
            index = end
        else:
            prose.append(rows[index])
            index += 1
    return tables, prose


def heads(row: Sequence[Letter]) -> bool:
    """Whether the words of a row stand apart, and are a table's header."""
    return is_header([said(part) for part in _parts(row)])


def _lifted(header: Sequence[Letter], rows: Sequence[Row]) -> Row:
    """A header of the page before, moved to stand over the first of some rows."""
    by = header[0].foot - rows[0][0].foot + max(_pitch(rows), header[0].size)
    return [one._replace(top=one.top - by, bottom=one.bottom - by, foot=one.foot - by) for one in header]


def _kept(rows: Sequence[Row], above: PrintedTable) -> int:
    """How many of a page's first rows keep to the columns of the table that ends the page before.

    None do if all stand in one of them, unless they go on with its cell on the page before.
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
    if len(filled) != 1:
        return kept
    words = said(rows[0])
    ends = above.row(above.rows - 1)
    goes_on = any(n and (ends[n].breaks_off(words) or ends[n].counts_on(words)) for n in filled)
    return kept if goes_on else 0


def _parts(row: Sequence[Letter]) -> list[Row]:
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


def _table(
    rows: Sequence[Row], sides: Sequence[float], page: int, above: PrintedTable | None = None
) -> PrintedTable:
    """The table of rows that keep to columns, which `sides` bound from left to right.

    Args:
        rows: the rows, the header first unless the table goes on.
        sides: where columns begin, and where the last one ends.
        page: the page's number.
        above: its part on the page before, if it goes on.
    """
    space = _NEXT_ROW * _pitch(rows)
    wide = any(b[0].foot - a[0].foot > space for a, b in pairwise(rows[1:]))
    parted = [_in_columns(row, sides) for row in rows]
    flat = above is not None and not any(cell.wraps for cell in above.cells)
    whole = (flat or len(rows) >= _WHOLE) and all(map(all, parted))
    columns = zip(*parted, strict=True)
    ends = [max((part[-1].right for part in column if part), default=0.0) for column in columns]
    found: list[list[PrintedCell]] = []
    under: list[PrintedCell] = []
    for number, (row, parts) in enumerate(zip(rows, parted, strict=True)):
        here = [
            _cell(part, end, left, right, page)
            for part, end, (left, right) in zip(parts, ends, pairwise(sides), strict=True)
        ]
        apart = not found or row[0].foot - rows[number - 1][0].foot > space or _is_beside(here, under, space)
        under_header = not above and len(found) == 1 and sum(bool(cell.text) for cell in here) > 1
        if not found or under_header or whole or (apart if wide else _begins(found[-1], here)):
            for cell in here:
                cell.row = len(found)
            found.append(here)
            under = [cell if cell.text else over for cell, over in zip(here, under or here, strict=True)]
        else:
            under = [
                _added(cell, over if wide and cell.foot - over.foot <= space else last, over)
                for cell, over, last in zip(here, under, found[-1], strict=True)
            ]
    box = (sides[0], rows[0][0].top, sides[-1], max(one.bottom for one in rows[-1]))
    return PrintedTable(box, [cell for row in found for cell in row], len(found), tuple(sides))


def _added(line: PrintedCell, cell: PrintedCell, over: PrintedCell) -> PrintedCell:
    """Put a line into its cell; the last cell of its column that has words."""
    cell.add(line)
    return cell if line.text else over


def _is_beside(here: Sequence[PrintedCell], under: Sequence[PrintedCell], space: float) -> bool:
    """Whether the words of a line all stand apart from those above, though a cell beside goes on.

    So does a row begin beside a cell that covers several rows.
    """
    gaps = [cell.foot - over.foot for cell, over in zip(here, under, strict=True) if cell.text]
    return len(gaps) > 1 and min(gaps) > space


def _cell(line: Row, end: float, left: float, right: float, page: int) -> PrintedCell:
    """A line of a cell, in a column whose longest line ends at `end`."""
    if not line:
        return PrintedCell("", 0, 1, left, right, page)
    last = line[-1]
    free = (end - last.right) / last.size
    return PrintedCell(said(line), 0, 1, left, right, page, free=free, foot=last.foot, size=last.size)


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
