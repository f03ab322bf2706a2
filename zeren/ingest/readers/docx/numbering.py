"""The numbers that Word sets before paragraphs and that stand in no text: 一、 （一） 1. （1） ①.

A list (`w:num`) takes its levels from a definition (`w:abstractNum`), which several lists may share:
they count on together, unless a list says where it starts (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from zeren.ingest.readers.docx.counting import counted
from zeren.ingest.readers.docx.markup import Element, attribute, child, children, number, switch
from zeren.ingest.readers.docx.styles import Styles

_LONGEST = 60
"""Characters of a label; a longer one is no number."""

_CLOSED = "、）)】〕：，。"
"""Signs behind which words begin without a space."""


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list counts.

    `restart` is the level, counted from 1, behind which it begins anew; 0 for never, None for any above it.
    """

    start: int
    form: str
    pattern: str
    text: str
    suffix: str
    restart: int | None
    decimal: bool
    hidden: bool
    style: str | None


@dataclass(slots=True)
class _Definition:
    levels: dict[int, Level]
    linked: str | None


@dataclass(slots=True)
class _List:
    definition: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counting as its paragraphs are read in order.

    Args:
        root: the root of its numbering, None where it has none.
        styles: its styles, from which paragraphs have lists too.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = {
            attribute(element, "abstractNumId") or "": _definition(element)
            for element in children(root, "abstractNum")
        }
        self._lists = {attribute(e, "numId") or "": _list(e) for e in children(root, "num")}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        """The number before a paragraph, with the space that parts it from the words; it counts from here."""
        key, own_level = self._list_of(paragraph)
        of = self._lists.get(key or "")
        if key is None or of is None:
            return ""
        definition = self._resolved(of.definition)
        levels = {**(self._definitions[definition].levels if definition else {}), **of.levels}
        at = self._level_of(paragraph, own_level, levels)
        if at not in levels:
            return ""
        counts = self._counts[definition or ""]
        self._count(counts, key, of, levels, at)
        return _written(levels, at, counts)

    def _count(self, counts: dict[int, int], key: str, of: _List, levels: dict[int, Level], at: int) -> None:
        for above in (n for n in levels if n < at):
            counts.setdefault(above, _start(of, levels, above))
        first = at in of.starts and (key, at) not in self._begun
        self._begun.add((key, at))
        counts[at] = _start(of, levels, at) if first or at not in counts else counts[at] + 1
        for below in [n for n in counts if n > at]:
            restart = levels[below].restart if below in levels else None
            if restart is None or at < restart:
                del counts[below]

    def _list_of(self, paragraph: Element) -> tuple[str | None, int | None]:
        """The list of a paragraph, and its level where paragraph or style name one."""
        own = child(paragraph, "pPr", "numPr")
        key, level = attribute(child(own, "numId")), number(child(own, "ilvl"))
        if key is not None:
            return key, level or 0
        chain = [style for _, style in self._styles.chain(self._styles.of(paragraph))]
        key = next((style.list_id for style in chain if style.list_id is not None), None)
        return key, level

    def _level_of(self, paragraph: Element, named: int | None, levels: dict[int, Level]) -> int:
        """The level of a paragraph: what it names, the one tied to its style, or what the style names."""
        if named is not None:
            return named
        chain = [*self._styles.chain(self._styles.of(paragraph))]
        tied = (n for key, _ in chain for n, level in sorted(levels.items()) if level.style == key)
        return next(tied, next((style.level for _, style in chain if style.level is not None), 0))

    def _resolved(self, definition: str) -> str | None:
        """The definition with levels of its own: one may only name a style that names a list."""
        seen: set[str] = set()
        while definition in self._definitions and definition not in seen:
            seen.add(definition)
            found = self._definitions[definition]
            if found.levels or found.linked is None:
                return definition
            chain = self._styles.chain(found.linked)
            key = next((style.list_id for _, style in chain if style.list_id is not None), "")
            definition = self._lists[key].definition if key in self._lists else ""
        return None


def _start(of: _List, levels: dict[int, Level], at: int) -> int:
    return of.starts.get(at, levels[at].start if at in levels else 1)


def _written(levels: dict[int, Level], at: int, counts: dict[int, int]) -> str:
    level = levels[at]
    if level.hidden or level.form == "bullet":
        return ""

    def of_level(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in levels or place > at:
            return ""
        form = "decimal" if level.decimal else levels[place].form
        return counted(counts[place], form, levels[place].pattern)

    label = re.sub(r"%([1-9])", of_level, level.text[:_LONGEST]).strip()[:_LONGEST]
    return label + _gap(label, level.suffix)


def _gap(label: str, suffix: str) -> str:
    """What parts a number from its words: nothing behind 、, brackets and ①, else a space.

    A label that ends in a digit or a stop is parted even where Word sets nothing between: in
    `1.2024年…` nobody could tell the number from the year.
    """
    if not label or label[-1] in _CLOSED or unicodedata.category(label[-1]) == "No":
        return ""
    return "" if suffix == "nothing" and label[-1] not in ".．0123456789" else " "


def _definition(element: Element) -> _Definition:
    return _Definition(_levels(element), attribute(child(element, "numStyleLink")))


def _levels(element: Element) -> dict[int, Level]:
    return {number(level, "ilvl") or 0: _level(level) for level in children(element, "lvl")}


def _level(element: Element) -> Level:
    # Word writes a form that older programs do not know as an alternative beside one that they do.
    alternatives = child(element, "AlternateContent")
    form = child(element, "numFmt")
    if form is None:
        form = child(alternatives, "Choice", "numFmt")
    start = number(child(element, "start"))
    return Level(
        start=0 if start is None else start,
        form=attribute(form) or "decimal",
        pattern=attribute(form, "format") or "",
        text=attribute(child(element, "lvlText")) or "",
        suffix=attribute(child(element, "suff")) or "tab",
        restart=number(child(element, "lvlRestart")),
        decimal=bool(switch(element, "isLgl")),
        hidden=bool(switch(child(element, "rPr"), "vanish")),
        style=attribute(child(element, "pStyle")),
    )


def _list(element: Element) -> _List:
    found = _List(attribute(child(element, "abstractNumId")) or "")
    for override in children(element, "lvlOverride"):
        at = number(override, "ilvl") or 0
        start = number(child(override, "startOverride"))
        if start is not None:
            found.starts[at] = start
        for level in children(override, "lvl"):
            found.levels[at] = _level(level)
    return found
