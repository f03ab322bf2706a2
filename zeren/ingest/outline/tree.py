"""The tree of a document: annexes, and in each the headings, paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zeren.ingest.flat import Flat, flatten, tidy
from zeren.ingest.outline import labels
from zeren.ingest.outline.annexes import Part, parts
from zeren.ingest.outline.labels import Label
from zeren.ingest.source import Block, Paragraph, SourceText, Table
from zeren.ontology.locators import locate

_SENTENCE_END = re.compile(r"[。；！？]|(?<=[^A-Za-z0-9])[.．](?=$)")
_COLOPHON = re.compile(r"(抄\s*)?送[:：].*|抄报[:：].*|主题词[:：].*")


@dataclass(slots=True, eq=False)
class Section:
    """A labelled paragraph, or the body of an annex or of a further sheet, with what stands below it.

    `start` and `end` are those of its own paragraph without the label; of an annex's
    body, those of the annex. `blocks` are the unlabelled paragraphs and tables that
    follow it before the next label.
    """

    annex: Part
    label: Label | None
    start: int
    end: int
    parent: Section | None
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def above(self) -> list[Section]:
        """The labelled sections that it stands under, outermost first."""
        path: list[Section] = []
        section = self.parent
        while section is not None and section.label is not None:
            path.insert(0, section)
            section = section.parent
        return path

    def walk(self) -> Iterator[Section]:
        """The section and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's parts in order, each as the section of its body."""

    source: SourceText
    bodies: tuple[Section, ...]

    def sections(self) -> Iterator[Section]:
        """Every section in the order of the text."""
        for body in self.bodies:
            yield from body.walk()

    def texts(self) -> Iterator[Flat]:
        """The words of every labelled section, paragraph and cell that has some, in the order of the text."""
        text = self.source.text
        for section in self.sections():
            if section.label:
                yield flatten(text, section.start, section.end)
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield flatten(text, block.start, block.end)
                else:
                    cells = (cell for row in block.rows for cell in row.cells if not cell.empty)
                    yield from (flatten(text, cell.start, cell.end) for cell in cells)

    def printed(self, section: Section) -> str:
        """A section's heading as it is printed, label and all, without white space or stop."""
        if section.label is None:
            return section.annex.title
        line_start = section.start - section.label.end
        return tidy(self.source.text[line_start : self.heading_end(section)]).rstrip("。.；;：:")

    def heading(self, section: Section) -> str:
        """A section's heading without its label: the first sentence of its paragraph."""
        if section.label is None:
            return section.annex.title
        return tidy(self.source.text[section.start : self.heading_end(section)]).rstrip("。.；;：:")

    def heading_end(self, section: Section) -> int:
        """Where the first sentence of a section's paragraph ends, its stop included."""
        stop = _SENTENCE_END.search(self.source.text, section.start, section.end)
        return stop.end() if stop else section.end


def build(source: SourceText) -> Outline:
    """The outline of a text."""
    return Outline(source, tuple(_body(source, part) for part in parts(source)))


def _body(source: SourceText, part: Part) -> Section:
    """The section of a part; no heading leads on into the next sheet of a workbook."""
    body = Section(part, None, part.start, part.end, None)
    open_sections = [body]
    sheet = ""
    for block in part.blocks:
        before, sheet = sheet, _sheet(source, block)
        if before and sheet != before:
            page = Section(part, None, block.start, part.end, body)
            body.children.append(page)
            open_sections = [page]
        line = source.text[block.start : block.end] if isinstance(block, Paragraph) else ""
        if isinstance(block, Paragraph) and _COLOPHON.fullmatch(line):
            break
        label = labels.parse(line) if line else None
        if isinstance(block, Table) or label is None:
            open_sections[-1].blocks.append(block)
            continue
        while (above := open_sections[-1].label) is not None and above.rank >= label.rank:
            open_sections.pop()
        section = Section(part, label, block.start + label.end, block.end, open_sections[-1])
        open_sections[-1].children.append(section)
        open_sections.append(section)
    return body


def _sheet(source: SourceText, block: Block) -> str:
    """The sheet of a workbook that a block stands in; of other forms, and of values, nothing."""
    place = locate(source.locators, max(block.start, block.end - 1))
    return place.label.rpartition("!")[0] if place and place.kind == "cell" else ""
