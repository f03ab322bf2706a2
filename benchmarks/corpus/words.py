"""The word lists of the grammar: themes, frames, names; read once."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

KINDS = ("build", "run", "keep", "grow", "fix")
"""What a task is about: a thing to build, an action, a rule, somebody to support, an evil to mend."""

Template = tuple[tuple[bool, str], ...]
"""A frame cut into words to write and names of lists to fill in (True)."""

Rules = dict[str, tuple[Template, ...]]


class Figure(NamedTuple):
    """A quantity that targets are set for, and the range of the figures that plans set."""

    form: str
    name: str
    unit: str
    low: float
    high: float
    decimals: int


class Theme(NamedTuple):
    """What a part of a plan is about."""

    names: list[str]
    leads: list[str]
    helps: list[str]
    sections: list[str]
    items: dict[str, list[str]]
    figures: list[Figure]
    growths: list[str]
    projects: list[str]
    rules: Rules


@functools.cache
def data(name: str) -> dict[str, Any]:
    """A file of word lists."""
    return tomllib.loads((Path(__file__).parent / "words" / f"{name}.toml").read_text("utf-8"))


def template(frame: str) -> Template:
    """A frame cut at its slots."""
    parts = re.split(r"\{(\w+)\}", frame)
    return tuple((bool(at % 2), part) for at, part in enumerate(parts) if part)


def rules(lists: dict[str, list[str]]) -> Rules:
    """Lists of frames, cut at their slots."""
    return {name: tuple(template(frame) for frame in frames) for name, frames in lists.items()}


@functools.cache
def frames() -> Rules:
    """The sentences that all themes share."""
    return rules(data("frames"))


@functools.cache
def themes() -> dict[str, Theme]:
    """All themes by name."""
    return {name: _theme(table) for name, table in data("themes").items()}


@functools.cache
def clauses() -> dict[str, tuple[Template, ...]]:
    """How annexes write clauses, by style."""
    return {style: tuple(map(template, table["frames"])) for style, table in data("clauses").items()}


def _theme(table: dict[str, Any]) -> Theme:
    items = {kind: table[kind] for kind in KINDS}
    figures = [_figure("count", line) for line in table["counts"]]
    figures += [_figure("rate", line + " | 1", unit="%") for line in table["rates"]]
    figures += [_figure("level", line) for line in table["levels"]]
    figures += [_figure("limit", line) for line in table.get("limits", [])]
    return Theme(
        table["names"], table["leads"], table["helps"], table["sections"], items, figures,
        table["growths"], table["projects"], rules(items),
    )  # fmt: skip


def _figure(form: str, line: str, unit: str | None = None) -> Figure:
    name, *rest = (part.strip() for part in line.split("|"))
    unit = unit or rest.pop(0)
    low, high, *decimals = map(float, rest)
    return Figure(form, name, unit, low, high, int(decimals[0]) if decimals else 0)
