"""The findings of a county's plans: filtered by the address, counted by kind, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Annotated, Literal

import msgspec

from zeren.commands.found import of_kinds, worst_first
from zeren.errors import NotUnderstoodError
from zeren.ontology.facts import Finding, Severity
from zeren.web.pages.chosen import ChosenCounty, choose
from zeren.web.pages.noted import Noted, noted
from zeren.web.pages.portion import Portion, portion
from zeren.web.records import Page, Thing, document_thing, named
from zeren.web.shelf import Shelf

SHOWN = 40
"""How many findings a page holds."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

State = Literal["", "open", "accepted", "dismissed", "all"]
"""What a person said: the empty one is whatever is not dismissed."""

STATES: tuple[State, ...] = ("", "open", "accepted", "dismissed", "all")


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which findings are listed: of a county or document, a kind, a severity, a state; which page."""

    county: str = ""
    document: str = ""
    kind: str = ""
    severity: Literal["", "error", "warning", "info"] = ""
    state: State = ""
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1


class FindingsPage(Page, frozen=True, kw_only=True):
    """Findings, and how many there would be with each other choice of one filter."""

    chosen: ChosenCounty
    asked: Query
    documents: list[Thing]
    kinds: dict[str, int]
    severities: dict[Severity, int]
    states: dict[State, int]
    portion: Portion
    findings: list[Noted]


def build(shelf: Shelf, query: Query) -> FindingsPage:
    """The findings that a query asks for.

    Raises:
        NotUnderstoodError: there is no such county or document.
        UsageError: there is no such kind.
    """
    if query.document and not query.county:
        query = msgspec.structs.replace(query, county=shelf.facts(query.document).document.region or "")
    chosen, documents = choose(shelf, query.county)
    known = {facts.document.id for facts in documents}
    if query.document and query.document not in known:
        raise NotUnderstoodError(
            f"{query.county} has no plan {query.document}", nearest=tuple(sorted(known)[:5])
        )
    regions = dict.fromkeys(facts.document.region or "" for facts in documents)
    every = [finding for region in regions for finding in shelf.findings(region)]
    if query.kind:
        kinds = {finding.kind for finding in of_kinds(every, [query.kind])}
        query = msgspec.structs.replace(query, kind=next(iter(kinds), query.kind))
    tests = _tests(query, shelf)
    found = worst_first(f for f in every if all(test(f) for test in tests.values()))
    told, shown = portion(found, query.page, SHOWN)
    states = _counted(every, tests, "state", lambda f: _state(shelf, f))
    return FindingsPage(
        title=named("疑点", "Findings"),
        chosen=chosen,
        asked=msgspec.structs.replace(query, county=chosen.county, page=told.page),
        documents=[document_thing(facts) for facts in documents],
        kinds=dict(
            sorted(_counted(every, tests, "kind", lambda f: f.kind).items(), key=lambda i: (-i[1], i[0]))
        ),
        severities={
            one: n for one in SEVERITIES if (n := _counted(every, tests, "severity", _severity)[one])
        },
        states={one: sum(n for state, n in states.items() if _fits(one, state)) for one in STATES},
        portion=told,
        findings=[noted(shelf, finding) for finding in shown],
    )


Test = Callable[[Finding], bool]


def _tests(query: Query, shelf: Shelf) -> dict[str, Test]:
    """What a finding must be, by the filter that asks for it."""
    return {
        "document": lambda f: not query.document or query.document in f.documents(),
        "kind": lambda f: not query.kind or f.kind == query.kind,
        "severity": lambda f: not query.severity or f.severity == query.severity,
        "state": lambda f: _fits(query.state, _state(shelf, f)),
    }


def _counted(
    every: list[Finding], tests: Mapping[str, Test], free: str, what: Callable[[Finding], str]
) -> Counter[str]:
    """How many findings there are of each value of one filter, all others as they are."""
    others = [test for name, test in tests.items() if name != free]
    return Counter(what(finding) for finding in every if all(test(finding) for test in others))


def _severity(finding: Finding) -> str:
    return finding.severity


def _state(shelf: Shelf, finding: Finding) -> str:
    judgement = shelf.judgements.get(finding.id)
    return judgement.verdict if judgement else "open"


def _fits(asked: State, state: str) -> bool:
    return asked in ("all", state) or (asked == "" and state != "dismissed")
