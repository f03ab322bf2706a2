"""Times the program against what it stands on, and prints a table (docs/benchmarks.md).

Every measurement is a whole process: start, work, end. A program and what it is held against
take turns (A B A B …), so that a machine that slows down slows both; medians are compared.
"""

from __future__ import annotations

import argparse
import compileall
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parents[1]
ZEREN = str(Path(sys.executable).with_name("zeren"))
QUESTION = "县财政局牵头哪些任务"
ENGLISH = "which tasks does the county finance bureau lead"


class Cost(NamedTuple):
    """What one process took: seconds on the clock, seconds of processor, megabytes at most."""

    wall: float
    processor: float
    megabytes: float


class Comparison(NamedTuple):
    """A program, what it is held against, and the ratio of their times that is aimed at.

    `fresh` is a folder that is removed before each run of either.
    """

    name: str
    program: list[str]
    floor_name: str
    floor: list[str]
    aim: float | None
    fresh: Path | None = None


def measured(command: list[str]) -> Cost:
    """Run a command to its end.

    Raises:
        SystemExit: the command failed; says which, and what it printed.
    """
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            said = printed.read().decode(errors="replace")
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6)


def median(costs: list[Cost]) -> Cost:
    """The median of each measure."""
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def compared(comparison: Comparison, rounds: int) -> tuple[Cost, Cost]:
    """The medians of the program and of its floor, in turns, after one round that does not count."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for turn in range(rounds + 1):
        for command, taken in zip((comparison.program, comparison.floor), costs, strict=True):
            if comparison.fresh:
                shutil.rmtree(comparison.fresh, ignore_errors=True)
            cost = measured(command)
            if turn:
                taken.append(cost)
    return median(costs[0]), median(costs[1])


def plans() -> list[Path]:
    """The real plans beside the checkout where they are present, else the examples."""
    real = sorted((CHECKOUT.parent / "shared" / "plans").glob("*.txt"))
    return real or sorted((CHECKOUT / "examples").glob("*.txt"))


def modules(command: list[str]) -> list[str]:
    """The names of all modules that a Zeren command imports, those that others need first."""
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "zeren", *command],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    )
    lines = shown.stderr.decode(errors="replace").splitlines()
    names = [line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")]
    return [name for name in names if re.fullmatch(r"[\w.]+", name) and name != "zeren.__main__"]


def comparisons(folder: Path) -> list[Comparison]:
    """What is measured, with a workspace and the floor's files made in `folder`."""
    python, texts = sys.executable, [str(path) for path in plans()]
    workspace, fresh = folder / "workspace", folder / "fresh"
    imported = modules(["ingest", *texts, "-w", str(workspace)])
    (folder / "modules").write_text("\n".join(imported), encoding="utf-8")
    quads = folder / "graph.nq"
    measured([ZEREN, "export", "--format", "nq", "--output", str(quads), "-w", str(workspace)])
    return [
        Comparison(
            "zeren --help", [ZEREN, "--help"], "import typer", [python, "-c", "import typer"], 1.5
        ),
        Comparison(
            "zeren ask", [ZEREN, "ask", QUESTION, "-w", str(workspace)],
            "import typer, pyoxigraph", [python, "-c", "import typer, pyoxigraph"], 2.0,
        ),
        Comparison(
            "zeren ask, English", [ZEREN, "ask", ENGLISH, "-w", str(workspace)],
            "import typer, pyoxigraph", [python, "-c", "import typer, pyoxigraph"], 2.0,
        ),
        Comparison(
            "zeren ingest",
            [ZEREN, "ingest", *texts, "-w", str(fresh)],
            "imports, one look for trigger words, bulk load",
            [python, "-m", "benchmarks.floor", str(folder / "modules"), str(quads), str(fresh), *texts],
            None, fresh,
        ),
    ]  # fmt: skip


def table(rows: list[tuple[str, ...]]) -> str:
    """The rows in columns, the first as the heading."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    ruled = [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |" for row in ruled
    )


def main() -> None:
    """Measure everything and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rounds", type=int, default=11, help="runs of each program that count")
    rounds = options.parse_args().rounds
    rows: list[tuple[str, ...]] = [("program", "held against", "s", "floor s", "ratio", "aim", "CPU s", "MB")]
    # As an installation does; without it a checkout that writes no bytecode is compiled at each start.
    compileall.compile_dir(CHECKOUT / "zeren", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        for comparison in comparisons(Path(folder)):
            took, floor = compared(comparison, rounds)
            rows.append(
                (
                    comparison.name,
                    comparison.floor_name,
                    f"{took.wall:.3f}",
                    f"{floor.wall:.3f}",
                    f"{took.wall / floor.wall:.2f}",
                    "" if comparison.aim is None else f"<= {comparison.aim}",
                    f"{took.processor:.2f}",
                    f"{took.megabytes:.0f}",
                )
            )
    read = " and ".join(path.name for path in plans())
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, medians of {rounds} runs in turns.")
    print(f"Read: {read}. Asked: {QUESTION}; {ENGLISH}\n")
    print(table(rows))


if __name__ == "__main__":
    main()
