"""What a layout is made of: where each node of a drawing stands, how large, with which lines of label."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Style = Literal["card", "mark"]
"""A box that holds its label, or a small mark with the label beside it when there is room."""

_NARROW = 0.56
_BADGE, _PADDING, _GAP, _LEADING, _MARGIN = 1.2, 0.5, 0.35, 1.32, 0.3
"""Measures of a card in ems; `picture.js` draws with the same."""


_OPENING = "（《「『“‘("
_CLOSING = "，。、；：！？）》」』”’…,.;:!?)"


@dataclass(frozen=True)
class Spot:
    """A node's place: its centre, size and font in pixels at zoom 1, and its label line by line."""

    x: int
    y: int
    width: int
    height: int
    font: int
    lines: tuple[str, ...]
    style: Style = "card"


@dataclass(frozen=True)
class Heading:
    """Words over a part of the picture: printed ones, or `word`, a key of the page's own strings.

    `room` is how wide the words may become when the page enlarges them in a small picture.
    """

    x: int
    y: int
    font: int
    text: str = ""
    word: str = ""
    align: Literal["left", "center", "right"] = "left"
    room: int = 0


@dataclass(frozen=True)
class Layout:
    """Places of all nodes, headings over them, and whether edges run as curves."""

    spots: dict[str, Spot] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    curved: bool = False

    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of all that is drawn."""
        spots = self.spots.values()
        left = [s.x - s.width // 2 for s in spots] + [_left(h) for h in self.headings]
        top = [s.y - s.height // 2 for s in spots] + [h.y - h.font for h in self.headings]
        right = [s.x + s.width // 2 + _beside(s) for s in spots] + [
            _left(h) + _length(h) for h in self.headings
        ]
        bottom = [s.y + s.height // 2 for s in spots] + [h.y for h in self.headings]
        return min(left, default=0), min(top, default=0), max(right, default=0), max(bottom, default=0)

    def zoom(self, view: tuple[float, float]) -> float:
        """At how large a zoom all of it can be seen in a field of this width and height."""
        left, top, right, bottom = self.box()
        return min(view[0] / max(1, right - left), view[1] / max(1, bottom - top))

    def moved(self, dx: int, dy: int) -> Layout:
        """The same picture elsewhere."""
        return Layout(
            {node: replace(spot, x=spot.x + dx, y=spot.y + dy) for node, spot in self.spots.items()},
            tuple(replace(h, x=h.x + dx, y=h.y + dy) for h in self.headings),
            self.curved,
        )


def card(lines: tuple[str, ...], font: int, beside: int | str = 0) -> Spot:
    """A card at the origin, as large as its lines, its badge and what stands beside the last line need."""
    number = ems(str(beside)) + _GAP if beside else 0.0
    text = max((ems(line) for line in lines), default=0.0)
    text = max(text, ems(lines[-1]) + number if lines else 0.0)
    width = (_PADDING + _BADGE + _GAP + text + _PADDING + 0.1) * font
    height = (len(lines) * _LEADING + _MARGIN) * font
    return Spot(0, 0, round(width), round(height), font, lines)


def placed(spot: Spot, x: float, y: float) -> Spot:
    """The spot with its centre at a point, rounded: last digits differ between machines."""
    return replace(spot, x=round(x), y=round(y))


def ems(text: str) -> float:
    """How wide a text is in ems: a Chinese character is one em, a Latin one about half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else _NARROW for c in text)


def wrapped(text: str, width: float, lines: int) -> tuple[str, ...]:
    """A label broken into at most `lines` lines of `width` ems; what does not fit ends in `…`.

    Lines are of about equal length, and none begins with a closing mark or ends with an opening one.
    """
    needed = max(1, math.ceil(ems(text) / width))
    limit = width if needed > lines else min(width, math.ceil(ems(text) / needed + 0.5))
    rows: list[str] = [""]
    for character in text:
        if ems(rows[-1] + character) <= limit or (character in _CLOSING and ems(rows[-1]) <= limit):
            rows[-1] += character
        elif len(rows) < lines:
            opened = len(rows[-1]) - len(rows[-1].rstrip(_OPENING))
            rows[-1:] = [rows[-1][: len(rows[-1]) - opened], rows[-1][len(rows[-1]) - opened :] + character]
        else:
            rows[-1] = _shortened(rows[-1], width)
            break
    return tuple(row.strip() for row in rows)


def joined(layouts: Iterable[Layout]) -> Layout:
    """Several layouts, already moved apart, as one."""
    spots: dict[str, Spot] = {}
    headings: list[Heading] = []
    curved = False
    for layout in layouts:
        spots |= layout.spots
        headings += layout.headings
        curved = curved or layout.curved
    return Layout(spots, tuple(headings), curved)


def _shortened(row: str, width: float) -> str:
    while row and ems(row) + 1 > width:
        row = row[:-1]
    return row + "…"


def _beside(spot: Spot) -> int:
    return round((ems(spot.lines[0]) + _GAP) * spot.font) if spot.style == "mark" else 0


def _length(heading: Heading) -> int:
    return round(ems(heading.text or "工作专班") * heading.font)


def _left(heading: Heading) -> int:
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[heading.align]
    return round(heading.x - share * _length(heading))
