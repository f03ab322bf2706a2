"""A writer that is killed, at any moment, loses nothing that was published."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import county
from zeren.workspace import Workspace

PLANS, TASKS = 6, 40

# Started as a program of its own, since a killed process is what this is about.
INGEST = """
import sys
from tests import county
from zeren.workspace import Workspace

data, plans, kill_at = sys.argv[1], sys.argv[2], int(sys.argv[3])
steps = 0

def count(event, arguments):
    global steps
    if event in ("os.rename", "os.mkdir", "os.rmdir", "os.remove", "shutil.rmtree") or (
        event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wa+")
    ):
        steps += 1
        if steps == kill_at:
            import os, signal
            os.kill(os.getpid(), signal.SIGKILL)

print("begin", flush=True)
sys.addaudithook(count)
Workspace(data, reader=county.read).ingest([plans])
print(steps, flush=True)
"""


class Kill:
    """A workspace whose plans are ingested again and again, each time with other leads."""

    def __init__(self, folder: Path) -> None:
        self.plans = folder / "plans"
        self.plans.mkdir()
        self.workspace = Workspace(folder / "data", reader=county.read)
        self.root = Path(county.__file__).resolve().parents[1]

    def write(self, round_: int) -> None:
        for number in range(1, PLANS + 1):
            tasks = [f"任务{n}（县第{round_}局牵头，县财政局负责）" for n in range(1, TASKS + 1)]
            (self.plans / f"{number}.txt").write_text(county.plan(number=number, tasks=tasks), "utf-8")

    def start(self, kill_at: int = 0) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", INGEST, str(self.workspace.path), str(self.plans), str(kill_at)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=self.root)
        assert process.stdout
        assert process.stdout.readline() == "begin\n"
        return process

    def finish(self, process: subprocess.Popen[str]) -> str:
        out, _ = process.communicate(timeout=30)
        return out

    def published(self) -> tuple[int, int]:
        """The round that every lead of every plan is of, and how many tasks there are."""
        with self.workspace.snapshot() as published:
            rows = published.select(
                "SELECT ?name (COUNT(?task) AS ?n) { ?task zr:lead/skos:prefLabel ?name } GROUP BY ?name"
            )
            counts = {row["name"].value: int(row["n"].value) for row in rows}
            for document in published.documents:
                (lead,) = {task.lead[0].mention for task in published.facts(document).tasks}
                assert lead in counts
                assert lead in published.text(document)
        ((name, tasks),) = counts.items()
        return int(name.removeprefix("县第").removesuffix("局")), tasks

    def folders(self) -> tuple[list[str], int]:
        """The generations, and how many document versions there are."""
        path = self.workspace.path
        return [p.name for p in (path / "graph").iterdir()], len(list((path / "documents").glob("*/*")))


@pytest.fixture
def kill(tmp_path: Path) -> Kill:
    made = Kill(tmp_path)
    made.write(0)
    made.workspace.ingest([made.plans])
    return made


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_killed_at_moments_spread_over_an_ingestion(kill: Kill) -> None:
    kill.write(1)
    process = kill.start()
    began = time.monotonic()
    kill.finish(process)
    lasts = time.monotonic() - began
    published, survived = 1, 0
    for round_ in range(2, 8):
        kill.write(round_)
        process = kill.start()
        time.sleep(lasts * (round_ - 1.5) / 6)
        process.send_signal(signal.SIGKILL)
        kill.finish(process)
        found = kill.published()
        assert found in ((published, PLANS * TASKS), (round_, PLANS * TASKS))
        survived += found[0] == published
        published = found[0]
    assert survived > 0
    kill.write(8)
    kill.workspace.ingest([kill.plans])
    assert kill.published() == (8, PLANS * TASKS)
    generations, versions = kill.folders()
    assert (len(generations), versions) == (1, PLANS)


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_killed_before_every_few_changes_to_the_disk(kill: Kill) -> None:
    kill.write(1)
    steps = int(kill.finish(kill.start()))
    published = 1
    for round_, kill_at in enumerate(range(1, steps + 1, max(1, steps // 8)), 2):
        kill.write(round_)
        process = kill.start(kill_at)
        kill.finish(process)
        assert process.returncode == -signal.SIGKILL
        found = kill.published()
        assert found in ((published, PLANS * TASKS), (round_, PLANS * TASKS))
        published = found[0]
    kill.workspace.ingest([kill.plans])
    generations, versions = kill.folders()
    assert (len(generations), versions) == (1, PLANS)


def test_a_file_that_was_half_written_goes_with_the_next_write(kill: Kill) -> None:
    half = kill.workspace.path / ".new-decisions.jsonl"
    half.write_bytes(b'{"kind":"sa')
    kill.workspace.ingest([kill.plans])
    assert not half.exists()
    assert kill.published() == (0, PLANS * TASKS)
