"""Patterns of words: `(a|b)` is either, `(a)?` is with or without; every way to read one, written out."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

from zeren.queries.index import Symbols

_MARKS = r"(\(|\)\??|\||\{\w+\}\??)"


def spellings(pattern: str) -> list[str]:
    """Every text that the pattern stands for, in order, each once.

    Raises:
        ValueError: a bracket is not closed, or closed twice.
    """
    return ["".join(parts) for parts in expand(pattern, lambda text: (text,) if text else ())]


def expand(pattern: str, leaf: Callable[[str], Symbols]) -> list[Symbols]:
    """Every sequence of symbols that the pattern stands for, in order, each once.

    Args:
        pattern: text with slots, groups and choices.
        leaf: the symbols of a stretch of plain text; a slot is a symbol of its own, `{unit}`.

    Raises:
        ValueError: a bracket is not closed, or closed twice.
    """
    parts = [part for part in re.split(_MARKS, pattern) if part]
    found, end = _choice(parts, 0, leaf)
    if end != len(parts):
        raise ValueError(f"a bracket is closed twice in {pattern!r}")
    return found


def _choice(parts: list[str], at: int, leaf: Callable[[str], Symbols]) -> tuple[list[Symbols], int]:
    every: list[Symbols] = []
    while True:
        sequence, at = _sequence(parts, at, leaf)
        every += sequence
        if at == len(parts) or parts[at] != "|":
            return list(dict.fromkeys(every)), at
        at += 1


def _sequence(parts: list[str], at: int, leaf: Callable[[str], Symbols]) -> tuple[list[Symbols], int]:
    found: list[Symbols] = [()]
    while at < len(parts) and parts[at] not in ("|", ")", ")?"):
        part = parts[at]
        if part == "(":
            options, at = _choice(parts, at + 1, leaf)
            if at == len(parts):
                raise ValueError(f"a bracket is not closed in {''.join(parts)!r}")
            part = parts[at]
        elif part.startswith("{"):
            options = [(part.rstrip("?"),)]
        else:
            options = [leaf(part)]
        if part.endswith("?") and part[0] in "){":
            options = [*options, ()]
        found = [before + after for before, after in product(found, options)]
        at += 1
    return found, at
