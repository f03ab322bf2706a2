"""A plan on one page: what it is, what was read of it, who carries most, what it sets and cites."""

from __future__ import annotations

from collections import Counter

import msgspec

from zeren.commands.found import dismissed, worst_first
from zeren.graph.account_figures import Chapter, Reason, outline, reasons
from zeren.graph.coverage import State
from zeren.ontology.facts import Citation, Document, DocumentFacts, FindingKind, Severity
from zeren.ontology.vocab import Place
from zeren.web.pages.loads import Load, in_county
from zeren.web.pages.noted import Noted, noted
from zeren.web.pages.targets import TargetRow, target_row
from zeren.web.records import (
    Describer,
    GroupRow,
    Page,
    ProjectRow,
    Proof,
    Thing,
    campaign_thing,
    county_thing,
    named,
)
from zeren.web.shelf import Shelf

WORST = 5
"""How many findings a plan's page shows; the page of findings has the others."""


class CampaignRow(msgspec.Struct, frozen=True):
    """A campaign that annexes of a plan serve, and how many tasks these have."""

    campaign: Thing
    tasks: int


class CitationRow(msgspec.Struct, frozen=True):
    """A document that the plan rests on; `document` is it where it is loaded."""

    number: str
    title: str | None
    document: Thing | None
    proof: Proof


class Kind(msgspec.Struct, frozen=True):
    """How many findings of a kind a plan has that nobody dismissed; the severity is that of the gravest."""

    kind: str
    severity: Severity
    count: int


class DocumentPage(Page, frozen=True, kw_only=True):
    """All about a plan; `summary`, `states` and `reasons` are the account of its text."""

    document: Document
    county: Thing | None
    counts: dict[str, int]
    summary: dict[str, int]
    states: dict[State, int]
    reasons: list[Reason]
    outline: list[Chapter]
    loads: list[Load]
    campaigns: list[CampaignRow]
    groups: list[GroupRow]
    targets: list[TargetRow]
    projects: list[ProjectRow]
    citations: list[CitationRow]
    kinds: list[Kind]
    findings: list[Noted]


def build(shelf: Shelf, key: str) -> DocumentPage:
    """The page of the document with this id.

    Raises:
        NotUnderstoodError: there is no such document.
    """
    facts = shelf.facts(key)
    coverage = shelf.coverage(key)
    describer = Describer(shelf, [facts])
    findings = [
        finding
        for finding in worst_first(shelf.findings(facts.document.region or ""))
        if key in finding.documents() and not dismissed(finding, shelf.judgements)
    ]
    gravest: dict[FindingKind, Severity] = {}
    for finding in findings:
        gravest.setdefault(finding.kind, finding.severity)
    counted = Counter(finding.kind for finding in findings)
    return DocumentPage(
        title=named(facts.document.title),
        document=facts.document,
        county=county_thing(facts),
        counts={
            "task": len(facts.tasks), "unit": len({mention.unit for mention in facts.mentions()}),
            "group": len(facts.groups), "target": len(facts.targets), "project": len(facts.projects),
            "citation": len(facts.citations), "finding": len(findings),
        },
        summary=coverage.summary(),
        states=coverage.states(),
        reasons=reasons(coverage),
        outline=outline(coverage.stretches),
        loads=in_county([facts], describer.things(), facts.document.region or ""),
        campaigns=_campaigns(facts),
        groups=[describer.group(facts, group) for group in facts.groups],
        targets=[target_row(describer, facts, target) for target in facts.targets],
        projects=[describer.project(facts, project) for project in facts.projects],
        citations=[_citation(shelf, facts, citation) for citation in _in_text(facts.citations)],
        kinds=[Kind(kind, severity, counted[kind]) for kind, severity in gravest.items()],
        findings=[noted(shelf, finding) for finding in findings[:WORST]],
    )  # fmt: skip


def _campaigns(facts: DocumentFacts) -> list[CampaignRow]:
    counts = Counter(campaign_thing(facts, task.annex) for task in facts.tasks)
    named_in_annexes = (campaign_thing(facts, annex.label) for annex in facts.document.annexes)
    return [CampaignRow(thing, counts[thing]) for thing in dict.fromkeys(named_in_annexes) if thing]


def _in_text(citations: list[Citation]) -> list[Citation]:
    return sorted(citations, key=lambda one: (min((e.start for e in one.evidence), default=0), one.id))


def _citation(shelf: Shelf, facts: DocumentFacts, citation: Citation) -> CitationRow:
    known = (one for one in shelf.documents.values() if one.number == citation.number)
    cited = next((one for one in known if one.id != facts.document.id), None)
    return CitationRow(
        number=citation.number,
        title=citation.title,
        document=Thing("document", cited.id, cited.title) if cited else None,
        proof=_quoted(shelf, facts.document.id, citation),
    )


def _quoted(shelf: Shelf, document: str, citation: Citation) -> Proof:
    """The sentence that cites, then the words of the citation in it."""
    places = [Place(document, e.start, e.end) for e in citation.evidence]
    return [
        shelf.published.evidence(place) for place in [*(shelf.sentence(one) for one in places[:1]), *places]
    ]
