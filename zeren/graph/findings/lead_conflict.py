"""The same work under different leads in two places of one plan, or in two plans of one region and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from zeren.graph.findings.making import names, short, units
from zeren.graph.findings.same_work import Shared, shared_work
from zeren.graph.findings.scope import Scope, years
from zeren.ontology.facts import DocumentFacts, Evidence, Finding, Project, Severity, Task

MENTIONED = 4
"""Tasks of a plan that may name a project and still all mean its building; one named oftener is a place."""


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a project that different units lead, and one a piece of work that texts share."""
    yield from (told for told, _ in _conflicts(Scope([facts])))


def between(documents: Sequence[DocumentFacts]) -> Iterator[Finding]:
    """The same between the plans of one region and year; what one plan shows alone is left to `find`."""
    for scope in years(documents):
        yield from (told for told, _ in _conflicts(scope))


def pairs(facts: DocumentFacts) -> frozenset[frozenset[str]]:
    """The pairs of tasks, by id, whose different leads `find` tells."""
    told = (tasks for _, tasks in _conflicts(Scope([facts])))
    return frozenset(frozenset((a.id, b.id)) for tasks in told for a, b in combinations(tasks, 2))


def _conflicts(scope: Scope) -> Iterator[tuple[Finding, list[Task]]]:
    """The findings of a scope, each with the tasks that it is about."""
    by_id = {task.id: task for facts in scope.documents for task in facts.tasks}

    def apart(a: Task, b: Task) -> bool:
        return scope.compares(a, b) and _apart(a, b, by_id)

    told: set[frozenset[str]] = set()
    for same in _same_projects(scope.documents):
        keys = dict.fromkeys(key for project in same for key in project.tasks)
        tasks = [by_id[key] for key in keys if key in by_id and by_id[key].lead]
        if any(apart(a, b) for a, b in combinations(tasks, 2)):
            told.update(frozenset((a.id, b.id)) for a in tasks for b in tasks)
            yield _of_project(scope, same, tasks), tasks
    named = {
        facts.document.id: [(e.start, e.end) for project in facts.projects for e in project.evidence]
        for facts in scope.documents
    }
    for shared in shared_work([task for task in by_id.values() if task.lead], named):
        pair = frozenset((shared.first.task.id, shared.second.task.id))
        if pair not in told and apart(shared.first.task, shared.second.task):
            yield _of_words(scope, shared), [shared.first.task, shared.second.task]


def _same_projects(documents: Sequence[DocumentFacts]) -> list[list[Project]]:
    """The projects, those that share a name together: one of several documents bears one name in each."""
    groups: list[tuple[set[str], list[Project]]] = []
    for project in (project for facts in documents for project in facts.projects):
        own = {project.name, *project.aliases}
        document = project.document
        fitting = next(
            (g for g in groups if g[0] & own and all(p.document != document for p in g[1])), (set(), [])
        )
        if not fitting[1]:
            groups.append(fitting)
        fitting[0].update(own)
        fitting[1].append(project)
    return [projects for _, projects in groups]


def _apart(a: Task, b: Task, by_id: dict[str, Task]) -> bool:
    """Whether no unit leads both, and neither stands under the other, or beside it under one heading."""
    if units(a.lead) & units(b.lead) or _under(a, b, by_id) or _under(b, a, by_id):
        return False
    return (a.document, a.annex, a.path, a.title) != (b.document, b.annex, b.path, b.title)


def _under(task: Task, above: Task, by_id: dict[str, Task]) -> bool:
    seen = by_id.get(task.parent or "")
    while seen is not None and seen.id != above.id:
        seen = by_id.get(seen.parent or "")
    return seen is not None


def _led(scope: Scope, tasks: Sequence[Task]) -> tuple[str, str]:
    """Who leads where, in both languages."""
    zh = "；".join(f"{scope.where(task)}“{short(task.title)}”由{names(task.lead)}牵头" for task in tasks)
    en = "; ".join(
        f"{scope.where_en(task)} “{short(task.title)}” is led by {names(task.lead)}" for task in tasks
    )
    return zh, en


def _leads(task: Task) -> list[Evidence]:
    return [Evidence("lead", m.start, m.end, task.document) for m in task.lead]


def _of_project(scope: Scope, same: Sequence[Project], tasks: Sequence[Task]) -> Finding:
    zh, en = _led(scope, tasks)
    most = max(Counter(task.document for task in tasks).values())
    severity: Severity = "error" if most <= MENTIONED else "info"
    evidence = [Evidence("work", e.start, e.end, p.document) for p in same for e in p.evidence]
    name = same[0].name
    return scope.finding(
        "lead-conflict",
        severity,
        (
            f"同一项目“{name}”在不同地方由不同单位牵头：{zh}",
            f"one project, “{name}”, has different leads in different places: {en}",
        ),
        [*evidence, *(lead for task in tasks for lead in _leads(task))],
    )


def _of_words(scope: Scope, shared: Shared) -> Finding:
    first, second = shared.first, shared.second
    zh, en = _led(scope, [first.task, second.task])
    return scope.finding(
        "lead-conflict",
        "warning",
        (
            f"同一项工作（共同的词：“{shared.words}”）由不同单位牵头：{zh}",
            f"one piece of work (both say “{shared.words}”) has different leads: {en}",
        ),
        [first.place, second.place, *_leads(first.task), *_leads(second.task)],
    )
