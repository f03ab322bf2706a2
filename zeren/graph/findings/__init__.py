"""Contradictions, gaps and oddities that a plan's facts show, a module a kind.

A kind is a function from one document's facts to findings; `FINDERS` lists them in the
order in which they are told. What can only be seen while a text is read (labels,
brackets, misprints) is found by the reader and stands in the facts already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import get_args

import msgspec

from zeren.graph.findings import (
    body_names,
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
from zeren.ontology.facts import DocumentFacts, Evidence, Finding, FindingKind

Finder = Callable[[DocumentFacts], Iterator[Finding]]

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
)

KINDS: tuple[FindingKind, ...] = get_args(FindingKind)
"""Every kind that there is, those of the reader included."""


def find(documents: Sequence[DocumentFacts]) -> list[Finding]:
    """The findings of documents, sorted by document, place and id.

    Several of one kind at the very same places have the suffix ~2, ~3 … in the order of their words.
    """
    found = [finding for facts in documents for finder in FINDERS for finding in finder(facts)]
    seen: Counter[str] = Counter()
    unique: list[Finding] = []
    for finding in sorted(found, key=lambda f: (f.id, f.zh)):
        seen[finding.id] += 1
        again = f"{finding.id}~{seen[finding.id]}"
        unique.append(finding if seen[finding.id] == 1 else msgspec.structs.replace(finding, id=again))
    return sorted(unique, key=_place)


def every(documents: Sequence[DocumentFacts]) -> list[Finding]:
    """The reader's findings and these, sorted by document, place and id."""
    read = [finding for facts in documents for finding in facts.findings]
    return sorted([*read, *find(documents)], key=_place)


def _place(finding: Finding) -> tuple[str, list[Evidence], str]:
    return finding.document, finding.places, finding.id
