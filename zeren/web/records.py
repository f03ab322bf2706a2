"""What the records of pages are made of: things with names, and facts with the words that prove them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from zeren.graph import merge
from zeren.graph.network import theme_of
from zeren.ontology.facts import (
    ROLES,
    Deadline,
    DocumentFacts,
    Evidence,
    Group,
    Leader,
    Mention,
    Project,
    Role,
    Task,
)
from zeren.web.shelf import Shelf, ThingKind

Proof = list[dict[str, Any]]
"""Places with their words, `{document, start, end, quote, at}`: the clause first, then the names in it."""


class Thing(msgspec.Struct, frozen=True):
    """Something with a page: its kind, its id, what it is called."""

    kind: ThingKind
    id: str
    name: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What every page has: `title`, what stands over it, in Chinese and in English."""

    title: dict[str, str]


class TaskRow(msgspec.Struct, frozen=True):
    """A task as listings show it: the plan and theme that it stands in, its units by role, its deadline."""

    task: Thing
    document: Thing
    theme: str
    units: dict[Role, list[Thing]]
    others: bool
    deadline: Deadline | None
    leaders: list[str]
    proof: Proof


class GroupRow(msgspec.Struct, frozen=True):
    """A working group as listings show it."""

    group: Thing
    document: Thing
    county: str
    campaign: Thing | None
    convener: str | None
    office: Thing | None
    members: int
    others: bool
    proof: Proof


class ProjectRow(msgspec.Struct, frozen=True):
    """A project as listings show it: its tasks, and the units that lead them."""

    project: Thing
    what: str
    document: Thing
    county: str
    tasks: list[Thing]
    leads: list[Thing]
    proof: Proof


def document_thing(facts: DocumentFacts) -> Thing:
    """The document as a thing."""
    return Thing("document", facts.document.id, facts.document.title)


def named(chinese: str, english: str | None = None) -> dict[str, str]:
    """A title in both languages; the Chinese one where there is no other."""
    return {"zh": chinese, "en": english or chinese}


class Describer:
    """Makes rows of the facts of some documents.

    Args:
        shelf: whose texts are quoted.
        documents: the documents; names of units are as these together have them.
    """

    def __init__(self, shelf: Shelf, documents: Iterable[DocumentFacts]) -> None:
        self.shelf = shelf
        self.documents = list(documents)
        self.units = shelf.units(self.documents)

    def things(self) -> dict[str, Thing]:
        """The units as things, by id."""
        return {unit.id: Thing("unit", unit.id, unit.name) for unit in self.units.values()}

    def unit(self, mention: Mention) -> Thing:
        """The unit that is named, by its own name."""
        known = self.units.get(mention.unit)
        return Thing("unit", mention.unit, known.name if known else mention.mention)

    def task(self, facts: DocumentFacts, task: Task, proof: Proof | None = None) -> TaskRow:
        """A task's row.

        Args:
            facts: of the task's document.
            task: the task.
            proof: the words that the row shows; the task's clause and its leads in it when None.
        """
        units: dict[Role, list[Thing]] = {role: [] for role in ROLES}
        for role, mention in task.mentions():
            if (thing := self.unit(mention)) not in units[role]:
                units[role].append(thing)
        return TaskRow(
            task=Thing("task", task.id, task.title),
            document=document_thing(facts),
            theme=theme_of(facts.document, task.annex, None, task.path),
            units=units,
            others=task.others,
            deadline=task.deadline,
            leaders=[leader.mention for leader in task.leaders],
            proof=self.clause(task, task.lead) if proof is None else proof,
        )

    def group(self, facts: DocumentFacts, group: Group) -> GroupRow:
        """A working group's row."""
        return GroupRow(
            group=Thing("group", group.id, group.name),
            document=document_thing(facts),
            county=facts.document.region or "",
            campaign=campaign_thing(facts, group.annex, group.campaign),
            convener=group.convener,
            office=self.unit(group.office) if group.office else None,
            members=len({mention.unit for mention in group.members}),
            others=group.others,
            proof=self.shelf.evidence(group.document, group.evidence[:1]),
        )

    def project(self, facts: DocumentFacts, project: Project) -> ProjectRow:
        """A project's row."""
        tasks = [task for task in in_order(facts) if task.id in project.tasks]
        return ProjectRow(
            project=Thing("project", project.id, project.name),
            what=project.kind,
            document=document_thing(facts),
            county=facts.document.region or "",
            tasks=[Thing("task", task.id, task.title) for task in tasks],
            leads=list(dict.fromkeys(self.unit(mention) for task in tasks for mention in task.lead)),
            proof=self.around(facts, tasks, project.evidence),
        )

    def around(self, facts: DocumentFacts, tasks: Iterable[Task], places: list[Evidence]) -> Proof:
        """The words of a task that hold the first of some places, and the places; the first where none do."""
        first = places[0]
        own = (e for task in tasks for e in task.evidence if e.start <= first.start and first.end <= e.end)
        words = sorted(own, key=lambda e: (e.end - e.start, e.start))[:1]
        return self.shelf.evidence(facts.document.id, [*words, *places] if words else places[:1])

    def clause(self, task: Task, named: Iterable[Mention | Leader]) -> Proof:
        """The clause that names somebody in a task, then the places of the names."""
        clauses = [e for e in task.evidence if e.role == "assignment"] or task.evidence
        mentions = list(named)
        first = mentions[0] if mentions else None
        around = [e for e in clauses if first and e.start <= first.start and first.end <= e.end]
        places = [*(around or clauses)[:1], *(Evidence("mention", m.start, m.end) for m in mentions)]
        return self.shelf.evidence(task.document, places)

    def span(self, group: Group, mention: Mention) -> Proof:
        """The sentence of a working group that names a unit, then the place of the name."""
        around = [e for e in group.evidence if e.start <= mention.start and mention.end <= e.end]
        places = [*around[:1], Evidence("mention", mention.start, mention.end)]
        return self.shelf.evidence(group.document, places)


def in_order(facts: DocumentFacts) -> list[Task]:
    """The tasks of a document as they stand in it."""
    return sorted(facts.tasks, key=lambda task: (min((e.start for e in task.evidence), default=0), task.id))


def county_thing(facts: DocumentFacts) -> Thing | None:
    """The county that a document speaks for."""
    region = facts.document.region
    return Thing("county", region, region) if region else None


def campaign_thing(facts: DocumentFacts, annex: str, own: str | None = None) -> Thing | None:
    """The campaign of a piece of work: its `own`, or else that of its annex; None where neither names one."""
    name = own or merge.campaign_of(facts, annex)
    return Thing("campaign", merge.campaign_id(facts, name), name) if name else None
