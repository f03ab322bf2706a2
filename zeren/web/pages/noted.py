"""The findings about a stretch of text, as pages of things mention them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from pyoxigraph import NamedNode

from zeren.graph.engines import ahead
from zeren.ontology.facts import DocumentFacts, Evidence, Finding
from zeren.ontology.vocab import RDF, RDFS, ZR, Place, identifier, iri, place_of
from zeren.web.records import Proof, Thing
from zeren.web.shelf import Shelf

CONFLICT = "target-conflict"
SEVERITIES = ("error", "warning", "info")

_ASKED = tuple(NamedNode(ZR + word) for word in ("findingKind", "severity", "evidence"))
"""What pages ask of every finding about a document."""


class Noted(msgspec.Struct, frozen=True):
    """A finding: what it says in both languages, what a person said of it, the sentences that it is about.

    A sentence stands first in its proof, the places of the finding in it come behind.
    """

    finding: Thing
    document: Thing
    kind: str
    severity: str
    message: dict[str, str]
    state: str
    why: str
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

    base, keys = shelf.published.base_iri, _about(shelf, document)
    places = {key: [place_of(term.value, base) for term in shelf.said(key, ZR + "evidence")] for key in keys}
    found = [_published(shelf, key, places[key]) for key in keys if any(map(touches, places[key]))]
    return sorted((one for one in found if one.state != "dismissed"), key=_gravest)


def conflicting(shelf: Shelf, documents: Iterable[DocumentFacts]) -> set[str]:
    """The ids of the targets of some documents that a contradiction holds against others.

    Contradictions that a person dismissed hold nothing against anybody.
    """
    found = set()
    for facts in documents:
        keys = [
            key
            for key in _about(shelf, facts.document.id)
            if _word(shelf, key, "findingKind") == CONFLICT and not _dismissed(shelf, key)
        ]
        terms = [term.value for key in keys for term in shelf.said(key, ZR + "evidence")]
        places = [place_of(term, shelf.published.base_iri) for term in terms]
        starts = {place.start for place in places if place.document == facts.document.id}
        for target in facts.targets:
            if any(e.start <= start < e.end for e in target.evidence for start in starts):
                found.add(target.id)
    return found


def severities(shelf: Shelf, documents: Iterable[str]) -> dict[str, int]:
    """How many findings about some documents have each severity, without those that a person dismissed."""
    keys = {key for document in documents for key in _about(shelf, document)}
    counts = Counter(_word(shelf, key, "severity") for key in keys if not _dismissed(shelf, key))
    return {severity: counts[severity] for severity in SEVERITIES}


def _about(shelf: Shelf, document: str) -> list[str]:
    """The ids of the findings about a document."""
    subjects = shelf.saying(ZR + "document", document)
    ahead(shelf.published.store, subjects, NamedNode(RDF + "type"))
    keys = [identifier(node.value, shelf.published.base_iri) for node in subjects]
    found = [key for key in keys if shelf.kind(key) == "finding"]
    nodes = (NamedNode(iri(key, shelf.published.base_iri)) for key in found)
    ahead(shelf.published.store, nodes, *_ASKED)
    return found


def noted(shelf: Shelf, finding: Finding) -> Noted:
    """A finding as pages list it, its places in their order."""
    places = [Place(p.document or finding.document, p.start, p.end) for p in finding.places]
    message = {"zh": finding.zh, "en": finding.en}
    return _noted(shelf, finding.id, (finding.kind, finding.severity), message, places)


def _published(shelf: Shelf, key: str, places: Iterable[Place]) -> Noted:
    """The finding with this id as the graph has it."""
    message = {term.language: term.value for term in shelf.said(key, RDFS + "comment")}
    sort = _word(shelf, key, "findingKind"), _word(shelf, key, "severity")
    return _noted(shelf, key, sort, message, sorted(places))


def _noted(
    shelf: Shelf, key: str, sort: tuple[str, str], message: dict[str, str], places: Sequence[Place]
) -> Noted:
    judgement = shelf.judgements.get(key)
    document = places[0].document
    return Noted(
        finding=Thing("finding", key, message["zh"]),
        document=Thing("document", document, shelf.documents[document].title),
        kind=sort[0],
        severity=sort[1],
        message=message,
        state=judgement.verdict if judgement else "open",
        why=judgement.why if judgement else "",
        places=[
            [shelf.published.evidence(place) for place in (around, *inside)]
            for around, inside in shelf.sentences(places).items()
        ],
    )


def _dismissed(shelf: Shelf, key: str) -> bool:
    return key in shelf.judgements and shelf.judgements[key].verdict == "dismissed"


def _word(shelf: Shelf, key: str, word: str) -> str:
    return next((str(term.value) for term in shelf.said(key, ZR + word)), "")


def _gravest(one: Noted) -> tuple[int, str, int, str]:
    first = one.places[0][0]
    return SEVERITIES.index(one.severity), first["document"], first["start"], one.finding.id
