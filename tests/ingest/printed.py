"""A plan of plain text as the lines and tables that it was printed from: what other forms of it are made of.

Flattened text has lost which cells were merged; they are put together again where an empty cell
cannot be one that was left open (`zeren.ingest.assignments.rows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zeren.ingest.columns import Column, meaning, spread
from zeren.ingest.readers import plaintext
from zeren.ingest.readers.content import Content, Grid, GridCell, Line
from zeren.ingest.source import Cell, Paragraph, Row, Table

_LEFT_OPEN = (Column.RESPONSIBLE, Column.SUPPORT, Column.GUIDE)


def contents(text: str) -> Iterator[Content]:
    """The lines and tables of a plan, in order, with the cells that were merged as one."""
    for block in plaintext.read(text).blocks:
        if isinstance(block, Paragraph):
            yield Line(text[block.start : block.end])
        else:
            yield Grid(_rows(text, block))


def _rows(text: str, table: Table) -> list[list[GridCell]]:
    width = len(table.rows[0].cells) if table.rows else len(table.header)
    meanings = [meaning(text[c.start : c.end]) for c in table.header]
    header, columns = _header(text, table, meanings, width), spread(meanings, width)
    rows: list[list[GridCell]] = [header]
    above: list[tuple[int, int]] = []
    for number, row in enumerate(table.rows):
        if number in table.reprints:
            rows.append(header)
            above = []
        rows.append([])
        at: list[tuple[int, int]] = []
        for column, cell in enumerate(row.cells):
            if above and _is_merged(row, column, columns):
                y, x = above[column]
                rows[y][x] = GridCell(rows[y][x].text, rows[y][x].rows + 1)
                at.append(above[column])
            else:
                rows[-1].append(GridCell(_words(text, cell)))
                at.append((len(rows) - 1, len(rows[-1]) - 1))
        above = at
    return rows


def _header(text: str, table: Table, meanings: Sequence[Column], width: int) -> list[GridCell]:
    """The header's cells; the one that stands over several columns covers them."""
    missing = width - len(meanings)
    over = max(
        (
            i
            for i in range(len(meanings))
            if [*meanings[:i], *[meanings[i]] * (missing + 1), *meanings[i + 1 :]] == spread(meanings, width)
        ),
        default=0,
    )
    return [
        GridCell(_words(text, cell), columns=1 + missing if index == over else 1)
        for index, cell in enumerate(table.header)
    ]


def _is_merged(row: Row, column: int, columns: Sequence[Column]) -> bool:
    lead = any(c.empty for c, kind in zip(row.cells, columns, strict=True) if kind is Column.LEAD)
    return row.cells[column].empty and (lead or columns[column] not in _LEFT_OPEN)


def _words(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end]
