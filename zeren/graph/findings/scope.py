"""What is compared for contradictions: the places of one plan, or the plans of one region with each other.

Plans contradict each other within a year only: other leads or figures in the next year are a
new division of work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from zeren.graph.findings.making import annex, annex_en, finding, where, where_en
from zeren.ontology.facts import (
    Document,
    DocumentFacts,
    Evidence,
    Finding,
    FindingKind,
    Severity,
    Target,
    Task,
)
from zeren.ontology.finding_ids import finding_id


class Scope:
    """One document with itself, or documents of one region with each other.

    Args:
        documents: the facts of one document, or of several of one region.
    """

    def __init__(self, documents: Sequence[DocumentFacts]) -> None:
        self.documents = documents
        self._several = len(documents) > 1
        self._titles = _titles([facts.document for facts in documents]) if self._several else {}

    def compares(self, a: Task | Target, b: Task | Target) -> bool:
        """Whether two are to be compared; two of one document are not where several are the scope."""
        return not self._several or a.document != b.document

    def where(self, task: Task) -> str:
        """A task's place as a reader looks it up: 附件2-1 二.3, 《云泽县工作方案》附件1 二.3."""
        return self._titles.get(task.document, "") + where(task)

    def where_en(self, task: Task) -> str:
        """The same in English: annex 2-1 二.3, annex 1 二.3 of 《云泽县工作方案》."""
        title = self._titles.get(task.document)
        return f"{where_en(task)} of {title}" if title else where_en(task)

    def annex(self, of: Task | Target) -> str:
        """The part of its document in which something stands, in Chinese."""
        return self._titles.get(of.document, "") + annex(of)

    def annex_en(self, of: Task | Target) -> str:
        """The part of its document in which something stands, in English."""
        title = self._titles.get(of.document)
        return f"{annex_en(of)} of {title}" if title else annex_en(of)

    def finding(
        self, kind: FindingKind, severity: Severity, words: tuple[str, str], places: Sequence[Evidence]
    ) -> Finding:
        """A finding in this scope; that between documents has its id under their region's.

        Args:
            kind: one word for its kind.
            severity: how bad it is.
            words: the sentence in Chinese and in English.
            places: where it is written, each with its document, the place that shows it best first.
        """
        document = places[0].document or self.documents[0].document.id
        own = [msgspec.structs.replace(p, document=None) if p.document == document else p for p in places]
        made = finding(document, kind, severity, words, own)
        if not self._several:
            return made
        region = self.documents[0].document.region or ""
        return msgspec.structs.replace(made, id=finding_id(region, kind, made.zh))


def year(document: Document) -> int | None:
    """The year that a plan is of: of the day it was issued, else of its number; None where neither tells."""
    found = re.search(r"(?:19|20)\d{2}", document.issued or document.number or "")
    return int(found[0]) if found else None


def years(documents: Sequence[DocumentFacts]) -> Iterator[Scope]:
    """The documents of each year of which there are several, year by year."""
    found: dict[int, list[DocumentFacts]] = {}
    for facts in documents:
        its_year = year(facts.document)
        if its_year is not None:
            found.setdefault(its_year, []).append(facts)
    yield from (Scope(found[its_year]) for its_year in sorted(found) if len(found[its_year]) > 1)


def _titles(documents: Sequence[Document]) -> dict[str, str]:
    """What a sentence calls each document: 《its title》, with the number where several have it."""
    counts = Counter(document.title for document in documents)
    return {
        document.id: f"《{document.title}》"
        if counts[document.title] == 1
        else f"《{document.title}》（{document.number or document.id}）"
        for document in documents
    }
