"""A task with units but no lead."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings.making import assigned, finding, names, short
from zeren.ontology.facts import DocumentFacts, Finding, Severity, Task


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a task that names units and no lead; where a task above it has one, a hint only."""
    by_id = {task.id: task for task in facts.tasks}
    for task in facts.tasks:
        others = [*task.responsible, *task.support]
        if task.lead or not others:
            continue
        above = _led_above(task, by_id)
        who = names(others)
        if above:
            words = (
                f"“{short(task.title)}”没有自己的牵头单位，只能看作由上级事项“{short(above.title)}”的{names(above.lead)}牵头",
                f"“{short(task.title)}” names no lead of its own; only the section above it, "
                f"“{short(above.title)}”, has one ({names(above.lead)})",
            )
        else:
            words = (
                f"“{short(task.title)}”没有牵头单位，只写了{who}",
                f"“{short(task.title)}” has no lead, it only names {who}",
            )
        severity: Severity = "info" if above else "warning"
        yield finding(task.document, "no-lead", severity, words, assigned(task))


def _led_above(task: Task, by_id: dict[str, Task]) -> Task | None:
    """The nearest task above that has a lead."""
    above = by_id.get(task.parent or "")
    while above is not None and not above.lead:
        above = by_id.get(above.parent or "")
    return above
