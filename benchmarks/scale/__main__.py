"""Measures how far one machine goes with a country's plans, each job against what it stands on.

    python -m benchmarks.scale --plans 2978 --work FOLDER            # every row, hours
    python -m benchmarks.scale cold reading --plans 20 --work FOLDER # some rows, small, to try

The plans are those of `python -m benchmarks.corpus`, and the examples. Each row runs in a process of its own.
What it measures is added at once to FOLDER/<plans>/results.jsonl; the table shows the last run of each row.
"""

from __future__ import annotations

import argparse
import os
import sys
from multiprocessing import get_context
from pathlib import Path

from benchmarks.scale import lines
from benchmarks.scale.lab import Lab, Options
from benchmarks.scale.rows import ROWS, measure


def arguments() -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    add = parser.add_argument
    add("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; all of them unless named")
    add("--plans", type=int, default=2978, help="plans in all, one a county (default: 2978)")
    add("--work", type=Path, required=True, help="the folder for what is made, which is kept")
    add("--many", type=int, default=500, help="plans of cores and loading (default: 500)")
    add("--counties", type=int, nargs="+", default=[20], help="plans of catalogue, run by run (default: 20)")
    add("--limit", type=float, default=60, help="seconds for one question (default: 60)")
    add("--rounds", type=int, help="that count, in place of each row's own number")
    add("--files", type=Path, nargs="*", default=[], help="plans of cold and reading, in place of two")
    add("--table", action="store_true", help="measure nothing, print what was measured before")
    return parser


def options(given: argparse.Namespace) -> Options:
    """What was asked for, with no more plans for a row than there are."""
    return Options(
        plans=given.plans,
        work=given.work.resolve(),
        many=min(given.many, given.plans),
        counties=tuple(dict.fromkeys(min(counties, given.plans) for counties in given.counties)),
        limit=given.limit,
        rounds=given.rounds,
        files=tuple(path.resolve() for path in given.files),
    )


def main() -> int:
    """Measure the rows that are named, or all; 1 where a row could not be measured."""
    parser = arguments()
    given = parser.parse_args()
    rows = given.rows or [*ROWS]
    if unknown := {*rows} - {*ROWS}:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    if given.plans < 4:
        parser.error("--plans must be at least 4")
    asked, failed = options(given), []
    for row in [] if given.table else rows:
        print(f"{row} …", file=sys.stderr, flush=True)
        process = get_context("spawn").Process(target=measure, args=(row, asked))
        process.start()
        process.join()
        failed += [row] * bool(process.exitcode)
    print(f"\nPython {sys.version.split()[0]}, {os.cpu_count()} cores, {asked.plans:,} plans.\n")
    print(lines.table(lines.last(Lab(asked).results, [row for row in ROWS if row in rows])))
    if failed:
        print(f"\nnot measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
