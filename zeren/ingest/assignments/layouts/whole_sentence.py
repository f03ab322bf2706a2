"""A clause that is a sentence of its own, without brackets (甲牵头，乙配合)."""

from __future__ import annotations

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place, role_words
from zeren.ingest.assignments.lists import looks_like_unit, names_somebody
from zeren.ingest.flat import Flat


def read(words: Flat) -> Clause | None:
    """The clause of a sentence in which every name has a unit's form and one begins as units do."""
    clause, rest = role_words.taken_apart(words[: len(words.text.rstrip("。；;"))])
    if clause is None or rest:
        return None
    names = [item.name for item in clause.items()]
    if not all(looks_like_unit(name) for name in names) or not any(map(names_somebody, names)):
        return None
    clause.rule = "whole-sentence"
    return clause


LAYOUT = Layout("whole-sentence", 30, frozenset({Place.SENTENCE}), read)
