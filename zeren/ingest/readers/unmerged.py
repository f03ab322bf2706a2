"""Headers of tables in files that cannot merge cells: empty cells stand where a merged one went on."""

from __future__ import annotations

from collections.abc import Sequence

from zeren.ingest.cells import Kind, kind_of
from zeren.ingest.columns import LONGEST_HEADER, UNIT_COLUMNS, is_header, meaning
from zeren.ingest.readers.content import Grid, GridCell

_FIRST_ROWS = 12
"""Rows in which a header is looked for, below titles and notes."""


def put_together(grid: Grid) -> Grid:
    """The table with its header's cells merged again: over several columns, and over its two lines.

    A column without a header belongs to the heading on its left, never to units. Of a header of two
    lines the lower one names what stands below a wider cell.
    """
    width = max(map(len, grid.rows), default=0)
    for index, row in enumerate(grid.rows[:_FIRST_ROWS]):
        filled = [cell.text for cell in row if cell.text.strip()]
        if not is_header(filled):
            continue
        rows = [list(row) for row in grid.rows]
        lower = [*rows[index], *[GridCell("")] * (width - len(row))]
        if len(filled) < width and index and _is_upper_line(rows[index - 1], lower):
            upper = [*rows[index - 1], *[GridCell("")] * (width - len(rows[index - 1]))]
            rows[index - 1], rows[index] = _two_lines(upper, lower)
        elif len(filled) < width and _is_lower_line(below := _row(grid, index + 1, width), lower):
            rows[index], rows[index + 1] = _two_lines(lower, below)
        elif len(filled) < width:
            header = _one_line(lower)
            said = [cell.text for cell in row]
            rows = [header if [cell.text for cell in other] == said else other for other in rows]
        return Grid(rows, spans=False)
    return grid


def _is_upper_line(upper: Sequence[GridCell], lower: Sequence[GridCell]) -> bool:
    """Whether a row is a header's first line: short words that stand over the lower line's empty cells."""
    words = [cell.text.strip() for cell in upper]
    over = [word for word, cell in zip(words, lower, strict=False) if word and not cell.text.strip()]
    return bool(over) and len(list(filter(None, words))) > 1 and all(len(w) <= LONGEST_HEADER for w in words)


def _row(grid: Grid, index: int, width: int) -> list[GridCell]:
    """A row of the table with as many cells as the widest has; none behind the last row."""
    row = list(grid.rows[index]) if index < len(grid.rows) else []
    return [*row, *[GridCell("")] * (width - len(row))] if row else []


def _is_lower_line(lower: Sequence[GridCell], upper: Sequence[GridCell]) -> bool:
    """Whether a row is a header's second line: words below each cell that the first leaves empty.

    Its own first cell is empty, as that of a row with a number or a name of its own is not.
    """
    words = [cell.text.strip() for cell in lower]
    below = [word for word, cell in zip(words, upper, strict=False) if not cell.text.strip()]
    said = (word for word in words if word)
    short = all(len(w) <= LONGEST_HEADER and kind_of(w) in (Kind.WORDS, Kind.DEADLINE) for w in said)
    return bool(words) and not words[0] and all(below) and short


def _one_line(cells: Sequence[GridCell]) -> list[GridCell]:
    found: list[GridCell] = []
    for cell in cells:
        if not cell.text.strip() and found and meaning(found[-1].text) not in UNIT_COLUMNS:
            found[-1] = _wider(found[-1])
        else:
            found.append(cell)
    return found


def _two_lines(upper: Sequence[GridCell], lower: Sequence[GridCell]) -> tuple[list[GridCell], list[GridCell]]:
    first: list[GridCell] = []
    second: list[GridCell] = []
    for above, below in zip(upper, lower, strict=True):
        if below.text.strip():
            second.append(below)
            if above.text.strip() or not first or first[-1].rows > 1:
                first.append(above)
            else:
                first[-1] = _wider(first[-1])
        else:
            first.append(GridCell(above.text, 2, 1, above.where))
    return first, second


def _wider(cell: GridCell) -> GridCell:
    return GridCell(cell.text, cell.rows, cell.columns + 1, cell.where)
