"""Figures to reach, as pages list them."""

from __future__ import annotations

import msgspec

from zeren.graph.network import theme_of
from zeren.ontology.facts import DocumentFacts, Evidence, Measure, Target
from zeren.ontology.figures import figure
from zeren.ontology.vocab import Place
from zeren.web.records import Describer, Proof, Thing, document_thing
from zeren.web.shelf import Shelf


class TargetRow(msgspec.Struct, frozen=True):
    """A target: its quantity, the figure as people read it, the year, and the task whose words hold it.

    `theme` is the part of the plan that it stands in; the proof is its sentence, then its own words.
    """

    id: str
    indicator: Thing
    name: str
    measure: Measure
    figure: str
    year: int | None
    task: Thing | None
    document: Thing
    theme: str
    leads: list[Thing]
    proof: Proof


def target_row(describer: Describer, facts: DocumentFacts, target: Target) -> TargetRow:
    """A target's row, with the units that lead its task."""
    task = next((task for task in facts.tasks if task.id == target.task), None)
    quantity = next((i.name for i in facts.indicators if i.id == target.indicator), target.name)
    return TargetRow(
        id=target.id,
        indicator=Thing("indicator", target.indicator, quantity),
        name=target.name,
        measure=target.measure,
        figure=figure(target.comparator, target.value, target.value_max, target.unit),
        year=target.year,
        task=Thing("task", task.id, task.title) if task else None,
        document=document_thing(facts),
        theme=theme_of(facts.document, target.annex, None, []),
        leads=list(dict.fromkeys(map(describer.unit, task.lead))) if task else [],
        proof=sentence(describer.shelf, target.document, target.evidence),
    )


def sentence(shelf: Shelf, document: str, places: list[Evidence]) -> Proof:
    """The sentence around the first of some places, then the places."""
    first = shelf.sentence(Place(document, places[0].start, places[0].end))
    return shelf.evidence(document, [Evidence("sentence", first.start, first.end), *places])
