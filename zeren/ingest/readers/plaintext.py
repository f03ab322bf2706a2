"""Plain text: paragraphs are lines, and tables come flattened to lines.

In a flattened table a cell starts with a tab at the start of a line; the lines behind it
without a tab go on with it; rows are set apart by blank lines, which may also stand
inside a row; the header row is printed again at a page break; page numbers stray in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from zeren.ingest.columns import is_header
from zeren.ingest.readers import hard_wrapped, run_together, spaced_rows, tab_rows
from zeren.ingest.source import Block, Cell, Paragraph, Row, SourceText, Table

_CELL_LINE = re.compile(r"[ \f\u3000\xa0]*\t")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_ANNEX = re.compile(r"附\s*件\s*\d+(?:\s*[-－—]\s*\d+)*\s*")
_PAGE_NUMBER = re.compile(r"[-—–－\s]*\d{1,4}[-—–－\s]*")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    is_cell: bool
    blank_before: bool


def read(text: str) -> SourceText:
    """The text's paragraphs and tables, in order, with their offsets."""
    return SourceText(text, tuple(blocks(text)))


def blocks(text: str, start: int = 0) -> list[Block]:
    """The paragraphs and tables of a text from an offset on, in order."""
    lines = _lines(text, start)
    found: list[Block] = []
    index = 0
    while index < len(lines):
        run = _tab_rows(text, lines, index)
        if run > 1:
            found += tab_rows.blocks(text, [_whole(text, line) for line in lines[index : index + run]])
            index += run
        elif lines[index].is_cell:
            table, index = _table(text, lines, index)
            found += table
        else:
            prose = _prose(text, lines, index)
            found += _of_prose(text, [(line.start, line.end) for line in prose])
            index += len(prose)
    return found


def _of_prose(text: str, lines: list[tuple[int, int]]) -> list[Block]:
    """The paragraphs of lines without tabs, and the tables among them whose columns spaces set apart."""
    found: list[Block] = []
    done = 0
    for first, behind, gap in [*spaced_rows.find(text, lines), (len(lines), len(lines), spaced_rows.WIDE)]:
        for begin, end in hard_wrapped.paragraphs(text, lines[done:first]):
            found += [Paragraph(*span) for span in run_together.paragraphs(text, begin, end)]
        if first < behind:
            found += tab_rows.blocks(text, lines[first:behind], gap)
        done = behind
    return found


def _lines(text: str, start: int) -> list[_Line]:
    """The lines from an offset on that hold something: words, or the tab of an empty cell."""
    found: list[_Line] = []
    blank = False
    for match in _LINE.finditer(text, start):
        line = match.group()
        cell = _CELL_LINE.match(line)
        words = line.strip()
        if not words and not cell:
            blank = blank or bool(line)
            continue
        begin = match.start() + (len(line) - len(line.lstrip()) if words else cell.end() if cell else 0)
        found.append(_Line(begin, begin + len(words), cell is not None, blank))
        blank = False
    return found


def _tab_rows(text: str, lines: list[_Line], index: int) -> int:
    """How many lines from one on are rows with tabs between their cells.

    The first and last have some; a line without any between them is a heading, or a row of one cell.
    """
    count = 0
    for at in range(index, len(lines)):
        ahead = at - index + 1
        if "\t" in text[lines[at].start : lines[at].end]:
            count = ahead
        elif not count or ahead - count > 1:
            break
    return count


def _prose(text: str, lines: list[_Line], index: int) -> list[_Line]:
    """The lines of prose from one on, up to the next table."""
    behind = index
    while behind < len(lines) and not lines[behind].is_cell and _tab_rows(text, lines, behind) <= 1:
        behind += 1
    return lines[index : max(behind, index + 1)]


def _whole(text: str, line: _Line) -> tuple[int, int]:
    """A line with the tabs at its ends, which stand for empty cells."""
    start, end = line.start, line.end
    while start > 0 and text[start - 1] in "\t ":
        start -= 1
    while end < len(text) and text[end] in "\t ":
        end += 1
    return start, end


@dataclass(frozen=True, slots=True)
class _LooseCell:
    """A cell before it has a row: whether a blank line stands before it."""

    cell: Cell
    blank_before: bool


def _table(text: str, lines: list[_Line], index: int) -> tuple[list[Block], int]:
    """The table that begins at a line, as blocks, and the index of the line behind it."""
    cells, behind = _cells(text, lines, index)
    header_size = _header_size(text, cells)
    if not header_size:
        # Without a header nobody can say what a column means: the cells stay readable as prose.
        return [Paragraph(c.cell.start, c.cell.end) for c in cells if not c.cell.empty], behind
    header = tuple(c.cell for c in cells[:header_size])
    body, reprints = _without_reprints(text, cells, header_size)
    rows, before = _rows(body, _width(body, header_size), reprints)
    end = max(rows[-1].end, header[-1].end) if rows else header[-1].end
    return [Table(header, tuple(rows), header[0].start, end, before)], behind


