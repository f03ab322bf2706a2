"""A task as it is read, before its units are known and its id is final."""

from __future__ import annotations

from dataclasses import dataclass, field

from zeren.ingest.assignments.lists import Item
from zeren.ingest.outline.annexes import Part
from zeren.ontology.facts import Leader, Role

Span = tuple[int, int]


@dataclass(slots=True)
class TaskDraft:
    """A piece of work and the words for those who answer for it.

    `labels` are the printed labels on the way to it, below the annex's number; drafts
    with the same labels get a suffix later. `above` are the labels of the places that
    may hold its parent, nearest last. `said` are the cells of a row that say who does what
    by role words of their own.
    """

    part: Part
    labels: tuple[str, ...]
    path: list[str]
    title: str
    text: str
    rule: str
    assignment: list[Span]
    words: list[Span]
    units: dict[Role, list[Item]] = field(default_factory=dict)
    others: bool = False
    deadline: str | None = None
    category: list[str] = field(default_factory=list)
    convener: Item | None = None
    leaders: list[Leader] = field(default_factory=list)
    said: list[Span] = field(default_factory=list)

    def rule_stated(self, name: str) -> None:
        """Say that a rule which the document states once has a part in who does what."""
        if self.rule != "table-row":
            self.rule = f"{name}:{self.rule}"

    @property
    def start(self) -> int:
        """Where the task's first evidence begins."""
        return min(span[0] for span in self.assignment + self.words)
