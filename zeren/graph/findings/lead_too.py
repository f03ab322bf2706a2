"""A lead that is listed once more among the responsible or supporting units of its own task."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings.making import finding, places, short, units
from zeren.ontology.facts import DocumentFacts, Finding


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a task and unit."""
    for task in facts.tasks:
        leads = units(task.lead)
        for mention in (*task.responsible, *task.support):
            if mention.unit in leads:
                first = next(m for m in task.lead if m.unit == mention.unit)
                yield finding(
                    task.document,
                    "lead-also-responsible",
                    "warning",
                    (
                        f"“{short(task.title)}”的牵头单位{first.mention}又列在责任单位中（{mention.mention}）",
                        f"{first.mention} leads “{short(task.title)}” and is listed "
                        f"among its responsible units as well ({mention.mention})",
                    ),
                    places([mention, first]),
                )
