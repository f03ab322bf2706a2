"""How the RDF store of a generation is made from facts, on disk, before it is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from zeren.graph.nquads import Stream
from zeren.graph.querying import Term
from zeren.graph.rdf import NamedGraph
from zeren.ontology.vocab import XSD


def build(path: Path, last: Path | None, gone: Iterable[str], graphs: Iterable[bytes]) -> None:
    """Make a store on disk out of the last one, and close it.

    The graphs go through the store's bulk loader as they come: no more than some of them are held.

    Args:
        path: the folder to make; it must not exist.
        last: the store of the last generation, which stays as it is; None to begin anew.
        gone: the IRIs of graphs to take out.
        graphs: the graphs to put in, as N-Quads.

    Raises:
        OSError: the disk is full, the folder cannot be written, or the last store is damaged.
    """
    try:
        _build(path, last, gone, graphs)
    except RuntimeError as error:
        raise OSError(str(error)) from error


def _build(path: Path, last: Path | None, gone: Iterable[str], graphs: Iterable[bytes]) -> None:
    if last:
        pyoxigraph.Store.read_only(str(last)).backup(str(path))
    store = pyoxigraph.Store(str(path))
    for name in gone:
        store.remove_graph(NamedNode(name))
    pieces = Stream(iter(graphs))
    try:
        store.bulk_load(input=cast(IO[bytes], pieces), format=pyoxigraph.RdfFormat.N_QUADS)
    except Exception:
        if pieces.error:
            raise pieces.error from None
        raise
    store.optimize()
    store.flush()


def quads(graph: NamedGraph) -> Iterator[Quad]:
    """The graph as quads of pyoxigraph."""
    name = NamedNode(graph.iri)
    nodes: dict[str, NamedNode] = {}

    def node(text: str) -> NamedNode:
        if text not in nodes:
            nodes[text] = NamedNode(text)
        return nodes[text]

    for subject, predicate, value in graph.triples:
        term: Term
        if isinstance(value, str):
            term = node(value)
        elif value.language:
            term = Literal(value.text, language=value.language)
        elif value.datatype:
            term = Literal(value.text, datatype=node(XSD + value.datatype))
        else:
            term = Literal(value.text)
        yield Quad(node(subject), node(predicate), term, name)
