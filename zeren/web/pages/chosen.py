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
    chosen = chosen_county(shelf, county)
    if not chosen.county and len(shelf.documents) > TOGETHER and chosen.counties:
        chosen = msgspec.structs.replace(chosen, county=chosen.counties[0])
    keys = shelf.counties[chosen.county] if chosen.county else list(shelf.documents)
    return msgspec.structs.replace(chosen, all=len(shelf.documents) <= TOGETHER), [
        shelf.facts(k) for k in keys
    ]


def chosen_county(shelf: Shelf, county: str) -> ChosenCounty:
    """The county that is asked for, of a listing that can always be of all.

    Raises:
        NotUnderstoodError: there is no plan of this county.
    """
    counties = [name for name in shelf.counties if name]
    if county and county not in counties:
        raise NotUnderstoodError(f"no plan is of {county}", nearest=tuple(counties[:5]))
    return ChosenCounty(county, counties, all=True)


def choose_one(shelf: Shelf, county: str) -> tuple[ChosenCounty, list[DocumentFacts]]:
    """As `choose`, for what only one county at a time can show: the first where none is chosen."""
    counties = [name for name in shelf.counties if name]
    chosen, documents = choose(shelf, county or (counties[0] if counties else ""))
    return msgspec.structs.replace(chosen, all=False), documents
