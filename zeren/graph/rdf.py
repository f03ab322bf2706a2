"""Facts as RDF: which triples each record becomes (docs/graph-model.md), for any RDF library.

What one document says stands in the document's own graph. What several documents may say
together, the description of a region, its units, indicators, campaigns and categories, and what they say
against each other stands once, in the region's graph: no triple is in the store twice, and
counting needs no DISTINCT.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zeren.graph import charges, figures, findings, merge
from zeren.graph.values import (
    Literal,
    Property,
    Triple,
    date,
    described,
    en,
    integer,
    labels,
    places,
    text,
    true,
    zh,
)
from zeren.ontology.facts import (
    Citation,
    Document,
    DocumentFacts,
    Evidence,
    Finding,
    Group,
    Mention,
    MentionedUnit,
    Region,
    Task,
    Unit,
)
from zeren.ontology.judgements import Judgement
from zeren.ontology.vocab import (
    BASE_IRI,
    DCTERMS,
    FUNCTION_IRI,
    JUDGEMENTS,
    KIND_IRI,
    RDFS,
    SKOS,
    ZR,
    Place,
    iri,
    text_iri,
)


class NamedGraph(NamedTuple):
    """A graph's IRI and its triples."""

    iri: str
    triples: Iterator[Triple]


def document_graph(facts: DocumentFacts, base: str = BASE_IRI) -> NamedGraph:
    """The graph of one document: all that it says, without the records of units and regions."""
    return NamedGraph(iri(facts.document.id, base), _Writer(base).document(facts))


def region_graph(region: str, common: merge.Common, base: str = BASE_IRI) -> NamedGraph:
    """The graph of one region: its description, units, indicators, campaigns, and findings between plans."""
    return NamedGraph(iri(region, base), _Writer(base).common(common))


def judgements_graph(judgements: Iterable[Judgement], base: str = BASE_IRI) -> NamedGraph:
    """The graph of judgements; a finding that is gone has its judgement, and nothing else."""
    return NamedGraph(iri(JUDGEMENTS, base), _judged(judgements, base))


def _judged(judgements: Iterable[Judgement], base: str) -> Iterator[Triple]:
    for judgement in judgements:
        subject = iri(judgement.finding, base)
        yield subject, ZR + "state", Literal(judgement.verdict)
        yield subject, ZR + "why", Literal(judgement.why)


def graphs(
    documents: Iterable[DocumentFacts], base: str = BASE_IRI, judgements: Iterable[Judgement] = ()
) -> Iterator[NamedGraph]:
    """Every graph of these documents: one a document, one a region, then that of the judgements."""
    documents = list(documents)
    yield from (document_graph(facts, base) for facts in documents)
    yield from (region_graph(region, common, base) for region, common in merge.regions(documents))
    yield judgements_graph(judgements, base)


def triples(facts: DocumentFacts, base: str = BASE_IRI) -> Iterator[Triple]:
    """Every triple of one document read alone, whichever graph it stands in."""
    for graph in graphs([facts], base):
        yield from graph.triples


