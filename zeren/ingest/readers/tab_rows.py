"""Tables whose rows are lines and whose cells are set apart by tabs, as copied from a web page or a sheet.

A cell that was merged with the one above is missing from its row altogether, so that the cells
behind it stand too far to the left. Each row is laid under the columns by what its cells are:
numbers, units, deadlines, words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from zeren.ingest.cells import Kind, kind_of
from zeren.ingest.columns import (
    LONGEST_HEADER,
    UNIT_COLUMNS,
    Column,
    by_contents,
    header_over_units,
    is_header,
    meaning,
)
from zeren.ingest.outline import labels
from zeren.ingest.source import Block, Cell, Paragraph, Row, Table

Span = tuple[int, int]

_EXPECTED: dict[Column, Kind] = {
    Column.NUMBER: Kind.NUMBER, Column.LEAD: Kind.UNITS, Column.RESPONSIBLE: Kind.UNITS,
    Column.SUPPORT: Kind.UNITS, Column.GUIDE: Kind.UNITS, Column.DEADLINE: Kind.DEADLINE,
    Column.HEADING: Kind.WORDS, Column.MEASURE: Kind.WORDS,
}  # fmt: skip
WIDEST = 50
"""Cells of a line from which on it is no row of a table; a plan's has rarely more than ten."""

_TAB = re.compile("\t")
_OVER_UNITS = re.compile("分工|责任|单位|部门|职责")
_NUMERAL = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")
_FIGURES = re.compile("分值|分数|得分|权重|比例")


def blocks(text: str, lines: Sequence[Span], gap: re.Pattern[str] = _TAB) -> list[Block]:
    """The blocks of lines that hold tabs: a table below each header, the rest as paragraphs.

    Args:
        text: the document's text.
        lines: where the lines are, without their ends; the first holds a tab between words.
        gap: what parts the cells of a line.
    """
    rows = [_fields(text, start, end, gap) for start, end in lines]
    said = [[text[c.start : c.end] for c in row if not c.empty] for row in rows]
    told = header_over_units(said)
    heads = {index for index, words in enumerate(said) if is_header(words) or index == told}
    heads = {index for index in heads if len(rows[index]) <= WIDEST}
    narrow = max(map(len, rows)) <= WIDEST
    if not heads and narrow and by_contents([[text[c.start : c.end] for c in row] for row in rows]):
        return [_without_header(rows)]
    for index in sorted(heads):
        if index and index - 1 not in heads and _is_first_line(said[index - 1]):
            heads = heads - {index} | {index - 1}
    found: list[Block] = []
    index = 0
    while index < len(rows):
        if index not in heads:
            found += [Paragraph(c.start, c.end) for c in [_line(rows[index])] if c.start < c.end]
            index += 1
            continue
        heading, first = _two_lines(text, rows, index)
        last = min((head for head in heads if head >= first), default=len(rows))
        found += _below(text, heading, rows[first:last])
        index = last
    return found


def _without_header(rows: Sequence[list[Cell]]) -> Table:
    """A table of rows alone; a row that is short lacks its last cells."""
    width = max(map(len, rows))
    first = rows[0][0].start
    filled = [[*row, *[Cell(row[-1].end, row[-1].end)] * (width - len(row))] for row in rows]
    return Table(
        (Cell(first, first),) * width, tuple(Row(tuple(row)) for row in filled), first, rows[-1][-1].end
    )


def _fields(text: str, start: int, end: int, gap: re.Pattern[str]) -> list[Cell]:
    """The cells of a line, each without the white space around its words."""
    cells: list[Cell] = []
    at = start
    for stop, following in [*(m.span() for m in gap.finditer(text, start, end)), (end, end)]:
        part = text[at:stop]
        words = part.strip()
        begin = at + len(part) - len(part.lstrip()) if words else at
        cells.append(Cell(begin, begin + len(words)))
        at = following
    return cells


def _line(cells: Sequence[Cell]) -> Cell:
    filled = [c for c in cells if not c.empty] or [cells[0]]
    return Cell(filled[0].start, filled[-1].end)


def _two_lines(text: str, rows: Sequence[list[Cell]], index: int) -> tuple[list[Cell], int]:
    """The header that begins at a row, and the index of the row below it.

    A second line names the columns below a cell that covers several: 责任分工 over 牵头单位 and
    配合单位. Its empty cells, or those missing from it, belong to cells that cover both lines.
    """
    header = rows[index]
    second = rows[index + 1] if index + 1 < len(rows) and len(rows[index + 1]) <= WIDEST else []
    named = [c for c in second if not c.empty]
    meanings = [meaning(text[c.start : c.end]) for c in named]
    if len(named) < 2 or Column.OTHER in meanings or not UNIT_COLUMNS & set(meanings):
        return header, index + 1
    if len(second) == len(header):
        return [s if not s.empty else h for h, s in zip(header, second, strict=True)], index + 2
    over = [i for i, c in enumerate(header) if _OVER_UNITS.search(text[c.start : c.end])]
    at = over[0] if over else len(header) - 1
    return [*header[:at], *named, *header[at + 1 :]], index + 2


def _is_first_line(words: Sequence[str]) -> bool:
    """Whether a row above a header is its first line: short words, most of them known."""
    known = sum(meaning(word) is not Column.OTHER for word in words)
    return len(words) > 1 and known * 2 > len(words) and all(len(word) <= LONGEST_HEADER for word in words)


