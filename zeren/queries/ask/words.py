"""The words of questions: what each means, found in a text in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from zeren.queries.catalog import Language
from zeren.queries.index import Symbols

NOW = "now"
"""The meaning of words that only a clock explains: 今年, next month."""


VAGUE = "vague"
"""The meaning of words that make no difference to an answer, which says so."""

_BETWEEN = " '"
"""What stands between the words of a phrase: urban residents' income."""

CONDITIONAL = ("where", "how", "amount", "bound")
"""The meanings of words that add nothing beside some words, and ask for something else beside others."""


class Word(NamedTuple):
    """A word of a question at its place; `symbols` is empty when it adds nothing to the question."""

    start: int
    end: int
    symbols: Symbols


class Vocabulary:
    """Spellings and what they mean, looked up at any place of a text.

    Args:
        spelled: spellings, each with its meaning; the first of a spelling counts.
    """

    def __init__(self, spelled: Iterable[tuple[str, Symbols]]) -> None:
        self._han: dict[str, list[tuple[str, Symbols]]] = {}
        self._latin: dict[str, list[tuple[list[str], Symbols]]] = {}
        for spelling, symbols in spelled:
            if spelling.isascii():
                split = spelling.split(" ")
                self._latin.setdefault(split[0], []).append((split, symbols))
            else:
                self._han.setdefault(spelling[0], []).append((spelling, symbols))

    def at(self, text: str, latin: dict[int, int], start: int) -> Iterator[Word]:
        """Every word that begins at a place.

        Args:
            text: in small letters.
            latin: of each English word, its start to its end.
            start: where to look.
        """
        for spelling, symbols in self._han.get(text[start : start + 1], ()):
            if text.startswith(spelling, start):
                yield Word(start, start + len(spelling), symbols)
        if start in latin:
            for split, symbols in self._latin.get(text[start : latin[start]], ()):
                end = _end(text, latin, start, split)
                if end:
                    yield Word(start, end, symbols)


def _end(text: str, latin: dict[int, int], start: int, split: list[str]) -> int:
    """Where a phrase ends that begins here; 0 when it does not stand here."""
    at = start
    for number, word in enumerate(split):
        while number and at < len(text) and text[at] in _BETWEEN:
            at += 1
        if at not in latin or text[at : latin[at]] != word:
            return 0
        at = latin[at]
    return at


def latin_words(text: str) -> dict[int, int]:
    """Of each English word of a text in small letters, its start to its end; 's is a word of its own."""
    found: dict[int, int] = {}
    for match in re.finditer(r"[a-z0-9][a-z0-9'-]*", text):
        start = match.start()
        word = match[0].rstrip("'-")
        if word.endswith("'s") and word not in ("it's", "what's"):
            found[start], found[start + len(word) - 2] = start + len(word) - 2, start + len(word)
        else:
            found[start] = start + len(word)
    return found


@cache
def vocabulary(languages: tuple[Language, ...]) -> Vocabulary:
    """The words of words.yaml in these languages."""
    from zeren.queries import index

    return Vocabulary(pair for language in languages for pair in index.load().words[language])


def spelled(content: dict[str, Any]) -> dict[Language, list[tuple[str, Symbols]]]:
    """Every spelling of a content of words.yaml with its meaning, by language; the first meaning counts.

    Raises:
        ValueError: a bracket in a pattern is not closed, or closed twice.
    """
    from zeren.queries.ask.pattern import spellings

    found: dict[str, Symbols] = {}
    for meanings in (content["meanings"], content["clock"]):
        for name, patterns in meanings.items():
            for pattern in patterns:
                for spelling in spellings(pattern):
                    found.setdefault(" ".join(spelling.split()), tuple(name.split("+")))
    for symbols, patterns in ((("beyond",), content["beyond"]), ((), content["stop"])):
        for pattern in patterns:
            for spelling in spellings(pattern):
                found.setdefault(" ".join(spelling.split()), symbols)
    found.pop("", None)
    return {
        "zh": [(spelling, symbols) for spelling, symbols in found.items() if not spelling.isascii()],
        "en": [(spelling, symbols) for spelling, symbols in found.items() if spelling.isascii()],
    }
