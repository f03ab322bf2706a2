"""From what a reader found to the stored text: lines written one below the other, each with its offsets.

A table is written as flattened text has it (`plaintext`): a cell a line behind a tab, a blank
line behind each row. A cell that covers several rows or columns has its words in the first;
the others are empty, and those below it are marked as merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from zeren.ingest.columns import by_contents, header_over_units, is_header
from zeren.ingest.readers import going_on, plaintext, run_together, unmerged
from zeren.ingest.readers.content import Content, Grid, Line, Where
from zeren.ingest.readers.places import Place, inside_of, is_empty, matrix, plain, visible
from zeren.ingest.readers.table_part import (
    Part,
    ends_rows,
    is_across,
    is_field,
    is_header_of_another,
    is_section,
    named,
)
from zeren.ingest.source import Block, Cell, Paragraph, Row, SourceText, Table
from zeren.ontology.locators import Locator

_FEWEST_TABS = 2
"""Lines with a tab that make a table, a header and a row; one alone is set in."""


def compose(contents: Iterable[Content]) -> SourceText:
    """The text of what was found, with its blocks in order."""
    writer = _Writer()
    lines: list[Line] = []
    unvalued: list[str] = []
    for content in contents:
        if isinstance(content, Line):
            lines.append(content)
        else:
            writer.prose(lines)
            if not going_on.nothing_between(lines):
                writer.above = None
            lines.clear()
            writer.grid(content)
            unvalued += content.unvalued
    writer.prose(lines)
    return SourceText("".join(writer.pieces), tuple(writer.blocks), tuple(writer.locators), tuple(unvalued))


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
        with_tabs = sum("\t" in line.text for line in lines)
        if with_tabs < _FEWEST_TABS or not self._flattened(lines):
            for line in lines:
                self.line(line)

    def _flattened(self, lines: Sequence[Line]) -> bool:
        """Take lines as plain text, if that finds a table in them; whether it does."""
        start = self.length
        pieces = [visible(line.text).rstrip(" ") + "\n" for line in lines]
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

    def grid(self, grid: Grid, inside: Row | None = None) -> None:
        """A table, in parts where a row of one cell across all columns divides it.

        What stands over the header is prose, as is such a row, or one of a labelled heading or a note
        alone, and a table without any header, unless it goes on from the table before, or what its
        columns hold says what they mean. The tables in its cells stand behind the part that holds them.

        Args:
            grid: the table.
            inside: the row that it stands in, of a table in a cell of another.
        """
        part = Part(grid.spans, inside)
        rows = matrix(grid if grid.spans else unmerged.put_together(grid))
        words = [[plain(place.cell.text) for place in places] for places in rows]
        told = header_over_units([list(filter(None, said)) for said in words])
        bare = told is None and not any(map(is_header, words))
        if bare and self.above and going_on.goes_on(self.above[1], words) and not any(map(is_field, rows)):
            part.header, part.goes_on, bare = self.above[0], True, False
        bare = bare and by_contents(list(filter(any, words))) is not None
        names: dict[int, str] = {}
        for number, (places, said) in enumerate(zip(rows, words, strict=True)):
            if is_empty(places):
                continue
            cells = self._row_of(part, places, said)
            names.update((cell.start, word) for cell, word in zip(cells, said, strict=True))
            if bare and part.header is None:
                part.header = (Cell(cells[0].start, cells[0].start),) * len(cells)
            if part.header and is_header_of_another(places, said, part):
                self._begins(part, places, grid.spans)
                part.takes_header(places, cells, said)
                continue
            if (is_header(said) or number == told) and part.takes_header(places, cells, said):
                continue
            if part.header is None or is_across(places) or is_section(places, said, part):
                self.blocks += [*part.close(), *part.prose(places, cells)]
            else:
                part.rows.append(Row(cells))
                part.above = named(places, cells, ())
        self._inner(part)
        self.blocks += [*part.close(), *part.over]
        if not part.goes_on:
            said = [names.get(cell.start, "") for cell in part.header or ()]
            self.above = (part.header, said) if part.header and any(said) else None
        if part.header and not part.is_over_rows:
            self._bare(part.header, grid.spans)

    def _row_of(self, part: Part, places: Sequence[Place], said: list[str]) -> tuple[Cell, ...]:
        """Write a row, behind the tables in cells of the rows before it where these rows end."""
        if ends_rows(places, said, part):
            self._inner(part)
        cells = self._row(places)
        part.inner += [(Row(cells), inner) for inner in inside_of(places)]
        return cells

    def _inner(self, part: Part) -> None:
        """The tables in cells of the rows so far, behind these."""
        if not part.inner:
            return
        self.blocks += [*part.close(), *part.over]
        inner, above = part.inner, self.above
        part.over, part.inner = [], []
        for row, grid in inner:
            self.above = None
            self.grid(grid, row)
        self.above = above

    def _begins(self, part: Part, places: Sequence[Place], spans: bool) -> None:
        """End a table where the header of another one stands below its rows, in one line or two."""
        if any(place.below for place in places):
            part.rows.pop()
        self.blocks += [*part.close(), *part.over]
        if part.header and not part.is_over_rows:
            self._bare(part.header, spans)
        part.header, part.over, part.is_over_rows, part.goes_on, part.groups = None, [], False, False, ()

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
