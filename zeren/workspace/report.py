"""What an ingestion did: the account of each document, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

from zeren.ontology.facts import Document, DocumentFacts, Finding, Leftover, Role, Task
from zeren.ontology.locators import Locator, locate

State = Literal["new", "changed", "same", "unchanged"]
"""Whether a document was there before: with other facts, the same out of another file, or just so."""

_PLACES = frozenset({"start", "end", "evidence"})


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
    """A rule that read an assignment: its name, the place, the task, and the mentions by role.

    `at` is the page or cell of the place, where the file has such.
    """

    rule: str
    start: int
    end: int
    task: str
    units: dict[Role, list[str]]
    at: dict[str, str] | msgspec.UnsetType = msgspec.UNSET


class Left(Leftover, frozen=True, tag="leftover", tag_field="record"):
    """Words that ended in no fact, and the page or cell on which they stood in the file."""

    at: dict[str, str] | msgspec.UnsetType = msgspec.UNSET


class Account(msgspec.Struct, frozen=True):
    """What was read from one document, and what was left over.

    `leftovers` carry a trigger (牵头, 负责 …) and became no fact; `warnings` are the findings
    which say that the document is incomplete; `fired` are the rules that read its assignments, where
    they were asked for.
    `same_as` is an earlier file of the ingestion that says the same and stands for this one.
    """

    path: str
    state: State
    document: Document
    tasks: int
    units: int
    groups: int
    citations: int
    findings: dict[str, int]
    leftovers: list[Left]
    warnings: list[Finding]
    changes: Changes | None = None
    fired: list[Fired] = []
    same_as: str | msgspec.UnsetType = msgspec.UNSET


class Failure(msgspec.Struct, frozen=True):
    """A file that was not ingested, and why."""

    path: str
    message: str
    hint: str = ""


class IngestReport(msgspec.Struct, frozen=True):
    """The accounts by path, the failures by path, and the generation that holds the result.

    `passed_over` are files that a folder holds beside plans, and that are none; `strangers` those in
    forms that are not read, such as pictures and archives, which may hold plans.
    """

    documents: list[Account]
    failures: list[Failure]
    generation: int | None
    passed_over: list[str] = []
    strangers: list[str] = []


def account(
    path: str,
    facts: DocumentFacts,
    locators: Sequence[Locator] = (),
    *,
    explain: bool = False,
) -> Account:
    """The account of a document that was read from a file, as if there had been none before.

    Args:
        path: of the file.
        facts: what was read.
        locators: where the text stood in the file.
        explain: name the rules that read its assignments.
    """
    return Account(
        path=path,
        state="new",
        document=facts.document,
        tasks=len(facts.tasks),
        units=len(facts.units),
        groups=len(facts.groups),
        citations=len(facts.citations),
        findings=dict(sorted(Counter(finding.kind for finding in facts.findings).items())),
        leftovers=[
            Left(**msgspec.structs.asdict(left), at=_at(locators, left.start)) for left in facts.leftovers
        ],
        warnings=[finding for finding in facts.findings if finding.kind == "incomplete"],
        fired=_fired(facts.tasks, locators) if explain else [],
    )


def changed_since(account: Account, facts: DocumentFacts, last: DocumentFacts) -> Account:
    """The account of facts that take the place of others."""
    differ = changes(last.tasks, facts.tasks) if last != facts else None
    return msgspec.structs.replace(account, state=_state(facts, last), changes=differ)


def _state(facts: DocumentFacts, last: DocumentFacts) -> State:
    if last == facts:
        return "unchanged"
    return "same" if says_the_same(last, facts) else "changed"


def says_the_same(one: DocumentFacts, other: DocumentFacts) -> bool:
    """Whether two files of a document give the same facts, wherever in them these are written."""
    return _claims(one) == _claims(other)


def _claims(facts: DocumentFacts) -> list[object]:
    kinds = (facts.units, facts.tasks, facts.groups, facts.citations, facts.targets, facts.projects)
    about = (facts.document.id, facts.document.title, facts.document.issued)
    return [about, *(_placeless(msgspec.to_builtins(records)) for records in kinds)]


def _placeless(value: object) -> object:
    if isinstance(value, list):
        return [_placeless(part) for part in value]
    if isinstance(value, dict):
        return {key: _placeless(part) for key, part in value.items() if key not in _PLACES}
    return value


def _at(locators: Sequence[Locator], start: int) -> dict[str, str] | msgspec.UnsetType:
    found = locate(locators, start)
    return found.record() if found else msgspec.UNSET


def _fired(tasks: list[Task], locators: Sequence[Locator]) -> list[Fired]:
    """The rules in the order of the text."""
    found: list[Fired] = []
    for task in tasks:
        places = [e for e in task.evidence if e.role == "assignment"]
        units: dict[Role, list[str]] = {}
        for role, mention in task.mentions():
            units.setdefault(role, []).append(mention.mention)
        found += [
            Fired(task.rule, place.start, place.end, task.id, units, _at(locators, place.start))
            for place in places[:1]
        ]
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
