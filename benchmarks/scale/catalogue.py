"""Every question of the catalogue: its SPARQL in the embedded store against rdflib in memory."""

from __future__ import annotations

import gc
import math
import statistics
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.scale.apart import Worker
from benchmarks.scale.lab import Lab
from benchmarks.scale.lines import Line
from benchmarks.scale.turns import seconds
from zeren.errors import NotUnderstoodError
from zeren.graph.export.rdf import turtle
from zeren.graph.store import Snapshot
from zeren.queries import catalog, reach
from zeren.queries.answer import answer
from zeren.queries.ask.understand import Understood, understand
from zeren.workspace import Workspace

if TYPE_CHECKING:
    import rdflib


class Asked(NamedTuple):
    """A question: its SPARQL, the solutions, and the seconds of the query and of the whole answer."""

    name: str
    sparql: str
    solutions: int
    query: float
    whole: float


def catalogue(lab: Lab) -> Iterator[Line]:
    """The first example of each question that is understood, over the same triples in both."""
    for counties in lab.options.counties:
        yield from _of(lab, counties, lab.options.limit)


def _of(lab: Lab, counties: int, limit: float) -> Iterator[Line]:
    import rdflib

    workspace = lab.small(counties)
    # What forks below may hold no store: its threads would be missing in the children.
    with closing(Worker(opened, workspace.path)) as worker:
        found: list[Asked] = worker.ask(lab.rounds(3))
    with workspace.snapshot() as published:
        graph = rdflib.Graph().parse(data=turtle(published.all_facts()), format="turtle")
    gc.collect()
    gc.freeze()
    theirs = [_in_rdflib(graph, one.sparql, limit) for one in found]
    gc.unfreeze()
    over = sum(time == math.inf for time, _ in theirs)
    others = [
        one.name
        for one, (time, solutions) in zip(found, theirs, strict=True)
        if time < math.inf and solutions != one.solutions
    ]
    at = f"{len(found)} questions, {len(graph):,} triples of {counties} counties"
    note = f"{over} took rdflib more than {limit:.0f} s and count as that"
    note += f"; other solutions in: {', '.join(others)}" if others else "; the rest have as many solutions"
    for what, ours in (
        ("query", [one.query for one in found]),
        ("whole answer", [one.whole for one in found]),
    ):
        floor = [min(time, limit) for time, _ in theirs]
        ratio = statistics.median(their / our for their, our in zip(floor, ours, strict=True))
        yield Line(
            "catalogue", f"the {what} of {at}", "its SPARQL in rdflib, times as fast: medians",
            statistics.median(ours), statistics.median(floor), ratio, ">= 20" if what == "query" else "",
            at_least=over > len(found) / 2, note=note if what == "query" else "",
        )  # fmt: skip


def opened(workspace: Path) -> Callable[[int], list[Asked]]:
    """What asks every question so many times after a time that does not count, and gives the medians."""
    graph = Workspace(workspace).snapshot()

    def ask(rounds: int) -> list[Asked]:
        readings = [_understood(graph, question) for question in catalog.load()]
        return [_asked(graph, read, rounds) for read in readings if read]

    return ask


def _understood(graph: Snapshot, question: catalog.Question) -> Understood | None:
    try:
        return understand(graph, question.examples[0].question)
    except NotUnderstoodError:
        return None


def _asked(graph: Snapshot, read: Understood, rounds: int) -> Asked:
    sparql = answer(graph, read.question, read.given).sparql
    graphs = reach.graphs(graph, read.question, read.given)
    solutions = sum(1 for _ in graph.own(sparql, graphs))
    turns = [
        (
            seconds(lambda: [tuple(solution) for solution in graph.own(sparql, graphs)]),
            seconds(lambda: answer(graph, read.question, read.given)),
        )
        for _ in range(rounds)
    ]
    query, whole = (statistics.median(column) for column in zip(*turns, strict=True))
    return Asked(read.question.name, sparql, solutions, query, whole)


def _in_rdflib(graph: rdflib.Graph, sparql: str, limit: float) -> tuple[float, int]:
    """The seconds that rdflib takes for a query, and its solutions; infinite where it is stopped."""
    processes = get_context("fork")  # the graph is there already, and is not copied
    receiver, sender = processes.Pipe(duplex=False)
    child = processes.Process(target=_send, args=(sender, graph, sparql))
    child.start()
    sender.close()
    try:
        receiver.recv()  # that it is ready
        if not receiver.poll(limit):
            return math.inf, 0
        time, solutions = receiver.recv()
        return float(time), int(solutions)
    except EOFError:
        raise SystemExit(f"rdflib cannot answer:\n{sparql}") from None
    finally:
        child.kill()
        child.join()


def _send(sender: Connection, graph: rdflib.Graph, sparql: str) -> None:
    # A process that was forked copies each page when it first touches it: not in the time that counts.
    deque(graph, maxlen=0)
    sender.send(None)
    found: list[object] = []
    time = seconds(lambda: found.extend(graph.query(sparql)))
    sender.send((time, len(found)))