class _Writer:
    """Records to triples under one base IRI."""

    def __init__(self, base: str) -> None:
        self.base = base

    def id(self, identifier: str) -> str:
        return iri(identifier, self.base)

    def document(self, facts: DocumentFacts) -> Iterator[Triple]:
        yield from self.plan(facts.document)
        for task in facts.tasks:
            yield from self.task(task, merge.campaign_of(facts, task.annex), facts)
        for group in facts.groups:
            yield from self.group(group, facts)
        for citation in facts.citations:
            yield from self.citation(citation)
        for target in facts.targets:
            yield from figures.target(target, self.base)
        for project in facts.projects:
            yield from figures.project(project, self.base)
        for mentioned in facts.mentioned:
            yield from self.mentioned(mentioned)
        for finding in findings.every([facts]):
            yield from self.finding(finding)

    def common(self, common: merge.Common) -> Iterator[Triple]:
        if common.region:
            yield from self.region(common.region)
        for unit in common.units:
            yield from self.unit(unit)
        for indicator in common.indicators:
            yield from figures.indicator(indicator, self.base)
        for campaign, name in common.campaigns.items():
            yield from self.concept(campaign, "Campaign", name)
        for category, name in common.categories.items():
            yield from self.concept(category, "Category", name)
        for finding in common.findings:
            yield from self.finding(finding)

    def concept(self, identifier: str, kind: str, name: str) -> Iterator[Triple]:
        """A name of the region's own that belongs to the ontology's scheme for its kind."""
        scheme = (SKOS + "inScheme", f"{ZR}{kind}Scheme")
        yield from described(self.id(identifier), kind, *labels(name), scheme)

    def plan(self, document: Document) -> Iterator[Triple]:
        yield from described(
            self.id(document.id),
            "Plan",
            (DCTERMS + "title", zh(document.title)),
            (DCTERMS + "identifier", text(document.number)),
            (DCTERMS + "issued", date(document.issued)),
            (ZR + "issuer", text(document.issuer)),
            (ZR + "region", document.region and self.id(document.region)),
            (ZR + "file", text(document.file)),
            (ZR + "sha256", text(document.sha256)),
            (ZR + "characters", integer(document.characters)),
        )

    def region(self, region: Region) -> Iterator[Triple]:
        yield from described(
            self.id(region.id),
            "Region",
            *labels(region.id, (region.short, *region.aliases), region.english),
            (ZR + "level", text(region.level)),
        )

    def unit(self, unit: Unit) -> Iterator[Triple]:
        yield from described(
            self.id(unit.id),
            "Unit",
            *labels(unit.name, unit.aliases, unit.english),
            (ZR + "kind", iri(unit.kind, KIND_IRI)),
            (ZR + "function", unit.function and iri(unit.function, FUNCTION_IRI)),
            (ZR + "region", unit.region and self.id(unit.region)),
            (ZR + "partOf", unit.parent and self.id(unit.parent)),
        )

    def task(self, task: Task, campaign: str | None, facts: DocumentFacts) -> Iterator[Triple]:
        deadline = task.deadline
        start = min((evidence.start for evidence in task.evidence), default=None)
        subject = self.id(task.id)
        yield from described(
            subject,
            "Task",
            (ZR + "document", self.id(task.document)),
            (ZR + "title", zh(task.title)),
            (ZR + "text", zh(task.text)),
            (ZR + "annex", text(task.annex)),
            (ZR + "path", text(" / ".join(task.path))),
            (ZR + "campaign", campaign and self.id(merge.campaign_id(facts, campaign))),
            (ZR + "partOf", task.parent and self.id(task.parent)),
            (ZR + "openEnded", true(task.others)),
            (ZR + "deadline", date(deadline.date) if deadline else None),
            (ZR + "deadlineText", text(deadline.text) if deadline else None),
            (ZR + "deadlineKind", text(deadline.kind) if deadline else None),
            *((ZR + "category", text(category)) for category in dict.fromkeys(task.category)),
            (ZR + "order", None if start is None else integer(start)),
            *self.evidence("evidence", task.document, (e for e in task.evidence if e.role == "assignment")),
            *self.evidence("textEvidence", task.document, (e for e in task.evidence if e.role == "text")),
        )
        for role, unit in dict.fromkeys((role, mention.unit) for role, mention in task.mentions()):
            yield subject, ZR + role, self.id(unit)
        yield from charges.of_task(task, self.base)
        for unit in dict.fromkeys(m.mention.unit for m in facts.mentioned if m.task == task.id):
            yield subject, ZR + "mentions", self.id(unit)
        numbers = Counter[str]()
        for role, mention in task.mentions():
            numbers[role] += 1
            yield from described(
                f"{subject}#{role}-{numbers[role]}",
                "Assignment",
                (ZR + "task", subject),
                (ZR + "role", ZR + role.capitalize()),
                *self.mention(task.document, mention),
            )

    def group(self, group: Group, facts: DocumentFacts) -> Iterator[Triple]:
        subject = self.id(group.id)
        yield from described(
            subject,
            "WorkingGroup",
            (ZR + "document", self.id(group.document)),
            *labels(group.name),
            (ZR + "annex", text(group.annex)),
            (ZR + "campaign", group.campaign and self.id(merge.campaign_id(facts, group.campaign))),
            (ZR + "convener", text(group.convener)),
            *((ZR + "deputy", text(deputy)) for deputy in dict.fromkeys(group.deputies)),
            *((ZR + "member", self.id(unit)) for unit in dict.fromkeys(m.unit for m in group.members)),
            (ZR + "office", self.id(group.office.unit) if group.office else None),
            (ZR + "openEnded", true(group.others)),
            *self.evidence("evidence", group.document, group.evidence),
        )
        named = [(f"member-{number}", mention) for number, mention in enumerate(group.members, 1)]
        if group.office:
            named.append(("office", group.office))
        for name, mention in named:
            yield from described(
                f"{subject}#{name}",
                "Membership",
                (ZR + "group", subject),
                *self.mention(group.document, mention),
            )

    def citation(self, citation: Citation) -> Iterator[Triple]:
        yield from described(
            self.id(citation.id),
            "Citation",
            (ZR + "document", self.id(citation.document)),
            (ZR + "number", text(citation.number)),
            (ZR + "citedTitle", zh(citation.title)),
            *self.evidence("evidence", citation.document, citation.evidence),
        )

    def mentioned(self, named: MentionedUnit) -> Iterator[Triple]:
        task = named.task and self.id(named.task)
        yield from described(
            self.id(named.id),
            "Mention",
            (ZR + "document", self.id(named.document)),
            (ZR + "task", task),
            *self.mention(named.document, named.mention),
        )

    def finding(self, finding: Finding) -> Iterator[Triple]:
        yield from described(
            self.id(finding.id),
            "Finding",
            *((ZR + "document", self.id(document)) for document in finding.documents()),
            (ZR + "findingKind", text(finding.kind)),
            (ZR + "severity", text(finding.severity)),
            (RDFS + "comment", zh(finding.zh)),
            (RDFS + "comment", en(finding.en)),
            *self.evidence("evidence", finding.document, finding.places),
        )

    def mention(self, document: str, mention: Mention) -> Iterator[Property]:
        yield ZR + "unit", self.id(mention.unit)
        yield ZR + "mention", text(mention.mention)
        yield ZR + "evidence", text_iri(Place(document, mention.start, mention.end), self.base)

    def evidence(self, name: str, document: str, spans: Iterable[Evidence]) -> Iterator[Property]:
        return places(name, document, spans, self.base)
