"""Contradictions, gaps and oddities that a plan's facts show, a module a kind.

A kind is a function from one document's facts to findings; `FINDERS` lists them in the
order in which they are told. `REGION_FINDERS` compare the documents of one region with each
other. What can only be seen while a text is read (labels, brackets, misprints) is found by
the reader and stands in the facts already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from zeren.graph.findings import (
    body_names,
    candidates,
    citations,
    deadlines,
    lead_conflict,
    lead_too,
    no_lead,
    open_lists,
    repeated,
    several_leads,
    target_conflict,
    two_names,
)
from zeren.ontology.facts import DocumentFacts, Finding, FindingKind
from zeren.ontology.finding_ids import apart

Finder = Callable[[DocumentFacts], Iterator[Finding]]
RegionFinder = Callable[[Sequence[DocumentFacts]], Iterator[Finding]]
"""Findings that no document shows alone, from all documents of one region."""

FINDERS: tuple[Finder, ...] = (
    target_conflict.find,
    lead_conflict.find,
    no_lead.find,
    several_leads.find,
    lead_too.find,
    repeated.find,
    open_lists.find,
    two_names.find,
    body_names.find,
    citations.find,
    deadlines.find,
    candidates.find,
)

REGION_FINDERS: tuple[RegionFinder, ...] = (target_conflict.between, lead_conflict.between)

KINDS: tuple[FindingKind, ...] = get_args(FindingKind)
"""Every kind that there is, those of the reader included."""


def find(documents: Sequence[DocumentFacts]) -> list[Finding]:
    """The findings of each document and between those of one region, sorted by document, place and id.

    Several of one kind that say the same have the suffix ~2, ~3 … in the order of their places.
    """
    alone = [finding for facts in documents for finder in FINDERS for finding in finder(facts)]
    return sorted([*apart(alone), *between(documents)], key=_place)


def between(documents: Sequence[DocumentFacts]) -> list[Finding]:
    """The findings between documents of one region, sorted as those of `find`."""
    regions: dict[str, list[DocumentFacts]] = {}
    for facts in sorted(documents, key=lambda f: f.document.id):
        if facts.document.region:
            regions.setdefault(facts.document.region, []).append(facts)
    together = [regions[key] for key in sorted(regions) if len(regions[key]) > 1]
    found = [finding for several in together for finder in REGION_FINDERS for finding in finder(several)]
    return sorted(apart(found), key=_place)


def about(document: str, documents: Sequence[DocumentFacts]) -> list[Finding]:
    """The findings that name the document with this id: its own and those between it and others."""
    alone = [facts for facts in documents if facts.document.id == document]
    others = [finding for finding in between(documents) if document in finding.documents()]
    return sorted([*every(alone), *others], key=_place)


def every(documents: Sequence[DocumentFacts]) -> list[Finding]:
    """The reader's findings and those of `find`, sorted by document, place and id."""
    read = [finding for facts in documents for finding in facts.findings]
    return sorted([*read, *find(documents)], key=_place)


def _place(finding: Finding) -> tuple[str, list[tuple[str, int, int]], str]:
    return finding.document, [(p.role, p.start, p.end) for p in finding.places], finding.id
