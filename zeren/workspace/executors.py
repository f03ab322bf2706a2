"""Where jobs are done: in this process, in a pool of processes, or on a cluster; by one interface.

Anything that `concurrent.futures` takes for an executor serves. Jobs are handed out a few at a time, so
that memory does not grow with their number, and results come as they are ready.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from zeren.errors import WorkspaceError

J = TypeVar("J")
R = TypeVar("R")

AHEAD = 2
"""Jobs that are handed out for each that is being done: nobody waits for the next one."""

LOOK = 1.0
"""Seconds that are waited for a result before it is looked whether the executor is still there."""

SHARED, TRIES = 2, 8
"""How often a job may be lost beside others, and how often in all, before it counts as the one to blame."""


class Lost(Exception):  # noqa: N818 # it says what became of a job, and is handed over rather than raised
    """A job whose process ended without an answer, each time that it was tried."""


class Runner(Protocol):
    """Does jobs."""

    def run(self, work: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Lost]]:
        """Each job with its result, in the order in which they are ready."""


class Here:
    """Does jobs in this process, one after the other."""

    def run(self, work: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Lost]]:
        """Each job with its result, in order."""
        for job in jobs:
            yield job, work(job)


HERE = Here()


@contextmanager
def here(_: int = 1) -> Iterator[Runner]:
    """This process, however many jobs there are."""
    yield HERE


@dataclass(slots=True)
class _Tried(Generic[J]):
    job: J
    times: int = 0


class _Waiting(Generic[J]):
    """The jobs that are still to be done: those that were lost first, those that may be to blame last."""

    def __init__(self, jobs: Iterable[J]) -> None:
        self._new = iter(jobs)
        self._lost: deque[_Tried[J]] = deque()
        self._suspect: deque[_Tried[J]] = deque()
        self._alone = False

    def next(self, *, alone: bool) -> _Tried[J] | None:
        """The next one; a suspect only where nothing else is done (`alone`), and nothing beside it."""
        if self._alone and not alone:
            return None
        self._alone = False
        if self._lost:
            return self._lost.popleft()
        for job in self._new:
            return _Tried(job)
        if alone and self._suspect:
            self._alone = True
            return self._suspect.popleft()
        return None

    def again(self, tried: _Tried[J]) -> bool:
        """Whether a job that was lost is tried again."""
        tried.times += 1
        if tried.times < TRIES:
            (self._lost if tried.times < SHARED else self._suspect).append(tried)
        return tried.times < TRIES


class Elsewhere:
    """Does jobs by an executor.

    A job that is lost with its process is tried again. Where others were lost beside it, nobody knows which
    one was to blame: one that is lost again and again is tried alone.

    Args:
        executor: does them.
        width: how many jobs it does at a time.
        lost: what it raises for a job whose process has ended.
        check: raises an error where the executor has gone, and its jobs will never be done; it is called
            before jobs are handed out, and while they are waited for.
    """

    def __init__(
        self,
        executor: Executor,
        width: int,
        lost: type[BaseException],
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._executor = executor
        self._width = width
        self._lost = (lost, CancelledError)
        self._check = check

    def run(self, work: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Lost]]:
        """Each job with its result, or Lost, in the order in which they are ready; errors as `check`."""
        waiting = _Waiting(jobs)
        running: dict[Future[R], _Tried[J]] = {}
        while True:
            self._check()
            while len(running) < self._width * AHEAD and (tried := waiting.next(alone=not running)):
                running[self._executor.submit(work, tried.job)] = tried
            if not running:
                return
            for future in wait(running, LOOK, return_when=FIRST_COMPLETED).done:
                tried = running.pop(future)
                try:
                    yield tried.job, future.result()
                except self._lost as error:
                    if not waiting.again(tried):
                        yield tried.job, Lost(str(error))


def ordered(runner: Runner, work: Callable[[J], R], jobs: Iterable[J]) -> Iterator[R]:
    """The results in the order of the jobs; those that are ready too early wait.

    Raises:
        WorkspaceError: a job was lost, so that the whole would not be whole.
    """
    numbered = enumerate(jobs)
    early: dict[int, R] = {}
    at = 0
    for (number, _), result in runner.run(partial(_second, work), numbered):
        if isinstance(result, Lost):
            raise WorkspaceError(
                f"the processes that make the graph ended again and again: {result}",
                "the system may be short of memory; what was published before is as it was",
            )
        early[number] = result
        while at in early:
            yield early.pop(at)
            at += 1


def _second(work: Callable[[J], R], numbered: tuple[int, J]) -> R:
    return work(numbered[1])
