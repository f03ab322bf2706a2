"""What ties two things: the tasks that two units share, a unit's part in a task or a group."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.ontology.facts import DocumentFacts, Mention, Task
from zeren.web.records import Describer, Page, Proof, TaskRow, Thing, document_thing, named
from zeren.web.shelf import Shelf


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ids of the two."""

    a: str = ""
    b: str = ""


class Part(msgspec.Struct, frozen=True):
    """What one of the two is in a task or a group: lead, support, member …."""

    thing: Thing
    role: str


class SharedTask(msgspec.Struct, frozen=True):
    """A task that ties the two: in which roles, and the sentences that say so."""

    task: TaskRow
    parts: list[Part]
    proofs: list[Proof]


class SharedGroup(msgspec.Struct, frozen=True):
    """A working group that ties the two."""

    group: Thing
    document: Thing
    parts: list[Part]
    proofs: list[Proof]


class TiePage(Page, frozen=True, kw_only=True):
    """The two, and all that ties them."""

    a: Thing
    b: Thing
    tasks: list[SharedTask]
    groups: list[SharedGroup]


def build(shelf: Shelf, query: Query) -> TiePage:
    """What ties two things.

    Raises:
        NotUnderstoodError: there is no such thing, or nothing ties the two.
    """
    wanted = (query.a, query.b)
    both = sorted(set(shelf.documents_of(query.a)) & set(shelf.documents_of(query.b)))
    describer = Describer(
        shelf, [facts for county in _counties(shelf, both) for facts in shelf.of_county(county)]
    )
    names = _names(describer)
    tasks = list(_tasks(describer, wanted, names))
    groups = list(_groups(describer, wanted, names))
    if not (tasks or groups):
        raise NotUnderstoodError(f"nothing ties {query.a} to {query.b}")
    a, b = names[query.a], names[query.b]
    return TiePage(title=named(f"{a.name} × {b.name}"), a=a, b=b, tasks=tasks, groups=groups)


def _counties(shelf: Shelf, documents: list[str]) -> list[str]:
    return list(dict.fromkeys(shelf.documents[key].region or "" for key in documents))


def _names(describer: Describer) -> dict[str, Thing]:
    """Every unit, task and group of the documents, by id."""
    found = describer.things()
    for facts in describer.documents:
        found |= {task.id: Thing("task", task.id, task.title) for task in facts.tasks}
        found |= {group.id: Thing("group", group.id, group.name) for group in facts.groups}
        for mention in facts.mentions():
            found.setdefault(mention.unit, describer.unit(mention))
    return found


def _tasks(describer: Describer, wanted: tuple[str, str], names: dict[str, Thing]) -> Iterator[SharedTask]:
    for facts in describer.documents:
        for task in facts.tasks:
            own = [(role, mention) for role, mention in task.mentions() if mention.unit in wanted]
            if {task.id, *(mention.unit for _, mention in own)}.issuperset(wanted):
                parts = [Part(names[mention.unit], role) for role, mention in own]
                proofs = _clauses(describer, task, [mention for _, mention in own])
                yield SharedTask(describer.task(facts, task, proofs[0]), list(dict.fromkeys(parts)), proofs)


def _clauses(describer: Describer, task: Task, mentions: list[Mention]) -> list[Proof]:
    """The clauses that name them: one where it names both."""
    together: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        clause = describer.clause(task, [mention])[0]
        together.setdefault((clause["start"], clause["end"]), []).append(mention)
    return [describer.clause(task, named) for named in together.values()]


def _groups(describer: Describer, wanted: tuple[str, str], names: dict[str, Thing]) -> Iterator[SharedGroup]:
    for facts in describer.documents:
        yield from _groups_of(describer, facts, wanted, names)


def _groups_of(
    describer: Describer, facts: DocumentFacts, wanted: tuple[str, str], names: dict[str, Thing]
) -> Iterator[SharedGroup]:
    for group in facts.groups:
        if group.id not in wanted:
            continue
        own = [(part, mention) for part, mention in group.seats() if mention.unit in wanted]
        if own:
            parts = [Part(names[mention.unit], part) for part, mention in own]
            proofs = [describer.span(group, mention) for _, mention in own]
            yield SharedGroup(names[group.id], document_thing(facts), list(dict.fromkeys(parts)), proofs)
