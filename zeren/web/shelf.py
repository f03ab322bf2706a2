"""One published state as pages read it: only the documents that speak of a thing, each read once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from zeren.errors import NotUnderstoodError
from zeren.graph import findings, merge
from zeren.graph.coverage import Coverage, cover, paragraphs
from zeren.graph.elsewhere import titles_under
from zeren.graph.excerpts import sentence
from zeren.graph.store import Snapshot
from zeren.ontology.facts import Document, DocumentFacts, Evidence, Finding, Region, Unit
from zeren.ontology.judgements import Judgement
from zeren.ontology.vocab import RDF, SKOS, ZR, Place, identifier, iri

HELD = 64
"""How many documents' facts are held, those last asked for; some 2 MB each."""

ACCOUNTS = 8
"""How many documents' accounts are held; some 10 MB each."""

FUNCTIONS_HELD = 16
"""Of how many functions of government the titles of tasks are held; some 2 MB each with 1,000 counties."""

KINDS_HELD = 1 << 15
"""How many ids are kept with what they are."""

ThingKind = OneOf[
    "county", "unit", "task", "group", "indicator", "project", "document", "campaign", "finding"
]  # fmt: skip
"""The things that have pages of their own."""

_CLASSES: dict[str, ThingKind] = {
    f"{ZR}Region": "county", f"{ZR}Unit": "unit", f"{ZR}Task": "task", f"{ZR}WorkingGroup": "group",
    f"{ZR}Indicator": "indicator", f"{ZR}Project": "project", f"{ZR}Plan": "document",
    f"{ZR}Campaign": "campaign", f"{ZR}Finding": "finding",
}  # fmt: skip


