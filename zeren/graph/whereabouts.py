"""Where a place stands in its document, as a reader looks it up: the annex and the printed label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zeren.graph.findings.making import labels
from zeren.ontology.facts import DocumentFacts, Task


class Whereabouts(NamedTuple):
    """The annex's printed number, empty in the main text, and the labels above a place (一.3), if any."""

    annex: str
    label: str


class Finder:
    """Finds places in the outlines of documents.

    Args:
        documents: the facts of every document that a place may lie in.
    """

    def __init__(self, documents: Iterable[DocumentFacts]) -> None:
        self._documents = {facts.document.id: facts for facts in documents}

    def task(self, document: str, start: int, end: int) -> Task | None:
        """The smallest task that holds a place.

        Raises:
            KeyError: the document is not among those that are known.
        """
        return _task(self._documents[document], start, end)

    def at(self, document: str, start: int, end: int) -> Whereabouts:
        """The annex of a place and the label of the smallest task that holds it.

        Raises:
            KeyError: the document is not among those that are known.
        """
        facts = self._documents[document]
        task = _task(facts, start, end)
        annex = task.annex if task else _annex(facts, start)
        return Whereabouts("" if annex == "0" else annex, labels(task) if task else "")


def _task(facts: DocumentFacts, start: int, end: int) -> Task | None:
    around = [
        (evidence.end - evidence.start, task.id, task)
        for task in facts.tasks
        for evidence in task.evidence
        if evidence.start <= start and end <= evidence.end
    ]
    return min(around, key=lambda found: found[:2])[2] if around else None


def _annex(facts: DocumentFacts, start: int) -> str:
    """The last annex that begins before a place."""
    begun = [annex for annex in facts.document.annexes if annex.start <= start]
    return max(begun, key=lambda annex: annex.start).label if begun else ""
