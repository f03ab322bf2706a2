"""A list of units and nothing else at the end of a sentence: those named answer for the work."""

from __future__ import annotations

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place
from zeren.ingest.assignments.lists import begins_like_unit, looks_like_unit
from zeren.ingest.assignments.segments import segments
from zeren.ingest.flat import Flat
from zeren.ontology import lexicon


def units(words: Flat, rule: str) -> Clause | None:
    """The clause of a bare list; None unless all of it has the form of units, the first known for one."""
    clause = Clause(rule)
    for segment in segments(words):
        if segment.due:
            clause.deadline = segment.due
        else:
            clause.add("responsible", segment.words)
    names = [item.name for item in clause.items()]
    if not names or not all(looks_like_unit(name) for name in names):
        return None
    known = begins_like_unit(names[0]) or lexicon.load().by_name(names[0]) is not None
    return clause if known and clause.is_sound() else None


def read(words: Flat) -> Clause | None:
    """A list of two units at least, or an open one."""
    clause = units(words, "bare-list")
    return clause if clause and (len(clause.items()) > 1 or clause.others) else None


LAYOUT = Layout("bare-list", 30, frozenset({Place.BRACKET}), read, at_end=True)
