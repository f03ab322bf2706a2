"""What a paragraph has from its style: the list that it counts in, and whether it is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zeren.ingest.readers.docx.markup import Element, attribute, child, children, number, switch

_CONTENTS = re.compile(r"toc \d|toc heading", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """A style as it is written: what it stands on, the list and level it names, and whether it hides."""

    name: str
    based_on: str | None
    list_id: str | None
    level: int | None
    hidden: bool | None


class Styles:
    """The styles of a document, by id.

    Args:
        root: the root of its styles, None where it has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        for element in children(root, "style"):
            key = attribute(element, "styleId") or ""
            self._styles[key] = _style(element)
            is_default = attribute(element, "default") in ("1", "true", "on")
            if is_default and attribute(element, "type") == "paragraph":
                self.default = key
        self._hiding: dict[str | None, bool | None] = {}
        self._contents: dict[str | None, bool] = {}
        self._hidden = bool(switch(child(root, "docDefaults", "rPrDefault", "rPr"), "vanish"))

    def chain(self, key: str | None) -> Iterator[tuple[str, Style]]:
        """A style and those that it stands on, nearest first."""
        seen: set[str] = set()
        while key is not None and key in self._styles and key not in seen:
            seen.add(key)
            yield key, self._styles[key]
            key = self._styles[key].based_on

    def of(self, paragraph: Element) -> str | None:
        """The id of a paragraph's style."""
        named = attribute(child(paragraph, "pPr", "pStyle"))
        return named if named in self._styles else self.default

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is a line of a table of contents, which Word makes of the headings."""
        key = self.of(paragraph)
        if key not in self._contents:
            self._contents[key] = any(_CONTENTS.fullmatch(style.name) for _, style in self.chain(key))
        return self._contents[key]

    def hides(self, key: str | None, properties: Element | None) -> bool:
        """Whether letters of a paragraph are hidden.

        Args:
            key: the paragraph's style.
            properties: those of the letters (`w:rPr`), where they have any.
        """
        own = switch(properties, "vanish")
        if own is not None:
            return own
        for style in (attribute(child(properties, "rStyle")), key):
            if style not in self._hiding:
                told = (found.hidden for _, found in self.chain(style))
                self._hiding[style] = next((hidden for hidden in told if hidden is not None), None)
            hides = self._hiding[style]
            if hides is not None:
                return hides
        return self._hidden


def _style(element: Element) -> Style:
    counted = child(element, "pPr", "numPr")
    return Style(
        name=attribute(child(element, "name")) or "",
        based_on=attribute(child(element, "basedOn")),
        list_id=attribute(child(counted, "numId")),
        level=number(child(counted, "ilvl")),
        hidden=switch(child(element, "rPr"), "vanish"),
    )
