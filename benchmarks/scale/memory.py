"""The memory of a command and of all processes that it starts, looked at while it runs."""

from __future__ import annotations

import subprocess
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.run import CHECKOUT

INTERVAL = 0.5
"""Seconds between two looks."""


class Peak(NamedTuple):
    """What a command took: seconds, and the most memory at a time in GiB, a shared page counted once."""

    wall: float
    gib: float


def peak(command: list[str], log: Path) -> Peak:
    """Run a command to its end; what it prints goes to a file.

    Raises:
        SystemExit: it failed; names the file that says why.
    """
    most, start = 0.0, time.perf_counter()
    with log.open("wb") as printed:
        process = subprocess.Popen(
            command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT
        )
        while True:
            with suppress(subprocess.TimeoutExpired):
                process.wait(INTERVAL)
                break
            most = max(most, sum(map(_share, family(process.pid))))
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:6])} … ended with {process.returncode}, see {log}")
    return Peak(time.perf_counter() - start, most / 2**30)


def family(process: int) -> list[int]:
    """The ids of a process, of its children, and of theirs."""
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            parent = int(path.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
            children[parent].append(int(path.parent.name))
    found = [process]
    for one in found:
        found += children[one]
    return found


def _share(process: int) -> int:
    """The bytes that a process holds, those that it shares divided among the sharers (PSS, proc(5))."""
    with suppress(OSError):  # it has ended
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def disk(folder: Path) -> int:
    """The bytes of all files in a folder, of one that stands there under several names once."""
    files = [path.stat() for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    return sum({file.st_ino: file.st_size for file in files}.values())
