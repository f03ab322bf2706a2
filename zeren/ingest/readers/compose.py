"""From what a reader found to the stored text: lines written one below the other, each with its offsets.

A table is written as flattened text has it (`plaintext`): a cell a line behind a tab, a blank
line behind each row. A cell that covers several rows or columns has its words in the first;
the others are empty, and those below it are marked as merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from zeren.ingest.columns import (
    NOTE,
    UNIT_COLUMNS,
    Column,
    by_contents,
    header_over_units,
    is_header,
    meaning,
)
from zeren.ingest.outline import labels
from zeren.ingest.readers import going_on, plaintext, run_together, unmerged
from zeren.ingest.readers.content import WIDEST, Content, Grid, GridCell, Line, Where
from zeren.ingest.source import Block, Cell, Paragraph, Row, SourceText, Table
from zeren.ontology.locators import Locator

_FIELD = 2
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\ufffe\uffff\ud800-\udfff]")


def compose(contents: Iterable[Content]) -> SourceText:
    """The text of what was found, with its blocks in order."""
    writer = _Writer()
    lines: list[Line] = []
    for content in contents:
        if isinstance(content, Line):
            lines.append(content)
        else:
            writer.prose(lines)
            if not going_on.nothing_between(lines):
                writer.above = None
            lines.clear()
            writer.grid(content)
    writer.prose(lines)
    return SourceText("".join(writer.pieces), tuple(writer.blocks), tuple(writer.locators))


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a table: the cell that covers it, and whether that began above or to the left."""

    cell: GridCell
    below: bool = False
    beside: bool = False


def plain(text: str) -> str:
    """Words as they are stored: one kind of line end, nothing unseen, no white space around them."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text)).strip()


def matrix(grid: Grid) -> list[list[Place]]:
    """A table's rows, each as wide as the widest: every place with the cell that covers it.

    Spans that reach over the table's end, or over another cell, are cut off there.
    """
    rows: list[dict[int, Place]] = [{} for _ in grid.rows]
    for number, cells in enumerate(grid.rows):
        column = 0
        for cell in cells:
            while column in rows[number]:
                column += 1
            if column >= WIDEST:
                break
            across = range(column, min(column + max(1, cell.columns), WIDEST))
            for below in range(number, min(number + max(1, cell.rows), len(rows))):
                for beside in across:
                    rows[below].setdefault(beside, Place(cell, below > number, beside > column))
            column = across.stop
    width = max((max(row, default=-1) + 1 for row in rows), default=0)
    nothing = Place(GridCell(""))
    return [[row.get(column, nothing) for column in range(width)] for row in rows]


@dataclass(slots=True)
class _Writer:
    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    locators: list[Locator] = field(default_factory=list)
    length: int = 0
    above: tuple[tuple[Cell, ...], list[str]] | None = None
    """The header of the table before and its words, where nothing has come since."""

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _words(self, text: str, where: Where | None) -> tuple[int, int]:
        """Write words and a line end; where the words stand."""
        words = plain(text)
        start = self.length
        if words:
            self._stands(where)
        self._write(words + "\n")
        return start, start + len(words)

    def _stands(self, where: Where | None) -> None:
        """Keep where the words that come next stand, unless those before them stand there too."""
        last = self.locators[-1] if self.locators else None
        if where and (last is None or (last.kind, last.label) != where):
            self.locators.append(Locator(self.length, where.kind, where.label))

    def prose(self, lines: Sequence[Line]) -> None:
        """Lines one by one, or as plain text is read where tabs in them set cells of a table apart."""
        if not (any("\t" in line.text for line in lines) and self._flattened(lines)):
            for line in lines:
                self.line(line)

    def _flattened(self, lines: Sequence[Line]) -> bool:
        """Take lines as plain text, if that finds a table in them; whether it does."""
        start = self.length
        pieces = [_UNSEEN.sub("", _LINE_END.sub("\n", line.text)).rstrip(" ") + "\n" for line in lines]
        blocks = plaintext.blocks("".join([*self.pieces, *pieces]), start)
        if not any(isinstance(block, Table) for block in blocks):
            return False
        for line, piece in zip(lines, pieces, strict=True):
            self._stands(line.where)
            self._write(piece)
        self.blocks += blocks
        return True

    def line(self, line: Line) -> None:
        """A line of prose, in paragraphs where it holds several; nothing where it is blank."""
        if not plain(line.text):
            return
        start, end = self._words(line.text, line.where)
        spans = run_together.paragraphs(self.pieces[-1], 0, end - start)
        self.blocks += [Paragraph(start + begin, start + stop) for begin, stop in spans]

    def grid(self, grid: Grid) -> None:
        """A table, in parts where a row of one cell across all columns divides it.

        What stands over the header is prose, as is such a row, or one of a labelled heading or a note
        alone, and a table without any header, unless it goes on from the table before, or what its
        columns hold says what they mean.
        """
        part = _Part(grid.spans)
        rows = matrix(grid if grid.spans else unmerged.put_together(grid))
        words = [[plain(place.cell.text) for place in places] for places in rows]
        told = header_over_units([list(filter(None, said)) for said in words])
        bare = told is None and not any(map(is_header, words))
        if bare and self.above and going_on.goes_on(self.above[1], words) and not any(map(_is_field, rows)):
            part.header, part.goes_on, bare = self.above[0], True, False
        bare = bare and by_contents(list(filter(any, words))) is not None
        names: dict[int, str] = {}
        for number, (places, said) in enumerate(zip(rows, words, strict=True)):
            if not any(said):
                continue
            cells = self._row(places)
            names.update((cell.start, word) for cell, word in zip(cells, said, strict=True))
            if bare and part.header is None:
                part.header = (Cell(cells[0].start, cells[0].start),) * len(cells)
            if part.header and _is_header_of_another(places, said, part):
                self._begins(part, places, grid.spans)
                part.takes_header(places, cells, said)
                continue
            if (is_header(said) or number == told) and part.takes_header(places, cells, said):
                continue
            if part.header is None or _is_across(places) or _is_section(places, said):
                self.blocks += [*part.close(), *part.prose(places, cells)]
            else:
                part.rows.append(Row(cells))
                part.above = _named(places, cells, ())
        self.blocks += [*part.close(), *part.over]
        if not part.goes_on:
            said = [names.get(cell.start, "") for cell in part.header or ()]
            self.above = (part.header, said) if part.header and any(said) else None
        if part.header and not part.is_over_rows:
            self._bare(part.header, grid.spans)

    def _begins(self, part: _Part, places: Sequence[Place], spans: bool) -> None:
        """End a table where the header of another one stands below its rows, in one line or two."""
        if any(place.below for place in places):
            part.rows.pop()
        self.blocks += [*part.close(), *part.over]
        if part.header and not part.is_over_rows:
            self._bare(part.header, spans)
        part.header, part.over, part.is_over_rows, part.goes_on = None, [], False, False

    def _bare(self, header: tuple[Cell, ...], spans: bool) -> None:
        """A header that nothing stands below, in its place among the blocks."""
        table = Table(header, (), header[0].start, max(cell.end for cell in header), spans=spans)
        at = next((n for n, block in enumerate(self.blocks) if block.start > table.start), len(self.blocks))
        self.blocks.insert(at, table)

    def _row(self, places: Sequence[Place]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for place in places:
            self._write("\t")
            if place.below or place.beside:
                cells.append(Cell(self.length, self.length, merged=place.below))
                self._write("\n")
            else:
                cells.append(Cell(*self._words(place.cell.text, place.cell.where)))
        self._write("\n")
        return tuple(cells)


@dataclass(slots=True)
class _Part:
    """The rows below a header so far."""

    spans: bool
    header: tuple[Cell, ...] | None = None
    words: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    reprints: set[int] = field(default_factory=set)
    is_over_rows: bool = False
    goes_on: bool = False
    over: list[Paragraph] = field(default_factory=list)
    above: tuple[Cell, ...] = ()

    def prose(self, places: Sequence[Place], cells: tuple[Cell, ...]) -> list[Paragraph]:
        """The paragraphs before a row of prose; its own wait: the next row may be a header's second line."""
        filled = [cell for cell in cells if not cell.empty]
        if _is_field(places):
            filled = [Cell(filled[0].start, filled[1].end)]
        before, self.over = self.over, [Paragraph(cell.start, cell.end) for cell in filled]
        self.above = _named(places, cells, self.above)
        return before

    def takes_header(self, places: Sequence[Place], cells: tuple[Cell, ...], said: list[str]) -> bool:
        """Whether a row that looks like a header is one: the first, its second line, or one printed again."""
        is_second_line = any(place.below for place in places)
        if self.header is None:
            self.header, self.words = _named(places, cells, self.above), said
            self.over = [] if is_second_line else self.over
        elif not self.rows and is_second_line:
            self.header, self.words = _named(places, cells, self.header), said
        elif said == self.words:
            if is_second_line:
                self.rows.pop()
            self.reprints.add(len(self.rows))
        else:
            return False
        return True

    def close(self) -> list[Block]:
        """What stands over the rows so far, and their table; rows then begin anew below the same header."""
        if self.header is None or not self.rows:
            return []
        over, self.over = self.over, []
        end = max(row.end for row in self.rows)
        start = self.rows[0].start if self.goes_on else min(self.header[0].start, self.rows[0].start)
        table = Table(self.header, tuple(self.rows), start, end, frozenset(self.reprints), self.spans)
        self.rows, self.reprints, self.is_over_rows = [], set(), True
        return [*over, table]


