"""The words with which tasks name a subject, and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zeren.ontology.facts import DocumentFacts, Evidence, FindingKind, Task

_SENTENCE = re.compile(r"[^。；;\n]+")
_CLAUSE = re.compile(r"[^，,。；;：:！？\n]+")
_SECTORS = re.compile(
    r"(?:[^、]+、){3,}.*(?:等[^、]{0,8}(?:领域|行业|场所|方面|环节|地区)|[^、]{0,8}(?:场景|事项))"
)
"""A clause that lists sectors or services (养老、房地产、电商等领域; 就业、融资等场景): none is its work."""

Title = tuple[str, tuple[str, ...], str]
"""A task's title with its annex and the headings above it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A task with the words by which it names a subject, and where."""

    task: Task
    words: tuple[str, ...]
    places: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tasks that share something and are led apart, one for each lead.

    `zh` and `en` say what they share.
    """

    kind: FindingKind
    zh: str
    en: str
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a task's title or text.

    `start` is its place in the document where that is known; `leading` is where its words end that
    open the task: all of a title, the first clause behind it, 0 in any other sentence.
    """

    words: str
    start: int | None
    whole: Evidence
    leading: int

    def place(self, role: str, start: int, end: int) -> Evidence:
        """Where some of its words stand; the task's words or assignment, where that is all that is known."""
        if self.start is None:
            return Evidence(role, self.whole.start, self.whole.end)
        return Evidence(role, self.start + start, self.start + end)


def shared_titles(facts: DocumentFacts) -> frozenset[Title]:
    """The titles that several tasks share: what they name is not the work of each."""
    counts = Counter(_title(task) for task in facts.tasks)
    return frozenset(title for title, count in counts.items() if count > 1)


def _title(task: Task) -> Title:
    return task.annex, tuple(task.path), task.title


def sentences(task: Task, shared: frozenset[Title]) -> Iterator[Sentence]:
    """A task's title, then the sentences of its text without clauses that only list sectors.

    Args:
        task: the task.
        shared: titles that are left out, those of several tasks.
    """
    alone = _title(task) not in shared
    assigned = next((e for e in task.evidence if e.role == "assignment"), task.evidence[0])
    if alone and not task.text.startswith(task.title):
        yield Sentence(task.title, None, assigned, len(task.title))
    spans = [e for e in task.evidence if e.role == "text"]
    whole = spans[0] if spans else assigned
    exact = len(spans) == 1 and whole.end - whole.start == len(task.text)
    text = _CLAUSE.sub(_without_sectors, task.text)
    behind = len(task.title) if task.text.startswith(task.title) else 0
    if not alone:
        text = " " * behind + text[behind:]
    for found in _SENTENCE.finditer(text):
        start = whole.start + found.start() if exact else None
        opens = not _SENTENCE.search(text[behind : found.start()])
        clause = _CLAUSE.search(found[0]) if opens else None
        yield Sentence(found[0], start, whole, clause.end() if clause else 0)


def _without_sectors(clause: re.Match[str]) -> str:
    return " " * len(clause[0]) if _SECTORS.search(clause[0]) else clause[0]
