"""Times questions about one county in a small and in a large workspace: they should cost the same.

Every example of the catalogue is asked of one county by its full name, but for those that hold counties
against each other; then questions that end in a refusal: a unit, a task or words that nobody has, a slip of
the pen, a unit that other counties alone have, a county that is not loaded. Warm, medians of three, processor
time, which other programs do not change: the store answers within the process. A question that takes longer
than `PATIENCE` is not asked again; one that is answered in one workspace and refused in the other is left
out. Take counties with as many plans of the same length, or the plans are compared.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.queries import share
from benchmarks.run import table
from zeren import collecting
from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries import catalog
from zeren.queries.graph import prologue, rows
from zeren.workspace import Workspace, asking

RUNS = 3
PATIENCE = 5_000
"""Milliseconds after which a question is not asked again."""

SHOWN = 5

_NAMED = r"云泽县?|青岭县?"
_NAMED_IN_ENGLISH = r"\b(?:Yunze|Qingling)(?: County)?\b"
"""What the examples call their counties."""

REFUSED = (
    "{county}县航天局牵头哪些任务",
    "{county}航天发射中心负责什么",
    "{county}县财政局和县航天局共同承担哪些任务",
    "{county}“建设航天城”由谁牵头",
    "{county}登月工程由谁牵头",
    "{county}载人登月任务的截止时间",
    "{county}县财正局牵头哪些任务",
    "{county}县财攻局牵头哪些任务",
    "{county}县财政局千头哪些任务",
    "{county}{other}牵头哪些任务",
    "{county}{other}和县财政局共同承担哪些任务",
    "{county}提到量子纠缠的任务",
    "{county}关于载人登月的任务有哪些",
    "{county}哪些任务涉及宇航员",
    "{county}欧阳锋负责哪些任务",
    "{county}“航天员人数”的目标是多少",
    "{county}为什么这样",
    "墨山县县财政局牵头哪些任务",
    "墨山县有哪些任务",
    "which tasks does the space bureau of {english} lead?",
    "which tasks does the finace bureau of {english} lead?",
    "who leads “moon landing” in {english}?",
)
"""Questions that end in a refusal, or that have a slip; `other` is a unit that only other counties have."""

_UNITS = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?label WHERE {
  ?county skos:prefLabel "%s"@zh . ?unit zr:region ?county ; a zr:Unit ; skos:prefLabel ?label .
  FILTER(LANG(?label) = "zh")
} ORDER BY ?label"""
)


class Timed(NamedTuple):
    """Whether a question was answered, and the milliseconds that it took."""

    answered: bool
    took: float


class County(NamedTuple):
    """A county that is asked about: its names, and a unit that it does not have."""

    name: str
    english: str
    other: str


def county(graph: Snapshot, name: str | None) -> County:
    """The county of this name, or the first of the workspace."""
    loaded = graph.shown.counties
    own = next((zh, en) for zh, en in loaded if name in (zh, None))
    units = {row["label"] for row in rows(graph, _UNITS % own[0])}
    for zh, _ in loaded:
        for row in rows(graph, _UNITS % zh):
            if row["label"] not in units and re.fullmatch(r"[^县]{4,8}局", row["label"][1:]):
                return County(*own, row["label"])
    return County(*own, "县地震局")


def questions() -> Iterator[str]:
    """Every question, with `{county}`, or `{english}`, for its county."""
    for question in catalog.load():
        for example in () if question.across else question.examples:
            asked = example.question
            if len(set(re.findall("云泽|青岭|Yunze|Qingling", asked))) > 1:
                continue
            if re.search(_NAMED_IN_ENGLISH, asked):
                yield re.sub(_NAMED_IN_ENGLISH, "{english}", asked)
            elif re.search(_NAMED, asked):
                yield re.sub(_NAMED, "{county}", asked)
            elif re.match("[a-z]", asked):
                yield asked.rstrip("?") + " in {english}?"
            else:
                yield "{county}" + asked
    yield from REFUSED


def filled(written: str, about: County) -> str:
    """A question about a county."""
    return re.sub(r"\{(\w+)\}", lambda slot: {**about._asdict(), "county": about.name}[slot[1]], written)


def answered(graph: Snapshot, asked: str) -> bool:
    """Ask a question; whether it is answered."""
    try:
        asking.ask(graph, asked)
    except NotUnderstoodError:
        return False
    return True


def timed(ask: Callable[[], bool]) -> Timed:
    """Ask once."""
    start = time.process_time()
    known = ask()
    return Timed(known, (time.process_time() - start) * 1000)


def measured(graph: Snapshot, about: County) -> dict[str, Timed]:
    """Every question as it is asked of a county, by how it is written for any."""
    found = {}
    for written in dict.fromkeys(questions()):
        ask = partial(answered, graph, filled(written, about))
        first = timed(ask)
        runs = [timed(ask).took for _ in range(RUNS if first.took < PATIENCE else 0)] or [first.took]
        found[written] = first._replace(took=statistics.median(runs))
    return found


def told(name: str, times: list[list[float]]) -> tuple[str, ...]:
    """The line of the table about some questions, by their times in each workspace."""
    small, large = times
    shares = [f"{share(part, at):.0f}" for part in times for at in (0.5, 0.95)]
    return name, str(len(small)), *shares, f"{share(large, 0.95) / share(small, 0.95):.2f}"


def main() -> None:
    """Measure and print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("small", type=Path, help="a workspace of few counties")
    options.add_argument("large", type=Path, help="a workspace of many")
    options.add_argument(
        "--county", nargs=2, metavar="NAME", help="the counties to ask about; else the first"
    )
    given = options.parse_args()
    collecting.rarely()  # as the program does
    found = []
    for path, name in zip((given.small, given.large), given.county or (None, None), strict=True):
        with Workspace(path).snapshot() as graph:
            about = county(graph, name)
            print(f"{path.name}: {about.name}, which has no {about.other}")
            found.append(measured(graph, about))
    small, large = found
    both = [question for question in small if small[question].answered == large[question].answered]
    kinds = {
        "answered": [question for question in both if small[question].answered],
        "refused": [question for question in both if not small[question].answered],
        "all": both,
    }
    lines: list[tuple[str, ...]] = [
        ("questions", "number", "small p50", "small p95", "large p50", "large p95", "ratio of p95")
    ]
    lines += [told(name, [[part[q].took for q in asked] for part in found]) for name, asked in kinds.items()]
    print(f"{table(lines)}\n\nmilliseconds, warm\n")
    slowest = sorted(both, key=lambda question: -large[question].took)[:SHOWN]
    lines = [(question, f"{small[question].took:.0f}", f"{large[question].took:.0f}") for question in slowest]
    print(table([("the slowest", "small ms", "large ms"), *lines]))
    print(f"\n{len(small) - len(both)} questions are answered in one and refused in the other")


if __name__ == "__main__":
    main()
