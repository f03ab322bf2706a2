"""The same work in other plans, as the page of a task shows it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from zeren.graph.elsewhere import Alike, alike
from zeren.ontology.facts import Task, Unit
from zeren.ontology.vocab import ZR, Place, identifier, place_of
from zeren.web.records import Proof, Thing
from zeren.web.shelf import Shelf

SHOWN = 12
"""How many tasks of other plans are shown."""


class Elsewhere(msgspec.Struct, frozen=True):
    """A task of another plan that says the same, who leads it, and the clause that says so.

    `share` tells how much of the shorter title both titles share, 1 for the same title.
    """

    task: Thing
    document: Thing
    county: str
    share: float
    leads: list[Thing]
    deadline: str
    proof: Proof


def elsewhere(shelf: Shelf, task: Task, units: dict[str, Unit]) -> tuple[list[Elsewhere], int]:
    """The most alike tasks of other plans, one of each plan before its next, and how many there are."""
    leading = [units[mention.unit] for mention in task.lead or task.responsible if mention.unit in units]
    functions = sorted({unit.function for unit in leading if unit.function})
    found = alike(shelf.published, task, map(shelf.titles_under, functions))
    placed = [(one, shelf.plan_of(one.task)) for one in found]
    return [_row(shelf, *one) for one in _spread(placed)[:SHOWN]], len(found)


def _spread(found: Iterable[tuple[Alike, str]]) -> list[tuple[Alike, str]]:
    """Of each share the first task of every plan, then the second ones."""
    turns: dict[tuple[float, str], int] = {}
    ranked = []
    for one, document in found:
        turn = turns[one.share, document] = turns.get((one.share, document), 0) + 1
        ranked.append((-one.share, turn, document, one.task, one))
    return [(one, document) for *_, document, _, one in sorted(ranked, key=lambda rank: rank[:-1])]


def _row(shelf: Shelf, one: Alike, plan: str) -> Elsewhere:
    base = shelf.published.base_iri
    leads, marked = {}, []
    for assignment in shelf.saying(ZR + "task", one.task):
        if any(role.value == ZR + "Lead" for role in shelf.said(assignment, ZR + "role")):
            unit = identifier(shelf.said(assignment, ZR + "unit")[0].value, base)
            leads[unit] = Thing("unit", unit, shelf.name(unit))
            marked += [place_of(term.value, base) for term in shelf.said(assignment, ZR + "evidence")]
    clauses = sorted({place_of(term.value, base) for term in shelf.said(one.task, ZR + "evidence")})
    document = shelf.documents[plan]
    return Elsewhere(
        task=Thing("task", one.task, one.title),
        document=Thing("document", document.id, document.title),
        county=document.region or "",
        share=one.share,
        leads=list(leads.values()),
        deadline="、".join(term.value for term in shelf.said(one.task, ZR + "deadlineText")),
        proof=[shelf.published.evidence(place) for place in (*_first(clauses, marked), *sorted(marked))],
    )


def _first(places: list[Place], marked: list[Place]) -> list[Place]:
    """The clause that holds a lead's name, else the first one."""
    holding = [p for p in places if any(p.start <= m.start and m.end <= p.end for m in marked)]
    return (holding or places)[:1]
