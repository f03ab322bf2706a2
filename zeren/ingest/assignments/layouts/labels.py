"""A label before each list: 牵头单位：甲；责任单位：乙、丙；完成时限：6月底前."""

from __future__ import annotations

from zeren.ingest import deadlines
from zeren.ingest.assignments import leaders, roles
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import ROLES, Layout, Place
from zeren.ingest.assignments.segments import segments
from zeren.ingest.brackets import outermost
from zeren.ingest.flat import Flat
from zeren.ontology.facts import Leader, Role


def read(words: Flat) -> Clause | None:
    """The units behind each label; what stands before the first label must be nothing.

    A clause may hold a deadline or leaders alone, for the task of the clause before or behind it.
    """
    words, persons = _without_persons(words)
    first = roles.LABEL.match(words.text)
    if first is None or first.group().startswith("成员"):
        return None
    clause = Clause("label", leaders=persons)
    labels = list(roles.LABEL.finditer(words.text))
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = words[label.end() : roles.label_start(following, words) if following else len(words)]
        role = next((r for r in ROLES if label[r]), None)
        if role:
            _read_list(clause, role, value)
        elif label["person"] and (charge := leaders.label_of(label.group())):
            clause.leaders += leaders.behind(charge, value)
        elif label["deadline"]:
            due = value.text.rstrip("。；;，,）)】]")
            clause.deadline = deadlines.alone(due) or due or clause.deadline
    if not clause.units and (clause.deadline or clause.leaders):
        return clause
    return clause if clause.is_sound() else None


def _without_persons(words: Flat) -> tuple[Flat, list[Leader]]:
    """The words without the brackets that only name who answers in a unit, and those: 甲（责任人：王芳）."""
    found: list[Leader] = []
    parts: list[tuple[int, int]] = []
    for bracket in outermost(words.text):
        inside = words[bracket.inside]
        label = roles.LABEL.match(inside.text)
        if bracket.closed and bracket.start and label and label["person"]:
            parts.append((bracket.start, bracket.end))
            charge = leaders.label_of(label.group())
            found += leaders.behind(charge, inside[label.end() :]) if charge else []
    return words.without(parts), found


def _read_list(clause: Clause, role: Role, value: Flat) -> None:
    """A list behind a label; where it has role words of its own (甲牵头，乙配合), these count."""
    for segment in segments(value[: len(value.text.rstrip("。；;，,、"))]):
        if segment.due:
            clause.deadline = segment.due
            continue
        own, stop = roles.role_of(segment.words.text)
        list_role = own if own and own != "responsible" else role
        names = segment.words[: stop if own else len(segment.words)]
        clause.add(list_role, names[roles.lead_in(names.text) :])


LAYOUT = Layout("label", 10, frozenset({Place.BRACKET}), read)
