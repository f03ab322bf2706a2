"""A list that is left open without naming a single unit: 各相关单位, 相关责任单位等."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings.making import assigned, finding, names, short
from zeren.ontology.facts import DocumentFacts, Finding


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a task whose further units are nowhere named; worse where it has no lead either."""
    collective = {unit.id for unit in facts.units if unit.kind == "collective"}
    for task in facts.tasks:
        shared = [*task.responsible, *task.support, *task.guide]
        if not task.others or not shared or any(m.unit not in collective for m in shared):
            continue
        who = names(shared)
        lead, lead_en = (
            (f"除牵头单位{names(task.lead)}外，", f"besides its lead ({names(task.lead)}) ")
            if task.lead
            else ("", "")
        )
        yield finding(
            task.document,
            "nobody-named",
            "info" if task.lead else "warning",
            (
                f"“{short(task.title)}”{lead}只写“{who}”，没有点名任何单位",
                f"“{short(task.title)}”: {lead_en}it only says “{who}” and names no unit",
            ),
            assigned(task),
        )
