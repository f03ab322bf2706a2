"""Two counties side by side: what each has, the same offices with their loads, the same quantities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.graph import merge
from zeren.ontology import lexicon
from zeren.ontology.facts import DocumentFacts
from zeren.web.pages.loads import Load, in_county
from zeren.web.pages.targets import TargetRow, target_row
from zeren.web.records import Describer, Page, Thing, named
from zeren.web.shelf import Shelf


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two counties; the first two that are loaded where none is named."""

    a: str = ""
    b: str = ""


class Count(msgspec.Struct, frozen=True):
    """Something counted in both counties."""

    what: str
    a: int
    b: int


class Office(msgspec.Struct, frozen=True):
    """A function of government, and the load of the unit that has it in each county, if any."""

    function: dict[str, str]
    a: Load | None
    b: Load | None


class Quantity(msgspec.Struct, frozen=True):
    """A quantity with the figures that each county sets for it."""

    name: str
    a: list[TargetRow]
    b: list[TargetRow]


class ComparePage(Page, frozen=True, kw_only=True):
    """Two counties; `only_a` and `only_b` are how many quantities only one of them sets figures for."""

    counties: list[str]
    a: str
    b: str
    counts: list[Count]
    offices: list[Office]
    quantities: list[Quantity]
    campaigns_a: list[Thing]
    campaigns_b: list[Thing]
    only_a: int
    only_b: int


class _County(NamedTuple):
    name: str
    describer: Describer
    loads: list[Load]

    @property
    def documents(self) -> Sequence[DocumentFacts]:
        return self.describer.documents


def build(shelf: Shelf, query: Query) -> ComparePage:
    """Two counties side by side.

    Raises:
        NotUnderstoodError: there is no plan of one of them.
    """
    counties = [name for name in shelf.counties if name]
    a = query.a or next((one for one in counties if one != query.b), "")
    b = query.b or next((one for one in counties if one != a), "")
    for name in (a, b):
        if name and name not in counties:
            raise NotUnderstoodError(f"no plan is of {name}", nearest=tuple(counties[:5]))
    if not a or not b:
        empty: list[Thing] = []
        return ComparePage(
            title=named("对比", "Compare"), counties=counties, a=a, b=b, counts=[], offices=[], quantities=[],
            campaigns_a=empty, campaigns_b=empty, only_a=0, only_b=0,
        )  # fmt: skip
    one, other = _county(shelf, a), _county(shelf, b)
    figures, others = _quantities(one), _quantities(other)
    return ComparePage(
        title=named(f"{a}与{b}", f"{shelf.english_county(a)} and {shelf.english_county(b)}"),
        counties=counties,
        a=a,
        b=b,
        counts=[Count(what, count, _counts(other)[what]) for what, count in _counts(one).items()],
        offices=_offices(one, other),
        quantities=[Quantity(name, figures[name], others[name]) for name in figures if name in others],
        campaigns_a=_campaigns(one),
        campaigns_b=_campaigns(other),
        only_a=len(figures.keys() - others.keys()),
        only_b=len(others.keys() - figures.keys()),
    )


def _county(shelf: Shelf, name: str) -> _County:
    describer = Describer(shelf, shelf.of_county(name))
    return _County(name, describer, in_county(describer.documents, describer.things(), name))


def _counts(county: _County) -> dict[str, int]:
    tasks = [task for facts in county.documents for task in facts.tasks]
    return {
        "documents": len(county.documents),
        "tasks": len(tasks),
        "without-lead": sum(not task.lead for task in tasks),
        "with-deadline": sum(bool(task.deadline and task.deadline.date) for task in tasks),
        "units": len(county.loads),
        "groups": sum(len(facts.groups) for facts in county.documents),
        "targets": sum(len(facts.targets) for facts in county.documents),
        "projects": sum(len(facts.projects) for facts in county.documents),
    }


def _offices(one: _County, other: _County) -> list[Office]:
    """The functions that either county names a unit for, those with most tasks led first."""
    mine, theirs = _by_function(one), _by_function(other)
    functions = lexicon.load().functions
    offices = [
        Office(
            {"zh": functions[key].full, "en": functions[key].english}
            if key in functions
            else {"zh": key, "en": key},
            mine.get(key),
            theirs.get(key),
        )
        for key in dict.fromkeys([*mine, *theirs])
    ]
    return sorted(offices, key=lambda office: (-_led(office), office.function["zh"]))


def _led(office: Office) -> int:
    return sum(load.counts["lead"] for load in (office.a, office.b) if load)


def _by_function(county: _County) -> dict[str, Load]:
    """The unit with each function; of several, as a bureau and its division, the one that leads most."""
    found: dict[str, Load] = {}
    for load in county.loads:
        function = county.describer.units[load.unit.id].function
        if function:
            found.setdefault(function, load)
    return found


def _quantities(county: _County) -> dict[str, list[TargetRow]]:
    """The figures of each quantity, by its name, in the order of the plans."""
    found: dict[str, list[TargetRow]] = {}
    for facts in county.documents:
        for target in facts.targets:
            row = target_row(county.describer, facts, target)
            found.setdefault(row.indicator.name, []).append(row)
    return found


def _campaigns(county: _County) -> list[Thing]:
    names = {key: name for facts in county.documents for key, name in merge.campaigns(facts).items()}
    return [Thing("campaign", key, name) for key, name in names.items()]
