"""What a command imports before it begins, held against the libraries that it cannot do without."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from zeren.workspace import Workspace

TURNS = 11
"""So many that a machine on which other tests run at the same time does not decide the median."""


def microseconds(program: str, bytecode: Path) -> int:
    """What all imports of a program take, as the interpreter itself counts them.

    Args:
        program: what `python -c` runs.
        bytecode: where compiled modules are kept, so that none is compiled anew.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program],
        capture_output=True, check=True, text=True, encoding="utf-8",
        env={**kept, "PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    counted = re.findall(r"^import time: +(\d+) \|", done.stderr, re.M)
    assert len(counted) > 100
    return sum(map(int, counted))


def command(*arguments: str) -> str:
    """The program of a command, as the script that is installed runs it."""
    return f"import sys; sys.argv = {['zeren', *arguments]!r}; from zeren.cli import main; main()"


@pytest.mark.parametrize(
    ("arguments", "floor", "limit"),
    [
        (["--help"], "import typer", 1.5),
        (["ask", "县财政局牵头哪些任务"], "import typer, pyoxigraph", 2.0),
        (["ask", "which tasks does the finance bureau lead"], "import typer, pyoxigraph", 2.0),
    ],
    ids=["help", "ask", "ask in English"],
)
def test_imports_take_little_more_than_those_of_the_libraries(
    arguments: list[str], floor: str, limit: float, workspace_of_examples: Workspace, tmp_path: Path
) -> None:
    place = ["-w", str(workspace_of_examples.path)] if arguments[0] == "ask" else []
    program = command(*arguments, *place)
    turns = [(microseconds(program, tmp_path), microseconds(floor, tmp_path)) for _ in range(1 + TURNS)]
    # The first turn compiles what the others read.
    assert statistics.median(own / libraries for own, libraries in turns[1:]) <= limit
