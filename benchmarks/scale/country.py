"""Questions about the whole country, against engines that are made for them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.run import measured
from benchmarks.scale import bigrams, overlap, rankings
from benchmarks.scale.apart import Worker
from benchmarks.scale.lab import ZEREN, Lab
from benchmarks.scale.lines import Line
from benchmarks.scale.turns import seconds
from zeren.workspace import Workspace

WARM = 600
"""Seconds for the question that a new process is asked first."""


class Rival(NamedTuple):
    """What a question is held against: its name, the work, and what of its result must agree with Zeren's."""

    name: str
    work: Callable[[], Any]
    agreeing: Callable[[Any], Any]


def country(lab: Lab) -> Iterator[Line]:
    """Each question in a process that is warm, in turns with its rival, after both gave the same rows."""
    workspace = lab.workspace()
    found = rivals(_exported(lab, workspace), lab.fresh("bigrams"))
    with closing(Worker(opened, workspace.path)) as worker:
        for job, rival in found.items():
            yield _line(job, rival, worker, lab.rounds(5), lab.options.limit)


def rivals(lake: Path, index: Path) -> dict[str, Rival]:
    """By job, what Zeren is held against, loaded and warm; `index` is a folder to make."""
    tables = rankings.loaded(lake)
    matrix, words = overlap.Overlap(tables), bigrams.Bigrams(tables, index)

    def rows(sql: str) -> rankings.Rows:
        return tables.execute(sql).fetchall()

    return {
        **{job: Rival("DuckDB", partial(rows, r.sql), r.theirs) for job, r in rankings.RANKINGS.items()},
        overlap.JOB: Rival("scipy.sparse", matrix.pairs, list),
        **{
            f"tasks with {word}": Rival("tantivy", partial(words.tasks, word), sorted)
            for word in bigrams.WORDS
        },
    }


def opened(workspace: Path) -> Callable[[tuple[str, bool]], tuple[float, Any]]:
    """What does a job and says how many seconds it took; and, where it is to tell, what must agree."""
    graph = Workspace(workspace).snapshot()
    jobs: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
        **{job: (partial(rankings.ask, graph, job), r.ours) for job, r in rankings.RANKINGS.items()},
        overlap.JOB: (partial(overlap.ask, graph), overlap.rows),
        **{
            f"tasks with {word}": (
                partial(bigrams.ask, graph, word),
                lambda found: sorted(f.task for f in found),
            )
            for word in bigrams.WORDS
        },
    }

    def do(about: tuple[str, bool]) -> tuple[float, Any]:
        job, telling = about
        work, agreeing = jobs[job]
        results: list[Any] = []
        took = seconds(lambda: results.append(work()))
        return took, agreeing(results[0]) if telling else None

    return do


def _line(job: str, rival: Rival, worker: Worker, rounds: int, limit: float) -> Line:
    wanted = rival.agreeing(rival.work())
    worker.warm(("counties by tasks", False), WARM)
    try:
        _, rows = worker.ask((job, True), limit)
        if rows != wanted:
            told = f"not timed, since the rows differ: {_first(rows, wanted)}"
            return Line("country", job, rival.name, aim="<= 2", note=told)
        turns = [(worker.ask((job, False), limit)[0], seconds(rival.work)) for _ in range(rounds)]
        took, floor = (statistics.median(column) for column in zip(*turns, strict=True))
    except TimeoutError:
        took, floor = math.inf, statistics.median(seconds(rival.work) for _ in range(rounds))
    stopped = took == math.inf
    took = min(took, limit)
    told = f"stopped after {limit:.0f} s, so that rows were not compared" if stopped else ""
    return Line("country", job, rival.name, took, floor, took / floor, "<= 2", at_least=stopped, note=told)


def _first(rows: list[Any], wanted: list[Any]) -> str:
    """The first row in which Zeren's result and another differ, of each."""
    at = next((n for n, pair in enumerate(zip(rows, wanted, strict=False)) if pair[0] != pair[1]), -1)
    return f"{len(rows)} and {len(wanted)}, {str(rows[at : at + 1])[:300]}, {str(wanted[at : at + 1])[:300]}"


def _exported(lab: Lab, workspace: Workspace) -> Path:
    """The datasets of the workspace; those of an earlier run where nothing was published since."""
    lake, mark = lab.folder / "lake", lab.folder / "lake.generation"
    now = workspace.generation()
    if not (lake.is_dir() and mark.is_file() and mark.read_text("utf-8") == now):
        measured(
            [*ZEREN, "export", "--format", "parquet", "--partition", "year", "--output", str(lake),
             "--workspace", str(workspace.path)]
        )  # fmt: skip
        mark.write_text(now, "utf-8")
    return lake
