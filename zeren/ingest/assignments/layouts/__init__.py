"""The ways in which offices write who does what, one a module, tried in the order of their numbers.

A module of this folder holds `LAYOUT`; that is all it takes to add one (docs/adding-a-layout.md).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.flat import Flat
from zeren.ontology.facts import Role

ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "guide")


class Place(StrEnum):
    """Where a layout is looked for: inside a bracket, or in a sentence outside brackets."""

    BRACKET = "bracket"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Layout:
    """One way of writing who does what.

    Args:
        name: the rule's name, in the facts and in `zeren ingest --explain`.
        order: layouts with a smaller number are tried first; the first that reads the words wins.
        places: where it is looked for.
        read: the clause that words make (white space taken out), None where they make none.
        where_used: the names of other layouts, one of which must be read elsewhere in a document before
            this one, which alone could mean something else, is believed there.
        at_end: only where a sentence ends; inside one the same words explain.
        behind_stop: only behind the stop that ends a sentence; before it the same words explain.
    """

    name: str
    order: int
    places: frozenset[Place]
    read: Callable[[Flat], Clause | None]
    where_used: tuple[str, ...] = ()
    at_end: bool = False
    behind_stop: bool = False

    @property
    def needs_end(self) -> bool:
        """Whether it is a clause only at the end of a sentence."""
        return self.at_end or self.behind_stop


def pattern(name: str, order: int, expression: str, *places: Place) -> Layout:
    """A layout that a regular expression describes whole.

    Args:
        name: as in `Layout`.
        order: as in `Layout`.
        expression: with a group for each role that it gives (`lead`, `responsible`, `support`,
            `guide`), each a list of units; in a bracket it matches all words, in a sentence a part.
        places: where it is looked for, in brackets when none is given.
    """
    compiled = re.compile(expression)
    inside = Place.SENTENCE not in places

    def read(words: Flat) -> Clause | None:
        found = compiled.fullmatch(words.text) if inside else compiled.search(words.text)
        if found is None:
            return None
        clause = Clause(name, span=found.span())
        for role in ROLES:
            if found.groupdict().get(role):
                clause.add(role, words[found.start(role) : found.end(role)])
        return clause if clause.is_sound() else None

    return Layout(name, order, frozenset(places or (Place.BRACKET,)), read)


@cache
def layouts(place: Place) -> tuple[Layout, ...]:
    """The layouts of a place in the order in which they are tried."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found: list[Layout] = [importlib.import_module(f"{__name__}.{name}").LAYOUT for name in modules]
    return tuple(sorted((x for x in found if place in x.places), key=lambda x: (x.order, x.name)))
