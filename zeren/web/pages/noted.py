"""The findings about a stretch of text, as pages of things mention them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from pyoxigraph import NamedNode

from zeren.ontology.facts import Evidence
from zeren.ontology.vocab import Place, identifier, iri, place_of
from zeren.web.records import Proof, Thing
from zeren.web.shelf import Shelf

_FINDINGS = """
PREFIX zr: <https://w3id.org/zeren#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?document ?finding ?kind ?severity ?zh ?en ?place {
  ?finding zr:document ?document ; a zr:Finding ; zr:findingKind ?kind ; zr:severity ?severity ;
           rdfs:comment ?zh, ?en ; zr:evidence ?place .
  FILTER(LANG(?zh) = "zh" && LANG(?en) = "en")
}
"""
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
    base, around = shelf.published.base_iri, list(spans)
    said: dict[str, dict[str, str]] = {}
    places: dict[str, set[Place]] = {}
    for row in shelf.select(_FINDINGS, document=NamedNode(iri(document, base))):
        key = identifier(row["finding"].value, base)
        said[key] = {name: row[name].value for name in ("kind", "severity", "zh", "en")}
        places.setdefault(key, set()).add(place_of(row["place"].value, base))

    def touches(place: Place) -> bool:
        return place.document == document and any(
            span.start <= place.start and place.end <= span.end for span in around
        )

    found = [
        _noted(shelf, key, said[key], sorted(places[key])) for key in said if any(map(touches, places[key]))
    ]
    return sorted((one for one in found if one.state != "dismissed"), key=_gravest)


def _noted(shelf: Shelf, key: str, said: dict[str, str], places: list[Place]) -> Noted:
    judgement = shelf.judgements.get(key)
    sentences: dict[Place, list[Place]] = {}
    for place in places:
        sentences.setdefault(_sentence(shelf.published.text(place.document), place), []).append(place)
    return Noted(
        finding=Thing("finding", key, said["zh"]),
        kind=said["kind"],
        severity=said["severity"],
        message={"zh": said["zh"], "en": said["en"]},
        state=judgement.verdict if judgement else "open",
        places=[
            [shelf.published.evidence(place) for place in (sentence, *inside)]
            for sentence, inside in sentences.items()
        ],
    )


def _sentence(text: str, place: Place) -> Place:
    """The sentence or cell around a place, as far as it is not too long."""
    first, last = max(0, place.start - _REACH), min(len(text), place.end + _REACH)
    start = max((found.end() for found in _END.finditer(text, first, place.start)), default=first)
    behind = _END.search(text, max(place.start, place.end - 1), last)
    return Place(place.document, start, max(place.end, behind.start() + 1 if behind else last))


def _gravest(one: Noted) -> tuple[int, str, int, str]:
    first = one.places[0][0]
    return _SEVERITIES.index(one.severity), first["document"], first["start"], one.finding.id