def _cells(text: str, lines: list[_Line], index: int) -> tuple[list[_LooseCell], int]:
    """The cells from a line on, up to the prose behind the table."""
    cells: list[_LooseCell] = []
    while index < len(lines):
        line = lines[index]
        if line.is_cell:
            cells.append(_LooseCell(Cell(line.start, line.end), line.blank_before))
            index += 1
        elif _ANNEX.fullmatch(text, line.start, line.end):
            break
        elif not line.blank_before:
            cells[-1] = _continued(cells[-1], line)
            index += 1
        elif (ahead := _next_cell(lines, index)) is not None and _resumes(text, lines, cells, index, ahead):
            if not _PAGE_NUMBER.fullmatch(text[line.start : line.end]):
                for extra in lines[index:ahead]:
                    cells[-1] = _continued(cells[-1], extra)
            index = ahead
        else:
            break
    return cells, index


def _continued(loose: _LooseCell, line: _Line) -> _LooseCell:
    start = line.start if loose.cell.empty else loose.cell.start
    return replace(loose, cell=Cell(start, line.end))


def _next_cell(lines: list[_Line], index: int) -> int | None:
    """The next line that starts a cell, if no more than two lines stand before it."""
    for ahead in range(index, min(index + 3, len(lines))):
        if lines[ahead].is_cell:
            return ahead
    return None


def _resumes(text: str, lines: list[_Line], cells: list[_LooseCell], index: int, ahead: int) -> bool:
    """Whether the words behind a blank line belong to the table: a page number, or a cell's rest.

    A cell's rest can only stand inside a row that is not complete, which shows in the cells
    behind it not beginning with a header or behind a blank line.
    """
    words = " ".join(text[line.start : line.end] for line in lines[index:ahead])
    if _PAGE_NUMBER.fullmatch(words):
        return True
    following: list[str] = []
    for line in lines[ahead:]:
        if not line.is_cell or (following and line.blank_before):
            break
        following.append(text[line.start : line.end])
    current = 0
    for loose in reversed(cells):
        current += 1
        if loose.blank_before:
            break
    widest = Counter(_group_sizes(cells)).most_common(1)[0][0]
    return not is_header(following) and current < widest and current + len(following) == widest


def _group_sizes(cells: list[_LooseCell]) -> list[int]:
    """How many cells stand between one blank line and the next."""
    sizes: list[int] = []
    for loose in cells:
        if loose.blank_before or not sizes:
            sizes.append(0)
        sizes[-1] += 1
    return sizes


def _header_size(text: str, cells: list[_LooseCell]) -> int:
    """How many of the first cells make up the header; 0 when there is none."""
    first = _group_sizes(cells)[0]
    words = [text[c.cell.start : c.cell.end] for c in cells[: max(first, 2)]]
    for size in range(len(words), 1, -1):
        if is_header(words[:size]):
            return size
    return 0


def _without_reprints(
    text: str, cells: list[_LooseCell], size: int
) -> tuple[list[_LooseCell], frozenset[int]]:
    """The cells behind the header, without its reprints, and where those stood among them."""

    def words(loose: _LooseCell) -> str:
        return "".join(text[loose.cell.start : loose.cell.end].split())

    header = [words(c) for c in cells[:size]]
    body: list[_LooseCell] = []
    reprints: set[int] = set()
    index = size
    fresh = True
    while index < len(cells):
        if [words(c) for c in cells[index : index + size]] == header:
            reprints.add(len(body))
            index += size
            fresh = True
        else:
            body.append(replace(cells[index], blank_before=True) if fresh else cells[index])
            fresh = False
            index += 1
    return body, frozenset(reprints)


def _width(body: list[_LooseCell], header_size: int) -> int:
    """How many columns a row has: what most rows have, and at least as many as the header."""
    sizes = Counter(size for size in _group_sizes(body) if size >= header_size)
    if not sizes:
        return header_size
    most = max(sizes.values())
    return min(size for size, count in sizes.items() if count == most)


def _rows(body: list[_LooseCell], width: int, reprints: frozenset[int]) -> tuple[list[Row], frozenset[int]]:
    """The cells in rows of a width, and the indexes of the rows before which the header stood again.

    A blank line ends a row unless the cells behind it are just those that the row lacks.
    """
    rows: list[Row] = []
    before: set[int] = set()
    current: list[Cell] = []
    sizes = iter(_group_sizes(body))

    def close() -> None:
        if current:
            here = Cell(current[-1].end, current[-1].end)
            rows.append(Row(tuple(current + [here] * (width - len(current))), len(current) == width))
            current.clear()

    for index, loose in enumerate(body):
        if (loose.blank_before or not index) and len(current) + next(sizes) > width:
            close()
        if index in reprints:
            close()
            before.add(len(rows))
        current.append(loose.cell)
        if len(current) == width:
            close()
    close()
    return rows, frozenset(before)
