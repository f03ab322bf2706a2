"""A pool of this machine's processes of which any may be killed at any moment.

Each process has a pipe of its own, so that one which ends takes nothing with it: the job that it had is the
one that is lost, whatever it was doing. (The pool of `concurrent.futures` has one pipe for all results. A
process that is killed while it writes to it leaves half a result there, and the pool waits for the rest
for ever; before Python 3.11.5 it does so as well where jobs were on their way.)
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# Spawned: a copy of this process would share its open files, and lack the threads of its libraries.
_CONTEXT = get_context("spawn")


class Ended(Exception):  # noqa: N818 # it says what became of a process, as Lost does of a job
    """A process that ended in the middle of a job."""


class _Job(NamedTuple):
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    future: Future[Any]


class Processes(Executor):
    """So many processes, each started with its first job and replaced when it ends.

    A job whose process ended has the exception `Ended`.

    Args:
        width: how many.
        begin: is called in each process before its first job.
    """

    def __init__(self, width: int, begin: Callable[[], None]) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._workers = [_Worker(self._jobs, begin) for _ in range(width)]

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Have a process do a job; function, arguments and result have to be such as can be pickled."""
        future: Future[R] = Future()
        self._jobs.put(_Job(fn, args, kwargs, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: when all jobs are done, or at once.

        Args:
            wait: until they have ended.
            cancel_futures: give up the jobs that are not done, those under way among them.
        """
        if cancel_futures:
            with suppress(Empty):
                while True:
                    if job := self._jobs.get_nowait():
                        job.future.cancel()
            for worker in self._workers:
                worker.end()
        for _ in self._workers:
            self._jobs.put(None)
        if wait:
            for worker in self._workers:
                worker.join()


class _Worker:
    """A thread that brings jobs to one process, and takes the results from it."""

    def __init__(self, jobs: SimpleQueue[_Job | None], begin: Callable[[], None]) -> None:
        self._jobs = jobs
        self._begin = begin
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._lock = threading.Lock()
        self._over = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait until it has left."""
        self._thread.join()

    def _run(self) -> None:
        """Do jobs until there is none."""
        while job := self._jobs.get():
            if job.future.set_running_or_notify_cancel():
                try:
                    job.future.set_result(self._done(job))
                except BaseException as error:  # noqa: BLE001 # it is handed over to who waits for the result
                    job.future.set_exception(error)
            del job  # what it holds is not needed while this waits for the next one
        self._leave()

    def end(self) -> None:
        """End the process at once, and start no other."""
        with self._lock:
            self._over = True
            if self._process is not None and self._process.pid is not None:
                self._process.kill()

    def _done(self, job: _Job) -> Any:
        """The result of a job.

        Raises:
            Ended: the process ended before it had one, or could not be started.
        """
        try:
            pipe = self._pipe or self._start()
            pipe.send((job.work, job.arguments, job.named))
            done, result = pipe.recv()
        except (OSError, EOFError) as error:
            code = self._leave()
            raise Ended(f"its process ended with {code}" if code is not None else str(error)) from None
        if not done:
            raise result
        return result

    def _start(self) -> Connection:
        with self._lock:
            if self._over:
                raise EOFError("it was given up")
            self._pipe, theirs = _CONTEXT.Pipe()
            self._process = _CONTEXT.Process(target=_serve, args=(theirs, self._begin), daemon=True)
            try:
                self._process.start()
            finally:
                theirs.close()  # the process alone has it then, so that this end sees when it ends
        return self._pipe

    def _leave(self) -> int | None:
        """End the process, which has no job; its exit code, negative where a signal ended it."""
        with self._lock:
            pipe, process = self._pipe, self._process
            self._pipe = self._process = None
        if pipe is None or process is None:
            return None
        pipe.close()
        if process.pid is None:
            return None
        process.join()
        return process.exitcode


def _serve(pipe: Connection, begin: Callable[[], None]) -> None:
    """Do jobs in a process of its own, until nobody has any more."""
    begin()
    while True:
        try:
            work, arguments, named = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = True, work(*arguments, **named)
        except Exception as error:  # noqa: BLE001 # it is raised again where the result is waited for
            answer = False, error
        pipe.send(answer)
