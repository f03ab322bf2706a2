"""A quote as a drawing's page shows it: the words, where they stand, what is marked in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_STOP = re.compile(r"[。！？；\n\t]")

Marked = tuple[int, int, str]
"""Start, end and the part that the words have in a fact (lead, target …)."""


def quote(text: str, start: int, end: int, marked: Sequence[Marked]) -> dict[str, Any]:
    """The words of a text from `start` to `end`, with the marks that lie inside them."""
    return {
        "start": start,
        "end": end,
        "line": text.count("\n", 0, start) + 1,
        "quote": text[start:end],
        "marks": sorted([s - start, t - start, r] for s, t, r in marked if start <= s and t <= end),
    }


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or cell around some words, its closing mark included, white space around it left out."""
    before = [match.end() for match in _STOP.finditer(text, 0, start)]
    after = _STOP.search(text, end)
    left, right = (before[-1] if before else 0), (after.start() if after else len(text))
    left += len(text[left:start]) - len(text[left:start].lstrip())
    right = end + len(text[end:right].rstrip())
    return left, right + (right < len(text) and text[right] in "。！？；")