def _named(places: Sequence[Place], cells: Sequence[Cell], above: Sequence[Cell]) -> tuple[Cell, ...]:
    """The header's cell of each column: one that covers several columns, or two lines, names all of them."""
    found: list[Cell] = []
    for index, (place, cell) in enumerate(zip(places, cells, strict=True)):
        if place.below and index < len(above):
            found.append(above[index])
        elif place.beside and found:
            found.append(found[-1])
        else:
            found.append(cell)
    return tuple(found)


def _is_header_of_another(places: Sequence[Place], said: list[str], part: _Part) -> bool:
    """Whether a row below a header is the header of another table: three cells at least, other words."""
    if said == part.words or (not part.rows and any(place.below for place in places)):
        return False
    named = [word for place, word in zip(places, said, strict=True) if word and not place.beside]
    return len(named) > _FIELD and is_header(named)


def _is_field(places: Sequence[Place]) -> bool:
    """Whether a row is a field of a form: a label for units or a deadline, and what is filled in."""
    begun = [plain(place.cell.text) for place in places if not place.below and not place.beside]
    filled = list(filter(None, begun))
    return len(filled) == _FIELD and meaning(filled[0]) in {*UNIT_COLUMNS, Column.DEADLINE}


def _is_section(places: Sequence[Place], said: Sequence[str]) -> bool:
    """Whether a row holds nothing but a note, or a labelled heading in its first cell: 一、城市管理."""
    if len(said) < 2 or any(said[1:]) or any(place.below for place in places):
        return False
    label = labels.parse(said[0])
    return (label is not None and label.rank <= labels.CHINESE_BRACKET) or NOTE.match(said[0]) is not None


def _is_across(places: Sequence[Place]) -> bool:
    """Whether one cell covers a whole row."""
    return len(places) > 1 and all(place.cell is places[0].cell and not place.below for place in places)
