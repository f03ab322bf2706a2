"""An ingestion killed with SIGKILL again and again, at random moments, and what is left of the workspace.

Writes plans (`benchmarks.corpus`), and ingests them once undisturbed. Then, in rounds, into a workspace that
holds two other plans: `zeren ingest` runs as a real process, and a random process of it is killed, the
coordinator or one that reads; half of the kills of a round while plans are read, the others later, while the
graph or the index of words is built or while the generation is published. After each kill the workspace is
opened: what was published has to be there, with the same facts, or all of the new. A run whose reading
process was killed has to go on; after a killed coordinator the next run begins. A round ends with a run to
its end, whose facts have to be those of the undisturbed one, byte by byte, and with a look for what was left
over. After each round it prints all kills by phase, and whatever was wrong; the exit code is 1 then. It needs
/proc, so Linux.

    python -m benchmarks.kills --plans 200 --kills 100           # reading by a pool of two processes
    python -m benchmarks.kills --plans 200 --kills 100 --dask    # by a Dask cluster of two workers
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus.__main__ import write
from benchmarks.kills import truth
from benchmarks.kills.phases import Clock, Watch
from benchmarks.kills.processes import Run, until, workers
from benchmarks.kills.rounds import LONG, Expected, Ingestion, Round, Tally
from zeren.workspace import Workspace

OTHERS = 2
"""Plans that are published before the first kill."""


def main(arguments: list[str]) -> int:
    """Run it: 1 where something was wrong, else 0."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.kills", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    options.add_argument("--plans", type=int, default=200, help="plans that are ingested (default: 200)")
    options.add_argument("--kills", type=int, default=100, help="processes that are killed (default: 100)")
    options.add_argument("--rounds", type=int, default=4, help="into so many workspaces (default: 4)")
    options.add_argument("--seed", type=int, default=1, help="of the plans and of what is killed when")
    options.add_argument("--dask", action="store_true", help="read by a Dask cluster in place of a pool")
    given = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        tally = measured(Path(folder), given)
    return 1 if tally.wrong else 0


def measured(folder: Path, given: argparse.Namespace) -> Tally:
    """All rounds in a folder: what was killed, and what was wrong."""
    plans, others = folder / "corpus" / "plans", folder / "others"
    write(given.plans + OTHERS, folder / "corpus", given.seed)
    others.mkdir()
    for path in sorted(plans.iterdir())[-OTHERS:]:
        path.rename(others / path.name)
    before = folder / "before"
    Workspace(before).ingest(others)
    chosen = random.Random(given.seed)  # noqa: S311 # moments, not secrets
    tally = Tally()
    with workers(folder / "cluster", dask=given.dask) as readers:
        expected = undisturbed(folder, plans, before, readers.options)
        tally.note(expected.told())
        nth = 0
        while tally.killed < given.kills:
            nth += 1
            data = folder / f"round-{nth}"
            shutil.copytree(before, data)
            wanted = min(given.kills - tally.killed, -(-given.kills // given.rounds))
            began = time.monotonic()
            Round(Ingestion(plans, data, readers), expected, chosen, tally).kill(wanted)
            tally.note(f"round {nth}: {tally.killed} kills so far, {time.monotonic() - began:.0f} s")
            tally.note(tally.report())
            shutil.rmtree(data)
    return tally


def undisturbed(folder: Path, plans: Path, before: Path, options: list[str]) -> Expected:
    """What the plans come to where nobody disturbs it, and how long each phase takes.

    Raises:
        SystemExit: it fails.
    """
    data = folder / "whole"
    shutil.copytree(before, data)
    watch, clock = Watch(data), Clock()
    run = Run(plans, data, options, folder / "temporary")
    end = time.monotonic() + LONG
    while not run.ended() and time.monotonic() < end:
        clock.see(watch.phase())
        time.sleep(0.001)
    lasted = clock.lasted()
    until(run.ended, "the undisturbed ingestion")
    if run.process.returncode:
        raise SystemExit(f"the undisturbed ingestion failed: {run.told}")
    question = truth.asked(before)
    return Expected(truth.read(before, question), truth.read(data, question), lasted, question)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
