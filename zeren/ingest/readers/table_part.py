"""The rows of a table below one header, and what a row is: a header, a section, a field of a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from zeren.ingest.columns import UNIT_COLUMNS, Column, is_header, meaning
from zeren.ingest.headers import NOTE
from zeren.ingest.outline import labels
from zeren.ingest.readers.content import Grid
from zeren.ingest.readers.places import Place, plain
from zeren.ingest.source import Block, Cell, Paragraph, Row, Table

_FIELD = 2
"""Cells of a field of a form: its label, and what is filled in."""


_NO_NUMBER = re.compile(r"(?!第)\D{4,}|.*。")
"""What is no ordinal of a row: four letters or more without a digit, or a sentence."""


@dataclass(slots=True)
class Part:
    """The rows below a header so far."""

    spans: bool
    inside: Row | None = None
    header: tuple[Cell, ...] | None = None
    words: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    reprints: set[int] = field(default_factory=set)
    is_over_rows: bool = False
    goes_on: bool = False
    over: list[Paragraph] = field(default_factory=list)
    above: tuple[Cell, ...] = ()
    inner: list[tuple[Row, Grid]] = field(default_factory=list)
    """The tables in cells of the rows so far, each with its row."""
    groups: tuple[Cell, ...] = ()
    """The header's first line, where it has two."""

    def prose(self, places: Sequence[Place], cells: tuple[Cell, ...]) -> list[Paragraph]:
        """The paragraphs before a row of prose; its own wait: the next row may be a header's second line."""
        filled = [cell for cell in cells if not cell.empty]
        if is_field(places):
            filled = [Cell(filled[0].start, filled[1].end)]
        before, self.over = self.over, [Paragraph(cell.start, cell.end) for cell in filled]
        self.above = named(places, cells, self.above)
        return before

    def takes_header(self, places: Sequence[Place], cells: tuple[Cell, ...], said: list[str]) -> bool:
        """Whether a row that looks like a header is one: the first, its second line, or one printed again."""
        is_second_line = any(place.below for place in places)
        if self.header is None:
            self.groups = self.above if is_second_line else ()
            self.header, self.words = named(places, cells, self.above), said
            self.over = [] if is_second_line else self.over
        elif not self.rows and is_second_line:
            self.groups = self.header
            self.header, self.words = named(places, cells, self.header), said
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
        reprints = frozenset(self.reprints)
        groups = self.groups if len(self.groups) == len(self.header) else ()
        table = Table(self.header, tuple(self.rows), start, end, reprints, self.spans, self.inside, groups)
        self.rows, self.reprints, self.is_over_rows = [], set(), True
        return [*over, table]


def named(places: Sequence[Place], cells: Sequence[Cell], above: Sequence[Cell]) -> tuple[Cell, ...]:
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


def is_header_of_another(places: Sequence[Place], said: list[str], part: Part) -> bool:
    """Whether a row below a header is the header of another table: three cells at least, other words."""
    if said == part.words or (not part.rows and any(place.below for place in places)):
        return False
    named = [word for place, word in zip(places, said, strict=True) if word and not place.beside]
    return len(named) > _FIELD and is_header(named)


def ends_rows(places: Sequence[Place], said: list[str], part: Part) -> bool:
    """Whether the rows so far end before a row: at prose, and at the header of another table."""
    if any(place.below for place in places):
        return False
    parts = part.header is None or is_across(places) or is_section(places, said, part)
    return parts or is_header_of_another(places, said, part)


def is_field(places: Sequence[Place]) -> bool:
    """Whether a row is a field of a form: a label for units or a deadline, and what is filled in."""
    begun = [plain(place.cell.text) for place in places if not place.below and not place.beside]
    filled = list(filter(None, begun))
    return len(filled) == _FIELD and meaning(filled[0]) in {*UNIT_COLUMNS, Column.DEADLINE}


def is_section(places: Sequence[Place], said: Sequence[str], part: Part) -> bool:
    """Whether a row has words in its first cell alone: a note, a labelled heading, or no number.

    一、城市管理 is a heading in any column; below 序号 a name of a field or a sentence is none of the rows.
    """
    if len(said) < 2 or any(said[1:]) or any(place.below for place in places):
        return False
    if part.words and meaning(part.words[0]) is Column.NUMBER and _NO_NUMBER.fullmatch(said[0]):
        return True
    label = labels.parse(said[0])
    return (label is not None and label.rank <= labels.CHINESE_BRACKET) or NOTE.match(said[0]) is not None


def is_across(places: Sequence[Place]) -> bool:
    """Whether one cell covers a whole row."""
    return len(places) > 1 and all(place.cell is places[0].cell and not place.below for place in places)
