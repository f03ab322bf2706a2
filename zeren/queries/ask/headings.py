"""Headings whose tasks are asked for without a word for a heading: 县重点民生实事有哪些."""

from __future__ import annotations

import re

from msgspec.structs import replace

from zeren.queries.ask import partial
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.pieces import UNKNOWN, Piece

_ASKS = r"哪|什么|几|多少|\b(?:what|which|list)\b"
_OF_FIGURES = frozenset(("target", "growth", "reach", "count"))
"""Words that ask for the figure of an indicator, whose tasks are then not asked for."""


def is_a_list(question: Asked, kind: str, words: str) -> bool:
    """Whether it is asked what stands below words that are a heading as a whole."""
    asks = kind == "section" and re.search(_ASKS, question.text.replace(words, ""))
    return bool(asks) and partial.is_heading(question.graph, words, question.homes)


def uncovered(question: Asked) -> list[Piece]:
    """The pieces, with indicators that are headings as words of no meaning; none where no heading is meant.

    县重点民生实事5件 is a target; 县重点民生实事有哪些 does not ask for how many.
    """
    if _OF_FIGURES & {symbol for piece in question.pieces for symbol in piece.symbols}:
        return []
    found = [p for p in question.pieces if p.is_a("indicator") and is_a_list(question, "section", p.text)]
    return [replace(p, symbols=(UNKNOWN,), name=None) if p in found else p for p in question.pieces if found]
