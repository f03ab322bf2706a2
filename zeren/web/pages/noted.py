"""The findings about a stretch of text, as pages of things mention them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from zeren.ontology.facts import Evidence
from zeren.ontology.vocab import RDFS, ZR, Place, identifier, place_of
from zeren.web.records import Proof, Thing
from zeren.web.shelf import Shelf

_END = re.compile(r"[。；！？]|\n\s*")
_REACH = 300
"""Characters that a sentence may have before and behind a place in it."""

_SEVERITIES = ("error", "warning", "info")


class Noted(msgspec.Struct, frozen=True):
    """A finding: what it says in both languages, what a person said of it, the sentences that it is about.

    A sentence stands first in its proof, the places of the finding in it come behind.
    """

    finding: Thing
    kind: str
    severity: str
    message: dict[str, str]
    state: str
    places: list[Proof]


def findings_of(shelf: Shelf, document: str, spans: Iterable[Evidence]) -> list[Noted]:
    """The findings about a document of which a place lies in one of some spans, the gravest first.

    Those that a person dismissed are left out.
    """
    around = list(spans)

    def touches(place: Place) -> bool:
        return place.document == document and any(
            span.start <= place.start and place.end <= span.end for span in around
        )

    base = shelf.published.base_iri
    subjects = shelf.saying(ZR + "document", document)
    keys = [
        key for key in (identifier(node.value, base) for node in subjects) if shelf.kind(key) == "finding"
    ]
    places = {key: [place_of(term.value, base) for term in shelf.said(key, ZR + "evidence")] for key in keys}
    found = [noted(shelf, key, places[key]) for key in keys if any(map(touches, places[key]))]
    return sorted((one for one in found if one.state != "dismissed"), key=_gravest)


def noted(shelf: Shelf, key: str, places: Iterable[Place]) -> Noted:
    """The finding with this id and these places."""
    sentences: dict[Place, list[Place]] = {}
    for place in sorted(places):
        sentences.setdefault(_sentence(shelf.published.text(place.document), place), []).append(place)
    judgement = shelf.judgements.get(key)
    message = {term.language: term.value for term in shelf.said(key, RDFS + "comment")}
    return Noted(
        finding=Thing("finding", key, message["zh"]),
        kind=_word(shelf, key, "findingKind"),
        severity=_word(shelf, key, "severity"),
        message=message,
        state=judgement.verdict if judgement else "open",
        places=[
            [shelf.published.evidence(place) for place in (sentence, *inside)]
            for sentence, inside in sentences.items()
        ],
    )


def _word(shelf: Shelf, key: str, word: str) -> str:
    return next((str(term.value) for term in shelf.said(key, ZR + word)), "")


def _sentence(text: str, place: Place) -> Place:
    """The sentence or cell around a place, as far as it is not too long."""
    first, last = max(0, place.start - _REACH), min(len(text), place.end + _REACH)
    start = max((found.end() for found in _END.finditer(text, first, place.start)), default=first)
    behind = _END.search(text, max(place.start, place.end - 1), last)
    return Place(place.document, start, max(place.end, behind.start() + 1 if behind else last))


def _gravest(one: Noted) -> tuple[int, str, int, str]:
    first = one.places[0][0]
    return _SEVERITIES.index(one.severity), first["document"], first["start"], one.finding.id
