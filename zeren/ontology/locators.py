"""Where the words of a stored text stood in the file that it came as: page, cell, paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

LocatorKind = Literal["page", "cell", "paragraph", "line", "row", "footnote", "endnote"]

_SAID = {
    "page": ("第{}页", "page {}"),
    "cell": ("{}", "{}"),
    "paragraph": ("第{}段", "paragraph {}"),
    "line": ("第{}行", "line {}"),
    "row": ("表{}第{}行", "table {}, row {}"),
    "footnote": ("脚注{}", "footnote {}"),
    "endnote": ("尾注{}", "endnote {}"),
}


class Locator(msgspec.Struct, frozen=True, order=True):
    """From the character `start` on, the text stood at `label`.

    A label is `14` of pages, `Sheet1!D7` of cells, `2:5` of the fifth row of the second table.
    """

    start: int
    kind: LocatorKind
    label: str

    def record(self) -> dict[str, str]:
        """The place as answers and exports carry it: `{"page": "14"}`."""
        return {self.kind: self.label}

    def said(self, language: Literal["zh", "en"]) -> str:
        """The place in words: 第14页, page 14."""
        return _SAID[self.kind][language == "en"].format(*self._parts())

    def _parts(self) -> list[str]:
        return self.label.split(":") if self.kind == "row" else [self.label]


def told(at: Mapping[str, str], language: Literal["zh", "en"]) -> str:
    """A place that `Locator.record` wrote, in words."""
    ((kind, label),) = at.items()
    return msgspec.convert({"start": 0, "kind": kind, "label": label}, Locator).said(language)


def beside(words: str, at: Mapping[str, str] | None, language: Literal["zh", "en"]) -> str:
    """Words that tell a place, behind its page or cell: 第14页 288–330.

    Args:
        words: what is told of the place.
        at: where it stood in the file, as `Locator.record` wrote it; None where nobody knows.
        language: the language of the page or cell.
    """
    return f"{told(at, language)} {words}".strip() if at else words


def locate(locators: Sequence[Locator], start: int) -> Locator | None:
    """Where the character at `start` stood; None where the file's form has no such places.

    Args:
        locators: those of the document, sorted by start.
        start: a character's offset.
    """
    index = bisect_right(locators, start, key=lambda locator: locator.start)
    return locators[index - 1] if index else None


def stood(locators: Sequence[Locator], text: str, start: int, end: int) -> Locator | None:
    """Where the words between two offsets stood: at the first of them, white space before it left out.

    Args:
        locators: those of the document, sorted by start.
        text: of the document.
        start: where the words begin.
        end: where they end.
    """
    space = len(text[start:end]) - len(text[start:end].lstrip())
    return locate(locators, start + space)


def encode(locators: Iterable[Locator]) -> bytes:
    """The locators as JSON Lines in UTF-8, one a line, in their order."""
    encoder = msgspec.json.Encoder()
    return b"".join(encoder.encode(locator) + b"\n" for locator in locators)


def decode(data: bytes) -> tuple[Locator, ...]:
    """The locators that `encode` wrote.

    Raises:
        msgspec.DecodeError: a line is no locator.
    """
    decoder = msgspec.json.Decoder(Locator)
    return tuple(decoder.decode(line) for line in data.splitlines() if line)
