"""A clause that is a sentence of its own, without brackets (甲牵头，乙配合)."""

from __future__ import annotations

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place, role_words
from zeren.ingest.assignments.lists import begins_like_unit, is_open_ended, looks_like_unit
from zeren.ingest.flat import Flat


def _is_general(name: str) -> bool:
    """Whether a name names nobody in particular, or is not written as a unit's is: 各部门."""
    return is_open_ended(name) or name.startswith(("各", "相关", "有关")) or not begins_like_unit(name)


def read(words: Flat) -> Clause | None:
    """The clause of a sentence in which every name has a unit's form and one begins as units do."""
    clause = role_words.read(words[: len(words.text.rstrip("。；;"))])
    if clause is None:
        return None
    names = [item.name for item in clause.items()]
    if not all(looks_like_unit(name) for name in names) or all(map(_is_general, names)):
        return None
    clause.rule = "whole-sentence"
    return clause


LAYOUT = Layout("whole-sentence", 30, frozenset({Place.SENTENCE}), read)
