"""Two plans by a process that starts from nothing, and one plan by a process that is warm."""

from __future__ import annotations

import compileall
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.run import CHECKOUT, measured
from benchmarks.scale.lab import ZEREN, Lab, ingest
from benchmarks.scale.lines import Line
from benchmarks.scale.patterns import passed
from benchmarks.scale.turns import medians, seconds


def cold(lab: Lab) -> Iterator[Line]:
    """`zeren ingest` of two plans against a process with the same imports, one look and one load."""
    compileall.compile_dir(CHECKOUT / "zeren", quiet=1)  # as an installation does
    folder, texts = lab.fresh("cold"), [str(path) for path in lab.two]
    folder.mkdir()
    workspace, store = folder / "workspace", folder / "store"
    modules, quads = folder / "modules", folder / "graph.nq"
    watched = [*ZEREN[:2], "benchmarks.scale.imported", str(modules)]
    measured([*watched, "ingest", *texts, "--workspace", str(workspace)])
    measured([*ZEREN, "export", "--format", "nq", "--output", str(quads), "--workspace", str(workspace)])
    least = [sys.executable, "-m", "benchmarks.scale.least", str(modules), str(quads), str(store), *texts]
    took, floor = medians([_run(ingest(lab.two, workspace), workspace), _run(least, store)], lab.rounds(7))
    yield Line(
        "cold", "two plans, a cold `zeren ingest`", "a cold process: its imports, twelve patterns, bulk load",
        took, floor, took / floor, "<= 1.5",
    )  # fmt: skip


def _run(command: list[str], made: Path) -> Callable[[], float]:
    """A command that makes a folder which is removed before each run, and the seconds that it takes."""

    def work() -> float:
        shutil.rmtree(made, ignore_errors=True)
        return measured(command).wall

    return work


def reading(lab: Lab) -> Iterator[Line]:
    """From a plan's bytes to its facts, warm, against one pass of the patterns."""
    from zeren.ingest import pipeline

    for path in lab.two:
        data, text = path.read_bytes(), pipeline.read(path).text
        read = partial(pipeline.read_bytes, data, path.name)
        works = [partial(seconds, read), partial(seconds, partial(passed, text))]
        took, floor = medians(works, lab.rounds(7))
        yield Line(
            "reading", f"reading {path.stem}, warm", "twelve patterns over the text, once",
            took, floor, took / floor, "<= 6",
        )  # fmt: skip
