"""Where the things of the graph are written in the texts of the workspace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from zeren.ontology.vocab import Place, identifier, place_of

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot

_OWN = (
    "SELECT ?it ?place WHERE { ?it zr:evidence ?place }",
    "SELECT ?it ?place WHERE { ?it zr:textEvidence ?place }",
)
_NAMED = (
    "SELECT ?it ?place WHERE { ?by ?names ?it ; zr:evidence ?place }",
    "SELECT ?it ?place WHERE { ?it a zr:Category ; skos:prefLabel ?name ."
    " ?by zr:category ?said ; zr:textEvidence ?place FILTER (STR(?name) = ?said) }",
)
_CALLED = (
    "SELECT ?it ?plan ?name WHERE {"
    " ?it a zr:Region ; skos:prefLabel|skos:altLabel ?name . ?plan zr:region ?it }"
)


def written(published: Snapshot, thing: str) -> Place | None:
    """Where a thing is written: at its own evidence, else at that of the first thing that names it.

    A region is written where the first of its plans says its name.

    Args:
        published: the state of the workspace.
        thing: the thing's IRI.
    """
    if thing.startswith("_:"):
        return None
    if place := _first(published, thing, _OWN + _NAMED):
        return place
    rows = published.select(_CALLED, {"it": NamedNode(thing)})
    named = ((identifier(row["plan"].value, published.base_iri), row["name"].value) for row in rows)
    said = (_said(published, document, name) for document, name in named if document in published.documents)
    return min(
        (place for place in said if place), key=lambda place: (place.document, place.start), default=None
    )


def written_itself(published: Snapshot, thing: str) -> Place | None:
    """Where a thing that has evidence of its own is written; None for a unit, a region and the like."""
    return _first(published, thing, _OWN)


def _first(published: Snapshot, thing: str, asked: Iterable[str]) -> Place | None:
    for each in asked:
        rows = published.select(each, {"it": NamedNode(thing)})
        places = [place for row in rows if (place := inside(published, row["place"].value))]
        if places:
            return min(places)
    return None


def _said(published: Snapshot, document: str, name: str) -> Place | None:
    start = published.text(document).find(name)
    return None if start < 0 else Place(document, start, start + len(name))


def inside(published: Snapshot, iri: str) -> Place | None:
    """The place that an IRI names, if it lies in the text of a document that is there."""
    try:
        place = place_of(iri, published.base_iri)
    except ValueError:
        return None
    if place.document not in published.documents:
        return None
    length = len(published.text(place.document))
    return place if 0 <= place.start < place.end <= length else None
