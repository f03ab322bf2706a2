"""Facts as the rows of flat datasets, each with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from zeren.graph.export.records import judged
from zeren.graph.store import Snapshot
from zeren.ontology.facts import (
    Citation,
    DocumentFacts,
    Evidence,
    Finding,
    Group,
    Indicator,
    Project,
    Target,
    Task,
    Unit,
)
from zeren.ontology.vocab import Place

Row = dict[str, Any]
"""A row of a dataset; a column that is not named in it is empty."""

Rows = Iterator[tuple[str, Row]]
"""Rows, each behind the name of its dataset."""


class Told:
    """Turns facts into rows.

    Args:
        snapshot: whose texts hold the words, and whose judgements findings carry.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._judgements = snapshot.judgements()

    def document(self, facts: DocumentFacts) -> Rows:
        """All rows of a document but its findings, which may be about several documents."""
        record = facts.document
        yield "documents", {
            "id": record.id, "title": record.title, "number": record.number, "issuer": record.issuer,
            "issued": _day(record.issued), "level": facts.region.level if facts.region else None,
            "characters": record.characters, "file": record.file, "sha256": record.sha256,
        }  # fmt: skip
        for task in facts.tasks:
            yield from self._task(task)
        for group in facts.groups:
            yield from self._group(group)
        for target in facts.targets:
            yield from self._target(target)
        for project in facts.projects:
            yield from self._project(project)
        for citation in facts.citations:
            yield from self._citation(citation)

    def finding(self, finding: Finding) -> Rows:
        """A finding with what a person says about it, and its places."""
        yield from self._proven("findings", finding, finding.places, {
            "kind": finding.kind, "severity": finding.severity,
            **judged(self._judgements.get(finding.id)),
            "message_zh": finding.zh, "message_en": finding.en,
        })  # fmt: skip

    def _task(self, task: Task) -> Rows:
        deadline = task.deadline
        yield from self._proven("tasks", task, task.evidence, {
            "annex": task.annex, "path": task.path, "title": task.title, "text": task.text,
            "parent": task.parent, "others": task.others,
            "deadline": _day(deadline.date if deadline else None),
            "deadline_text": deadline and deadline.text, "deadline_kind": deadline and deadline.kind,
            "category": task.category, "rule": task.rule,
        })  # fmt: skip
        for role, mention in task.mentions():
            yield "assignments", {
                "task": task.id, "document": task.document, "role": role, "unit": mention.unit,
                "mention": mention.mention, "start": mention.start, "end": mention.end,
                "quote": self._clause(task, mention.start),
            }  # fmt: skip
        for leader in task.leaders:
            yield "charges", {
                "task": task.id, "document": task.document, "person": leader.person, "post": leader.post,
                "label": leader.label, "mention": leader.mention, "start": leader.start, "end": leader.end,
                "quote": self._clause(task, leader.start),
            }  # fmt: skip

    def _clause(self, task: Task, start: int) -> str | None:
        """The words of the clause or row around a mention, else of the first that assigns the task."""
        clauses = [place for place in task.evidence if place.role == "assignment"] or task.evidence
        around = (place for place in clauses if place.start <= start < place.end)
        clause = next(around, clauses[0] if clauses else None)
        return self._quote(task.document, clause) if clause else None

    def _group(self, group: Group) -> Rows:
        yield from self._proven("groups", group, group.evidence, {
            "annex": group.annex, "name": group.name, "campaign": group.campaign,
            "convener": group.convener, "deputies": group.deputies, "others": group.others,
        })  # fmt: skip
        for part, mention in group.seats():
            yield "members", {
                "group": group.id, "document": group.document, "part": part, "unit": mention.unit,
                "mention": mention.mention, "start": mention.start, "end": mention.end,
            }  # fmt: skip

    def _target(self, target: Target) -> Rows:
        yield from self._proven("targets", target, target.evidence, {
            "annex": target.annex, "indicator": target.indicator, "task": target.task,
            "project": target.project, "name": target.name, "measure": target.measure,
            "comparator": target.comparator, "value": target.value, "value_max": target.value_max,
            "unit": target.unit, "baseline": target.baseline, "for_year": target.year,
        })  # fmt: skip

    def _project(self, project: Project) -> Rows:
        yield from self._proven("projects", project, project.evidence, {
            "name": project.name, "aliases": project.aliases, "kind": project.kind, "tasks": project.tasks,
        })  # fmt: skip

    def _citation(self, citation: Citation) -> Rows:
        said = {"title": citation.title, "number": citation.number}
        yield from self._proven("citations", citation, citation.evidence, said)

    def _proven(
        self,
        dataset: str,
        fact: Task | Group | Target | Project | Citation | Finding,
        places: list[Evidence],
        said: Row,
    ) -> Rows:
        """The row of a fact with its first place, and each of its places in the dataset of evidence."""
        found = list(self._places(dataset, fact.id, fact.document, places))
        first = {key: found[0][key] for key in ("start", "end", "quote")} if found else {}
        yield dataset, {"id": fact.id, "document": fact.document, **said, **first}
        yield from (("evidence", row) for row in found)

    def _places(self, dataset: str, key: str, own: str, places: Iterable[Evidence]) -> Iterator[Row]:
        for turn, place in enumerate(places, start=1):
            document = place.document or own
            at = self._snapshot.locator(Place(document, place.start, place.end))
            yield {
                "of": dataset, "id": key, "turn": turn, "role": place.role, "document": document,
                "start": place.start, "end": place.end, "quote": self._quote(document, place),
                "at_kind": at and at.kind, "at_label": at and at.label,
            }  # fmt: skip

    def _quote(self, document: str, place: Evidence) -> str:
        return self._snapshot.quote(Place(document, place.start, place.end))


def unit(record: Unit) -> Row:
    """The row of a unit."""
    return {
        "id": record.id, "name": record.name, "aliases": record.aliases, "kind": record.kind,
        "function": record.function, "english": record.english, "parent": record.parent,
        "region": record.region,
    }  # fmt: skip


def indicator(record: Indicator) -> Row:
    """The row of an indicator."""
    return {"id": record.id, "name": record.name, "aliases": record.aliases, "region": record.region}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
