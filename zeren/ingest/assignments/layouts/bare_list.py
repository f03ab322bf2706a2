"""A list of units and nothing else at the end of a sentence: those named answer for the work."""

from __future__ import annotations

import re

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place
from zeren.ingest.assignments.lists import begins_like_unit, looks_like_unit
from zeren.ingest.assignments.segments import segments
from zeren.ingest.flat import Flat
from zeren.ontology import lexicon

_SEATED = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:海关|海事局|税务局|银保监局|银保监分局|证监局|邮政管理局|通信管理局|铁路局|供电公司"
    r"|电力公司|调查总?队)"
)
"""An organ of the centre, named after its seat or its province: 云泽海关."""

_SHORT = 10
"""The longest name without a unit's form among others that have it: 市城投, 中央储备粮直属库."""

_SURE = 2
"""How many others must have a unit's form and beginning where the first name has none."""


def units(words: Flat, rule: str) -> Clause | None:
    """The clause of a bare list; None unless its first name is known for a unit and most others look it."""
    clause = Clause(rule)
    for segment in segments(words):
        if segment.due:
            clause.deadline = segment.due
        else:
            clause.add("responsible", segment.words)
    names = [item.name for item in clause.items()]
    odd = [name for name in names if not looks_like_unit(name)]
    if not names or len(odd) * 3 > len(names) or any(len(name) > _SHORT for name in odd):
        return None
    if names[0] in odd and sum(begins_like_unit(name) and name not in odd for name in names) < _SURE:
        return None
    known = begins_like_unit(names[0]) or _SEATED.fullmatch(names[0]) or lexicon.load().by_name(names[0])
    return clause if known and clause.is_sound() else None


def read(words: Flat) -> Clause | None:
    """A list of two units at least, or an open one."""
    clause = units(words, "bare-list")
    return clause if clause and (len(clause.items()) > 1 or clause.others) else None


LAYOUT = Layout("bare-list", 30, frozenset({Place.BRACKET}), read, at_end=True)
