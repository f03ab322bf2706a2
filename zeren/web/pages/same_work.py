"""The same work in other plans, as the page of a task shows it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from pyoxigraph import NamedNode

from zeren.graph.elsewhere import Alike, alike
from zeren.ontology.facts import Task, Unit
from zeren.ontology.vocab import Place, identifier, iri, place_of
from zeren.web.records import Proof, Thing
from zeren.web.shelf import Shelf

SHOWN = 12
"""How many tasks of other plans are shown."""

_CLAUSES = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?task ?place ?deadline {
  ?task zr:evidence ?place . OPTIONAL { ?task zr:deadlineText ?deadline }
}
"""
_LEADS = """
PREFIX zr: <https://w3id.org/zeren#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?task ?unit ?name ?place {
  ?assignment zr:task ?task ; zr:role zr:Lead ; zr:unit ?unit ; zr:evidence ?place .
  ?unit skos:prefLabel ?name . FILTER(LANG(?name) = "zh")
}
"""


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
    found = alike(shelf.published, task, {unit.function for unit in leading if unit.function})
    return [_row(shelf, one) for one in _spread(found)[:SHOWN]], len(found)


def _spread(found: Iterable[Alike]) -> list[Alike]:
    """Of each share the first task of every plan, then the second ones."""
    turns: dict[tuple[float, str], int] = {}
    ranked = []
    for one in found:
        turn = turns[one.share, one.document] = turns.get((one.share, one.document), 0) + 1
        ranked.append((-one.share, turn, one.document, one.task, one))
    return [one for *_, one in sorted(ranked, key=lambda rank: rank[:-1])]


def _row(shelf: Shelf, one: Alike) -> Elsewhere:
    base = shelf.published.base_iri
    node = NamedNode(iri(one.task, base))
    clauses = shelf.select(_CLAUSES, task=node)
    leads, marked = [], []
    for row in shelf.select(_LEADS, task=node):
        leads.append(Thing("unit", identifier(row["unit"].value, base), row["name"].value))
        marked.append(place_of(row["place"].value, base))
    places = sorted({place_of(row["place"].value, base) for row in clauses})
    document = shelf.documents[one.document]
    return Elsewhere(
        task=Thing("task", one.task, one.title),
        document=Thing("document", document.id, document.title),
        county=document.region or "",
        share=one.share,
        leads=list(dict.fromkeys(sorted(leads, key=lambda thing: thing.id))),
        deadline=next((row["deadline"].value for row in clauses if row["deadline"]), ""),
        proof=[shelf.published.evidence(place) for place in (*_first(places, marked), *sorted(marked))],
    )


def _first(places: list[Place], marked: list[Place]) -> list[Place]:
    """The clause that holds a lead's name, else the first one."""
    holding = [p for p in places if any(p.start <= m.start and m.end <= p.end for m in marked)]
    return (holding or places)[:1]
