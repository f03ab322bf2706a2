"""A role word behind each list: 甲牵头，乙、丙等按职责分工负责，6月底前完成."""

from __future__ import annotations

from zeren.ingest.assignments import roles
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place
from zeren.ingest.assignments.lists import looks_like_unit, split
from zeren.ingest.assignments.segments import segments
from zeren.ingest.flat import Flat


def read(words: Flat) -> Clause | None:
    """A list and its role word between each comma; lists without one go with the next."""
    return taken_apart(words)[0]


def taken_apart(words: Flat) -> tuple[Clause | None, Flat | None]:
    """The clause that words make, and what stands behind its last role word and names no unit."""
    clause = Clause("role-words")
    waiting: Flat | None = None
    for segment in segments(words):
        if segment.due:
            clause.deadline = segment.due
            continue
        role, stop = roles.role_of(segment.words.text)
        if waiting and (named := roles.alone(segment.words.text)):
            clause.add(named, waiting[roles.lead_in(waiting.text) :])
            waiting = None
            continue
        if role is None:
            waiting = _joined(waiting, segment.words)
            continue
        if waiting and _is_told_otherwise(waiting):
            return None, waiting
        whole = _joined(waiting, segment.words[:stop])
        clause.add(role, whole[roles.lead_in(whole.text) :])
        waiting = None
    if not clause.units or (waiting and not clause.units.get("lead")):
        return None, waiting
    if waiting and any(looks_like_unit(item.name) for item in split(waiting).items):
        clause.add("responsible", waiting)
        waiting = None
    return (clause if clause.is_sound() else None), waiting


def _is_told_otherwise(words: Flat) -> bool:
    """Whether words open with 由 and do not end with a unit: 由甲包干 says what no role word here says."""
    items = split(words[roles.lead_in(words.text) :]).items
    return words.text.startswith("由") and not looks_like_unit(items[-1].name if items else "")


def _joined(before: Flat | None, words: Flat) -> Flat:
    """Two lists as one, with the comma that stood between them."""
    if before is None:
        return words
    comma = Flat("，", (before.end,))
    return Flat(before.text + comma.text + words.text, (*before.offsets, *comma.offsets, *words.offsets))


LAYOUT = Layout("role-words", 20, frozenset({Place.BRACKET}), read)