def _below(text: str, header: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """The table below a header; a row of one heading across all columns divides it."""
    found: list[Block] = []
    layout = _Layout.of(text, header, [row for row in rows if len(row) <= WIDEST])
    part: list[Row] = []

    def close() -> None:
        if part:
            start = min(header[0].start, part[0].start)
            found.append(Table(layout.header, tuple(part), start, part[-1].end, spans=layout.spans))
            part.clear()

    for row in rows:
        filled = [c for c in row if not c.empty]
        if not filled:
            continue
        words = text[filled[0].start : filled[0].end]
        is_section = len(filled) == 1 and len(row) < len(layout.header) and labels.parse(words)
        numbered = len(filled) == 2 and _NUMERAL.fullmatch(words) and len(row) * 2 < len(layout.header)
        if is_section or numbered or len(row) > WIDEST:
            close()
            found.append(Paragraph(filled[0].start, filled[-1].end))
        else:
            part.append(layout.row(text, row))
    close()
    return found


@dataclass(frozen=True, slots=True)
class _Layout:
    """A header laid over the widest rows, and what each column holds.

    `spans` says that rows lack cells: those were merged, and an empty cell was left open.
    """

    header: tuple[Cell, ...]
    kinds: tuple[Kind, ...]
    spans: bool

    @staticmethod
    def of(text: str, header: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> _Layout:
        """The layout that fits a header and its rows."""
        sizes = Counter(len(row) for row in rows)
        width = max([len(header), *sizes])
        whole = [row for row in rows if len(row) == width] or [list(header)]
        held = [_usual([kind_of(text[r[i].start : r[i].end]) for r in whole]) for i in range(width)]
        spread = min(
            ([*header[: at + 1], *[header[at]] * (width - len(header)), *header[at + 1 :]]
             for at in range(len(header))),
            key=lambda cells: sum(_misfit(text, c, kind) for c, kind in zip(cells, held, strict=True)),
        )  # fmt: skip
        kinds = tuple(
            _EXPECTED.get(meaning(text[c.start : c.end]), kind) if kind is not Kind.UNITS else kind
            for c, kind in zip(spread, held, strict=True)
        )
        return _Layout(tuple(spread), kinds, any(size < width for size in sizes if size > 1))

    def row(self, text: str, cells: Sequence[Cell]) -> Row:
        """A row with a cell in every column; one that is missing was merged with that above.

        A cell is not merged with the one above where a group to its left begins anew.
        """
        found = [kind_of(text[c.start : c.end]) for c in cells]
        places = _laid(found, self.kinds)
        at = dict(zip(places, cells, strict=False))
        placed: list[Cell] = []
        begun = False
        for column, kind in enumerate(self.kinds):
            cell = at.get(column)
            if cell is None:
                here = placed[-1].end if placed else cells[0].start
                cell = Cell(here, here, merged=not begun)
            elif not cell.empty and kind is not Kind.NUMBER:
                begun = True
            placed.append(cell)
        return Row(tuple(placed))


def _usual(kinds: Sequence[Kind]) -> Kind:
    counted = Counter(kind for kind in kinds if kind is not Kind.EMPTY)
    return max(counted, key=lambda kind: (counted[kind], kind.value)) if counted else Kind.EMPTY


def _misfit(text: str, header: Cell, held: Kind) -> float:
    """How ill a header's words suit what a column holds."""
    words = "".join(text[header.start : header.end].split())
    expected = Kind.NUMBER if _FIGURES.search(words) else _EXPECTED.get(meaning(words))
    if held is Kind.EMPTY:
        return 0.5 if words else 0.0
    if expected is None or expected is held:
        return 0.0
    return 0.5 if {expected, held} == {Kind.WORDS, Kind.UNITS} else 1.0


_FIT: dict[tuple[Kind, Kind], float] = {
    (Kind.WORDS, Kind.NUMBER): -2, (Kind.WORDS, Kind.UNITS): -1.5, (Kind.WORDS, Kind.DEADLINE): -1,
    (Kind.NUMBER, Kind.UNITS): -2, (Kind.NUMBER, Kind.WORDS): -0.5, (Kind.NUMBER, Kind.DEADLINE): -1,
    (Kind.UNITS, Kind.NUMBER): -2, (Kind.UNITS, Kind.WORDS): -0.5, (Kind.UNITS, Kind.DEADLINE): -2,
    (Kind.DEADLINE, Kind.UNITS): -2, (Kind.DEADLINE, Kind.WORDS): -0.5, (Kind.DEADLINE, Kind.NUMBER): -1,
}  # fmt: skip
"""What a cell costs in a column of another kind; in one of its own it earns 2."""


def _laid(found: Sequence[Kind], columns: Sequence[Kind]) -> list[int]:
    """The column of each cell, in order, so that they fit best; of equal ways that furthest to the right."""
    width = len(columns)
    missing = width - len(found)
    if not missing:
        return list(range(width))
    best: list[list[tuple[float, list[int]]]] = [[(0.0, [])] * (width + 1)]
    for at, kind in enumerate(found):
        row: list[tuple[float, list[int]]] = [(float("-inf"), [])] * (width + 1)
        for column in range(at, at + missing + 1):
            before = best[-1][column]
            fit = 0.0 if Kind.EMPTY in (kind, columns[column]) else _FIT.get((kind, columns[column]), 2.0)
            here = (before[0] + fit, [*before[1], column])
            row[column + 1] = max(row[column], here, key=lambda way: (way[0], way[1]))
        best.append(row)
    return best[-1][width][1]
