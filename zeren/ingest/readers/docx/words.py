"""The words of a paragraph as they are read once all changes are accepted and hidden text is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zeren.ingest.readers.docx.markup import Element, attribute, child, children, local, switch
from zeren.ingest.readers.docx.styles import Styles

_DROPPED = frozenset({
    "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sectPr", "annotationRef",
    "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "pgNum",
})  # fmt: skip
"""What is deleted, moved away, the code of a field, or put in by Word at the edge of a page or a note."""

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_DRAWINGS = frozenset({"drawing", "pict", "object"})
_LINE_ENDS = re.compile(r"[\r\n]+")
_PRIVATE = range(0xE000, 0xF900)


@dataclass(slots=True)
class Words:
    """A paragraph's words, the text boxes that hang on it, and the notes that it refers to, in order."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, with tabs and line breaks."""
        return "".join(self.pieces)


def read(paragraph: Element, styles: Styles) -> Words:
    """What a paragraph (`w:p`) says."""
    walk = _Walk(paragraph, styles)
    walk.into(paragraph)
    return walk.found


def is_joined(paragraph: Element, styles: Styles) -> bool:
    """Whether a paragraph goes on in the next: its end was deleted, moved away or hidden."""
    mark = child(paragraph, "pPr", "rPr")
    gone = any(child(mark, name) is not None for name in ("del", "moveFrom"))
    return gone or styles.hides(styles.of(paragraph), mark)


def chosen(alternatives: Element) -> list[Element]:
    """What to read of a thing that is written in several ways: the newest, the last where that is empty."""
    return [*list(children(alternatives, "Choice"))[:1], *children(alternatives, "Fallback")]


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows only its prompt (单击此处输入文字)."""
    return bool(switch(child(control, "sdtPr"), "showingPlcHdr"))


class _Walk:
    """The way through one paragraph: what was found, and which fields are open.

    A field is its code, a mark, and its result; `fields` says of each that is open whether the
    mark was passed.
    """

    def __init__(self, paragraph: Element, styles: Styles) -> None:
        self.found = Words()
        self._styles = styles
        self._style = styles.of(paragraph)
        self._fields: list[bool] = []

    def into(self, element: Element) -> None:
        """Read what stands below an element."""
        for below in element:
            name = local(below)
            if name in _DROPPED or name.endswith("Pr"):
                continue
            if name == "AlternateContent":
                self._alternatives(below)
            elif name == "sdt" and is_placeholder(below):
                continue
            elif name == "r":
                self._run(below)
            elif name in _DRAWINGS:
                self._boxes(below)
            else:
                self._one(below, name)

    def _run(self, run: Element) -> None:
        if self._styles.hides(self._style, child(run, "rPr")):
            for mark in children(run, "fldChar"):
                self._field(mark)
        else:
            self.into(run)

    def _one(self, element: Element, name: str) -> None:
        """An element inside a run, or one that is only a wrapper around others."""
        if name == "fldChar":
            self._field(element)
        elif not all(self._fields):
            return
        elif name == "t":
            self.found.pieces.append(_LINE_ENDS.sub(" ", element.text or ""))
        elif name in _BREAKS:
            self.found.pieces.append(_BREAKS[name])
        elif name == "sym":
            self.found.pieces.append(_symbol(element))
        elif name in ("footnoteReference", "endnoteReference"):
            self.found.notes.append((name.removesuffix("Reference"), attribute(element, "id") or ""))
        else:
            self.into(element)

    def _field(self, mark: Element) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _alternatives(self, element: Element) -> None:
        for alternative in chosen(element):
            before = len(self.found.pieces) + len(self.found.boxes)
            self.into(alternative)
            if len(self.found.pieces) + len(self.found.boxes) > before:
                return

    def _boxes(self, element: Element) -> None:
        """The text boxes of a drawing; what stands inside one is read with it."""
        for below in element:
            name = local(below)
            if name == "txbxContent":
                self.found.boxes.append(below)
            elif name == "AlternateContent":
                self._alternatives(below)
            else:
                self._boxes(below)


def _symbol(element: Element) -> str:
    """A letter of a symbol font; nothing where it means something in that font alone."""
    code = attribute(element, "char") or ""
    value = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{4,5}", code) else 0
    return chr(value) if value >= 0x20 and value not in _PRIVATE else ""
