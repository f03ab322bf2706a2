"""A task with several leads: none of them answers for it alone."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings.making import finding, names, places, short, units
from zeren.ontology.facts import DocumentFacts, Finding

MANY = 4
"""Leads from which on nobody can tell who answers for the work."""


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a task that more than one unit leads."""
    for task in facts.tasks:
        count = len(units(task.lead))
        if count > 1:
            who = names(task.lead)
            yield finding(
                task.document,
                "several-leads",
                "warning" if count >= MANY else "info",
                (
                    f"“{short(task.title)}”有{count}个牵头单位：{who}，没有写明由谁总负责",
                    f"“{short(task.title)}” has {count} leads ({who}); "
                    "who answers for it in the end is not said",
                ),
                places(task.lead, "lead"),
            )
