"""The blocks of a document in order: numbered paragraphs, tables, text boxes, and the notes behind."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.ingest.readers import nested
from zeren.ingest.readers.content import Content, Grid, GridCell, Line, Where
from zeren.ingest.readers.docx import tables, words
from zeren.ingest.readers.docx.markup import Element, attribute, child, children, local
from zeren.ingest.readers.docx.numbering import Numbering
from zeren.ingest.readers.docx.package import Package
from zeren.ingest.readers.docx.styles import Styles

_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_GONE = frozenset({"del", "moveFrom"})


class Story:
    """The way through a document.

    Args:
        package: the file.

    Raises:
        UnreadableError: a part that holds text or says how it is numbered is missing or damaged.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part, self._root = package.main()
        self._styles = Styles(package.related(self._part, "styles"))
        self._numbering = Numbering(package.related(self._part, "numbering"), self._styles)
        self._paragraphs = 0
        self._tables = 0
        self._notes: dict[tuple[str, str], None] = {}

    def contents(self) -> Iterator[Content]:
        """The document's lines and tables, then its footnotes and endnotes."""
        body = child(self._root, "body")
        if body is None:
            raise self._package.damaged(f"{self._part} holds no document")
        yield from self._within(body, None)
        yield from self._noted()

    def _within(self, parent: Element, where: Where | None) -> Iterator[Content]:
        """What stands below an element; `where` is given inside cells, boxes and notes."""
        before: list[str] = []
        for block in self._blocks(parent):
            if local(block) == "tbl":
                yield from self._table(block, where)
                continue
            found = words.read(block, self._styles)
            self._notes.update(dict.fromkeys(found.notes))
            before.append(found.text)
            if words.is_joined(block, self._styles):
                continue
            text = self._numbering.label(block) + "".join(before)
            before.clear()
            yield from self._lines(text, found.boxes, where)
        if before:
            yield from self._lines("".join(before), [], where)

    def _lines(self, text: str, boxes: list[Element], where: Where | None) -> Iterator[Content]:
        """A paragraph, a line for each line break in it, and its text boxes behind it.

        Blank lines and a tab that begins one are kept in the story itself, not in cells, boxes and notes.
        """
        if where is None and text.strip():
            self._paragraphs += 1
        at = where or Where("paragraph", str(max(1, self._paragraphs)))
        lines = (line.strip() if where else line.strip(" \u3000\xa0") for line in text.split("\n"))
        yield from (Line(line, at) for line in lines if line or not where)
        for box in boxes:
            yield from self._within(box, at)

    def _blocks(self, parent: Element) -> Iterator[Element]:
        """Paragraphs and tables, also those in content controls; not what was deleted or moved away."""
        for block in parent:
            name = local(block)
            if name == "p":
                if not self._styles.is_contents(block):
                    yield block
            elif name == "tbl":
                yield block
            elif name == "AlternateContent":
                for alternative in words.chosen(block)[:1]:
                    yield from self._blocks(alternative)
            elif name == "altChunk":
                raise self._package.damaged("its text is another document inside it")
            elif not (name in _GONE or name.endswith("Pr") or (name == "sdt" and _is_generated(block))):
                yield from self._blocks(block)

    def _table(self, table: Element, where: Where | None) -> Iterator[Content]:
        """A table, or what stands in it where it is a frame."""
        if where is None:
            self._tables += 1
        inside: list[Content] = []
        grid: list[list[GridCell]] = []
        for number, row in enumerate(tables.pieces(table), 1):
            at = where or Where("row", f"{self._tables}:{number}")
            grid.append([])
            for piece in row:
                found = list(self._within(piece.element, at)) if piece.element is not None else []
                inside += found
                grid[-1].append(nested.cell(found, piece.rows, piece.end - piece.start, at))
        if nested.is_frame(grid):
            yield from inside
        else:
            yield Grid(grid)

    def _noted(self) -> Iterator[Content]:
        """The notes that the text refers to, in the order in which it does."""
        for kind, part in _NOTES.items():
            keys = [key for of, key in self._notes if of == kind]
            root = self._package.related(self._part, part) if keys else None
            notes = {attribute(note, "id"): note for note in children(root, kind)}
            for number, key in enumerate(keys, 1):
                if key in notes:
                    where: Where = Where("footnote" if kind == "footnote" else "endnote", str(number))
                    yield from self._within(notes[key], where)


def _is_generated(control: Element) -> bool:
    """Whether a content control shows a prompt, or a table of contents that Word makes of the headings."""
    gallery = attribute(child(control, "sdtPr", "docPartObj", "docPartGallery"))
    return words.is_placeholder(control) or gallery == "Table of Contents"
