"""When two English names of a body mean the same: word order, articles and the kind of office aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

OFFICE = "*"
"""What stands for each noun of an office: the same body is called a bureau, a commission, a department."""

_OFFICE_NOUNS = frozenset(
    ("bureau", "department", "office", "commission", "administration", "authority", "agency", "ministry")
)
_SMALL_WORDS = frozenset(("the", "a", "an", "of", "for", "and", "to", "in", "on", "at"))
_WORD = re.compile(r"[a-z0-9]+")
_AMERICAN = {
    "ageing": "aging", "centre": "center", "defence": "defense", "labour": "labor",
    "neighbourhood": "neighborhood", "programme": "program",
}  # fmt: skip
# Applied to both sides of a comparison, so that it need not be English: enterprise becomes enterprize.
_BRITISH_ENDING = re.compile(r"is(ations?|ing|ed?)$")

Key = frozenset[str]


def words(text: str) -> list[str]:
    """The words that carry meaning, lower case, in the singular and in one spelling."""
    plain = text.lower().replace("’", "'").replace("'s", "")
    return [word for word in map(_normal, _WORD.findall(plain)) if word]


def key(text: str) -> Key:
    """What two wordings of one name share: "Bureau of Finance" and "finance department" have one key."""
    return frozenset(words(text))


def keys(text: str, level_words: Iterable[str]) -> Iterator[Key]:
    """The keys under which a name may be known: as it is, without its first level word, without any.

    Some names hold a level word of their own (city management bureau), so the whole goes first.
    """
    whole = key(text)
    yield whole
    levels = _words_of(tuple(level_words))
    first = next((word for word in words(text) if word in levels), None)
    if first:
        yield whole - {first}
        yield whole - levels


def meanings(wordings: Iterable[tuple[str, Iterable[str]]]) -> Iterator[tuple[Key, list[str]]]:
    """Every key that means something, with what it means, in the order given.

    What is said with a noun of an office means that body; without one, every body of the words.

    Args:
        wordings: of each body its id, and the English wordings of its name.
    """
    exact: dict[Key, list[str]] = {}
    for body, texts in wordings:
        for whole in dict.fromkeys(key(text) for text in texts if text):
            exact.setdefault(whole, []).append(body)
    loose: dict[Key, list[str]] = {}
    for whole, bodies in [*exact.items()]:
        known = loose.setdefault(whole - {OFFICE}, list(exact.get(whole - {OFFICE}, ())))
        known.extend(body for body in bodies if body not in known)
    yield from (loose | exact).items()


@lru_cache(maxsize=4)
def _words_of(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in words(phrase))


@lru_cache(maxsize=4096)
def _normal(word: str) -> str:
    """A word as words are compared; empty for one that carries no meaning."""
    if word in _SMALL_WORDS:
        return ""
    single = _singular(word)
    plain = _BRITISH_ENDING.sub(r"iz\1", _AMERICAN.get(single, single))
    return OFFICE if plain in _OFFICE_NOUNS else plain


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
