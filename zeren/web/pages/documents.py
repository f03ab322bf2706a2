"""All plans, county by county, with what was read of each."""

from __future__ import annotations

import msgspec

from zeren.ontology.facts import Document
from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.records import Page, Thing, document_thing, named
from zeren.web.shelf import Shelf


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which county's plans are listed."""

    county: str = ""


class PlanRow(msgspec.Struct, frozen=True):
    """A plan: its record, how many tasks it has, and the account of its sentences in figures."""

    plan: Thing
    document: Document
    tasks: int
    summary: dict[str, int]


class DocumentsPage(Page, frozen=True, kw_only=True):
    """The plans by county, then by number."""

    chosen: ChosenCounty
    plans: list[PlanRow]


def build(shelf: Shelf, query: Query) -> DocumentsPage:
    """The plans of the chosen county, or of all counties where these are few."""
    chosen, documents = choose(shelf, query.county)
    rows = [
        PlanRow(
            document_thing(facts),
            facts.document,
            len(facts.tasks),
            shelf.coverage(facts.document.id).summary(),
        )
        for facts in documents
    ]
    rows.sort(key=lambda row: (row.document.region or "", row.document.id))
    return DocumentsPage(title=named("方案", "Plans"), chosen=chosen, plans=rows)
