"""Which graphs a question needs: of one county, those that speak of it, however many others there are.

A query starts where the data is when it is asked of these graphs alone. That holds for questions whose rows
come from what they are asked about; one that holds counties against each other says `across` in its header.
"""

from __future__ import annotations

from collections.abc import Iterable

from zeren.ontology.vocab import identifier
from zeren.queries.catalog import Question
from zeren.queries.given import Given, Things
from zeren.queries.graph import Graph

COUNTIES = 8
"""Counties whose graphs are asked together; those of more are asked as the whole is."""


def graphs(graph: Graph, question: Question, given: Given) -> list[str] | None:
    """The IRIs of the graphs in which all rows of an answer stand; None for all graphs.

    Args:
        graph: that is asked.
        question: of the catalogue.
        given: what it is asked about.
    """
    counties = _counties(given)
    if question.across or not counties or len(counties) > COUNTIES:
        return None
    return graph.graphs_of(identifier(county, graph.base_iri) for county in sorted(counties))


def _counties(given: Given) -> set[str]:
    """The IRIs of the counties of what is asked about; none where that lies in no county, or in any."""
    named = {slot: things for slot, things in given.things.items() if slot.startswith("county")}
    if named:
        return {thing.iri for things in named.values() for thing in things}
    homes = [_homes(things) for things in (*given.things.values(), *given.units)]
    return {county for found in homes for county in found}


def _homes(things: Things) -> Iterable[str]:
    """The counties of things, each of which has one; none otherwise."""
    found = {thing.county for thing in things}
    return {county for county in found if county} if None not in found else ()
