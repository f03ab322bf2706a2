"""The indicators of a county, or of all where these are few, with the figures that are set for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from zeren.graph import merge
from zeren.graph.passages import folded
from zeren.ontology.facts import DocumentFacts, Indicator, Target
from zeren.ontology.figures import figure
from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.pages.noted import conflicting
from zeren.web.pages.portion import Portion, ordered, portion
from zeren.web.records import Page, Thing, named
from zeren.web.shelf import Shelf


class Figure(msgspec.Struct, frozen=True):
    """A figure that is set for an indicator, and for which year; `name` where it is not the indicator's."""

    figure: str
    measure: str
    year: int | None
    name: str


class IndicatorRow(msgspec.Struct, frozen=True):
    """An indicator and its figures, each once; whether some of them contradict each other."""

    indicator: Thing
    county: str
    targets: int
    figures: list[Figure]
    conflict: bool


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which indicators are listed, in which order, and which part of them."""

    county: str = ""
    text: str = ""
    sort: Literal["", "name", "-name", "targets", "-targets", "conflict", "-conflict"] = ""
    page: int = 1


class IndicatorsPage(Page, frozen=True, kw_only=True):
    """The indicators in the order in which the plans name them first, or sorted."""

    chosen: ChosenCounty
    asked: Query
    portion: Portion
    indicators: list[IndicatorRow]


def build(shelf: Shelf, query: Query) -> IndicatorsPage:
    """The indicators that fit what is asked."""
    chosen, documents = choose(shelf, query.county)
    rows = ordered(
        [row for row in _rows(shelf, documents) if _fits(row, query.text)],
        query.sort,
        {
            "name": lambda row: row.indicator.name,
            "targets": lambda row: row.targets,
            "conflict": lambda row: row.conflict,
        },
    )
    told, shown = portion(rows, query.page)
    return IndicatorsPage(
        title=named("指标", "Indicators"), chosen=chosen, asked=query, portion=told, indicators=shown
    )


def _rows(shelf: Shelf, documents: list[DocumentFacts]) -> Iterator[IndicatorRow]:
    known = {i.id: i for i in merge.indicators(i for facts in documents for i in facts.indicators)}
    told = conflicting(shelf, documents)
    found: dict[str, list[Target]] = {}
    for facts in documents:
        for target in sorted(facts.targets, key=lambda target: (target.evidence[0].start, target.id)):
            found.setdefault(target.indicator, []).append(target)
    for key, targets in found.items():
        if key in known:
            yield _row(known[key], targets, any(target.id in told for target in targets))


def _row(indicator: Indicator, targets: list[Target], conflict: bool) -> IndicatorRow:
    return IndicatorRow(
        indicator=Thing("indicator", indicator.id, indicator.name),
        county=indicator.region or "",
        targets=len(targets),
        figures=list(dict.fromkeys(_figure(indicator, target) for target in targets)),
        conflict=conflict,
    )


def _figure(indicator: Indicator, target: Target) -> Figure:
    told = figure(target.comparator, target.value, target.value_max, target.unit)
    return Figure(told, target.measure, target.year, "" if target.name == indicator.name else target.name)


def _fits(row: IndicatorRow, text: str) -> bool:
    names = folded(" ".join([row.indicator.name, *(one.name for one in row.figures)]))
    return all(folded(word) in names for word in text.split())
