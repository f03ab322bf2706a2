"""Times every question of the catalogue against its own query sent raw to the store (docs/benchmarks.md).

In one process, warm: the question and the raw query take turns, on two plans and on many invented
counties. The raw query is the one that the answer prints, which is all that it asks of the store; every
term of every solution is read. rdflib answers the same queries over the exported Turtle, once each, in a
process that is stopped when it takes too long.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import rdflib

from benchmarks.corpus.__main__ import write
from benchmarks.run import CHECKOUT, table
from zeren.errors import NotUnderstoodError
from zeren.graph.export.rdf import turtle
from zeren.graph.store import Snapshot
from zeren.queries import catalog
from zeren.queries.answer import answer
from zeren.queries.ask.understand import understand
from zeren.workspace import Workspace

Times = list[float]


class Measured(NamedTuple):
    """One question: the times of its runs through the catalogue and raw, and the query that ran."""

    name: str
    through: Times
    alone: Times
    sparql: str


def timed(work: Callable[[], object]) -> float:
    """The milliseconds that some work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def raw(graph: Snapshot, sparql: str) -> None:
    """Send a query to the store, and read every solution."""
    solutions: Any = graph.store.query(sparql, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        for name in names:
            _ = solution[name]


def share(times: Times, part: float) -> float:
    """The time that a part of the runs do not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def measured(graph: Snapshot, rounds: int) -> list[Measured]:
    """Every question of the catalogue with its first example, through the catalogue and raw, in turns.

    Questions whose names the graph does not know, as other plans do not, are left out.
    """
    found = []
    for question in catalog.load():
        try:
            read = understand(graph, question.examples[0].question)
            ask = partial(answer, graph, read.question, read.given)
            send = partial(raw, graph, ask().sparql)
        except NotUnderstoodError:
            continue
        times = [(timed(ask), timed(send)) for _ in range(rounds + 1)][1:]
        found.append(Measured(question.name, [a for a, _ in times], [b for _, b in times], ask().sparql))
    return found


def told(name: str, found: list[Measured]) -> tuple[str, ...]:
    """The line of the table about one graph: medians over all questions, and the ratio of each question."""
    through = [time for one in found for time in one.through]
    alone = [time for one in found for time in one.alone]
    ratios = [share(one.through, 0.5) / share(one.alone, 0.5) for one in found]
    return (
        name, str(len(found)), f"{share(through, 0.5):.1f}", f"{share(through, 0.95):.1f}",
        f"{share(alone, 0.5):.1f}", f"{share(alone, 0.95):.1f}",
        f"{sum(through) / sum(alone):.2f}", f"{share(ratios, 0.5):.2f}", f"{share(ratios, 0.95):.2f}",
    )  # fmt: skip


def line(name: str, one: Measured) -> tuple[str, ...]:
    """The line of the table about one question."""
    ratio = share(one.through, 0.5) / share(one.alone, 0.5)
    times = (share(times, part) for times in (one.through, one.alone) for part in (0.5, 0.95))
    return (one.name, name, *(f"{time:.1f}" for time in times), f"{ratio:.2f}")


def answered(graph: rdflib.Graph, sparql: str) -> int:
    """Read every solution that rdflib finds."""
    return len(list(graph.query(sparql)))


def answer_in(graph: rdflib.Graph, sparql: str, seconds: float) -> float:
    """The milliseconds that rdflib takes for a query; infinite where it takes longer than `seconds`."""
    processes = multiprocessing.get_context("fork")  # the graph is there already, and is not copied
    receiver, sender = processes.Pipe(duplex=False)
    child = processes.Process(target=lambda: sender.send(timed(partial(answered, graph, sparql))))
    child.start()
    try:
        return float(receiver.recv()) if receiver.poll(seconds) else math.inf
    finally:
        child.kill()
        child.join()


def in_rdflib(name: str, graph: Snapshot, found: list[Measured], seconds: float) -> tuple[str, ...]:
    """The same queries in rdflib over the exported Turtle, once each after the graph is read."""
    exported = rdflib.Graph().parse(data=turtle(graph.all_facts()), format="turtle")
    times = [answer_in(exported, one.sparql, seconds) for one in found]
    within = sum(time < math.inf for time in times)
    return (
        f"rdflib, {name}", f"{within} of {len(times)}", "", "",
        f"{share(times, 0.5):.1f}", f"{share(times, 0.95):.1f}", "", "", "",
    )  # fmt: skip


def graphs(folder: Path, plans: Path | None, many: int) -> dict[str, list[Path]]:
    """The plans of each graph that is measured; those of invented counties are written into `folder`."""
    if plans:
        return {"two plans": sorted(plans.glob("*.txt"))}
    examples = sorted((CHECKOUT / "examples").glob("*.txt"))
    invented = write(many - len(examples), folder / "corpus")
    return {"two plans": examples, f"{many} counties": [*examples, *invented]}


def main() -> None:
    """Measure and print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rounds", type=int, default=11, help="runs of each question that count")
    options.add_argument("--counties", type=int, default=100, help="counties of the large graph")
    options.add_argument("--each", action="store_true", help="show every question, not the slowest")
    options.add_argument("--rdflib", type=float, default=10, help="seconds that rdflib may take for a query")
    options.add_argument("--plans", type=Path, help="a folder of two plans in place of the examples")
    given = options.parse_args()
    rows: list[tuple[str, ...]] = [
        ("graph", "questions", "p50 ms", "p95 ms", "raw p50", "raw p95", "all", "ratio p50", "ratio p95")
    ]
    shown: list[tuple[str, ...]] = [("question", "graph", "p50 ms", "p95 ms", "raw p50", "raw p95", "ratio")]
    with tempfile.TemporaryDirectory() as folder:
        for name, paths in graphs(Path(folder), given.plans, given.counties).items():
            workspace = Workspace(Path(folder) / name)
            workspace.ingest(paths)
            with workspace.snapshot() as graph:
                found = measured(graph, given.rounds)
                rows.append(told(name, found))
                rows.append(in_rdflib(name, graph, found, given.rdflib))
                ranked = sorted(found, key=lambda one: -share(one.through, 0.5))
                shown += [line(name, one) for one in (ranked if given.each else ranked[:8])]
    print(f"{given.rounds} runs of each question, milliseconds, warm\n")
    print(table(rows))
    print(f"\n{table(shown)}")


if __name__ == "__main__":
    main()
