"""The sentences in which a plan may set targets: paragraphs, and the text columns of tables.

A sentence knows its own words, the same words with names, quotations and asides blanked
out, and the heading that it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from zeren.ingest.brackets import outermost
from zeren.ingest.columns import Column, meaning, spread
from zeren.ingest.flat import Flat, flatten, tidy
from zeren.ingest.indicators import names, numbers
from zeren.ingest.indicators.figure_table import FigureTable, Values
from zeren.ingest.outline import labels
from zeren.ingest.outline.tree import Outline, Section
from zeren.ingest.source import Paragraph, Table

BLANK = "□"
_TEXT = frozenset({Column.HEADING, Column.MEASURE, Column.OTHER})
# What holds a full stop quotes sentences, and names nothing.
_QUOTED = re.compile("“[^”。！？]{0,40}”|《[^》。！？]{0,80}》|〔[^〕。！？]{0,12}〕")
_STOP = re.compile("[。！？]|(?=[①-⑳])")
_LINE_LABEL = re.compile(r"\n\s*(?=(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|[一二三四五六七八九十]+、))")
_PLAIN_LABEL = re.compile(r"\s*(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*")
_ITEMS = re.compile(
    r"(?:一?共|合?计)*\d+(?:项|条|大?类|款)(?:具体|重点|主要)?(?:任务|指标|工作|措施|事项|目标|内容)*"
)
_PUNCTUATED = re.compile("[，。；：]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without white space, in half-width figures; `words` keeps the offsets.

    `masked` has the same length, with quotations, asides and the names of units blanked out.
    `column` is what the header says of its figures, where it stands in a column of figures.
    """

    words: Flat
    masked: str
    heading: str
    annex: str
    column: Values | None = None

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.words.text

    def place(self, start: int, end: int) -> Span:
        """The offsets in the document of a part of the sentence."""
        return self.words.offsets[start], self.words.offsets[end - 1] + 1


def find(
    outline: Outline,
    taken: Iterable[Span],
    tables: Mapping[int, FigureTable] | None = None,
    having: str = "",
) -> Iterator[Sentence]:
    """The sentences of a document, in the order of the text, less the places already `taken`.

    Args:
        outline: the document's parts and sections.
        taken: the places whose numbers are no targets of sentences.
        tables: the columns of figures of each table, by where the table starts.
        having: a word; only what stands in one item with it is given.
    """
    text = outline.source.text
    blank = bytearray(len(text))
    for start, end in taken:
        blank[start:end] = b"\1" * (end - start)
    for section in outline.sections():
        annex, heading = section.annex.label, outline.heading(section) if section.label else ""
        for start, end, above, column in _stretches(text, section, tables or {}):
            for piece in _items(text, start, end):
                flat = flatten(text, *piece)
                if not flat.text or having not in flat.text:
                    continue
                for sentence in _sentences(flat, above or heading, annex, blank):
                    yield replace(sentence, column=column) if column else sentence


def _stretches(
    text: str, section: Section, tables: Mapping[int, FigureTable]
) -> Iterator[tuple[int, int, str, Values | None]]:
    """Start and end of each paragraph and text cell, with the heading of a cell's row and its column."""
    if section.label is not None:
        yield section.start, section.end, "", None
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield block.start, block.end, "", None
        else:
            yield from _cells(text, block, tables.get(block.start, FigureTable()))


def _cells(text: str, table: Table, figures: FigureTable) -> Iterator[tuple[int, int, str, Values | None]]:
    width = len(table.rows[0].cells) if table.rows else 0
    columns = spread([meaning(text[c.start : c.end]) for c in table.header], width)
    heading = ""
    for row in table.rows:
        for at, (cell, column) in enumerate(zip(row.cells, columns, strict=False)):
            if column not in _TEXT or cell.empty or at in figures.past:
                continue
            words = tidy(text[cell.start : cell.end])
            if column is Column.HEADING and len(words) <= 40:
                label = labels.parse(words)
                heading = words[label.end if label else 0 :].rstrip("。.；;：:")
            yield cell.start, cell.end, heading, figures.value_column(at)


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    """The labelled items of a paragraph or cell, each without its label."""
    cuts = [start, *(m.end() for m in _LINE_LABEL.finditer(text, start, end)), end]
    for begin, stop in pairwise(cuts):
        label = _PLAIN_LABEL.match(text, begin, stop)
        yield (label.end() if label else begin), stop


def _sentences(flat: Flat, heading: str, annex: str, blank: bytearray) -> Iterator[Sentence]:
    words = Flat(numbers.half_width(flat.text), flat.offsets)
    masked, asides = _mask(words, blank)
    for part, blanked in [(words, masked), *asides]:
        begin = 0
        for stop in [*(m.end() for m in _STOP.finditer(blanked)), len(blanked)]:
            begin += _opening(part.text[begin:stop], blanked[begin:stop])
            if stop > begin:
                yield Sentence(part[begin:stop], blanked[begin:stop], heading, annex)
            begin = stop


def _counts_items(plain: str, at: int, inside: slice) -> bool:
    """Whether a bracket behind a heading counts what stands below: 经济发展（3项）, not 实施项目（3项）."""
    is_heading = inside.stop + 1 == len(plain) and not _PUNCTUATED.search(plain[:at])
    return is_heading and bool(_ITEMS.fullmatch(plain[inside])) and not names.split_verb(plain[:at])[0]


def _opening(text: str, masked: str) -> int:
    """The length of the asides that a sentence begins with: they belong to the one before."""
    end = 0
    while text.startswith("（", end) and (close := text.find("）", end)) >= 0:
        if masked[end : close + 1].strip(BLANK):
            break
        end = close + 1
    label = _PLAIN_LABEL.match(text, end) if end else None
    return label.end() if label else end


def _mask(words: Flat, blank: bytearray) -> tuple[str, list[tuple[Flat, str]]]:
    """The text with quotations, brackets and taken places blanked out, and what the brackets hold.

    `blank` is 1 for each letter of the document that is taken.
    """
    masked = [
        BLANK if blank[offset] else letter for letter, offset in zip(words.text, words.offsets, strict=True)
    ]
    plain = _QUOTED.sub(lambda m: BLANK * len(m[0]), "".join(masked))
    masked = list(plain)
    asides = []
    for bracket in outermost(plain):
        inside = bracket.inside
        if bracket.closed:
            masked[bracket.start : bracket.end] = BLANK * (bracket.end - bracket.start)
            if re.search(r"\d", plain[inside]) and not _counts_items(plain, bracket.start, inside):
                asides.append((words[inside], plain[inside]))
    return "".join(masked), asides
