"""What an ingestion did: the account of each document, and what could not be read."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from zeren.ontology.facts import Document, DocumentFacts, Finding, Leftover, Role, Task

State = Literal["new", "changed", "unchanged"]


class TaskName(msgspec.Struct, frozen=True):
    """A task as a report names it."""

    id: str
    title: str


class Changes(msgspec.Struct, frozen=True):
    """How the tasks of a document differ from those of its last version."""

    added: list[TaskName]
    gone: list[TaskName]
    changed: list[TaskName]


class Fired(msgspec.Struct, frozen=True):
    """A rule that read an assignment: its name, the place, the task, and the mentions by role."""

    rule: str
    start: int
    end: int
    task: str
    units: dict[Role, list[str]]


class Account(msgspec.Struct, frozen=True):
    """What was read from one document, and what was left over.

    `leftovers` carry a trigger (牵头, 负责 …) and became no fact; `warnings` are the findings
    which say that the document is incomplete; `fired` are the rules that read its assignments.
    """

    path: str
    state: State
    document: Document
    tasks: int
    units: int
    groups: int
    citations: int
    findings: dict[str, int]
    leftovers: list[Leftover]
    warnings: list[Finding]
    changes: Changes | None = None
    fired: list[Fired] = []


class Failure(msgspec.Struct, frozen=True):
    """A file that was not ingested, and why."""

    path: str
    message: str
    hint: str = ""


class IngestReport(msgspec.Struct, frozen=True):
    """The accounts by path, the failures by path, and the generation that holds the result.

    `passed_over` are files that a folder holds beside plans, and that are none.
    """

    documents: list[Account]
    failures: list[Failure]
    generation: int | None
    passed_over: list[str] = []


def account(path: str, facts: DocumentFacts, last: DocumentFacts | None) -> Account:
    """The account of a document that was read from `path`; `last` is what was stored before."""
    return Account(
        path=path,
        state="new" if last is None else "unchanged" if last == facts else "changed",
        document=facts.document,
        tasks=len(facts.tasks),
        units=len(facts.units),
        groups=len(facts.groups),
        citations=len(facts.citations),
        findings=dict(sorted(Counter(finding.kind for finding in facts.findings).items())),
        leftovers=facts.leftovers,
        warnings=[finding for finding in facts.findings if finding.kind == "incomplete"],
        fired=_fired(facts.tasks),
        changes=changes(last.tasks, facts.tasks) if last is not None and last != facts else None,
    )


def _fired(tasks: list[Task]) -> list[Fired]:
    """The rules in the order of the text."""
    found: list[Fired] = []
    for task in tasks:
        places = [e for e in task.evidence if e.role == "assignment"]
        units: dict[Role, list[str]] = {}
        for role, mention in task.mentions():
            units.setdefault(role, []).append(mention.mention)
        found += [Fired(task.rule, place.start, place.end, task.id, units) for place in places[:1]]
    return sorted(found, key=lambda fired: (fired.start, fired.end, fired.task))


def changes(before: list[Task], after: list[Task]) -> Changes:
    """Which tasks were added, are gone, or differ, by id; a task that only moved has not changed."""
    old = {task.id: task for task in before}
    new = {task.id: task for task in after}
    return Changes(
        added=[_name(task) for key, task in new.items() if key not in old],
        gone=[_name(task) for key, task in old.items() if key not in new],
        changed=[_name(task) for key, task in new.items() if key in old and _said(task) != _said(old[key])],
    )


def _name(task: Task) -> TaskName:
    return TaskName(task.id, task.title)


def _said(task: Task) -> Task:
    """The task without its places in the text, which move with every edit before it."""
    still = {
        role: [msgspec.structs.replace(mention, start=0, end=0) for mention in getattr(task, role)]
        for role in ("lead", "responsible", "support", "guide")
    }
    people = [msgspec.structs.replace(leader, start=0, end=0) for leader in task.leaders]
    return msgspec.structs.replace(task, evidence=[], leaders=people, **still)
