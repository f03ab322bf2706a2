"""Tables of a PDF without rules: a header whose words stand apart, and lines that keep to its columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from zeren.ingest.columns import is_header
from zeren.ingest.readers.pdf.letters import Letter, joined, said
from zeren.ingest.readers.pdf.tables import PrintedCell, PrintedTable

Row = list[Letter]

_APART = 0.8
"""Of the size of a letter: columns stand at least so far apart."""

_NEXT_ROW = 1.25
"""Of the distance of lines: a row of the table begins at least so far below the last line."""

_ENDS = 3.0
"""Of the distance of lines: the table has ended where nothing is printed for so long."""


def aligned(rows: Sequence[Row], page: int) -> tuple[list[PrintedTable], list[Row]]:
    """The tables among the rows of letters of a page, and the rows that are prose.

    Args:
        rows: the letters line by line, from top to bottom.
        page: the page's number.
    """
    tables: list[PrintedTable] = []
    prose: list[Row] = []
    index = 0
    while index < len(rows):
        end = _end(rows, index) if is_header([said(part) for part in _parts(rows[index])]) else index
        gutters = _gutters(rows[index:end])
        if end - index > 1 and len(gutters) >= len(_parts(rows[index])) - 1 >= 1:
            tables.append(_table(rows[index:end], gutters, page))
            index = end
        else:
            prose.append(rows[index])
            index += 1
    return tables, prose


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


def _table(rows: Sequence[Row], gutters: Sequence[float], page: int) -> PrintedTable:
    sides = [min(row[0].left for row in rows), *gutters, max(row[-1].right for row in rows) + 1]
    pitch = _pitch(rows)
    wide = any(b[0].foot - a[0].foot > _NEXT_ROW * pitch for a, b in pairwise(rows[1:]))
    texts: list[list[str]] = []
    last: Row | None = None
    for row in rows:
        here = [said([one for one in row if left <= one.left < right]) for left, right in pairwise(sides)]
        begins = (
            last is None
            or len(texts) == 1
            or (row[0].foot - last[0].foot > _NEXT_ROW * pitch if wide else bool(here[0]))
        )
        if begins:
            texts.append(here)
        else:
            texts[-1] = [joined(before, behind) for before, behind in zip(texts[-1], here, strict=True)]
        last = row
    box = (sides[0], rows[0][0].top, sides[-1], max(one.bottom for one in rows[-1]))
    cells = [
        PrintedCell(words, number, 1, left, right, page)
        for number, row_texts in enumerate(texts)
        for words, (left, right) in zip(row_texts, pairwise(sides), strict=True)
    ]
    return PrintedTable(box, cells, len(texts))
