"""The same work under different leads in two places of one plan."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings.making import finding, names, places, short, units, where
from zeren.graph.findings.same_work import Shared, shared_work
from zeren.ontology.facts import DocumentFacts, Evidence, Finding, Project, Severity, Task

MENTIONED = 4
"""Tasks that may name a project and still all mean its building; one named oftener is a place."""


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a project that different units lead, and one a piece of work that texts share."""
    by_id = {task.id: task for task in facts.tasks}
    told: set[frozenset[str]] = set()
    for project in facts.projects:
        tasks = [by_id[key] for key in project.tasks if key in by_id and by_id[key].lead]
        if any(_apart(a, b, by_id) for a in tasks for b in tasks):
            told.update(frozenset((a.id, b.id)) for a in tasks for b in tasks)
            yield _of_project(facts, project, tasks)
    named = [(e.start, e.end) for project in facts.projects for e in project.evidence]
    for shared in shared_work([task for task in facts.tasks if task.lead], named):
        pair = frozenset((shared.first.task.id, shared.second.task.id))
        if pair not in told and _apart(shared.first.task, shared.second.task, by_id):
            yield _of_words(facts, shared)


def _apart(a: Task, b: Task, by_id: dict[str, Task]) -> bool:
    """Whether no unit leads both, and neither stands under the other, or beside it under one heading."""
    if units(a.lead) & units(b.lead) or _under(a, b, by_id) or _under(b, a, by_id):
        return False
    return (a.annex, a.path, a.title) != (b.annex, b.path, b.title)


def _under(task: Task, above: Task, by_id: dict[str, Task]) -> bool:
    seen = by_id.get(task.parent or "")
    while seen is not None and seen.id != above.id:
        seen = by_id.get(seen.parent or "")
    return seen is not None


def _led(tasks: list[Task]) -> tuple[str, str]:
    """Who leads where, in both languages."""
    zh = "；".join(f"{where(task)}“{short(task.title)}”由{names(task.lead)}牵头" for task in tasks)
    en = "; ".join(f"{where(task)} “{short(task.title)}” is led by {names(task.lead)}" for task in tasks)
    return zh, en


def _of_project(facts: DocumentFacts, project: Project, tasks: list[Task]) -> Finding:
    zh, en = _led(tasks)
    severity: Severity = "error" if len(tasks) <= MENTIONED else "info"
    evidence = [Evidence("work", e.start, e.end) for e in project.evidence]
    for task in tasks:
        evidence += places(task.lead, "lead")
    return finding(
        facts.document.id,
        "lead-conflict",
        severity,
        (
            f"同一项目“{project.name}”在不同地方由不同单位牵头：{zh}",
            f"one project, “{project.name}”, has different leads in different places: {en}",
        ),
        evidence,
    )


def _of_words(facts: DocumentFacts, shared: Shared) -> Finding:
    first, second = shared.first, shared.second
    zh, en = _led([first.task, second.task])
    return finding(
        facts.document.id,
        "lead-conflict",
        "warning",
        (
            f"同一项工作（共同的词：“{shared.words}”）由不同单位牵头：{zh}",
            f"one piece of work (both say “{shared.words}”) has different leads: {en}",
        ),
        [first.place, second.place, *places(first.task.lead, "lead"), *places(second.task.lead, "lead")],
    )
