"""The first page: the question box, what is loaded, what is odd."""

from __future__ import annotations

from itertools import groupby
from typing import Literal

import msgspec

from zeren.ontology.facts import Severity
from zeren.web.pages import examples
from zeren.web.records import Page, Thing, named
from zeren.web.shelf import Shelf

SHOWN = 24
"""Counties that the first page shows; the page of all counties has the others."""

_COUNTS = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?kind (COUNT(?thing) AS ?count) {
  VALUES ?kind { zr:Task zr:WorkingGroup zr:Indicator zr:Project zr:Campaign }
  ?thing a ?kind
} GROUP BY ?kind
"""
_KINDS = {
    "Task": "task", "Unit": "unit", "WorkingGroup": "group", "Campaign": "campaign", "Indicator": "indicator",
    "Project": "project",
}  # fmt: skip

_CARRYING = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT (COUNT(DISTINCT ?unit) AS ?count) { ?assignment a zr:Assignment ; zr:unit ?unit }
"""
"""The units that carry tasks, which are those that their page lists; others are only named."""

_FINDINGS = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?severity ?kind (COUNT(?finding) AS ?count) {
  ?finding a zr:Finding ; zr:severity ?severity ; zr:findingKind ?kind
  FILTER NOT EXISTS { ?finding zr:state "dismissed" }
} GROUP BY ?severity ?kind ORDER BY DESC(?count) ?kind
"""


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The language of the questions that are offered."""

    language: Literal["zh", "en"] = "zh"


class County(msgspec.Struct, frozen=True):
    """A county, its plans and how many tasks they have; None for plans that name no county."""

    county: Thing | None
    documents: list[Thing]
    tasks: int | None


class Odd(msgspec.Struct, frozen=True):
    """How many findings of a kind are not dismissed."""

    severity: Severity
    kind: str
    count: int


class HomePage(Page, frozen=True, kw_only=True):
    """How many things of each kind are loaded, the plans of each county, the findings by kind, and in all."""

    questions: list[str]
    others: list[str]
    counts: dict[str, int]
    counties: list[County]
    all_counties: int
    findings: list[Odd]
    severities: dict[Severity, int]


def build(shelf: Shelf, query: Query) -> HomePage:
    """The first page."""
    (carrying,) = shelf.select(_CARRYING)
    counts = {row["kind"].value.partition("#")[2]: int(row["count"].value) for row in shelf.select(_COUNTS)}
    odd = _findings(shelf)
    other: Literal["zh", "en"] = "zh" if query.language == "en" else "en"
    return HomePage(
        title=named("责任", "Zeren"),
        questions=examples.first(shelf, query.language),
        others=examples.first(shelf, other)[:2],
        counts={
            "document": len(shelf.documents),
            **{kind: counts.get(name, 0) for name, kind in _KINDS.items()},
            "unit": int(carrying["count"].value),
        },
        counties=[
            County(
                Thing("county", county, county) if county else None,
                [Thing("document", key, shelf.documents[key].title) for key in documents],
                shelf.tasks.get(county),
            )
            for county, documents in list(shelf.counties.items())[:SHOWN]
        ],
        all_counties=len(shelf.counties),
        findings=odd,
        severities={
            severity: sum(one.count for one in several)
            for severity, several in groupby(odd, key=lambda one: one.severity)
        },
    )


def _findings(shelf: Shelf) -> list[Odd]:
    """Each kind with its count, the gravest first."""
    found = [
        Odd(row["severity"].value, row["kind"].value, int(row["count"].value))
        for row in shelf.select(_FINDINGS)
    ]
    return sorted(found, key=lambda odd: ("error", "warning", "info").index(odd.severity))
