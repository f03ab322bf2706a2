"""What the grammar knows of a plan that it wrote: the records that a reader is measured against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec


class PlanTruth(msgspec.Struct, frozen=True):
    """One plan: its number, the county that it speaks for, how it is laid out (`prose` or `tables`)."""

    file: str
    id: str
    title: str
    number: str
    county: str
    province: str
    year: int
    layout: str
    characters: int


class TaskTruth(msgspec.Struct, frozen=True):
    """Who answers for one piece of work; `start` and `end` are the place of the clause, row or heading."""

    id: str
    kind: str
    annex: str
    title: str
    clause: str
    start: int
    end: int
    lead: list[str]
    responsible: list[str]
    support: list[str]
    guide: list[str]
    others: bool
    deadline: str | None = None
    category: str | None = None


class GroupTruth(msgspec.Struct, frozen=True):
    """A working group: who convenes it, its members as they are written, its office."""

    annex: str
    name: str
    convener: str
    deputy_conveners: list[str]
    members: list[str]
    others: bool
    office: str | None
    quote: str
    start: int
    end: int


class IndicatorTruth(msgspec.Struct, frozen=True):
    """A figure to reach, `text` being the words that set it."""

    annex: str
    name: str
    measure: str
    comparator: str
    value: float
    unit: str
    year: int
    text: str
    start: int
    end: int


class CitationTruth(msgspec.Struct, frozen=True):
    """A document that the plan rests on; the place is that of its number."""

    annex: str
    title: str
    number: str
    start: int
    end: int


class ProjectTruth(msgspec.Struct, frozen=True):
    """A named undertaking."""

    annex: str
    name: str
    start: int
    end: int


class IgnoredTruth(msgspec.Struct, frozen=True):
    """A place where a fact is neither right nor wrong: a heading that is printed again."""

    start: int
    end: int
    quote: str
    why: str


Record = TaskTruth | GroupTruth | IndicatorTruth | CitationTruth | ProjectTruth | IgnoredTruth

Kind = TypeVar("Kind")

FILES: Mapping[str, type[Record]] = {
    "tasks": TaskTruth,
    "groups": GroupTruth,
    "indicators": IndicatorTruth,
    "citations": CitationTruth,
    "projects": ProjectTruth,
    "ignore": IgnoredTruth,
}
"""The files of a plan's truth, one record a line, in the order of the text."""


def write(
    folder: Path, plan: PlanTruth, records: Sequence[Record], units: Mapping[str, Sequence[str]]
) -> None:
    """Write the truth of one plan.

    Args:
        folder: the plan's own; it is made.
        plan: what the plan is.
        records: everything that it says, in the order of the text.
        units: the names that the plan uses for each unit.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in FILES.items():
        lines = [msgspec.json.encode(record) + b"\n" for record in records if type(record) is kind]
        (folder / f"{name}.jsonl").write_bytes(b"".join(lines))
    named = [
        {"canonical": names[0], "aliases": list(names), "type": "unit", "function": function}
        for function, names in sorted(units.items())
    ]
    (folder / "units.json").write_bytes(msgspec.json.encode(named))
    (folder / "plan.json").write_bytes(msgspec.json.encode(plan))


def plan(folder: Path) -> PlanTruth:
    """What a plan is, from the folder of its truth."""
    return msgspec.json.decode((folder / "plan.json").read_bytes(), type=PlanTruth)


def tasks(folder: Path) -> list[TaskTruth]:
    """The tasks of a plan, from the folder of its truth."""
    return _read(folder / "tasks.jsonl", TaskTruth)


def ignored(folder: Path) -> list[IgnoredTruth]:
    """The places of a plan that do not count, from the folder of its truth."""
    return _read(folder / "ignore.jsonl", IgnoredTruth)


def _read(path: Path, kind: type[Kind]) -> list[Kind]:
    return msgspec.json.Decoder(kind).decode_lines(path.read_bytes())


def folders(truth: Path) -> Iterable[Path]:
    """The folders of all plans, by name."""
    return sorted(folder for folder in truth.iterdir() if folder.is_dir())
