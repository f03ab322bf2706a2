"""The process that reads one damaged file after the other, and is ended and begun anew when one hangs it."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
import traceback
from multiprocessing.connection import Connection
from typing import NamedTuple

from tests.fuzz import checks
from zeren.errors import UnreadableError
from zeren.ingest.readers import apart, formats

_OVER_TIME = getattr(signal, "SIGXCPU", None)  # Windows has none
SLOW = 10.0
"""Seconds of the processor from which on a small file takes too long."""

HUNG = 20
"""Seconds of the processor on one case after which the system ends the process, in whatever code it hangs."""

PATIENCE = 600.0
"""Seconds on the clock after which a process is held for hung that waits for something."""


class Ended(NamedTuple):
    """How a case ended: `read`, `refused`, `limit`, or what was found; the seconds of the processor."""

    said: str
    seconds: float
    find: str = ""


class Worker:
    """A process that reads files."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._begin()

    def run(self, form: str, data: bytes, *, whole: bool) -> Ended:
        """How a file of a form ends; `whole` as in `checks.outcome`."""
        self._ours.send((form, data, whole))
        try:
            if self._ours.poll(PATIENCE):
                ended: Ended = self._ours.recv()
                if ended.said == "limit":  # what is left of the memory may be in pieces
                    self.end()
                    self._begin()
                return ended
            find = "hang: no answer in time"
        except (EOFError, OSError):
            self._process.join()
            code = self._process.exitcode
            find = f"fell: the process ended with {code}"
            if _OVER_TIME and code == -_OVER_TIME:
                find = "hang: ended by the system"
        self.end()
        self._begin()
        return _ended_apart(form, data, find)

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._ours.close()

    def _begin(self) -> None:
        self._ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()


def _ended_apart(form: str, data: bytes, find: str) -> Ended:
    """How a file ends that hung or felled the process, when an ingestion reads it."""
    module = next(known.module for known in formats.FORMATS if f".{form}" in known.suffixes)
    seconds = HUNG if find.startswith("hang") else 1  # about what it takes to fill the memory
    try:
        if module:
            apart.read(data, f"方案.{form}", module)
    except UnreadableError:
        return Ended("limit", seconds, f"limit: {find}")
    return Ended("find", seconds, find)


def _work(cases: Connection) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    logging.disable(logging.CRITICAL)
    _limit_memory()
    os.environ["PATH"] = ""  # a file for LibreOffice is looked at up to where that would be started
    while True:
        try:
            form, data, whole = cases.recv()
        except EOFError:
            return
        begun = time.process_time()
        _limit_seconds(begun)
        said, find = "find", ""
        try:
            said = checks.outcome(form, data, whole=whole)
        except BaseException as error:  # noqa: BLE001 - libraries raise whatever they like; each is a find
            find = _told(error)
        seconds = time.process_time() - begun
        if seconds > SLOW and not find:
            said, find = "find", f"slow: {said}"
        cases.send(Ended(said, seconds, find))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (apart.MEMORY, apart.MEMORY))


def _limit_seconds(used: float) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 1 + HUNG, resource.RLIM_INFINITY))


def _told(error: BaseException) -> str:
    """What an error says, and where in our code it arose."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "zeren" in frame.filename]
    at = f"{ours[-1].filename.rpartition('zeren')[2]}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__} at {at}: {str(error)[:200]}"
