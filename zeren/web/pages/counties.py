"""The counties that are loaded, with how much each has; no facts are read for it."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from zeren.ontology.vocab import identifier
from zeren.web.pages.portion import Portion, ordered, portion
from zeren.web.records import Page, Thing, named
from zeren.web.shelf import Shelf

_COUNTS = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?graph ?kind (COUNT(*) AS ?count) {
  VALUES ?kind { zr:Task zr:WorkingGroup zr:Target zr:Project }
  GRAPH ?graph { ?thing a ?kind }
} GROUP BY ?graph ?kind
"""
_KINDS = {"Task": "tasks", "WorkingGroup": "groups", "Target": "targets", "Project": "projects"}


class CountyRow(msgspec.Struct, frozen=True):
    """A county, its plans, and how many tasks, groups, targets and projects they hold."""

    county: Thing
    documents: list[Thing]
    counts: dict[str, int]


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In which order the counties are listed, and which part of them."""

    sort: Literal[
        "",
        "name",
        "-name",
        "tasks",
        "-tasks",
        "groups",
        "-groups",
        "targets",
        "-targets",
        "projects",
        "-projects",
    ] = ""
    page: int = 1


class CountiesPage(Page, frozen=True, kw_only=True):
    """The counties by name, or sorted."""

    sort: str
    portion: Portion
    counties: list[CountyRow]


def build(shelf: Shelf, query: Query) -> CountiesPage:
    """The counties."""
    counts = _counts(shelf)
    rows = [
        CountyRow(
            Thing("county", county, county),
            [Thing("document", key, shelf.documents[key].title) for key in documents],
            {kind: counts[county, kind] for kind in _KINDS.values()},
        )
        for county, documents in shelf.counties.items()
        if county
    ]
    kinds = {kind: (lambda row, kind=kind: row.counts[kind]) for kind in _KINDS.values()}
    sorted_rows = ordered(rows, query.sort, {"name": lambda row: row.county.name, **kinds})
    told, shown = portion(sorted_rows, query.page)
    return CountiesPage(title=named("县区", "Counties"), sort=query.sort, portion=told, counties=shown)


def _counts(shelf: Shelf) -> Counter[tuple[str, str]]:
    """How many things of each kind the plans of each county hold; each plan's stand in its own graph."""
    found: Counter[tuple[str, str]] = Counter()
    for row in shelf.select(_COUNTS):
        document = shelf.documents.get(identifier(row["graph"].value, shelf.published.base_iri))
        if document:
            kind = _KINDS[row["kind"].value.partition("#")[2]]
            found[document.region or "", kind] += int(row["count"].value)
    return found
