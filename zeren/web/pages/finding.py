"""A finding on one page: every place that it is about, with what stands around it, side by side."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.graph.whereabouts import Finder
from zeren.ontology.facts import Finding
from zeren.ontology.vocab import Place
from zeren.web.records import Describer, Page, Proof, TaskRow, Thing, document_thing, named
from zeren.web.shelf import Shelf
from zeren.web.words import say_both

AROUND = 100
"""Characters that are shown before and behind a sentence."""


class Passage(msgspec.Struct, frozen=True):
    """A sentence with the places in it; of the first one of a side also the words before and behind it."""

    before: str
    proof: Proof
    after: str


class Side(msgspec.Struct, frozen=True):
    """What one task says, or one sentence outside of all tasks, and where it stands in its plan.

    `annex` is empty in the main text; `label` are the printed labels above it.
    """

    document: Thing
    annex: str
    label: str
    task: TaskRow | None
    passages: list[Passage]


class FindingPage(Page, frozen=True, kw_only=True):
    """All about a finding; `meaning` is what its kind means, `state` and `why` what a person said of it."""

    id: str
    kind: str
    severity: str
    message: dict[str, str]
    meaning: dict[str, str]
    state: str
    why: str
    county: Thing | None
    document: Thing
    sides: list[Side]


def build(shelf: Shelf, key: str) -> FindingPage:
    """The page of the finding with this id.

    Raises:
        NotUnderstoodError: there is no such finding.
    """
    finding = found(shelf, key)
    judgement = shelf.judgements.get(key)
    documents = {document: shelf.facts(document) for document in finding.documents()}
    region = documents[finding.document].document.region
    return FindingPage(
        title=named(*say_both(finding.kind)),
        id=key,
        kind=finding.kind,
        severity=finding.severity,
        message={"zh": finding.zh, "en": finding.en},
        meaning=named(*say_both(f"meaning.{finding.kind}")),
        state=judgement.verdict if judgement else "open",
        why=judgement.why if judgement else "",
        county=Thing("county", region, region) if region else None,
        document=document_thing(documents[finding.document]),
        sides=_sides(Describer(shelf, documents.values()), finding),
    )


def found(shelf: Shelf, key: str) -> Finding:
    """The finding with this id.

    Raises:
        NotUnderstoodError: there is none.
    """
    under = key.partition("/finding/")[0]
    document = shelf.documents.get(under)
    region = (document.region or "") if document else under
    for finding in shelf.findings(region) if region in shelf.counties else ():
        if finding.id == key:
            return finding
    raise NotUnderstoodError(
        f"no finding has the id {key}", "a finding goes when the plan no longer gives reason for it"
    )


def _sides(describer: Describer, finding: Finding) -> list[Side]:
    """The places by task, or by sentence where they stand in none, in the finding's order."""
    finder = Finder(describer.documents)
    together: dict[tuple[str, str], list[Place]] = {}
    for one in finding.places:
        place = Place(one.document or finding.document, one.start, one.end)
        task = finder.task(*place)
        around = task.id if task else str(describer.shelf.sentence(place).start)
        together.setdefault((place.document, around), []).append(place)
    return [_side(describer, finder, places) for places in together.values()]


def _side(describer: Describer, finder: Finder, places: list[Place]) -> Side:
    first = places[0]
    facts = next(facts for facts in describer.documents if facts.document.id == first.document)
    task = finder.task(*first)
    annex, label = finder.at(*first)
    return Side(
        document=document_thing(facts),
        annex=annex,
        label=label,
        task=describer.task(facts, task) if task else None,
        passages=_passages(describer.shelf, places),
    )


def _passages(shelf: Shelf, places: Iterable[Place]) -> list[Passage]:
    text_of = shelf.published.text
    passages: list[Passage] = []
    for around, inside in shelf.sentences(places).items():
        text, reach = text_of(around.document), 0 if passages else AROUND
        passages.append(
            Passage(
                before=_plain(text[max(0, around.start - reach) : around.start]),
                proof=[shelf.published.evidence(place) for place in (around, *inside)],
                after=_plain(text[around.end : around.end + reach]),
            )
        )
    return passages


def _plain(words: str) -> str:
    return " ".join(words.split())
