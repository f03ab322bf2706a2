"""The facts as plain records, the shapes of `zeren export --format jsonl`, with their quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from zeren.graph import findings, merge
from zeren.ontology.facts import (
    Citation,
    Document,
    DocumentFacts,
    Evidence,
    Finding,
    Group,
    Leader,
    Mention,
    Project,
    Target,
    Task,
    Unit,
)
from zeren.ontology.judgements import Judgement
from zeren.ontology.vocab import Place

Record = dict[str, Any]
"""One record: names and values that JSON can hold."""

KINDS = ("documents", "units", "tasks", "groups", "indicators", "projects", "citations", "findings")
"""Every kind of record, in the order in which they are listed."""


TextOf = Callable[[str], str]
"""A document's stored text by its id."""

EvidenceOf = Callable[[Place], Record]
"""A place with its words, and its page or cell where the file has such: `Snapshot.evidence`."""


class Quoting:
    """Records with the words of the texts as evidence."""

    def __init__(self, evidence_of: EvidenceOf) -> None:
        self.evidence_of = evidence_of

    def evidence(self, document: str, places: Iterable[Evidence]) -> list[Record]:
        """Places with the words that stand there; in this document unless they name another."""
        return [self._quoted(place.document or document, place) for place in places]

    def _quoted(self, document: str, place: Evidence) -> Record:
        return {"role": place.role, **self.evidence_of(Place(document, place.start, place.end))}

    def task(self, task: Task) -> Record:
        """A task with its units, role by role."""
        deadline = task.deadline
        return {
            "id": task.id,
            "document": task.document,
            "annex": task.annex,
            "path": task.path,
            "title": task.title,
            "text": task.text,
            "parent": task.parent,
            "lead": [_mention(mention) for mention in task.lead],
            "responsible": [_mention(mention) for mention in task.responsible],
            "support": [_mention(mention) for mention in task.support],
            "guide": [_mention(mention) for mention in task.guide],
            "leaders": [_leader(leader) for leader in task.leaders],
            "others": task.others,
            "deadline": deadline and {"text": deadline.text, "date": deadline.date, "kind": deadline.kind},
            "category": task.category,
            "rule": task.rule,
            "evidence": self.evidence(task.document, task.evidence),
        }

    def group(self, group: Group) -> Record:
        """A working group with its members."""
        return {
            "id": group.id,
            "document": group.document,
            "name": group.name,
            "convener": group.convener,
            "deputies": group.deputies,
            "members": [_named(mention) for mention in group.members],
            "office": group.office and _named(group.office),
            "others": group.others,
            "evidence": self.evidence(group.document, group.evidence),
        }

    def target(self, target: Target) -> Record:
        """A target with its quantity."""
        return {
            "id": target.id,
            "document": target.document,
            "annex": target.annex,
            "indicator": target.indicator,
            "task": target.task,
            "project": target.project,
            "name": target.name,
            "measure": target.measure,
            "comparator": target.comparator,
            "value": target.value,
            "value_max": target.value_max,
            "unit": target.unit,
            "year": target.year,
            "baseline": target.baseline,
            "evidence": self.evidence(target.document, target.evidence),
        }

    def citation(self, citation: Citation) -> Record:
        """A document that the plan rests on."""
        return {
            "id": citation.id,
            "document": citation.document,
            "title": citation.title,
            "number": citation.number,
            "evidence": self.evidence(citation.document, citation.evidence),
        }

    def project(self, project: Project) -> Record:
        """A named undertaking, with the first of the tasks whose words hold it, and all of them."""
        return {
            "id": project.id,
            "document": project.document,
            "task": project.tasks[0] if project.tasks else None,
            "tasks": project.tasks,
            "name": project.name,
            "aliases": project.aliases,
            "kind": project.kind,
            "evidence": self.evidence(project.document, project.evidence),
        }

    def finding(self, finding: Finding, judgement: Judgement | None = None) -> Record:
        """A contradiction, gap or oddity with its places, and what a person says about it."""
        return {
            "id": finding.id,
            "kind": finding.kind,
            "severity": finding.severity,
            "message": {"zh": finding.zh, "en": finding.en},
            "places": self.evidence(finding.document, finding.places),
            **judged(judgement),
        }


def judged(judgement: Judgement | None) -> Record:
    """What a person says about a finding: its state, `open` where nothing is said, and why."""
    return {
        "state": judgement.verdict if judgement else "open",
        "why": judgement.why if judgement else "",
    }


def document(record: Document) -> Record:
    """A document's own record."""
    return {
        "id": record.id,
        "file": record.file,
        "sha256": record.sha256,
        "title": record.title,
        "number": record.number,
        "issuer": record.issuer,
        "issued": record.issued,
        "region": record.region,
        "characters": record.characters,
    }


def unit(record: Unit) -> Record:
    """A unit's record."""
    return {
        "id": record.id,
        "name": record.name,
        "aliases": record.aliases,
        "kind": record.kind,
        "function": record.function,
        "english": record.english,
        "region": record.region,
        "parent": record.parent,
    }


def _mention(mention: Mention) -> Record:
    return {"unit": mention.unit, "mention": mention.mention, "start": mention.start, "end": mention.end}


def _leader(leader: Leader) -> Record:
    return {key: getattr(leader, key) for key in ("person", "post", "label", "mention", "start", "end")}


def _named(mention: Mention) -> Record:
    return {"unit": mention.unit, "mention": mention.mention}


def records(
    kind: str,
    documents: Iterable[DocumentFacts],
    evidence_of: EvidenceOf,
    judgements: Mapping[str, Judgement] = MappingProxyType({}),
) -> Iterator[Record]:
    """The records of one kind, sorted by id.

    Args:
        kind: one of KINDS.
        documents: the facts of each document, by document id.
        evidence_of: gives a place with its words.
        judgements: what a person says about findings, by the finding's id.
    """
    quoting = Quoting(evidence_of)
    found: list[Record] = []
    if kind == "units":
        found = [unit(record) for record in merge.units(u for facts in documents for u in facts.units)]
    elif kind == "findings":
        every = findings.every(list(documents))
        found = [quoting.finding(finding, judgements.get(finding.id)) for finding in every]
    else:
        for facts in documents:
            found += _of_document(kind, facts, quoting)
    yield from sorted(found, key=lambda record: str(record["id"]))


def _of_document(kind: str, facts: DocumentFacts, quoting: Quoting) -> Iterator[Record]:
    if kind == "documents":
        yield document(facts.document)
    elif kind == "tasks":
        yield from map(quoting.task, facts.tasks)
    elif kind == "groups":
        yield from map(quoting.group, facts.groups)
    elif kind == "projects":
        yield from map(quoting.project, facts.projects)
    elif kind == "indicators":
        yield from map(quoting.target, facts.targets)
    elif kind == "citations":
        yield from map(quoting.citation, facts.citations)
