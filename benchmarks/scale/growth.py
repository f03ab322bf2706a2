"""What more plans cost: time a plan, memory and disk as the corpus grows, and what a second core saves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.run import measured
from benchmarks.scale.lab import Lab, ingest
from benchmarks.scale.lines import Line
from benchmarks.scale.memory import disk, peak
from benchmarks.scale.turns import medians

STEPS = (250 / 2978, 1000 / 2978, 1.0)
"""The parts of the plans that are ingested: of a plan a county of the country, 250, 1,000 and all."""


def growth(lab: Lab) -> Iterator[Line]:
    """Ever more plans into new workspaces, of which the largest is kept."""
    first = None
    for step in STEPS:
        plans = lab.plans[: max(2, round(len(lab.plans) * step))]
        largest = len(plans) == len(lab.plans)
        path = lab.fresh(lab.path.name if largest else "growth")
        count = f"{len(plans):,} plans"
        took = peak(ingest(plans, path), lab.folder / "growth.log")
        each = took.wall / len(plans)
        ratio = each / first[1] if first else None
        yield Line(
            "growth", f"time a plan, {count}", first[0] if first else "", each, first[1] if first else None,
            ratio, "<= 1.1" if largest else "", note=f"{took.wall:,.0f} s in all",
        )  # fmt: skip
        yield Line("growth", f"most memory at a time, {count}", measured=took.gib, aim="<= 3 GiB", unit="GiB")
        parts = _parts(path)
        yield Line(
            "growth", f"disk, {count}", measured=sum(parts.values()) / 1e9, unit="GB",
            note=", ".join(f"{name} {size / 1e6:,.1f} MB" for name, size in parts.items()),
        )  # fmt: skip
        first = first or (count, each)
        if not largest:
            shutil.rmtree(path)


def _parts(workspace: Path) -> dict[str, int]:
    """The bytes of each part of a workspace: documents, and what its generation holds by name."""
    parts = {"documents": disk(workspace / "documents")}
    for path in sorted((workspace / "graph").glob("*/*")):
        parts[path.stem] = parts.get(path.stem, 0) + (disk(path) if path.is_dir() else path.stat().st_size)
    return parts


def cores(lab: Lab) -> Iterator[Line]:
    """The same plans on all cores and on one, each into a new workspace.

    And by one process on all cores, where the loader's own threads run beside it.
    """
    plans, path = lab.plans[: lab.options.many], lab.fresh("cores")

    def by(*before: str, jobs: int) -> Callable[[], float]:
        def work() -> float:
            shutil.rmtree(path, ignore_errors=True)
            return measured([*before, *ingest(plans, path, "--jobs", str(jobs))]).wall

        return work

    one_core = by("taskset", "--cpu-list", str(min(os.sched_getaffinity(0))), jobs=1)
    two, alone, one = medians([by(jobs=2), one_core, by(jobs=1)], lab.rounds(2), warm=False)
    shutil.rmtree(path)
    job = f"{len(plans):,} plans, two cores, --jobs 2"
    yield Line("cores", job, "one core, times as fast", two, alone, alone / two, ">= 1.8")
    yield Line("cores", job, "two cores, --jobs 1, times as fast", two, one, one / two)
