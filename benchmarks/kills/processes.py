"""The processes that are killed: an ingestion, those that it starts, and a cluster; looked up in /proc."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from benchmarks.run import CHECKOUT

WAIT = 60.0
"""Seconds in which something that has to happen must have happened."""


def until(holds: Callable[[], object], what: str) -> None:
    """Wait for something that has to happen.

    Raises:
        SystemExit: it has not.
    """
    end = time.monotonic() + WAIT
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"waited {WAIT:.0f} s in vain: {what}")
        time.sleep(0.01)


def kill(process: int) -> bool:
    """Kill a process with SIGKILL; whether it was there."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def alive(process: int) -> bool:
    """Whether a process is there, and not just waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text("utf-8").rpartition(")")[2].split()[1]) == parent:
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def _reads(process: int) -> bool:
    """Whether a process is one of a pool, which read, and not what keeps account of semaphores."""
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def environment(temporary: Path) -> dict[str, str]:
    """The environment of the processes; their temporary files stand where they can be counted."""
    temporary.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), "TMPDIR": str(temporary)}


class Workers(Protocol):
    """What reads for an ingestion: a pool of its own, or a cluster."""

    options: list[str]

    def of(self, coordinator: int) -> list[int]:
        """The processes that read."""

    def replace(self) -> None:
        """Start processes in place of those that were killed, where nobody else does."""


class Pool:
    """The processes that an ingestion starts itself."""

    def __init__(self) -> None:
        self.options = ["--jobs", "2"]

    def of(self, coordinator: int) -> list[int]:
        """The processes that read."""
        return [child for child in children(coordinator) if _reads(child)]

    def replace(self) -> None:
        """Nothing: the ingestion replaces them."""


class Cluster:
    """A Dask scheduler and two workers of one process each, on loopback."""

    def __init__(self, folder: Path, log: BinaryIO) -> None:
        self._folder = folder
        self._log = log
        place = folder / "scheduler.json"
        head = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self._head = self._start(*head, "--scheduler-file", str(place))
        until(lambda: place.exists() and place.read_text("utf-8").rstrip().endswith("}"), "the scheduler")
        self._address = str(json.loads(place.read_text("utf-8"))["address"])
        self.options = ["--cluster", self._address]
        self._workers = [self._worker() for _ in range(2)]

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", module, *options], env=environment(self._folder / "temporary"),
            stdout=self._log, stderr=self._log,
        )  # fmt: skip

    def _worker(self) -> subprocess.Popen[bytes]:
        own = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        return self._start(
            "distributed.cli.dask_worker", self._address, *own, "--local-directory", str(self._folder)
        )

    def of(self, coordinator: int) -> list[int]:  # noqa: ARG002 # a pool needs it
        """The processes that read."""
        return [worker.pid for worker in self._workers if worker.poll() is None]

    def replace(self) -> None:
        """Start a worker in place of each that was killed."""
        self._workers = [worker if worker.poll() is None else self._worker() for worker in self._workers]

    def ready(self) -> None:
        """Wait until both workers have come."""
        from typing import Any

        from distributed import Client

        opened: Any = Client  # which has no types
        with opened(self._address) as client:
            client.wait_for_workers(2, timeout=WAIT)

    def kill_scheduler(self) -> None:
        """Kill the scheduler with SIGKILL; its workers are left."""
        self._head.kill()
        self._head.wait()

    def end(self) -> None:
        """End all of it."""
        for process in (*self._workers, self._head):
            process.kill()
            process.wait()


@contextmanager
def workers(folder: Path, *, dask: bool) -> Iterator[Workers]:
    """What reads, as long as the `with` statement lasts.

    Args:
        folder: where a cluster keeps its files and its log.
        dask: whether it is a cluster.
    """
    if not dask:
        yield Pool()
        return
    folder.mkdir()
    with (folder / "log").open("wb") as log:
        cluster = Cluster(folder, log)
        try:
            cluster.ready()
            yield cluster
        finally:
            cluster.end()


class Run:
    """`zeren ingest` in a process of its own.

    Args:
        plans: the folder that is read.
        data: the workspace.
        options: who reads.
        temporary: where it may put temporary files.

    Attributes:
        killed: whether it was killed by `kill`.
    """

    def __init__(self, plans: Path, data: Path, options: list[str], temporary: Path) -> None:
        self.killed = False
        self._told = data.with_name(data.name + ".told")
        command = [sys.executable, "-m", "zeren", "ingest", str(plans), "-w", str(data), *options]
        with self._told.open("wb") as told:
            self.process = subprocess.Popen(
                [*command, "-f", "table"], cwd=CHECKOUT, env=environment(temporary),
                stdout=subprocess.DEVNULL, stderr=told,
            )  # fmt: skip

    @property
    def told(self) -> str:
        """What it said on standard error."""
        return self._told.read_text("utf-8", errors="replace")

    def kill(self) -> bool:
        """Kill it, and wait until it is gone; whether it was there."""
        self.killed = not self.ended() and kill(self.process.pid)
        self.process.wait(WAIT)
        return self.killed

    def ended(self) -> bool:
        """Whether it has ended."""
        return self.process.poll() is not None

    def finish(self, seconds: float) -> int | None:
        """Wait until it ends: its exit code, or None where it does not end in that time."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
