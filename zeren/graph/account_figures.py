"""The account of a text in figures: its outline with what is unread, kinds of facts, reasons."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from zeren.graph.coverage import Coverage, Stretch
from zeren.graph.marks import MARK_KINDS, Mark, MarkKind


class Heading(msgspec.Struct, frozen=True):
    """A heading: where it begins, its level and words, how many sentences below it hold something unread.

    The beginning of a text that has no heading there is of level 0, without words.
    """

    start: int
    level: int
    words: str
    unread: int


class Chapter(msgspec.Struct, frozen=True):
    """The main text or an annex: its heading, and those below it."""

    head: Heading
    below: list[Heading]

    @property
    def unread(self) -> int:
        """How many of its sentences hold something unread."""
        return self.head.unread + sum(heading.unread for heading in self.below)


class Reason(msgspec.Struct, frozen=True):
    """Why words became no fact, how often; whether that settles it."""

    reason: str
    count: int
    settled: bool


def outline(stretches: Sequence[Stretch]) -> list[Chapter]:
    """The annexes of a text, each with its headings."""
    parts: list[list[Heading]] = [[]]
    for stretch in stretches:
        unread = sum(bool(sentence.open) for sentence in stretch.sentences)
        if stretch.level == 1 and parts[-1]:
            parts.append([])
        if stretch.level or not parts[-1]:
            parts[-1].append(Heading(stretch.start, stretch.level, stretch.heading, unread))
        elif unread:
            last = parts[-1][-1]
            parts[-1][-1] = msgspec.structs.replace(last, unread=last.unread + unread)
    return [Chapter(part[0], part[1:]) for part in parts if part]


def kinds(marks: Sequence[Mark]) -> dict[MarkKind, int]:
    """How many marks there are of each kind; two that begin together for one fact are one."""
    places: dict[MarkKind, set[tuple[str, int]]] = {}
    for mark in marks:
        places.setdefault(mark.kind, set()).add((mark.fact, mark.start))
    return {kind: len(places[kind]) for kind in MARK_KINDS if kind in places}


def reasons(coverage: Coverage) -> list[Reason]:
    """Why words became no fact: what is open first, then by how often."""
    settled = {gap.reason: not gap.open for sentence in coverage.sentences() for gap in sentence.gaps}
    counted = [Reason(reason, count, settled[reason]) for reason, count in coverage.reasons().items()]
    return sorted(counted, key=lambda reason: reason.settled)
