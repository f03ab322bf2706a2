"""Every question of the catalogue once, in words: how many are answered, and how soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.scale.apart import Worker
from benchmarks.scale.lab import EXAMPLES, Lab
from benchmarks.scale.lines import Line, amount
from benchmarks.scale.turns import seconds
from zeren.errors import NotUnderstoodError
from zeren.queries import catalog
from zeren.workspace import Workspace, asking

ANSWERED, REFUSED, STOPPED, FALLEN = "answered", "refused", "stopped", "fallen"
SLOWEST = 10
OPENING = 600
"""Seconds for what a process needs before it is asked anything that counts."""


class Result(NamedTuple):
    """How a question of the catalogue ended, in which words it was asked, and after how many seconds."""

    name: str
    words: str
    state: str
    seconds: float


def every(lab: Lab) -> Iterator[Line]:
    """The first example of each question as it stands, and about one of the counties of the examples."""
    limit, few = lab.options.limit, f"{len(EXAMPLES)} plans"
    with closing(Worker(opened, lab.workspace().path)) as worker:
        whole = [_asked(worker, q.name, [q.examples[0].question], limit) for q in catalog.load()]
        yield from _lines(f"every question, {len(lab.plans):,} plans", whole, limit)
        least = _of_one(lab)
        one = [_asked(worker, result.name, [result.words], limit) for result in least]
    yield from _lines(f"questions about one county, {len(lab.plans):,} plans", one, limit, few, least)


def _of_one(lab: Lab) -> list[Result]:
    """The questions about one county, asked of the examples alone, each with a county that has its names."""
    workspace = lab.small(len(EXAMPLES))
    counties = sorted({record.region for record in workspace.documents() if record.region})
    with closing(Worker(opened, workspace.path)) as worker:
        return [
            _asked(worker, q.name, _of_county(q.examples[0].question, counties), lab.options.limit)
            for q in catalog.load()
            if not q.across
        ]


def _of_county(question: str, counties: list[str]) -> list[str]:
    """A question with a county before it where it names none; with each of several, to be tried in turn."""
    if any(county in question for county in counties):
        return [question]
    return [county + question for county in counties]


def _asked(worker: Worker, name: str, wordings: list[str], limit: float) -> Result:
    """How the first of these that is not refused ended, else the last."""
    for words in wordings:
        worker.warm(WARM, OPENING)
        try:
            state, took = worker.ask(words, limit)
        except TimeoutError:
            state, took = STOPPED, limit
        except EOFError:
            state, took = FALLEN, 0
        result = Result(name, words, state, took)
        if state != REFUSED:
            break
    return result


WARM = "哪个县的任务最多"
"""Asked of every new process before anything that counts."""


def opened(workspace: Path) -> Callable[[str], tuple[str, float]]:
    """What asks a question in words, and says how that ended and how many seconds it took."""
    graph = Workspace(workspace).snapshot()

    def ask(words: str) -> tuple[str, float]:
        state = ANSWERED

        def work() -> None:
            nonlocal state
            try:
                asking.ask(graph, words)
            except NotUnderstoodError:
                state = REFUSED

        took = seconds(work)
        return state, took

    return ask


def _lines(
    job: str, results: list[Result], limit: float, few: str = "", least: Sequence[Result] = ()
) -> Iterator[Line]:
    """What the results come to, beside those of fewer plans; what was stopped counts with the limit."""
    counts = Counter(result.state for result in results)
    told = ", ".join(f"{counts[state]} {state}" for state in (ANSWERED, REFUSED, STOPPED, FALLEN))
    slowest = sorted(results, key=lambda result: -result.seconds)[:SLOWEST]
    listed = ", ".join(f"{r.name} {amount(r.seconds, 's')} ({r.state})" for r in slowest)
    for part, note in ((0.5, ""), (0.95, f"{told}, at most {limit:.0f} s each; the slowest: {listed}")):
        took, floor = _share(results, part), _share(least, part) if least else None
        yield Line(
            "all", f"{job}, p{part * 100:.0f}", few, took, floor, took / floor if floor else None,
            "<= 1.5" if floor and part > 0.5 else "", note=note,
        )  # fmt: skip


def _share(results: Sequence[Result], part: float) -> float:
    """The seconds that a part of the questions do not exceed."""
    times = sorted(result.seconds for result in results if result.state != FALLEN)
    return times[min(len(times) - 1, int(len(times) * part))]
