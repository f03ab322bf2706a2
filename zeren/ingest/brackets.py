"""Brackets in running text, of any kind and mixture, nested or never closed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

OPENING, CLOSING = "（([［【〔﹝〖〈｛", "）)]］】〕﹞〗〉｝"

_QUOTING, _QUOTED = "“「『《", "”」』》"
_EITHER = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_YEAR = re.compile(r"〔\s*\d{4}\s*〕")
"""The year in a document's number stands in brackets that enclose no remark."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket from its opening to behind its closing character.

    `closed` is False when it runs to the end of the text without a closing one.
    """

    start: int
    end: int
    closed: bool = True

    @property
    def inside(self) -> slice:
        """What stands between the two characters."""
        return slice(self.start + 1, self.end - 1 if self.closed else self.end)


def outermost(text: str) -> list[Bracket]:
    """The brackets of the text that stand in no other one, in order.

    An opening and a closing character belong together whatever their kinds: plans mix
    full and half width. Of opening ones that are never closed only the last counts, to
    the end of the text; what is properly closed behind an earlier one stays a bracket.
    """
    open_at: list[int] = []
    pairs: list[Bracket] = []
    years = {at for found in _YEAR.finditer(text) for at in (found.start(), found.end() - 1)}
    for found in _EITHER.finditer(text):
        index = found.start()
        if index in years:
            continue
        if found[0] in OPENING:
            open_at.append(index)
        elif open_at:
            pairs.append(Bracket(open_at.pop(), index + 1))
    outer: list[Bracket] = []
    for pair in sorted(pairs, key=lambda b: b.start):
        if not outer or outer[-1].end <= pair.start:
            outer.append(pair)
    if open_at and not any(p.start < open_at[-1] < p.end for p in outer):
        last = open_at[-1]
        outer = [p for p in outer if p.start < last] + [Bracket(last, len(text), closed=False)]
    return outer


def split_outside(text: str, separators: str) -> list[tuple[int, int]]:
    """The parts of the text between separators that stand in no bracket and no quotation.

    Returns (start, end) of each part, empty parts included.
    """
    parts: list[tuple[int, int]] = []
    depth = quoted = begin = 0
    for found in _marks(separators).finditer(text):
        index, character = found.start(), found[0]
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif character in _QUOTING:
            quoted += 1
        elif character in _QUOTED:
            quoted = max(0, quoted - 1)
        elif not depth and not quoted:
            parts.append((begin, index))
            begin = index + 1
    parts.append((begin, len(text)))
    return parts


@cache
def _marks(separators: str) -> re.Pattern[str]:
    """What a text is split by: nothing between these marks matters, and most texts have few of them."""
    return re.compile(f"[{re.escape(OPENING + CLOSING + _QUOTING + _QUOTED + separators)}]")
