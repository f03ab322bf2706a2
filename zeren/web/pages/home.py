"""The first page: what is loaded, what can be asked, what is odd."""

from __future__ import annotations

import msgspec

from zeren.web.records import Page, Thing, named
from zeren.web.shelf import Shelf

_COUNTS = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?count) {
  VALUES ?kind { zr:Unit zr:Task zr:WorkingGroup zr:Indicator zr:Project zr:Campaign }
  ?thing a ?kind
} GROUP BY ?kind
"""
_KINDS = {
    "Unit": "unit", "Task": "task", "WorkingGroup": "group", "Indicator": "indicator", "Project": "project",
    "Campaign": "campaign",
}  # fmt: skip


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first page takes nothing."""


class County(msgspec.Struct, frozen=True):
    """A county and its plans; None for plans that name no county."""

    county: Thing | None
    documents: list[Thing]


class HomePage(Page, frozen=True, kw_only=True):
    """How many things of each kind are loaded, and the plans of each county."""

    counts: dict[str, int]
    counties: list[County]


def build(shelf: Shelf, _: Query) -> HomePage:
    """The first page."""
    counts = {row["kind"].value.partition("#")[2]: int(row["count"].value) for row in shelf.select(_COUNTS)}
    return HomePage(
        title=named("责任", "Zeren"),
        counts={
            "document": len(shelf.documents),
            **{kind: counts.get(name, 0) for name, kind in _KINDS.items()},
        },
        counties=[
            County(
                Thing("county", county, county) if county else None,
                [Thing("document", key, shelf.documents[key].title) for key in documents],
            )
            for county, documents in shelf.counties.items()
        ],
    )
