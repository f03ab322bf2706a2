"""Tables that go on over a page break: whether a page's first row is the rest of the last one before it.

Such a rest leaves open what other rows fill (its number, its unit), and its words go on: in the
middle of a line's sentence, in the next paragraph of a cell, or with the next number of its list.
"""

from __future__ import annotations

from collections.abc import Sequence

from zeren.ingest.headers import NOTE
from zeren.ingest.readers.pdf.tables import BEGINS, ENDED, NEAR, PrintedCell, PrintedTable

_NOT_CUT = 4.5
"""Of the size of a letter: a cell that ends so far above another one of its row does not go on.

Two lines or three of a paragraph are not parted, but printed on the next page.
"""

_Pair = tuple[PrintedCell, PrintedCell]
"""A cell with words at the top of a page, behind the one that stands over it on the page before."""


def go_on(table: PrintedTable, rest: PrintedTable) -> None:
    """Put a table's part on the next page behind what there is of the table."""
    first = 1 if _said(rest.row(0)) == _said(table.row(0)) else 0
    table.go_on(rest, first, is_cut=_is_cut(table, rest, first))


def _said(cells: Sequence[PrintedCell]) -> list[str]:
    return ["".join(cell.text.split()) for cell in cells]


def _is_cut(table: PrintedTable, rest: PrintedTable, first: int) -> bool:
    """Whether the first row of a table's next part holds but the rest of the last row so far.

    Args:
        table: the table so far.
        rest: its part on the next page.
        first: the part's first row below a header that is printed again.
    """
    pairs = [(table.over(cell), cell) for cell in rest.row(first) if cell.text]
    broken = [above.breaks_off(cell.text) and above.text != cell.text for above, cell in pairs]
    follows = [off or _may_follow(pair, any(broken)) for off, pair in zip(broken, pairs, strict=True)]
    if table.is_open_over(rest.row(first)):
        return follows.count(False) <= 1
    if not pairs or (table.ruled and any(not cell.is_below(above) for above, cell in pairs)):
        return False
    if not all(_reaches_down(above, table) for above, _ in pairs if above.text):
        return False
    if all(broken) and _wrap(pairs, [*table.cells, *rest.cells]):
        return True
    goes_on = any(broken) or len(pairs) == 1 or all(above.counts_on(cell.text) for above, cell in pairs)
    return goes_on and all(follows) and not _is_seen(pairs, table, rest, first)


def _reaches_down(cell: PrintedCell, table: PrintedTable) -> bool:
    """Whether a cell's words end where those of the last row do, or a few lines above."""
    lowest = max((one.foot for one in table.row(table.rows - 1)), default=0.0)
    return lowest - cell.foot <= _NOT_CUT * cell.size


def _wrap(pairs: Sequence[_Pair], cells: Sequence[PrintedCell]) -> bool:
    """Whether there are cells below each other, in each column of some, whose lines go on in the next.

    Where words of one length stand in a column (县水利局, 县财政局), each seems to fill its line.
    """
    return all(any(cell.wraps and abs(cell.left - one.left) <= NEAR for cell in cells) for _, one in pairs)


def _is_seen(pairs: Sequence[_Pair], table: PrintedTable, rest: PrintedTable, first: int) -> bool:
    """Whether other rows, too, have words only in columns where the row in question has some."""
    columns = [cell.left for _, cell in pairs]
    more: dict[int, bool] = {}
    others = [(cell.row, cell) for cell in table.cells if cell.row]
    others += [(-cell.row, cell) for cell in rest.cells if cell.row > first]
    for row, cell in others:
        if cell.text:
            elsewhere = all(abs(cell.left - left) > NEAR for left in columns)
            more[row] = more.get(row, False) or elsewhere
    return not all(more.values())


def _may_follow(pair: _Pair, is_broken: bool) -> bool:
    """Whether a cell's words may be its next paragraph, or all of it where another cell breaks off."""
    above, cell = pair
    if not above.text:
        return is_broken
    if BEGINS.match(cell.text):
        return above.counts_on(cell.text)
    return ENDED.search(above.text) is not None and not NOTE.match(cell.text)
