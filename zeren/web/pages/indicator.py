"""An indicator on one page: its targets in all plans, those that contradict each other, other counties'."""

from __future__ import annotations

import msgspec
from pyoxigraph import Literal, NamedNode

from zeren.errors import NotUnderstoodError
from zeren.graph import merge
from zeren.ontology.facts import DocumentFacts, Evidence, Indicator, Target
from zeren.ontology.figures import figure
from zeren.ontology.vocab import SKOS, ZR, identifier, place_of
from zeren.web.pages.noted import Noted, conflicting, findings_of
from zeren.web.pages.targets import TargetRow, target_row
from zeren.web.records import Describer, Page, Proof, Thing, named
from zeren.web.shelf import Shelf

COUNTIES = 60
"""Of how many other counties the targets are shown."""


class Elsewhere(msgspec.Struct, frozen=True):
    """A target that another county sets for an indicator of this name."""

    indicator: Thing
    county: str
    name: str
    measure: str
    figure: str
    year: str
    proof: Proof


class IndicatorPage(Page, frozen=True, kw_only=True):
    """All targets of an indicator in its region, and those of its namesakes elsewhere.

    `conflicting` are the ids of the targets that a finding holds against others; `counties` tells how
    many other counties set targets, of which the first are shown.
    """

    indicator: Indicator
    county: Thing | None
    targets: list[TargetRow]
    conflicting: list[str]
    findings: list[Noted]
    elsewhere: list[Elsewhere]
    counties: int


def build(shelf: Shelf, key: str) -> IndicatorPage:
    """The page of the indicator with this id.

    Raises:
        NotUnderstoodError: there is no such indicator.
    """
    documents = shelf.speaking_of(key)
    known = merge.indicators(one for facts in documents for one in facts.indicators if one.id == key)
    if not known:
        raise NotUnderstoodError(f"no indicator has the id {key}")
    describer = Describer(shelf, documents)
    own = [(facts, _in_order(facts, key)) for facts in documents]
    findings: dict[str, Noted] = {}
    for facts, targets in own:
        spans = [_span(target) for target in targets]
        findings |= {one.finding.id: one for one in findings_of(shelf, facts.document.id, spans)}
    region = known[0].region
    namesakes = _namesakes(shelf, known[0])
    return IndicatorPage(
        title=named(known[0].name),
        indicator=known[0],
        county=Thing("county", region, region) if region in shelf.counties else None,
        targets=[target_row(describer, facts, target) for facts, targets in own for target in targets],
        conflicting=sorted(
            conflicting(shelf, documents) & {target.id for _, every in own for target in every}
        ),
        findings=list(findings.values()),
        elsewhere=[row for one, county in namesakes[:COUNTIES] for row in _elsewhere(shelf, one, county)],
        counties=len(namesakes),
    )


def _in_order(facts: DocumentFacts, key: str) -> list[Target]:
    own = [target for target in facts.targets if target.indicator == key]
    return sorted(own, key=lambda target: (target.evidence[0].start, target.id))


def _span(target: Target) -> Evidence:
    """Where a target is written, with what stands between its places."""
    return Evidence("target", min(e.start for e in target.evidence), max(e.end for e in target.evidence))


def _namesakes(shelf: Shelf, indicator: Indicator) -> list[tuple[Thing, str]]:
    """The indicators of other counties with one of its names, and their counties, by county."""
    store, base = shelf.published.store, shelf.published.base_iri
    found: dict[str, str] = {}
    for name in (indicator.name, *indicator.aliases):
        for quad in store.quads_for_pattern(
            None, NamedNode(SKOS + "prefLabel"), Literal(name, language="zh")
        ):
            if isinstance(quad.subject, NamedNode):
                found[identifier(quad.subject.value, base)] = name
    found.pop(indicator.id, None)
    regions = {key: shelf.said(key, ZR + "region") for key in found if shelf.kind(key) == "indicator"}
    placed = [
        (Thing("indicator", key, found[key]), identifier(terms[0].value, base))
        for key, terms in regions.items()
        if terms
    ]
    return sorted(placed, key=lambda one: (one[1], one[0].id))


def _elsewhere(shelf: Shelf, indicator: Thing, county: str) -> list[Elsewhere]:
    """The targets of another county's indicator, in the order of its plans."""
    base = shelf.published.base_iri
    rows = []
    for target in shelf.saying(ZR + "indicator", indicator.id):
        words = ("measure", "comparator", "value", "valueMax", "unitText", "year")
        told = {word: next((term.value for term in shelf.said(target, ZR + word)), "") for word in words}
        value, most = (float(told[word]) if told[word] else None for word in ("value", "valueMax"))
        places = sorted(place_of(term.value, base) for term in shelf.said(target, ZR + "evidence"))
        rows.append(
            Elsewhere(
                indicator=indicator,
                county=county,
                name=shelf.name(identifier(target.value, base)),
                measure=told["measure"],
                figure=figure(told["comparator"], value, most, told["unitText"]),
                year=told["year"],
                proof=[shelf.published.evidence(place) for place in (shelf.sentence(places[0]), places[0])],
            )
        )
    return rows
