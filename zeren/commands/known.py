"""All that is known about one thing, each fact with the words that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import msgspec

from zeren.commands.found import dismissed
from zeren.commands.lookup import Thing
from zeren.graph import findings, merge
from zeren.graph.export import records
from zeren.graph.export.records import Quoting, Record
from zeren.graph.store import Snapshot
from zeren.graph.whereabouts import Finder
from zeren.ontology.facts import (
    ROLES,
    DocumentFacts,
    Evidence,
    Group,
    Leader,
    Mention,
    Project,
    Target,
    Task,
)
from zeren.ontology.figures import figure


class Known(msgspec.Struct, frozen=True):
    """A thing, its own record, and the facts about it.

    A fact says what it is (`lead`, `member`, `citation` …), names what stands at its other
    end, and has its evidence, the words that prove it first.
    """

    kind: str
    id: str
    name: str
    record: Record
    facts: list[Record]


class Library:
    """The facts and texts of a snapshot, read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.documents = list(snapshot.all_facts())
        self.units = merge.units(unit for facts in self.documents for unit in facts.units)
        self._names = {unit.id: unit.name for unit in self.units}
        self._quoting = Quoting(snapshot.evidence)
        self._judgements = snapshot.judgements()

    def about(self, thing: Thing) -> Known:
        """All that is known about a thing."""
        tell: dict[str, Callable[[str], tuple[Record, Iterator[Record]]]] = {
            "unit": self._unit,
            "task": self._task,
            "group": self._group,
            "document": self._document,
            "campaign": self._campaign,
            "region": self._region,
            "indicator": self._indicator,
            "project": self._project,
            "target": self._target,
            "finding": self._finding,
        }
        record, facts = tell[thing.kind](thing.id)
        return Known(thing.kind, thing.id, thing.name, record, list(facts))

    def _unit(self, key: str) -> tuple[Record, Iterator[Record]]:
        unit = next(unit for unit in self.units if unit.id == key)
        return records.unit(unit), chain(
            self._tasks_of(key),
            self._groups_of(key),
            self._parts_of(key),
            self._mentions_of(key),
            self._reviews_of(key),
        )

    def _tasks_of(self, unit: str) -> Iterator[Record]:
        for role in ROLES:
            for task in self._tasks():
                for its_role, mention in task.mentions():
                    if its_role == role and mention.unit == unit:
                        yield self._fact(role, task.id, task.title, task.document, self._proof(task, mention))

    def _groups_of(self, unit: str) -> Iterator[Record]:
        for group in self._groups():
            for what, mention in group.seats():
                if mention.unit == unit:
                    yield self._fact(what, group.id, group.name, group.document, _span(mention))

    def _parts_of(self, unit: str) -> Iterator[Record]:
        for part in self.units:
            if part.parent == unit:
                yield self._fact("part", part.id, part.name, None, [])

    def _mentions_of(self, unit: str) -> Iterator[Record]:
        titles = {task.id: task.title for task in self._tasks()}
        for one in (m for facts in self.documents for m in facts.mentioned if m.mention.unit == unit):
            title = titles[one.task] if one.task else one.mention.mention
            yield self._fact("mentioned", one.task, title, one.document, _span(one.mention))

    def _reviews_of(self, unit: str) -> Iterator[Record]:
        for facts in self.documents:
            for review in facts.reviews:
                if unit in (review.unit, *review.candidates):
                    yield self._fact("review", review.unit, review.name, review.document, review.places[:1])

    def _task(self, key: str) -> tuple[Record, Iterator[Record]]:
        task = next(task for task in self._tasks() if task.id == key)

        def facts() -> Iterator[Record]:
            for role, mention in task.mentions():
                yield self._naming(role, mention, task.document, self._proof(task, mention))
            yield from (self._charge(task, leader) for leader in task.leaders)
            for one in (m for facts in self.documents for m in facts.mentioned if m.task == key):
                yield self._naming("mentioned", one.mention, task.document, _span(one.mention))
            for part in self._tasks():
                if part.parent == key:
                    yield self._fact("part", part.id, part.title, part.document, part.evidence)
            yield from (self._figure(target) for target in self._targets() if target.task == key)
            for project in self._projects():
                if key in project.tasks:
                    yield self._fact("project", project.id, project.name, project.document, project.evidence)

        return self._quoting.task(task), facts()

    def _group(self, key: str) -> tuple[Record, Iterator[Record]]:
        group = next(group for group in self._groups() if group.id == key)

        def facts() -> Iterator[Record]:
            people = [("convener", group.convener), *(("deputy", deputy) for deputy in group.deputies)]
            for what, person in people:
                if person:
                    yield self._fact(what, None, person, group.document, group.evidence)
            for what, mention in group.seats():
                yield self._naming(what, mention, group.document, _span(mention))

        return self._quoting.group(group), facts()

    def _document(self, key: str) -> tuple[Record, Iterator[Record]]:
        read = next(read for read in self.documents if read.document.id == key)
        return records.document(read.document), self._of_document(read)

    def _of_document(self, read: DocumentFacts) -> Iterator[Record]:
        key = read.document.id
        for task in read.tasks:
            yield self._fact("task", task.id, task.title, key, task.evidence)
        for group in read.groups:
            yield self._fact("group", group.id, group.name, key, group.evidence)
        for citation in sorted(read.citations, key=lambda c: c.evidence):
            name = f"{citation.title or ''} {citation.number}".strip()
            yield self._fact("citation", citation.id, name, key, citation.evidence)
        for finding in findings.about(key, self.documents):
            if not dismissed(finding, self._judgements):
                fact = self._fact("finding", finding.id, finding.zh, finding.document, finding.places)
                yield {**fact, "message": {"zh": finding.zh, "en": finding.en}}

    def _finding(self, key: str) -> tuple[Record, Iterator[Record]]:
        finding = next(finding for finding in findings.every(self.documents) if finding.id == key)
        finder = Finder(self.documents)

        def facts() -> Iterator[Record]:
            for place in finding.places:
                document = place.document or finding.document
                at = finder.at(document, place.start, place.end)
                yield {
                    **self._fact("place", None, place.role, document, [place]),
                    "annex": at.annex,
                    "label": at.label,
                }

        record = self._quoting.finding(finding, self._judgements.get(key))
        return {"document": finding.document, **record}, facts()

    def _campaign(self, key: str) -> tuple[Record, Iterator[Record]]:
        name = next(named[key] for named in map(merge.campaigns, self.documents) if key in named)

        def facts() -> Iterator[Record]:
            for read in self.documents:
                for task in read.tasks:
                    campaign = merge.campaign_of(read, task.annex)
                    if campaign and merge.campaign_id(read, campaign) == key:
                        yield self._fact("task", task.id, task.title, task.document, task.evidence)
                for group in read.groups:
                    if group.campaign and merge.campaign_id(read, group.campaign) == key:
                        yield self._fact("group", group.id, group.name, group.document, group.evidence)

        return {"id": key, "name": name}, facts()

    def _region(self, key: str) -> tuple[Record, Iterator[Record]]:
        region = next(read.region for read in self.documents if read.region and read.region.id == key)

        def facts() -> Iterator[Record]:
            for read in self.documents:
                if read.document.region == key:
                    yield self._fact("document", read.document.id, read.document.title, read.document.id, [])
            for unit in self.units:
                if unit.region == key:
                    yield self._fact("unit", unit.id, unit.name, None, [])

        return msgspec.to_builtins(region), facts()

    def _indicator(self, key: str) -> tuple[Record, Iterator[Record]]:
        every = merge.indicators(i for facts in self.documents for i in facts.indicators)
        record = next(indicator for indicator in every if indicator.id == key)
        targets = (self._figure(target) for target in self._targets() if target.indicator == key)
        return msgspec.to_builtins(record), targets

    def _target(self, key: str) -> tuple[Record, Iterator[Record]]:
        target = next(target for target in self._targets() if target.id == key)
        return {"id": key, "name": target.name}, iter([self._figure(target)])

    def _figure(self, target: Target) -> Record:
        """A target by its figure, with all that is known of it, the units that answer for it among that."""
        told = figure(target.comparator, target.value, target.value_max, target.unit)
        fact = self._fact("target", target.id, f"{target.name} {told}", target.document, target.evidence)
        task = next((task for task in self._tasks() if task.id == target.task), None)
        units = (
            {role: [self._name(m) for r, m in task.mentions() if r == role] for role in ROLES} if task else {}
        )
        record = self._quoting.target(target)
        return {**record, **fact, "quantity": target.name, "units": units}

    def _project(self, key: str) -> tuple[Record, Iterator[Record]]:
        project = next(project for project in self._projects() if project.id == key)

        def facts() -> Iterator[Record]:
            for task in self._tasks():
                if task.id in project.tasks:
                    yield self._fact("task", task.id, task.title, task.document, project.evidence)
                    for role, mention in task.mentions():
                        yield self._naming(role, mention, task.document, self._proof(task, mention))
            yield from (self._figure(target) for target in self._targets() if target.project == key)

        return self._quoting.project(project), facts()

    def _targets(self) -> Iterator[Target]:
        return (target for facts in self.documents for target in facts.targets)

    def _projects(self) -> Iterator[Project]:
        return (project for facts in self.documents for project in facts.projects)

    def _name(self, mention: Mention) -> str:
        return self._names.get(mention.unit, mention.mention)

    def _tasks(self) -> Iterator[Task]:
        return (task for facts in self.documents for task in facts.tasks)

    def _groups(self) -> Iterator[Group]:
        return (group for facts in self.documents for group in facts.groups)

    def _naming(self, what: str, mention: Mention, document: str, places: list[Evidence]) -> Record:
        return self._fact(what, mention.unit, self._name(mention), document, places)

    def _fact(
        self, what: str, key: str | None, name: str, document: str | None, places: list[Evidence]
    ) -> Record:
        evidence = self._quoting.evidence(document, places) if document else []
        fact: dict[str, Any] = {
            "what": what,
            "id": key,
            "name": name,
            "document": document,
            "evidence": evidence,
        }
        return fact

    def _charge(self, task: Task, leader: Leader) -> Record:
        fact = self._fact("leader", None, leader.person, task.document, self._proof(task, leader))
        return {**fact, "post": leader.post, "charge": leader.label}

    @staticmethod
    def _proof(task: Task, mention: Mention | Leader) -> list[Evidence]:
        """The clause that names the unit or leader in the task, then the place of the name."""
        clauses = [e for e in task.evidence if e.role == "assignment"]
        around = [e for e in clauses if e.start <= mention.start and mention.end <= e.end]
        return [*(around or clauses)[:1], *_span(mention)]


def _span(mention: Mention | Leader) -> list[Evidence]:
    return [Evidence("mention", mention.start, mention.end)]
