"""The county that a listing is about: all where they are few, else the first one."""

from __future__ import annotations

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.ontology.facts import DocumentFacts
from zeren.web.shelf import Shelf

TOGETHER = 12
"""How many plans are listed together when no county is chosen."""


class ChosenCounty(msgspec.Struct, frozen=True):
    """The county that is listed, empty for all; those that can be chosen; whether all can be."""

    county: str
    counties: list[str]
    all: bool


def choose(shelf: Shelf, county: str) -> tuple[ChosenCounty, list[DocumentFacts]]:
    """What is listed, and the facts of its plans.

    Raises:
        NotUnderstoodError: there is no plan of this county.
    """
    counties = [name for name in shelf.counties if name]
    if county and county not in counties:
        raise NotUnderstoodError(f"no plan is of {county}", nearest=tuple(counties[:5]))
    together = len(shelf.documents) <= TOGETHER
    if not county and not together and counties:
        county = counties[0]
    chosen = ChosenCounty(county, counties, together)
    keys = shelf.counties[county] if county else list(shelf.documents)
    return chosen, [shelf.facts(key) for key in keys]


def choose_one(shelf: Shelf, county: str) -> tuple[ChosenCounty, list[DocumentFacts]]:
    """As `choose`, for what only one county at a time can show: the first where none is chosen."""
    counties = [name for name in shelf.counties if name]
    chosen, documents = choose(shelf, county or (counties[0] if counties else ""))
    return msgspec.structs.replace(chosen, all=False), documents
