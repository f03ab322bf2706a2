"""What a county's work is about: topics in their fields, those it is for, and what is done for them.

The words stand in `work/*.toml`, to be reviewed and added to by people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from zeren.ontology import tables


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic, a beneficiary or an activity, in both languages.

    `field` is the broad field of a topic, None for the others; `broad` says that it is usual
    for several units to lead in this field, work for this beneficiary or do this.
    """

    zh: str
    en: str
    field: Subject | None = None
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A subject that a text names, and where."""

    subject: Subject
    start: int
    end: int


class Words:
    """The words of one file, found in texts with their longest spellings.

    Args:
        words: each word with its subject.
        turns: turns of phrase that hold a word and do not mean it.
    """

    def __init__(self, words: Mapping[str, Subject], turns: Sequence[str] = ()) -> None:
        self.words = words
        longest_first = sorted({*words, *turns}, key=lambda word: (-len(word), word))
        # The look at the first character alone passes over most of a text ten times as fast.
        first = "".join(sorted({re.escape(word[0]) for word in longest_first}))
        self._pattern = re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, longest_first))})")

    def named(self, text: str) -> Iterator[Named]:
        """The subjects that a text names, in the order of the text; none inside another."""
        for found in self._pattern.finditer(text):
            if found[0] in self.words:
                yield Named(self.words[found[0]], found.start(), found.end())


@cache
def topics() -> Words:
    """The topics of all fields."""
    words: dict[str, Subject] = {}
    content = _read("fields")
    for entry in content["field"]:
        field = Subject(entry["zh"], entry["en"], broad=entry.get("broad", False))
        for topic in entry["topic"]:
            subject = Subject(topic["zh"], topic["en"], field)
            words |= dict.fromkeys(topic["words"], subject)
    return Words(words, content.get("turns", ()))


@cache
def beneficiaries() -> Words:
    """Those whom work is for."""
    return _plain("beneficiaries", "beneficiary")


@cache
def activities() -> Words:
    """What is done for them."""
    return _plain("activities", "activity")


def _plain(file: str, table: str) -> Words:
    words: dict[str, Subject] = {}
    content = _read(file)
    for entry in content[table]:
        subject = Subject(entry["zh"], entry["en"], broad=entry.get("broad", False))
        words |= dict.fromkeys(entry["words"], subject)
    return Words(words, content.get("turns", ()))


def _read(file: str) -> dict[str, Any]:
    return tables.read("zeren.ontology", "work", f"{file}.toml")
