"""Where the things of the graph are written in the texts of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from zeren.ontology.vocab import Place, place_of

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot

_ASKED = (
    "SELECT ?it ?place WHERE { ?it zr:evidence ?place }",
    "SELECT ?it ?place WHERE { ?it zr:textEvidence ?place }",
    "SELECT ?it ?place WHERE { ?by ?names ?it ; zr:evidence ?place }",
)


def written(published: Snapshot, thing: str) -> Place | None:
    """Where a thing is written: at its own evidence, else at that of the first thing that names it.

    Args:
        published: the state of the workspace.
        thing: the thing's IRI.
    """
    for asked in _ASKED:
        rows = published.select(asked, {"it": NamedNode(thing)})
        places = [place for row in rows if (place := inside(published, row["place"].value))]
        if places:
            return min(places)
    return None


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
