"""Many files read by several processes: the same facts as by one, whatever becomes of a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests import county
from zeren.errors import UsageError, WorkspaceError
from zeren.ingest import pipeline
from zeren.ontology.decisions import Decision
from zeren.workspace import Workspace, pools
from zeren.workspace.executors import Lost, ordered
from zeren.workspace.pools import cluster, pool
from zeren.workspace.progress import Step

PLANS = 24
ROOT = Path(county.__file__).resolve().parents[1]
posix = pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small plans of one county."""
    folder = tmp_path_factory.mktemp("many") / "plans"
    folder.mkdir()
    for number in range(1, PLANS + 1):
        tasks = [f"修好第{n}段河堤（县水利局牵头，县财政局、县第{number}中学负责）" for n in range(1, 40)]
        (folder / f"{number:02}.txt").write_text(county.plan(number=number, tasks=tasks), "utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of them."""
    return made_of(plans, tmp_path_factory.mktemp("alone") / "data")


def made_of(plans: Path, data: Path, jobs: int = 1) -> dict[str, bytes]:
    workspace = Workspace(data)
    report = workspace.ingest(plans, jobs=jobs)
    assert not report.failures
    assert len(report.documents) == PLANS
    return contents(workspace)


def contents(workspace: Workspace) -> dict[str, bytes]:
    """Every file of every document, and every triple of the graph."""
    found = {
        str(path.relative_to(workspace.path)): path.read_bytes()
        for path in sorted((workspace.path / "documents").rglob("*"))
        if path.is_file()
    }
    with workspace.snapshot() as published:
        quads = sorted(str(quad) for quad in published.store.quads_for_pattern(None, None, None, None))
        hits = published.search(["河堤"])
    return {**found, "graph": "\n".join(quads).encode(), "search": repr(hits).encode()}


def test_several_processes_make_the_same_as_one(plans: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    assert made_of(plans, tmp_path / "data", jobs=2) == alone


def test_progress_counts_files_tasks_and_failures(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "torn.docx").write_bytes(b"PK\3\4 and no more")
    steps: list[Step] = []
    Workspace(tmp_path / "data").ingest([plans, tmp_path / "torn.docx"], steps.append, jobs=2)
    last = [step for step in steps if step.stage == "reading"][-1]
    assert last == Step("reading", PLANS + 1, PLANS + 1, "", tasks=PLANS * 39, failed=1)
    assert [stage for stage in ("reading", "graph", "words") if stage in {step.stage for step in steps}] == [
        "reading",
        "graph",
        "words",
    ]


def test_unchanged_files_are_not_read_again(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "data")
    workspace.ingest(plans)
    before = workspace.generation()
    read = counted(monkeypatch)
    report = workspace.ingest(plans)
    assert {account.state for account in report.documents} == {"unchanged"}
    assert sum(account.tasks for account in report.documents) == PLANS * 39
    assert (read, workspace.generation()) == ([], before)


def test_a_decision_about_names_has_every_file_read_anew(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "data")
    workspace.ingest(plans)
    workspace.decide(Decision("same", "县水利局", "县财政局", "云溪县"))
    read = counted(monkeypatch)
    workspace.ingest(plans)
    assert len(read) == PLANS


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on in this process."""
    names: list[str] = []
    original = pipeline.read_bytes

    def noted(data: bytes, name: str, decisions: Sequence[Decision] = ()) -> pipeline.Reading:
        names.append(name)
        return original(data, name, decisions)

    monkeypatch.setattr(pipeline, "read_bytes", noted)
    return names


def test_a_fault_of_the_program_with_one_file_stops_no_other(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = pipeline.read_bytes

    def faulty(data: bytes, name: str, decisions: Sequence[Decision] = ()) -> pipeline.Reading:
        if name == "07.txt":
            raise ZeroDivisionError("by a figure")
        return original(data, name, decisions)

    monkeypatch.setattr(pipeline, "read_bytes", faulty)
    report = Workspace(tmp_path / "data").ingest(plans)
    (failure,) = report.failures
    assert failure.message.endswith(
        "07.txt: reading it failed in Zeren itself: ZeroDivisionError: by a figure"
    )
    assert len(report.documents) == PLANS - 1


# -------------------------------------------------------------------------------- processes that end


def double(number: int) -> int:
    return number * 2


def double_or_end(number: int) -> int:
    """What ends its process at seven."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


@posix
def test_a_job_that_ends_its_process_every_time_is_told_and_the_others_are_done() -> None:
    with pool(2) as runner:
        results = dict(runner.run(double_or_end, range(12)))
    assert isinstance(results.pop(7), Lost)
    assert results == {number: number * 2 for number in range(12) if number != 7}


@posix
def test_a_whole_that_lacks_a_part_is_refused() -> None:
    with pool(2) as runner, pytest.raises(WorkspaceError, match="ended again and again"):
        list(ordered(runner, double_or_end, range(12)))


def test_results_come_in_the_order_of_the_jobs() -> None:
    with pool(2) as runner:
        assert list(ordered(runner, double, range(50))) == [number * 2 for number in range(50)]


def started(plans: Path, data: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "zeren", "ingest", str(plans), "-w", str(data), "-f", "json", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text("utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            found.append(int(path.parent.name))
    return found


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something that has to happen."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def stored(data: Path) -> int:
    """How many files are stored so far."""
    path = data / "readings.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def has_stored(data: Path, wanted: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether so many files are stored, or the process has ended."""
    return stored(data) >= wanted or process.poll() is not None


@pytest.fixture
def slow(plans: Path, tmp_path: Path) -> Path:
    """The plans, and behind them one that takes longer than all others."""
    folder = tmp_path / "slow"
    folder.mkdir()
    for path in plans.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    tasks = [f"完成任务{n}（县水利局牵头，县财政局负责）" for n in range(1, 1500)]
    (folder / "zz.txt").write_text(county.plan(number=99, tasks=tasks), "utf-8")
    return folder


@posix
@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
def test_workers_that_are_killed_lose_nothing(plans: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    data = tmp_path / "data"
    process = started(plans, data, "--jobs", "2")
    for wanted in (2, 6):
        until(partial(has_stored, data, wanted, process))
        for worker in children(process.pid)[-1:]:
            os.kill(worker, signal.SIGKILL)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told.decode()
    assert contents(Workspace(data)) == alone


@posix
def test_a_run_that_is_killed_goes_on_where_it_was(
    slow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    process = started(slow, data, "--jobs", "2")
    until(lambda: stored(data) >= 5)
    workers = children(process.pid) if Path("/proc").exists() else []
    process.kill()
    process.communicate()
    done = stored(data)
    assert 5 <= done <= PLANS
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    read = counted(monkeypatch)
    report = Workspace(data).ingest(slow)
    assert len(read) == PLANS + 1 - done
    assert {account.state for account in report.documents} == {"new"}
    whole = Workspace(tmp_path / "whole")
    whole.ingest(slow)
    assert contents(Workspace(data)) == contents(whole)


@posix
def test_who_stops_a_run_is_told_that_it_goes_on(slow: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    process = started(slow, data, "--jobs", "2")
    until(lambda: stored(data) >= 3)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.decode().splitlines() == ["已停止。已读的方案保留着，再运行同一命令即可接着读。"]
    assert stored(data) >= 3


# -------------------------------------------------------------------------------- a cluster


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Dask scheduler with two workers."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("dask")
    settings = {**os.environ, "DASK_DISTRIBUTED__DASHBOARD__LINK": "", "PYTHONPATH": str(ROOT)}
    place = folder / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    head = subprocess.Popen(
        [*command, "--no-dashboard", "--scheduler-file", str(place)], env=settings, stderr=subprocess.DEVNULL
    )
    until(place.exists)
    until(lambda: place.read_text("utf-8").endswith("}"))
    import json

    address = str(json.loads(place.read_text("utf-8"))["address"])
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nworkers",
        "2",
        "--nthreads",
        "1",
    ]
    workers = subprocess.Popen(
        [*worker, "--no-dashboard", "--local-directory", str(folder)], env=settings, stderr=subprocess.DEVNULL
    )
    yield address
    for process in (workers, head):
        process.terminate()
        process.wait(30)


def test_a_cluster_makes_the_same_as_one_process(
    scheduler: str, plans: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    from distributed import Client

    opened: Any = Client  # which has no types
    with opened(scheduler) as client:
        client.wait_for_workers(2, timeout=60)
    workspace = Workspace(tmp_path / "data")
    report = workspace.ingest(plans, cluster=scheduler)
    assert len(report.documents) == PLANS
    assert contents(workspace) == alone


def test_a_cluster_that_is_not_there_is_told(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(pools, "CONNECT", 1)
    with (
        pytest.raises(WorkspaceError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"),
        cluster("tcp://127.0.0.1:9"),
    ):
        pass
    with pytest.raises(UsageError, match="0 processes cannot read"):
        Workspace(tmp_path / "data").ingest(plans, jobs=0)
    assert not (tmp_path / "data").exists()
