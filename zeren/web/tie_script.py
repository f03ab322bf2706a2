"""The sentences behind the ties of a county's network, as a script: a page from a file may fetch no data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from zeren.ontology.facts import DocumentFacts, Mention
from zeren.web.addresses import Here, path_of
from zeren.web.networks import TOGETHER, Query
from zeren.web.quotes import pieces
from zeren.web.records import Describer, Proof
from zeren.web.shelf import Shelf


class Clause(msgspec.Struct, frozen=True, array_like=True):
    """A sentence: the units that it names, its words, those that are marked, and where its source opens."""

    units: list[str]
    pieces: list[tuple[str, bool]]
    source: str


class Work(msgspec.Struct, frozen=True, array_like=True):
    """A task or a group: its id, name and page, the units in it with their roles, the sentences."""

    id: str
    name: str
    page: str
    units: list[tuple[str, str]]
    clauses: list[Clause]


def script(shelf: Shelf, query: Query) -> bytes:
    """A script that holds the work of a county, of all counties where these are few.

    Its links start from the first page, in the page's language.
    """
    counties = [query.county] if query.county else list(shelf.counties)
    work: list[Work] = []
    for county in counties if len(counties) <= TOGETHER else []:
        describer = Describer(shelf, shelf.of_county(county))
        for facts in describer.documents:
            work += [*_tasks(describer, facts), *_groups(describer, facts)]
    return b"window.zerenTies=" + msgspec.json.encode(work) + b";\n"


def _tasks(describer: Describer, facts: DocumentFacts) -> Iterator[Work]:
    for task in facts.tasks:
        together: dict[tuple[int, int], list[Mention]] = {}
        for _, mention in task.mentions():
            clause = describer.clause(task, [mention])[0]
            together.setdefault((clause["start"], clause["end"]), []).append(mention)
        clauses = [
            _clause(describer.shelf, describer.clause(task, named), named) for named in together.values()
        ]
        units = list(dict.fromkeys((mention.unit, str(role)) for role, mention in task.mentions()))
        yield Work(task.id, task.title, _file(path_of("task", task.id)), units, clauses)


def _groups(describer: Describer, facts: DocumentFacts) -> Iterator[Work]:
    for group in facts.groups:
        parts = [(m, "member") for m in group.members] + [(m, "office") for m in [group.office] if m]
        clauses = [
            _clause(describer.shelf, describer.span(group, mention), [mention]) for mention, _ in parts
        ]
        units = list(dict.fromkeys((mention.unit, part) for mention, part in parts))
        yield Work(group.id, group.name, _file(path_of("group", group.id)), units, clauses)


def _clause(shelf: Shelf, proof: Proof, named: list[Mention]) -> Clause:
    words = [(piece.words, piece.marked) for piece in pieces(proof)]
    return Clause([mention.unit for mention in named], words, _source(shelf, proof[0]))


def _source(shelf: Shelf, place: dict[str, Any]) -> str:
    anchor = f"c{shelf.paragraph(place['document'], place['start'])}"
    asked = {"char": f"{place['start']},{place['end']}"}
    return _file(path_of("text", place["document"]), asked, anchor)


def _file(path: str, query: dict[str, str] | None = None, anchor: str = "") -> str:
    return Here("network", static=True).to(path, query, anchor=anchor).removeprefix("./")
