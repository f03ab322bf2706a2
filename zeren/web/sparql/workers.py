"""The processes that answer queries: a few, kept ready, ended at a query's limit and started anew."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import msgspec

from zeren.web.sparql.jobs import OUT_OF_MEMORY, Failed, Job, Told


class Bounds(NamedTuple):
    """What a query may take, and how many may wait.

    Attributes:
        seconds: that a query may compute.
        description_seconds: that describing all data may take, once a generation.
        rows: of an answer.
        bytes: of an answer.
        memory: bytes of memory of a process.
        processes: that answer at the same time.
        waiting: queries that may wait for one of them.
        patience: seconds that a query waits before it is sent away.
    """

    seconds: float = 20
    description_seconds: float = 120
    rows: int = 100_000
    bytes: int = 1 << 26
    memory: int = 2 << 30
    processes: int = 2
    waiting: int = 128
    patience: float = 60


_LESS = "ask for less at once: narrow it, or add LIMIT"


class BusyError(Exception):
    """As many queries wait as may, or this one has waited too long."""


class Workers:
    """Answers queries in processes of their own, so that any of them can be stopped.

    Args:
        folder: of the workspace.
        bounds: what a query may take.
    """

    def __init__(self, folder: Path, bounds: Bounds) -> None:
        self.bounds = bounds
        self._folder = folder
        self._answers: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = count(1)
        self._ready: list[_Worker] = []
        self._ending: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._places: asyncio.Semaphore | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def path(self) -> Path:
        """A file for an answer, which is not there yet."""
        if self._answers is None:
            self._answers = tempfile.TemporaryDirectory(prefix="zeren-sparql-")
        return Path(self._answers.name) / str(next(self._numbers))

    async def ask(self, job: Job) -> Told:
        """What becomes of a job; the process that has it is ended when this is cancelled.

        Raises:
            BusyError: no process is free, and too many wait.
        """
        seconds = self.bounds.seconds if job.source == "data" else self.bounds.description_seconds
        try:
            async with self._worker() as worker, asyncio.timeout(seconds):
                return await worker.ask(job)
        except TimeoutError:
            return Failed(504, f"the query was stopped after {seconds:g} s", _LESS)
        except (asyncio.IncompleteReadError, ConnectionError):
            megabytes = self.bounds.memory >> 20
            return Failed(
                OUT_OF_MEMORY, f"the query was stopped: it needs more than {megabytes} MB of memory", _LESS
            )

    @contextlib.asynccontextmanager
    async def _worker(self) -> AsyncIterator[_Worker]:
        """A process that has nothing else to do; it is kept only if it has answered."""
        places = self._of_this_loop()
        await self._wait(places)
        try:
            worker = self._awake() or await _Worker.start(self._folder, self.bounds)
            try:
                yield worker
            finally:
                if worker.is_idle:
                    self._ready.append(worker)
                else:
                    self._end(worker)
        finally:
            places.release()

    def _awake(self) -> _Worker | None:
        """A process that waits for a query; one that has ended meanwhile, for want of memory, is none."""
        while self._ready:
            if (worker := self._ready.pop()).lives:
                return worker
        return None

    async def _wait(self, places: asyncio.Semaphore) -> None:
        if places.locked() and self._waiting >= self.bounds.waiting:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self.bounds.patience):
                await places.acquire()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1

    def _of_this_loop(self) -> asyncio.Semaphore:
        """The places for queries; processes that another event loop started are of no use to this one."""
        if self._places is None or self._loop is not asyncio.get_running_loop():
            self._ready.clear()
            self._ending.clear()
            self._loop = asyncio.get_running_loop()
            self._places = asyncio.Semaphore(self.bounds.processes)
        return self._places

    async def close(self) -> None:
        """End all processes, and remove what is left of answers."""
        while self._ready:
            self._end(self._ready.pop())
        await asyncio.gather(*self._ending)
        if self._answers:
            self._answers.cleanup()
            self._answers = None

    def _end(self, worker: _Worker) -> None:
        ended = asyncio.create_task(worker.end())
        self._ending.add(ended)
        ended.add_done_callback(self._ending.discard)


class _Worker:
    """One process, `zeren.web.sparql.worker`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.is_idle = True

    @classmethod
    async def start(cls, folder: Path, bounds: Bounds) -> _Worker:
        """A process that is ready for queries.

        Raises:
            IncompleteReadError: it has ended before it was.
        """
        # Not `-m`: Python warns of a module that its package has imported. In a session of its own it does
        # not hear a Ctrl+C in the terminal, which is for the server to follow.
        program = "from zeren.web.sparql.worker import main; main()"
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, str(folder), str(bounds.memory),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "RUST_BACKTRACE": "0"}, start_new_session=True,
        )  # fmt: skip
        worker = cls(process)
        await worker.message()
        return worker

    @property
    def lives(self) -> bool:
        """Whether the process has not ended."""
        return self._process.returncode is None

    async def ask(self, job: Job) -> Told:
        """What becomes of a job.

        Raises:
            IncompleteReadError: the process ended.
            ConnectionError: it had ended before.
        """
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101 # it is a pipe
        self.is_idle = False
        message = msgspec.msgpack.encode(job)
        stdin.write(len(message).to_bytes(4, "big") + message)
        await stdin.drain()
        told: Told = msgspec.msgpack.decode(await self.message(), type=Told)
        # One that memory failed once may fall at any moment, and with it the next query.
        self.is_idle = not (isinstance(told, Failed) and told.status == OUT_OF_MEMORY)
        return told

    async def message(self) -> bytes:
        """What the process says next; first, that it is ready.

        Raises:
            IncompleteReadError: it has ended.
        """
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 # it is a pipe
        return await stdout.readexactly(int.from_bytes(await stdout.readexactly(4), "big"))

    async def end(self) -> None:
        """End the process, whatever it does, and wait until it has."""
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            self._process.kill()
        await self._process.wait()
