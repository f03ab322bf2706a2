"""The places of a text that prove facts, each with what it is for the fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from zeren.ontology.facts import DocumentFacts, Group, Mention, Task

MarkKind = Literal[
    "assignment", "task", "lead", "responsible", "support", "guide", "leader", "member", "office", "group",
    "deadline", "target", "project", "citation",
]  # fmt: skip
MARK_KINDS: tuple[MarkKind, ...] = (
    "assignment", "task", "lead", "responsible", "support", "guide", "leader", "member", "office", "group",
    "deadline", "target", "project", "citation",
)  # fmt: skip
"""What a place of the text proves: the clause of a task, a task's own words, a unit by its part …."""


class Mark(msgspec.Struct, frozen=True):
    """A place that proves a fact: what it is for it, the fact's id, and what the fact is called.

    `unit` is the id of the unit that the words name, where they name one.
    """

    kind: MarkKind
    fact: str
    name: str
    start: int
    end: int
    unit: str = ""


def marks_of(facts: DocumentFacts, text: str) -> list[Mark]:
    """All marks of a document, by their start; of those that start together the longest first."""
    found = {
        *(mark for task in facts.tasks for mark in _of_task(task, text)),
        *(mark for group in facts.groups for mark in _of_group(group)),
        *(Mark("target", t.id, t.name, e.start, e.end) for t in facts.targets for e in t.evidence),
        *(Mark("project", p.id, p.name, e.start, e.end) for p in facts.projects for e in p.evidence),
        *(
            Mark("citation", c.id, c.title or c.number, e.start, e.end)
            for c in facts.citations
            for e in c.evidence
        ),
    }
    return sorted(found, key=lambda m: (m.start, -m.end, MARK_KINDS.index(m.kind), m.fact, m.name, m.unit))


def _of_task(task: Task, text: str) -> Iterator[Mark]:
    for e in task.evidence:
        yield Mark("assignment" if e.role == "assignment" else "task", task.id, task.title, e.start, e.end)
    for role, mention in task.mentions():
        yield _named(role, task.id, mention)
    for leader in task.leaders:
        yield Mark("leader", task.id, leader.mention, leader.start, leader.end)
    yield from _deadline(task, text)


def _of_group(group: Group) -> Iterator[Mark]:
    for e in group.evidence:
        yield Mark("group", group.id, group.name, e.start, e.end)
    for part, mention in group.seats():
        yield _named(part, group.id, mention)


def _named(kind: MarkKind, fact: str, mention: Mention) -> Mark:
    return Mark(kind, fact, mention.mention, mention.start, mention.end, mention.unit)


def _deadline(task: Task, text: str) -> Iterator[Mark]:
    """Where the words of a task's deadline stand within its evidence; the record keeps only the words."""
    if task.deadline is None or not task.deadline.text:
        return
    words = re.compile(r"\s*".join(map(re.escape, task.deadline.text)))
    for e in task.evidence:
        if found := words.search(text, e.start, e.end):
            yield Mark("deadline", task.id, task.deadline.text, *found.span())
            return
