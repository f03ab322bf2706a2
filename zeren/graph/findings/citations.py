"""A document that is cited by its number alone, without its title."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings.making import finding
from zeren.ontology.facts import DocumentFacts, Finding


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a place where a number stands without a title that any citation of it gives."""
    titled = {citation.number for citation in facts.citations if citation.title}
    for citation in facts.citations:
        if citation.number not in titled:
            yield finding(
                citation.document,
                "citation-without-title",
                "info",
                (
                    f"引用文件{citation.number}没有写明标题",
                    f"{citation.number} is cited without its title",
                ),
                citation.evidence,
            )
