"""The published graph, part by part: each named graph with what its rules need from the others."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from zeren.graph.engines import ahead
from zeren.graph.written import inside, written
from zeren.ontology.vocab import DCTERMS, JUDGEMENTS, RDF, RDFS, SKOS, XSD, ZR, Place, identifier

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

    from zeren.graph.store import Snapshot

_NAMES = (
    SKOS + "prefLabel",
    ZR + "title",
    DCTERMS + "title",
    ZR + "mention",
    ZR + "number",
    RDFS + "comment",
)
"""The properties that say what a thing is called, the best first."""

_WHERE = (ZR + "evidence", ZR + "textEvidence")


class Part:
    """One named graph: a document's, a region's, or that of the judgements.

    Args:
        published: the state of the workspace that it belongs to.
        name: the graph's IRI; empty for the default graph, in which nothing should stand.
        facts: what should stand in it.
    """

    def __init__(self, published: Snapshot, name: str, facts: Iterable[pyoxigraph.Quad] = ()) -> None:
        self.published = published
        self.name = name
        self.id = identifier(name, published.base_iri)
        self.document = self.id if self.id in published.documents else None
        self.judgements = self.id == JUDGEMENTS
        self._node = NamedNode(name) if name else DefaultGraph()
        # A store writes some numbers in its own way: what is compared has gone through one.
        through = pyoxigraph.Store()
        through.bulk_extend(facts)
        self.expected = frozenset(through)

    @cached_property
    def quads(self) -> frozenset[pyoxigraph.Quad]:
        """What stands in the graph."""
        return frozenset(self.published.store.quads_for_pattern(None, None, None, self._node))

    @cached_property
    def store(self) -> pyoxigraph.Store:
        """A store that has the graph, for the many questions of the rules: a server would be asked each."""
        if isinstance(self.published.store, pyoxigraph.Store):
            return self.published.store
        found = pyoxigraph.Store()
        found.bulk_extend(self.quads)
        return found

    @cached_property
    def things(self) -> frozenset[rdflib.URIRef]:
        """What the graph describes."""
        from rdflib import URIRef

        return frozenset(URIRef(text_of(quad.subject)) for quad in self.quads)

    @cached_property
    def described(self) -> frozenset[str]:
        """The things of which the graph says what they are."""
        return frozenset(text_of(quad.subject) for quad in self.quads if quad.predicate.value == RDF + "type")

    @cached_property
    def graph(self) -> rdflib.Graph:
        """Its triples, and the classes of what they lead to."""
        from rdflib import Graph

        graph = Graph(bind_namespaces="none")
        # What cannot be a date is a matter of the shapes, not of a warning in between.
        logging.getLogger("rdflib.term").setLevel(logging.ERROR)
        for quad in chain(self.quads, self._beyond()):
            graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
        return graph

    def _beyond(self) -> Iterator[pyoxigraph.Quad]:
        store = self.published.store
        own = {_resource(thing) for thing in self.described}
        others = {quad.object for quad in self.quads if isinstance(quad.object, NamedNode)} - own
        ahead(store, others, NamedNode(RDF + "type"))
        for other in others:
            yield from store.quads_for_pattern(other, NamedNode(RDF + "type"), None, None)

    # ------------------------------------------------------------------ what a person needs to find a thing

    def kind(self, thing: str) -> str:
        """The class of a thing, as zr:Task, in the graph or else in the facts; empty where it has none."""
        kinds = sorted(kind.value for kind in self._values(thing, RDF + "type") if kind.value.startswith(ZR))
        return "zr:" + kinds[0].removeprefix(ZR) if kinds else ""

    def called(self, thing: str) -> str:
        """What a thing is called, Chinese before English; its id where nothing says so."""
        for name in _NAMES:
            said = self._values(thing, name)
            if said:
                return min(said, key=lambda n: (getattr(n, "language", None) != "zh", n.value)).value
        return identifier(thing, self.published.base_iri)

    def place(self, thing: str, value: str | None) -> Place | None:
        """Where a thing is written: the value at fault if that is a place, else its first evidence.

        Where the graph has no place that can be read, the facts may. What has none of its own (a unit, an
        indicator) is written where the first thing that names it is.
        """
        told = [self._values(thing, name) for name in _WHERE]
        told += [self._from_facts.get((_resource(thing), NamedNode(name)), []) for name in _WHERE]
        for iri in [value or "", *(node.value for nodes in told for node in sorted(nodes, key=text_of))]:
            if place := inside(self.published, iri):
                return place
        return written(self.published, thing)

    def owner(self, value: str) -> str:
        """The thing that a value speaks of: of a place what is written there, else the value itself."""
        from rdflib import URIRef

        if URIRef(value) in self.things:
            return value
        return min(map(str, self.graph.subjects(None, URIRef(value))), default=value)

    def _values(self, thing: str, name: str) -> list[NamedNode | pyoxigraph.Literal]:
        """The values of a property in the graph; where it has none, in the facts."""
        pattern = (_resource(thing), NamedNode(name))
        graph = None if self.judgements else self._node
        own = [quad.object for quad in self.published.store.quads_for_pattern(*pattern, None, graph)]
        named = [value for value in own if isinstance(value, NamedNode | pyoxigraph.Literal)]
        return named or self._from_facts.get(pattern, [])

    @cached_property
    def _from_facts(self) -> dict[tuple[Resource, NamedNode], list[NamedNode | pyoxigraph.Literal]]:
        found: dict[tuple[Resource, NamedNode], list[NamedNode | pyoxigraph.Literal]] = {}
        for quad in self.expected:
            if isinstance(quad.subject, NamedNode) and isinstance(
                quad.object, NamedNode | pyoxigraph.Literal
            ):
                found.setdefault((quad.subject, quad.predicate), []).append(quad.object)
        return found


Resource = NamedNode | BlankNode
Term = NamedNode | BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


def text_of(term: Term) -> str:
    """The IRI of a node, the words of a literal."""
    return str(term) if isinstance(term, BlankNode | pyoxigraph.Triple) else term.value


def nameless(thing: str) -> bool:
    """Whether this is how `text_of` writes a blank node."""
    return thing.startswith("_:")


def _resource(thing: str) -> Resource:
    return BlankNode(thing.removeprefix("_:")) if nameless(thing) else NamedNode(thing)


def _node(term: Term) -> Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        return Literal(term.value, datatype=None if datatype == XSD + "string" else URIRef(datatype))
    return URIRef(term.value) if isinstance(term, NamedNode) else BNode(str(term))
