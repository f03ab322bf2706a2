"""All units of a county, or of all, with what each carries."""

from __future__ import annotations

import msgspec

from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.pages.loads import Load, in_county
from zeren.web.records import Page, Thing, named
from zeren.web.shelf import Shelf


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which county's units are listed."""

    county: str = ""


class UnitsPage(Page, frozen=True, kw_only=True):
    """The units with their tasks by role, those that lead most first."""

    chosen: ChosenCounty
    loads: list[Load]


def build(shelf: Shelf, query: Query) -> UnitsPage:
    """The units of the chosen county, or of all counties where these are few."""
    chosen, documents = choose(shelf, query.county)
    loads = []
    for county in dict.fromkeys(facts.document.region or "" for facts in documents):
        own = [facts for facts in documents if (facts.document.region or "") == county]
        things = {unit.id: Thing("unit", unit.id, unit.name) for unit in shelf.units(own).values()}
        loads += in_county(own, things, county)
    loads.sort(key=lambda load: (-load.counts["lead"], -load.total, load.unit.id))
    return UnitsPage(title=named("单位", "Units"), chosen=chosen, loads=loads)
