"""A role word behind each list: 甲牵头，乙、丙等按职责分工负责，6月底前完成."""

from __future__ import annotations

from zeren.ingest.assignments import roles
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place
from zeren.ingest.assignments.segments import segments
from zeren.ingest.flat import Flat


def read(words: Flat) -> Clause | None:
    """A list and its role word between each comma; lists without one go with the next."""
    clause = Clause("role-words")
    waiting: Flat | None = None
    for segment in segments(words):
        if segment.due:
            clause.deadline = segment.due
            continue
        role, stop = roles.role_of(segment.words.text)
        if role is None:
            waiting = _joined(waiting, segment.words)
            continue
        own = segment.words[roles.lead_in(segment.words.text) : stop] if not waiting else segment.words[:stop]
        whole = _joined(waiting, own)
        clause.add(role, whole[roles.lead_in(whole.text) :])
        waiting = None
    if not clause.units or (waiting and not clause.units.get("lead")):
        return None
    if waiting:
        clause.add("responsible", waiting)
    return clause if clause.is_sound() else None


def _joined(before: Flat | None, words: Flat) -> Flat:
    """Two lists as one, with the comma that stood between them."""
    if before is None:
        return words
    comma = Flat("，", (before.end,))
    return Flat(before.text + comma.text + words.text, before.offsets + comma.offsets + words.offsets)


LAYOUT = Layout("role-words", 20, frozenset({Place.BRACKET}), read)
