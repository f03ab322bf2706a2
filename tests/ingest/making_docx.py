"""Word files of plans, as offices have them: cells that are really merged, numbers that Word counts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.ingest.word_markup import markup
from zeren.ingest.outline import labels
from zeren.ingest.readers.content import Content, Grid, Line
from zeren.ingest.readers.places import matrix

LEVELS = {
    labels.CHINESE: ("chineseCountingThousand", "%1、"),
    labels.CHINESE_BRACKET: ("chineseCounting", "（%2）"),
    labels.ARABIC: ("decimal", "%3."),
    labels.ARABIC_BRACKET: ("decimal", "（%4）"),
    labels.CIRCLED: ("decimalEnclosedCircle", "%5"),
}
"""The form and text of each level of an official document (GB/T 9704-2012, 7.3.3), by the label's rank."""


def document(contents: Iterable[Content], *, counted: bool = False) -> Document:
    """A Word document of lines and tables, still open for more.

    Args:
        contents: the lines and tables.
        counted: whether the labels of lines are left out of the text, and left to Word's numbering.
    """
    made = docx.Document()
    counter = _Counter(made) if counted else None
    for content in contents:
        if isinstance(content, Grid):
            _table(made, content)
        elif counter:
            counter.paragraph(content)
        else:
            made.add_paragraph(content.text)
    return made


def saved(made: Document) -> bytes:
    """The bytes of a document's file."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _table(made: Document, grid: Grid) -> None:
    places = matrix(grid)
    table = made.add_table(len(places), max(map(len, places)))
    cells = [row.cells for row in table.rows]
    for y, row in enumerate(places):
        for x, place in enumerate(row):
            if not place.below and not place.beside:
                corner = cells[y + place.cell.rows - 1][x + place.cell.columns - 1]
                merged = cells[y][x] if corner is cells[y][x] else cells[y][x].merge(corner)
                merged.text = place.cell.text
    # As in any file of Word's: a table at the end, or right before another, has a paragraph behind it.
    made.add_paragraph()


class _Counter:
    """Paragraphs numbered by Word: a list goes on; where a count breaks, a new one says its start."""

    def __init__(self, made: Document) -> None:
        self._made = made
        self._numbering = made.part.numbering_part.element
        self._numbering.insert(0, parse_xml(markup("abstractNum", "".join(_levels()), abstractNumId=900)))
        self._list = 900
        self._expected: dict[int, int] = {}
        self._starts: dict[int, int] = {}
        self._begin(0, 1)

    def paragraph(self, line: Line) -> None:
        """A paragraph whose label Word prints, where it has one of these forms."""
        label = labels.parse(line.text)
        place = list(LEVELS).index(label.rank) if label and label.rank in LEVELS else None
        if label is None or place is None or line.text[: label.end] != _printed(label):
            self._made.add_paragraph(line.text)
            return
        if self._expected.get(place, self._starts.get(place, 1)) != label.value:
            self._begin(place, label.value)
        self._expected = {n: value for n, value in self._expected.items() if n < place}
        self._expected[place] = label.value + 1
        _number(self._made.add_paragraph(line.text[label.end :]), self._list, place)

    def _begin(self, place: int, start: int) -> None:
        self._list += 1
        self._starts = {place: start}
        override = markup("lvlOverride", markup("startOverride", val=start), ilvl=place)
        body = markup("abstractNumId", val=900) + override
        self._numbering.append(parse_xml(markup("num", body, numId=self._list)))


def _levels() -> Iterator[str]:
    for place, (form, text) in enumerate(LEVELS.values()):
        inner = markup("start", val=1) + markup("numFmt", val=form)
        inner += markup("suff", val="nothing") + markup("lvlText", val=text)
        yield markup("lvl", inner, ilvl=place)


def _printed(label: labels.Label) -> str:
    """A label in the form that the level of its rank prints."""
    _, text = LEVELS[label.rank]
    return text[: text.index("%")] + label.printed + text[text.index("%") + 2 :]


def _number(paragraph: Paragraph, key: int, place: int) -> None:
    numbered = etree.SubElement(paragraph._p.get_or_add_pPr(), qn("w:numPr"))
    etree.SubElement(numbered, qn("w:ilvl")).set(qn("w:val"), str(place))
    etree.SubElement(numbered, qn("w:numId")).set(qn("w:val"), str(key))
