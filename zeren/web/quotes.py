"""Quotes as pages show them: the words of a clause, cut to what a glance reads, the names marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

LENGTH = 110
"""Characters of a quote; a longer clause is cut around the first marked words."""


class Piece(NamedTuple):
    """Words of a quote, and whether they are marked."""

    words: str
    marked: bool


def pieces(proof: Sequence[dict[str, Any]], length: int = LENGTH) -> list[Piece]:
    """The first place of a proof in pieces, those of its other places that lie in it marked.

    White space, line ends too, is one space; `…` stands where something was left out.
    """
    if not proof:
        return []
    clause, text = proof[0], str(proof[0]["quote"])
    spans = sorted(
        (place["start"] - clause["start"], place["end"] - clause["start"])
        for place in proof[1:]
        if place["document"] == clause["document"]
        and clause["start"] <= place["start"]
        and place["end"] <= clause["end"]
    )
    first, last = _window(text, spans, length)
    found, at = [], first
    for start, end in spans:
        if at <= start and end <= last:
            found += [Piece(text[at:start], marked=False), Piece(text[start:end], marked=True)]
            at = end
    found.append(Piece(text[at:last], marked=False))
    cut = [Piece("…", marked=False)]
    whole = [*(cut if first else []), *found, *(cut if last < len(text) else [])]
    return [Piece(re.sub(r"\s+", " ", piece.words), piece.marked) for piece in whole if piece.words]


def other_clauses(proof: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The places of a proof behind the first that lie in none before them, as a name in a clause does."""
    kept: list[dict[str, Any]] = []
    for place in proof:
        inside = (
            one["document"] == place["document"]
            and one["start"] <= place["start"]
            and place["end"] <= one["end"]
            for one in kept
        )
        if not any(inside):
            kept.append(place)
    return kept[1:]


def _window(text: str, spans: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """What of a text is shown: all of it, or so much that words stand before the first span."""
    if len(text) <= length:
        return 0, len(text)
    first = max(0, (spans[0][0] if spans else 0) - length // 3)
    last = min(len(text), max(first + length, spans[0][1] if spans else 0))
    return max(0, min(first, last - length)), last
