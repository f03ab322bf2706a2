"""`zeren serve` in a process of its own, for benchmarks that ask it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.run import CHECKOUT


class Served(NamedTuple):
    """A running server: its address, and its process."""

    address: str
    process: int


@contextmanager
def server(workspace: Path) -> Iterator[Served]:
    """A server of a workspace, as long as the `with` statement lasts.

    Raises:
        SystemExit: it does not say where it listens.
    """
    command = [sys.executable, "-m", "zeren", "serve", "--port", "0", "--workspace", str(workspace)]
    process = subprocess.Popen(command, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True)
    try:
        found = re.search(r"http://\S+", process.stderr.readline() if process.stderr else "")
        if not found:
            raise SystemExit("the server does not say where it listens")
        yield Served(found[0].rstrip("/"), process.pid)
    finally:
        process.terminate()
        process.wait(20)
