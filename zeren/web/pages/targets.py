"""Figures to reach, as pages list them."""

from __future__ import annotations

import msgspec

from zeren.ontology.facts import DocumentFacts, Measure, Target
from zeren.ontology.figures import figure
from zeren.web.records import Describer, Proof, Thing, document_thing


class TargetRow(msgspec.Struct, frozen=True):
    """A target: its quantity, the figure as people read it, the year, and the task whose words hold it."""

    id: str
    indicator: Thing
    name: str
    measure: Measure
    figure: str
    year: int | None
    task: Thing | None
    document: Thing
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
        leads=list(dict.fromkeys(map(describer.unit, task.lead))) if task else [],
        proof=describer.shelf.evidence(target.document, target.evidence),
    )
