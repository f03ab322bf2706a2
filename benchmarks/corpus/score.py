"""How well the assignments of a corpus were read: what a workspace holds against the truth, plan by plan.

The unit of counting is a role with the name of a unit. A task that was read belongs to the true task whose
clause or row it overlaps most; one that overlaps none is wrong as a whole. Names are compared without white
space and with one kind of bracket. 各相关单位 and its like name nobody and do not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import truth
from benchmarks.corpus.truth import IgnoredTruth, TaskTruth

if TYPE_CHECKING:
    from zeren.ontology.facts import Task

Pair = tuple[str, str]
"""A role and a unit's name."""

ROLES = {"lead": "lead", "responsible": "responsible", "support": "responsible", "guide": "guide"}
"""Roles as they are compared: who helps shares the work."""

_ONE_FORM = str.maketrans("()[],;:", "（）〔〕，；：")
_NOBODY = re.compile(r"(各|县直|市直|区直|县级)*(事项)?(相关|有关|涉及)(县直|责任|职能)?(单位|部门)")


@dataclass
class Tally:
    """Pairs that were read right, pairs that are not there, pairs that were missed, and where."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    places: list[str] = field(default_factory=list)

    def compare(self, wanted: set[Pair], found: set[Pair], where: str) -> None:
        """Count what was found at a place."""
        self.right += len(wanted & found)
        self.extra += len(found - wanted)
        self.missed += len(wanted - found)
        for word, pairs in (("missed", wanted - found), ("extra", found - wanted)):
            self.places += [f"{word} {role} {name} at {where}" for role, name in sorted(pairs)]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.extra + self.missed)

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.extra)
        recall = self.right / max(1, self.right + self.missed)
        return (
            f"P {precision:.4f}  R {recall:.4f}  F1 {self.f1:.4f}"
            f"   {self.right} right, {self.extra} extra, {self.missed} missed"
        )


def workspace(folder: Path, truths: Path) -> dict[str, Tally]:
    """Score what a workspace holds, one plan at a time; plans that it does not hold are left out.

    Args:
        folder: the workspace.
        truths: the folder `truth` of a corpus.

    Returns:
        A tally for each layout.
    """
    from zeren.workspace import Workspace

    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    read = Workspace(folder)
    ids = {Path(document.file).stem: document.id for document in read.documents()}
    with read.snapshot() as published:
        for own in truth.folders(truths):
            if own.name in ids:
                layout = truth.plan(own).layout
                tasks = published.facts(ids[own.name]).tasks
                score(truth.tasks(own), truth.ignored(own), tasks, tallies[layout], own.name)
    return dict(tallies)


def score(
    wanted: Sequence[TaskTruth],
    ignored: Sequence[IgnoredTruth],
    tasks: Iterable[Task],
    tally: Tally,
    name: str,
) -> None:
    """Count the pairs of one plan.

    Args:
        wanted: the plan's true tasks.
        ignored: places where a task is neither right nor wrong.
        tasks: what was read.
        tally: where they are counted.
        name: the plan's, for the places.
    """
    found: defaultdict[int, set[Pair]] = defaultdict(set)
    for task in tasks:
        pairs = set(_pairs((role, m.mention) for role, m in task.mentions()))
        places = [(e.start, e.end) for e in task.evidence if e.role == "assignment"]
        if not pairs or _all_within(places, ignored):
            continue
        nearest = _nearest(places, wanted)
        if nearest is None:
            tally.compare(set(), pairs, f"{name} {task.id}")
        else:
            found[nearest] |= pairs
    for at, true in enumerate(wanted):
        tally.compare(set(_pairs(_named(true))), found[at], f"{name} {true.id} [{true.start}, {true.end}]")


def report(tallies: dict[str, Tally], misses: int) -> str:
    """The tallies as lines: all plans, then each layout with so many of the places where it went wrong."""
    every = Tally()
    for tally in tallies.values():
        every.right, every.extra, every.missed = (
            every.right + tally.right, every.extra + tally.extra, every.missed + tally.missed
        )  # fmt: skip
    lines = [f"{'all':<8}{every}"]
    for layout, tally in sorted(tallies.items()):
        lines += [f"{layout:<8}{tally}", *(f"    {place}" for place in tally.places[:misses])]
    return "\n".join(lines)


def _named(task: TaskTruth) -> Iterator[Pair]:
    for role in ROLES:
        yield from ((role, name) for name in getattr(task, role))


def _pairs(named: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs that count; 甲、乙成员单位 counts the same as one name and as two."""
    for role, name in named:
        plain = re.sub(r"\s+", "", name).translate(_ONE_FORM)
        if _NOBODY.fullmatch(plain) or not plain:
            continue
        for part in plain.split("、") if plain.endswith("成员单位") else [plain]:
            yield ROLES[role], part


def _overlap(place: tuple[int, int], start: int, end: int) -> int:
    return max(0, min(place[1], end) - max(place[0], start))


def _nearest(places: list[tuple[int, int]], wanted: Sequence[TaskTruth]) -> int | None:
    """The true task that places overlap most; of several, the shortest, then the last."""
    hits = [
        (shared, true.start - true.end, at)
        for place in places
        for at, true in enumerate(wanted)
        if (shared := _overlap(place, true.start, true.end))
    ]
    return max(hits)[2] if hits else None


def _all_within(places: list[tuple[int, int]], ignored: Sequence[IgnoredTruth]) -> bool:
    """Whether each place stands for the most part where nothing counts."""
    return bool(places) and all(
        any(_overlap(place, one.start, one.end) * 2 > place[1] - place[0] for one in ignored)
        for place in places
    )
