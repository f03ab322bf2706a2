"""Headings whose tasks are asked for without a word for a heading: 县重点民生实事有哪些."""

from __future__ import annotations

import re

from msgspec.structs import replace

from zeren.queries.ask import partial
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.pieces import UNKNOWN, Piece
from zeren.queries.ask.words import VAGUE

_ASKS = r"哪|什么|几|多少|\b(?:what|which|list)\b"
_OF_FIGURES = frozenset(("target", "growth", "reach", "count"))
"""Words that ask for the figure of an indicator, whose tasks are then not asked for."""


def is_a_list(question: Asked, kind: str, words: str) -> bool:
    """Whether it is asked what stands below words that are a heading as a whole."""
    asks = kind == "section" and re.search(_ASKS, question.text.replace(words, ""))
    return bool(asks) and partial.is_heading(question.graph, words, question.homes)


def begin(question: Asked, kind: str, start: int, end: int) -> int:
    """Where words begin that may be a heading or a list: before 重点, if it is a part of the name."""
    if kind not in ("section", "category"):
        return start
    for piece in question.pieces:
        if VAGUE in piece.symbols and piece.end == start:
            words = question.text[piece.start : end]
            if kind == "category":
                known = bool(partial.categories(question.graph, words, question.homes))
            else:
                known = is_a_list(question, kind, words)
            return piece.start if known else start
    return start


def uncovered(question: Asked) -> list[Piece]:
    """The pieces, with indicators that are headings as words of no meaning; none where no heading is meant.

    县重点民生实事5件 is a target; 县重点民生实事有哪些 does not ask for how many.
    """
    if _OF_FIGURES & {symbol for piece in question.pieces for symbol in piece.symbols}:
        return []
    found = [p for p in question.pieces if p.is_a("indicator") and is_a_list(question, "section", p.text)]
    return [replace(p, symbols=(UNKNOWN,), name=None) if p in found else p for p in question.pieces if found]
