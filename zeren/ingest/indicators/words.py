"""The words by which a figure's clause is read, as patterns; the lists stand in `words.toml`."""

from __future__ import annotations

import re
from functools import cache

from zeren.ontology import tables


@cache
def _lists() -> dict[str, list[str]]:
    return tables.read("zeren.ingest.indicators", "words.toml")


@cache
def any_of(name: str) -> str:
    """A list as the body of a pattern, longest words first."""
    return "|".join(sorted(_lists()[name], key=lambda word: (-len(word), word)))


@cache
def whole(name: str) -> re.Pattern[str]:
    """A pattern for one word of a list and nothing else."""
    return re.compile(rf"(?:{any_of(name)})")


@cache
def at_end(name: str) -> re.Pattern[str]:
    """A pattern for a word of a list at the end of the text."""
    return re.compile(rf"(?:{any_of(name)})$")


@cache
def at_start(name: str) -> re.Pattern[str]:
    """A pattern for words of a list at the start of the text."""
    return re.compile(rf"^(?:{any_of(name)})+")
