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
from zeren.ingest.readers.pdf.letters import joined
from zeren.ingest.readers.pdf.page import PrintedLine, PrintedPage
from zeren.ingest.readers.pdf.tables import PrintedTable

_MARGIN = 0.1
"""Of a page's height: where headers, footers and page numbers stand."""

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／,，共]+\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)
_STOP = re.compile(r"[。；：！？;:!?]$")
_UNBROKEN = re.compile(r"[（《〈“‘〔【\[(]*(?:[A-Za-z0-9.,%+/-]+|.)[，。、；：！？）》〉”’〕】\])%,.;:!?]*")
_KEPT_FREE = 1.6
"""Of a letter's size: how much of a line may stay free although its paragraph goes on in the next."""

_WIDE = 2.2
"""Of the usual distance between lines: from this one on, a new paragraph begins."""


def without_furniture(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without page numbers, and without what is printed again at the edge of most pages."""
    seen = Counter(
        key for page in pages for key in {_key(line) for line in page.lines if _at_edge(page, line)}
    )
    often = {key for key, count in seen.items() if count >= 3 and count * 2 > len(pages)}
    return [
        replace(
            page,
            lines=tuple(
                line
                for line in page.lines
                if not _at_edge(page, line) or not (_PAGE_NUMBER.fullmatch(line.text) or _key(line) in often)
            ),
        )
        for page in pages
    ]


def _at_edge(page: PrintedPage, line: PrintedLine) -> bool:
    return line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)


def _key(line: PrintedLine) -> tuple[str, int]:
    """What a header's line is known by: its words without figures, and about where it stands."""
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(line.top / 20)


@dataclass(frozen=True, slots=True)
class _Measures:
    """How a document is set: where its lines begin and end, by column, and how far apart they are."""

    left: dict[int, float]
    right: dict[int, float]
    pitch: float


@dataclass(slots=True)
class _Paragraph:
    text: str
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
                    table.go_on(thing)
                else:
                    close()
                    table = thing
            elif paragraph and _goes_on(paragraph, thing, page.number, measures):
                paragraph.text = joined(paragraph.text, thing.text)
                paragraph.last, paragraph.last_page = thing, page.number
            else:
                close()
                paragraph = _Paragraph(thing.text, thing, page.number, page.number)
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
    gaps = [b.top - a.top for a, b in pairwise(lines) if 0 < b.top - a.top < 4 * a.size]
    return _Measures(left, right, median(gaps) if gaps else 0.0)


def _goes_on(paragraph: _Paragraph, line: PrintedLine, page: int, measures: _Measures) -> bool:
    """Whether a line belongs to the paragraph above it."""
    last = paragraph.last
    free = measures.right.get(last.column, last.right) - last.right
    if free > _KEPT_FREE * last.size and (_STOP.search(paragraph.text) or free > _width(line)):
        return False
    if line.left > measures.left.get(line.column, line.left) + 1.2 * line.size:
        return False
    if abs(line.size - last.size) > 0.2 * last.size:
        return False
    same = page == paragraph.last_page and line.column == last.column
    if same and line.top - last.top > _WIDE * max(measures.pitch, last.size):
        return False
    return not (_STOP.search(paragraph.text) and _is_new_item(paragraph.text, line.text))


def _width(line: PrintedLine) -> float:
    """How wide the first letters are that no line may end between: a word, a number, a letter and its stop."""
    first = _UNBROKEN.match(line.text)
    letters = first.group() if first else ""
    return line.size * (_KEPT_FREE + sum(0.6 if letter.isascii() else 1 for letter in letters[1:]))


def _is_new_item(before: str, line: str) -> bool:
    """Whether a line that begins with a label begins a paragraph: its list does not stand inside the one above."""
    label = labels.parse(line)
    if label is None or label.rank != labels.CIRCLED:
        return label is not None
    return label.value == 1 or labels.circled(label.value - 1) not in before[1:]
