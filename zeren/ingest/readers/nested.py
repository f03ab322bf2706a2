"""Tables that stand in a cell of another: part of the cell's words, or a table of tasks of its own.

A table that only says who takes part (牵头单位 | 县财政局) belongs to the work of the row around it:
it is written as a cell without a table would have it, 牵头单位：县财政局；配合单位：…. One that names work
of its own stays a table. One without two columns is a frame around what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zeren.ingest.columns import (
    LONGEST_HEADER,
    UNIT_COLUMNS,
    Column,
    by_contents,
    header_over_units,
    is_header,
    meaning,
)
from zeren.ingest.readers.content import Content, Grid, GridCell, Line, Where
from zeren.ingest.readers.places import matrix, plain

_OF_DUTY = frozenset({*UNIT_COLUMNS, Column.LEADER, Column.CONVENER, Column.DEADLINE})
"""Columns that say who does a piece of work, and by when."""

_BESIDE_DUTY = frozenset({*_OF_DUTY, Column.NUMBER, Column.REMARK, Column.CATEGORY})
_STOPS = "。；;，,、：:"


def cell(
    contents: Iterable[Content], rows: int = 1, columns: int = 1, where: Where | None = None
) -> GridCell:
    """A cell of what stands in it.

    Args:
        contents: its lines and tables, in order.
        rows: how many rows it covers.
        columns: how many columns it covers.
        where: where it stands; what stands in it stands there too.
    """
    lines: list[str] = []
    inner: list[Grid] = []
    for content in contents:
        if isinstance(content, Line):
            lines += filter(None, [content.text.strip()])
            continue
        if _names_work(content):
            inner.append(_placed(content, where))
        elif told := _told(content):
            lines[-1:] = map(_closed, lines[-1:])
            lines += told
            inner += (one for row in content.rows for part in row for one in part.inner)
    return GridCell("\n".join(lines), rows, columns, where, tuple(inner))


def is_frame(rows: Iterable[Sequence[GridCell]]) -> bool:
    """Whether a table is a frame around what stands in it: words in one cell of each row at most."""
    return all(sum(bool(cell.text.strip() or cell.inner) for cell in row) < 2 for row in rows)


def _placed(grid: Grid, where: Where | None) -> Grid:
    rows = [[GridCell(c.text, c.rows, c.columns, where, c.inner) for c in row] for row in grid.rows]
    return Grid(rows, grid.spans)


def _names_work(grid: Grid) -> bool:
    """Whether a table holds tasks: a column for work beside one for units, and rows below their names."""
    words = _words(grid)
    for number, row in enumerate(words[:-1]):
        filled = list(filter(None, row))
        if is_header(filled):
            below = any(map(any, words[number + 1 :]))
            return below and any(meaning(name) not in _BESIDE_DUTY for name in filled)
    filled_rows = [list(filter(None, row)) for row in words]
    return header_over_units(filled_rows) is not None or by_contents(list(filter(any, words))) is not None


def _words(grid: Grid) -> list[list[str]]:
    """The words of each place of a table, those of a cell over several rows in each of them."""
    return [["" if place.beside else plain(place.cell.text) for place in places] for places in matrix(grid)]


def _told(grid: Grid) -> list[str]:
    """The lines of a table as a cell's text: with labels where it has any, each row closed by a stop."""
    rows = [words for words in _words(grid) if any(words)]
    filled = [list(filter(None, words)) for words in rows]
    if _heads_duty(rows):
        told = list(_below_header(rows))
    else:
        is_form = any(map(_is_field, filled))
        told = [_fields(words) if is_form and _has_labels(words) else "  ".join(words) for words in filled]
    if all(len(words) == 1 for words in filled):
        return told
    return [*map(_closed, told[:-1]), *told[-1:]]


def _closed(line: str) -> str:
    return line if line[-1] in _STOPS else line + "；"


def _heads_duty(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row heads columns that say who takes part, and nothing else."""
    named = {meaning(word) for word in rows[0] if word} - {Column.NUMBER} if len(rows) > 1 else set()
    return _OF_DUTY.issuperset(named) and not UNIT_COLUMNS.isdisjoint(named)


def _below_header(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each column's name with all that stands below it."""
    for column, name in enumerate(rows[0]):
        values = dict.fromkeys(filter(None, (row[column] for row in rows[1:])))
        if name and values and meaning(name) is not Column.NUMBER:
            yield f"{name}：{'、'.join(values)}"


def _is_field(words: Sequence[str]) -> bool:
    """Whether a row is labels with what is filled in: 牵头单位 | 县财政局 | 配合单位 | 县住建局."""
    return _has_labels(words) and any(meaning(name) in _OF_DUTY for name in words[::2])


def _has_labels(words: Sequence[str]) -> bool:
    return len(words) % 2 == 0 and all(len(name) <= LONGEST_HEADER for name in words[::2])


def _fields(words: Sequence[str]) -> str:
    named = zip(words[::2], words[1::2], strict=True)
    return "；".join(f"{name.rstrip('：:')}：{value}" for name, value in named)