_TASKS = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?plan (COUNT(?task) AS ?count) { GRAPH ?plan { ?task a zr:Task } } GROUP BY ?plan
"""


class Shelf:
    """What is published now, and what was read of it; safe to use from several threads.

    Args:
        published: the snapshot; whoever opened it closes it.
    """

    def __init__(self, published: Snapshot) -> None:
        self.published = published
        self.facts = lru_cache(HELD)(published.facts)
        """The facts of a document by its id."""
        self.coverage = lru_cache(ACCOUNTS)(self._cover)
        """The account of a document's text by its id."""
        self.findings = lru_cache(HELD)(self._findings)
        """The findings of the documents of a region, by its id, those between them too."""
        self.region = lru_cache(KINDS_HELD)(self._region)
        """The record of a region by its id; None where no document speaks for it."""
        self.titles_under = lru_cache(FUNCTIONS_HELD)(partial(titles_under, published))
        """The titles of the tasks that units with a function carry, by the tasks' ids."""
        self.kind = lru_cache(KINDS_HELD)(self._kind)
        """What the thing with this id is, of those that have pages; None for any other id."""
        self.english = lru_cache(KINDS_HELD)(self._english)
        """What the thing with this id is called in English; None where the graph does not say it."""
        self._starts = lru_cache(HELD)(self._paragraphs)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The record of every document, by id."""
        return {document.id: document for document in self.published.records()}

    @cached_property
    def counties(self) -> dict[str, list[str]]:
        """The ids of the documents of each region, by the region's id; of no region under the empty id."""
        found: dict[str, list[str]] = {}
        for document in self.documents.values():
            found.setdefault(document.region or "", []).append(document.id)
        return dict(sorted(found.items()))

    @cached_property
    def tasks(self) -> dict[str, int]:
        """How many tasks the plans of each region have, by the region's id."""
        base = self.published.base_iri
        counts: dict[str, int] = {}
        for row in self.select(_TASKS):
            plan = self.documents.get(identifier(row["plan"].value, base))
            if plan:
                counts[plan.region or ""] = counts.get(plan.region or "", 0) + int(row["count"].value)
        return counts

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """What a person said about findings, by the finding's id."""
        return self.published.judgements()

    def of_county(self, region: str | None) -> list[DocumentFacts]:
        """The facts of the documents of a region."""
        return [self.facts(document) for document in self.counties.get(region or "", [])]

    def speaking_of(self, key: str) -> list[DocumentFacts]:
        """The facts of the documents that say something of the thing with this id, by document id.

        Raises:
            NotUnderstoodError: none does.
        """
        found = self.documents_of(key)
        if not found:
            raise NotUnderstoodError(f"nothing has the id {key}")
        return [self.facts(document) for document in found]

    def documents_of(self, key: str) -> list[str]:
        """The ids of the documents in whose graphs a thing stands, sorted.

        Of a thing that stands in the graph of its region alone, as a unit does of which the plans name
        but a part, they are those of the region.
        """
        node = NamedNode(iri(key, self.published.base_iri))
        store = self.published.store
        quads = (*store.quads_for_pattern(node, None, None), *store.quads_for_pattern(None, None, node))
        graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
        named = {identifier(graph, self.published.base_iri) for graph in graphs}
        shared = (document for region in sorted(named) for document in self.counties.get(region, []))
        return sorted(named & self.documents.keys()) or sorted(shared)

    def units(self, documents: Iterable[DocumentFacts]) -> dict[str, Unit]:
        """The units of some documents by id, each as their documents together describe it."""
        return {unit.id: unit for unit in merge.units(u for facts in documents for u in facts.units)}

    def select(self, query: str, **given: Any) -> list[dict[str, Any]]:
        """The rows of a SELECT of the explorer's own; `given` are terms for its variables, text as it is."""
        terms = {name: Literal(term) if isinstance(term, str) else term for name, term in given.items()}
        found = self.published.select(query, terms)
        names = [variable.value for variable in found.variables]
        return [{name: row[name] for name in names} for row in found]

    def said(self, thing: str | NamedNode, word: str) -> list[Any]:
        """What the graph says of a thing, by its id or IRI, with a property, an IRI."""
        node = NamedNode(iri(thing, self.published.base_iri)) if isinstance(thing, str) else thing
        return [quad.object for quad in self.published.store.quads_for_pattern(node, NamedNode(word), None)]

    def saying(self, word: str, key: str) -> list[NamedNode]:
        """Of what the graph says the thing with this id with a property, sorted."""
        node = NamedNode(iri(key, self.published.base_iri))
        quads = self.published.store.quads_for_pattern(None, NamedNode(word), node)
        found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return sorted(found, key=lambda subject: subject.value)

    def plan_of(self, key: str) -> str:
        """The id of the document whose id begins that of a task, a group, a target or a project."""
        parts = key.split("/")
        heads = ("/".join(parts[:end]) for end in range(1, len(parts)))
        return next((head for head in heads if head in self.documents), "")

    def name(self, key: str) -> str:
        """What the thing with this id is called; its id where the graph does not say it."""
        return self.published.shown.name(key) or key

    def english_county(self, region: str) -> str:
        """What a region is called in English; its own name where no plan speaks for it."""
        known = self.region(region)
        return known.english if known else region

    def evidence(self, document: str, places: Iterable[Evidence]) -> list[dict[str, Any]]:
        """Places with their words, as every record has them."""
        return [self.published.evidence(Place(e.document or document, e.start, e.end)) for e in places]

    def sentence(self, place: Place) -> Place:
        """The sentence or cell around a place."""
        return sentence(self.published.text(place.document), place)

    def sentences(self, places: Iterable[Place]) -> dict[Place, list[Place]]:
        """The sentences around some places, in their order, each with those that lie in it."""
        found: dict[Place, list[Place]] = {}
        for place in dict.fromkeys(places):
            found.setdefault(self.sentence(place), []).append(place)
        return found

    def paragraph(self, document: str, at: int) -> int:
        """Where the paragraph or cell around a character begins: its anchor in the document's text."""
        starts = self._starts(document)
        return starts[max(0, bisect_right(starts, at) - 1)] if starts else 0

    def _paragraphs(self, document: str) -> Sequence[int]:
        return paragraphs(self.published.text(document))

    def _cover(self, document: str) -> Coverage:
        return cover(self.facts(document), self.published.text(document))

    def _findings(self, region: str) -> list[Finding]:
        return findings.every(self.of_county(region))

    def _kind(self, key: str) -> ThingKind | None:
        node = NamedNode(iri(key, self.published.base_iri))
        quads = self.published.store.quads_for_pattern(node, NamedNode(RDF + "type"), None)
        classes = (quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
        return next((_CLASSES[one] for one in classes if one in _CLASSES), None)

    def _english(self, key: str) -> str | None:
        labels = self.said(key, SKOS + "prefLabel")
        return next((str(label.value) for label in labels if label.language == "en"), None)

    def _region(self, region: str) -> Region | None:
        # Of several documents of one region the first decides, as in the graph.
        found = (self.facts(document).region for document in self.counties.get(region, []))
        return next((record for record in found if record), None)
