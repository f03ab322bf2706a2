"""The values of the slots that take one of a closed list, and every name under which each may be given."""

from __future__ import annotations

import re
from functools import cache

from zeren.errors import UsageError
from zeren.queries import index
from zeren.queries.ask.describe import ROLE_WORDS
from zeren.queries.ask.normalise import lower, normalise
from zeren.queries.given import ROLES

SLOTS = ("role", "severity", "kind", "sort", "level")
"""The slots whose values are listed, as options and parameters call them."""

_AMOUNT = re.compile(r"(<=|>=|<|>|=)?\d{1,9}")


def values(slot: str) -> tuple[str, ...]:
    """Every value of a slot."""
    return tuple(ROLES) if slot == "role" else tuple(index.load().labels[slot])


def called(slot: str, value: str) -> tuple[str, ...]:
    """What a value is called: in Chinese, in English, then its other names."""
    if slot == "role":
        return ROLE_WORDS[value]
    return index.load().labels[slot][value]


def meant(slot: str, words: str) -> str:
    """The value that the words stand for: `error` for 错误, errors or error.

    Raises:
        UsageError: the list of the slot has no such value; the hint has the list.
    """
    found = _names(slot).get(_plain(words))
    if found is None:
        known = ", ".join(f"{value} ({called(slot, value)[0]})" for value in values(slot))
        raise UsageError(f"no {slot} is called {words}", f"one of {known}")
    return found


def amount(words: str) -> str:
    """A number of things as a question narrows by it: >5, >=5, =5.

    Raises:
        UsageError: the words are no such number.
    """
    plain = words.replace(" ", "")
    if not _AMOUNT.fullmatch(plain):
        raise UsageError(f"no amount: {words}", "write >5, >=5, =5, <=5 or <5")
    return plain if plain[0] in "<>=" else f"={plain}"


@cache
def _names(slot: str) -> dict[str, str]:
    """The values of a slot by the names that questions, screens and programs use for them."""
    known: dict[tuple[str, ...], str] = {
        (value if slot == "role" else f"{{{slot}}}={value}",): value for value in values(slot)
    }
    spelled = {
        spelling: known[said[:1]]
        for pairs in index.load().words.values()
        for spelling, said in pairs
        if said[:1] in known and (slot != "role" or len(said) == 1)
    }
    written = {_plain(name): value for value in values(slot) for name in (value, *called(slot, value))}
    return spelled | written


def _plain(words: str) -> str:
    return lower(normalise(words))
