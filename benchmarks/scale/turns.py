"""What is held against each other takes turns (A B A B …); medians are compared, and the load is watched."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.scale.memory import family


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(works: Sequence[Callable[[], float]], rounds: int, *, warm: bool = True) -> list[float]:
    """The median of each work, in turns.

    Args:
        works: each does what it is for, and says how many seconds that took.
        rounds: that count.
        warm: whether a round that does not count goes before.
    """
    taken = [[work() for work in works] for _ in range(rounds + warm)][warm:]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


class Watch:
    """How busy the machine is with other things, from now on."""

    def __init__(self) -> None:
        self._start, self._busy, self._own = time.monotonic(), _busy(), _own()

    def age(self) -> float:
        """The seconds since then."""
        return time.monotonic() - self._start

    def load(self) -> float | None:
        """The cores that other programs have used on average; None where the system does not tell."""
        busy, wall = _busy(), self.age()
        if busy is None or self._busy is None or not wall:
            return None
        return max(0.0, busy - self._busy - (_own() - self._own)) / wall


def _busy() -> float | None:
    """Seconds that all processors have worked since the machine started (proc_stat(5))."""
    try:
        ticks = Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:8]
    except OSError:
        return None
    user, nice, system, _idle, _waiting, interrupts, soft = map(int, ticks)
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


def _own() -> float:
    """Seconds that they have worked for this process and all that it started (proc_pid_stat(5), 14 to 17)."""
    ticks = 0
    for process in family(os.getpid()):
        with suppress(OSError):  # it has ended; what it used is its parent's now
            told = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            ticks += sum(map(int, told[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")
