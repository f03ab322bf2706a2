"""What was measured, a line a job: kept as JSON lines as they come, printed as one Markdown table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

HEADING = ("job", "compared with", "measured", "floor", "ratio", "aim", "machine load")


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One job that was measured.

    Attributes:
        row: what it belongs to: cold, reading ...
        job: what was measured.
        against: what it is compared with.
        measured: how much it took, in `unit`.
        floor: how much that took.
        ratio: of the two, the way round that `aim` says.
        aim: of the ratio, or of what was measured.
        unit: s, GB or GiB; empty for a number.
        at_least: the ratio may be larger: one of the two was stopped.
        note: what the table has no room for.
        load: how many cores other programs used meanwhile, on average.
        plans: how many plans the run is about.
        run: when the row was begun.
    """

    row: str
    job: str
    against: str = ""
    measured: float | None = None
    floor: float | None = None
    ratio: float | None = None
    aim: str = ""
    unit: str = "s"
    at_least: bool = False
    note: str = ""
    load: float | None = None
    plans: int = 0
    run: str = ""


def keep(path: Path, line: Line) -> None:
    """Add a line to the file."""
    with path.open("ab") as file:
        file.write(msgspec.json.encode(line) + b"\n")


def last(path: Path, rows: Iterable[str]) -> list[Line]:
    """The lines of the last run of each of these rows, in the order of the rows."""
    written = path.read_bytes().splitlines() if path.exists() else []
    lines = [msgspec.json.decode(line, type=Line) for line in written]
    runs = {line.row: line.run for line in lines}
    return [line for row in rows for line in lines if line.row == row and line.run == runs[row]]


def table(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table, with their notes below."""
    shown = list(lines)
    rows = [HEADING, ("---", "---", "--:", "--:", "--:", "--:", "--:"), *map(_cells, shown)]
    notes = [f"- {line.job}: {line.note}" for line in shown if line.note]
    drawn = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*drawn, *(["", *notes] if notes else [])])


def _cells(line: Line) -> tuple[str, ...]:
    ratio = "" if line.ratio is None else f"{'at least ' * line.at_least}{line.ratio:.2f}"
    load = "" if line.load is None else f"{line.load:.1f}"
    measured, floor = amount(line.measured, line.unit), amount(line.floor, line.unit)
    return line.job, line.against, measured, floor, ratio, line.aim, load


def amount(value: float | None, unit: str) -> str:
    """A number with its unit, as precise as it is worth; seconds below one in milliseconds."""
    if value is None:
        return ""
    if unit == "s" and value < 1:
        value, unit = value * 1000, "ms"
    digits = 0 if not unit or value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()
