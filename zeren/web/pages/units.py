"""All units of a county, or of all where these are few, with what each carries."""

from __future__ import annotations

from typing import Literal

import msgspec

from zeren.graph.passages import folded
from zeren.ontology.facts import ROLES, Role
from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.pages.loads import Load, in_county
from zeren.web.pages.portion import Portion, ordered, portion
from zeren.web.records import Describer, Page, named
from zeren.web.shelf import Shelf


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which units are listed, in which order, and which part of them."""

    county: str = ""
    text: str = ""
    sort: Literal[
        "", "name", "-name", "lead", "-lead", "responsible", "-responsible", "support", "-support",
        "guide", "-guide", "total", "-total",
    ] = ""  # fmt: skip
    page: int = 1


class UnitsPage(Page, frozen=True, kw_only=True):
    """The units with their tasks by role, those that lead most first, or sorted.

    `sums` are of all units that fit, those of other pages too; `tasks` how many tasks the plans of
    each county have.
    """

    chosen: ChosenCounty
    asked: Query
    portion: Portion
    tasks: dict[str, int]
    sums: dict[Role, int]
    loads: list[Load]


def build(shelf: Shelf, query: Query) -> UnitsPage:
    """The units that fit what is asked."""
    chosen, documents = choose(shelf, query.county)
    loads: list[Load] = []
    tasks: dict[str, int] = {}
    for county in dict.fromkeys(facts.document.region or "" for facts in documents):
        own = [facts for facts in documents if (facts.document.region or "") == county]
        tasks[county] = sum(len(facts.tasks) for facts in own)
        loads += in_county(own, Describer(shelf, own).things(), county)
    loads = [load for load in loads if all(folded(w) in folded(load.unit.name) for w in query.text.split())]
    told, shown = portion(
        ordered(
            sorted(loads, key=lambda load: (-load.counts["lead"], -load.total, load.unit.id)),
            query.sort,
            {
                "name": lambda load: load.unit.name,
                "lead": lambda load: load.counts["lead"],
                "responsible": lambda load: load.counts["responsible"],
                "support": lambda load: load.counts["support"],
                "guide": lambda load: load.counts["guide"],
                "total": lambda load: load.total,
            },
        ),
        query.page,
    )
    return UnitsPage(
        title=named("单位", "Units"),
        chosen=chosen,
        asked=query,
        portion=told,
        tasks=tasks,
        sums={role: sum(load.counts[role] for load in loads) for role in ROLES},
        loads=shown,
    )
