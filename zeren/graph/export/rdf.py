"""The export as RDF: Turtle by rdflib, with everything in one graph; N-Quads with the named graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph

from zeren.graph import rdf
from zeren.graph.loading import quads
from zeren.graph.values import Triple
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.judgements import Judgement
from zeren.ontology.vocab import BASE_IRI, PREFIXES, XSD

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


def dataset(
    documents: Iterable[DocumentFacts], base: str = BASE_IRI, judgements: Iterable[Judgement] = ()
) -> rdflib.Dataset:
    """The graphs of these documents for rdflib; the default graph is their union."""
    import rdflib

    found = rdflib.Dataset(default_union=True)
    _declare_prefixes(found, base)
    for graph in rdf.graphs(documents, base, judgements):
        target = found.graph(rdflib.URIRef(graph.iri))
        for triple in _terms(graph.triples):
            target.add(triple)
    return found


def turtle(
    documents: Iterable[DocumentFacts], base: str = BASE_IRI, judgements: Iterable[Judgement] = ()
) -> bytes:
    """Every triple as one Turtle file; the same facts give the same bytes."""
    import rdflib

    found = rdflib.Graph(bind_namespaces="none")
    _declare_prefixes(found, base)
    for graph in rdf.graphs(documents, base, judgements):
        for triple in _terms(graph.triples):
            found.add(triple)
    return found.serialize(format="turtle", encoding="utf-8")


def nquads(
    documents: Iterable[DocumentFacts], base: str = BASE_IRI, judgements: Iterable[Judgement] = ()
) -> Iterator[bytes]:
    """Every triple with its named graph, graph by graph, the lines of a graph sorted."""
    for graph in rdf.graphs(documents, base, judgements):
        yield lines(quads(graph))


def lines(statements: Iterable[pyoxigraph.Quad] | Iterable[pyoxigraph.Triple]) -> bytes:
    """Statements of the store, one a line, sorted, each once."""
    written = pyoxigraph.serialize(statements, format=pyoxigraph.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(written.splitlines(keepends=True))))


def turtle_of(triples: Iterable[pyoxigraph.Triple], base: str = BASE_IRI) -> bytes:
    """Triples of the store as Turtle, such as CONSTRUCT gives them."""
    import rdflib

    found = rdflib.Graph(bind_namespaces="none").parse(data=lines(triples), format="nt")
    _declare_prefixes(found, base)
    return found.serialize(format="turtle", encoding="utf-8")


def _declare_prefixes(graph: rdflib.Graph, base: str) -> None:
    for prefix, namespace in {**PREFIXES, "id": base}.items():
        graph.bind(prefix, namespace, override=True, replace=True)


def _terms(triples: Iterable[Triple]) -> Iterator[tuple[Node, Node, Node]]:
    from rdflib import Literal, URIRef

    for subject, predicate, value in triples:
        term: Node
        if isinstance(value, str):
            term = URIRef(value)
        elif value.datatype:
            term = Literal(value.text, datatype=URIRef(XSD + value.datatype))
        else:
            term = Literal(value.text, lang=value.language or None)
        yield URIRef(subject), URIRef(predicate), term
