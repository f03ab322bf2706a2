"""From printed lines to paragraphs: page furniture left out, lines joined, tables joined over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from zeren.ingest.outline import labels
from zeren.ingest.readers.content import Content, Line, Where
from zeren.ingest.readers.pdf import page_breaks
from zeren.ingest.readers.pdf.letters import joined, unbroken
from zeren.ingest.readers.pdf.page import PrintedLine, PrintedPage, at_edge
from zeren.ingest.readers.pdf.tables import PrintedTable

_STOP = re.compile(r"[。；：！？;:!?]$")
_KEPT_FREE = 1.6
"""Of a letter's size: how much of a line may stay free although its paragraph goes on in the next."""

_UNEVEN = 0.1
"""Of a letter's size: so much may lines that are full end apart from each other."""

_ENDED = re.compile(r"[。；：！？;:!?）)】］\]]$")
_ANNEX = re.compile(r"附\s*件\s*\d*(?:\s*[-－—]\s*\d+)*[:：]?")
_WIDE = 2.2
"""Of the usual distance between lines: from this one on, a new paragraph begins."""

_SET_APART = 1.25
"""The same where paragraphs are set apart from each other, and lines within one are not."""

_HANGING = 4.5
"""Of a letter's size: so far may a label stand before the words of its item."""

_SHORT = 6.0
"""Of a letter's size: a line of which more stays free is its paragraph's last, however it is set."""


