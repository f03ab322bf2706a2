"""All plans, or those of a county, with how much was read from each."""

from __future__ import annotations

from typing import Literal

import msgspec

from zeren.ontology.facts import Document
from zeren.web.pages.chosen import ChosenCounty, chosen_county
from zeren.web.pages.portion import Portion, ordered, portion
from zeren.web.records import Page, Thing, named
from zeren.web.shelf import Shelf


class DocumentRow(msgspec.Struct, frozen=True):
    """A plan as listings show it."""

    document: Thing
    county: Thing | None
    number: str
    issuer: str
    issued: str
    characters: int
    annexes: int


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose plans are listed, in which order, and which part of them."""

    county: str = ""
    sort: Literal[
        "", "name", "-name", "county", "-county", "issued", "-issued", "characters", "-characters"
    ] = ""
    page: int = 1


class DocumentsPage(Page, frozen=True, kw_only=True):
    """The plans by county, or sorted."""

    chosen: ChosenCounty
    sort: str
    portion: Portion
    documents: list[DocumentRow]


def build(shelf: Shelf, query: Query) -> DocumentsPage:
    """The plans of the chosen county, or all."""
    chosen = chosen_county(shelf, query.county)
    keys = [key for county, own in shelf.counties.items() if query.county in ("", county) for key in own]
    rows = ordered(
        [document_row(shelf.documents[key]) for key in keys],
        query.sort,
        {
            "name": lambda row: row.document.name,
            "county": lambda row: row.county.name if row.county else "",
            "issued": lambda row: row.issued,
            "characters": lambda row: row.characters,
        },
    )
    told, shown = portion(rows, query.page)
    return DocumentsPage(
        title=named("方案", "Plans"), chosen=chosen, sort=query.sort, portion=told, documents=shown
    )


def document_row(document: Document) -> DocumentRow:
    """A plan's row."""
    return DocumentRow(
        document=Thing("document", document.id, document.title),
        county=Thing("county", document.region, document.region) if document.region else None,
        number=document.number or "",
        issuer=document.issuer or "",
        issued=document.issued or "",
        characters=document.characters,
        annexes=sum(1 for annex in document.annexes if annex.label not in ("", "0")),
    )