def without_furniture(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without what is printed again at the edge of most of them."""
    seen = Counter(
        key
        for page in pages
        for key in {_key(line) for line in page.lines if at_edge(line.top, line.bottom, page.height)}
    )
    often = {key for key, count in seen.items() if count >= 3 and count * 2 > len(pages)}
    return [
        replace(
            page,
            lines=tuple(
                line
                for line in page.lines
                if not (at_edge(line.top, line.bottom, page.height) and _key(line) in often)
            ),
        )
        for page in pages
    ]


def _key(line: PrintedLine) -> tuple[str, int]:
    """What a header's line is known by: its words without figures, and about where it stands."""
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(line.top / 20)


@dataclass(frozen=True, slots=True)
class _Measures:
    """How a document is set: where its lines begin and end, by column, and how far apart they are.

    `apart` says whether there is more space between two paragraphs than between two lines of one.
    """

    left: dict[int, float]
    right: dict[int, float]
    pitch: float
    apart: bool

    def free(self, line: PrintedLine) -> float:
        """How much of a line stays free, in points."""
        return self.right.get(line.column, line.right) - line.right


@dataclass(slots=True)
class _Paragraph:
    text: str
    first: PrintedLine
    last: PrintedLine
    page: int
    last_page: int


def written(pages: Sequence[PrintedPage]) -> list[Content]:
    """The paragraphs and tables of all pages in reading order."""
    lines = [line for page in pages for line in page.lines]
    measures = _measured(lines)
    contents: list[Content] = []
    paragraph: _Paragraph | None = None
    table: PrintedTable | None = None

    def close() -> None:
        nonlocal paragraph, table
        if paragraph:
            contents.append(Line(paragraph.text, Where("page", str(paragraph.page))))
        if table:
            contents.append(table.grid())
        paragraph = table = None

    for page in pages:
        for thing in _in_order(page):
            if isinstance(thing, PrintedTable):
                if table and table.is_like(thing) and thing.cells[0].page != table.cells[-1].page:
                    page_breaks.go_on(table, thing)
                else:
                    close()
                    table = thing
            elif paragraph and _goes_on(paragraph, thing, page.number, measures):
                paragraph.text = joined(paragraph.text, thing.text)
                paragraph.last, paragraph.last_page = thing, page.number
            else:
                close()
                paragraph = _Paragraph(thing.text, thing, thing, page.number, page.number)
    close()
    return contents


def _in_order(page: PrintedPage) -> Iterable[PrintedLine | PrintedTable]:
    """Lines, each table before the first line that stands below its top."""
    tables = list(page.tables)
    for line in page.lines:
        while tables and tables[0].box[1] < line.top and not line.column:
            yield tables.pop(0)
        yield line
    yield from tables


def _measured(lines: Sequence[PrintedLine]) -> _Measures:
    """Lines begin at the leftmost place where a good part of them do, and end where the long ones do."""
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    for column in sorted({line.column for line in lines}):
        own = [line for line in lines if line.column == column]
        starts = Counter(round(line.left) for line in own)
        usual = [start for start, count in starts.items() if count >= max(2, len(own) / 20)]
        left[column] = float(min(usual or starts))
        ends = sorted(line.right for line in own)
        right[column] = ends[int(len(ends) * 0.9)]
    gaps = [b.top - a.top for a, b in _neighbours(lines)]
    measures = _Measures(left, right, median(gaps) if gaps else 0.0, apart=False)
    return replace(measures, apart=_are_apart(lines, measures))


def _neighbours(lines: Sequence[PrintedLine]) -> list[tuple[PrintedLine, PrintedLine]]:
    """Lines that stand one below the other."""
    return [(a, b) for a, b in pairwise(lines) if a.column == b.column and 0 < b.top - a.top < 4 * a.size]


def _are_apart(lines: Sequence[PrintedLine], measures: _Measures) -> bool:
    """Whether short lines, which end a paragraph, are mostly followed by more space than full ones."""
    after: dict[bool, list[bool]] = {True: [], False: []}
    for a, b in _neighbours(lines):
        if not a.size < measures.free(a) < _SHORT * a.size:
            after[measures.free(a) > a.size].append(b.top - a.top > _SET_APART * measures.pitch)
    short, full = after[True], after[False]
    return len(short) > 2 and len(full) > 2 and sum(short) > 0.8 * len(short) and sum(full) < 0.5 * len(full)


def _goes_on(paragraph: _Paragraph, line: PrintedLine, page: int, measures: _Measures) -> bool:
    """Whether a line belongs to the paragraph above it."""
    last = paragraph.last
    if abs(line.size - last.size) > 0.2 * last.size or _ANNEX.fullmatch(line.text):
        return False
    same = page == paragraph.last_page and line.column == last.column
    if same and measures.apart:
        close = line.top - last.top <= _SET_APART * measures.pitch
        return close and measures.free(last) <= _SHORT * last.size
    if same and line.top - last.top > _WIDE * max(measures.pitch, last.size):
        return False
    indented = line.left > measures.left.get(line.column, line.left) + 1.2 * line.size
    if indented and not _hangs(paragraph, line):
        return False
    if measures.free(last) > _kept_free(paragraph, line, measures) * last.size:
        return False
    return not (_ENDED.search(paragraph.text) and _is_new_item(paragraph.text, line.text))


def _kept_free(paragraph: _Paragraph, line: PrintedLine, measures: _Measures) -> float:
    """How much stays free at most, in sizes of a letter, where a paragraph goes on in a line."""
    if measures.apart:
        # Neither space nor an indent tells here, where a page ends: what had room was not moved on.
        return unbroken(line.text) + _UNEVEN
    if _STOP.search(paragraph.text):
        return _KEPT_FREE
    return max(_KEPT_FREE, _KEPT_FREE - 1 + unbroken(line.text))


def _hangs(paragraph: _Paragraph, line: PrintedLine) -> bool:
    """Whether a line stands under the words behind its paragraph's label."""
    if paragraph.last is not paragraph.first:
        return abs(line.left - paragraph.last.left) < 0.3 * line.size
    apart = line.left - paragraph.first.left
    return labels.parse(paragraph.text) is not None and 0.3 * line.size < apart < _HANGING * line.size


def _is_new_item(before: str, line: str) -> bool:
    """Whether a labelled line begins a paragraph: its list does not stand inside the one above."""
    label = labels.parse(line)
    if label is None or label.rank != labels.CIRCLED:
        return label is not None
    return label.value == 1 or labels.circled(label.value - 1) not in before[1:]
