"""How the RDF store of a generation is made from facts, on disk, before it is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from zeren.graph.nquads import Stream
from zeren.graph.querying import Term
from zeren.graph.rdf import NamedGraph
from zeren.ontology.vocab import XSD


@contextmanager
def building(path: Path, last: Path | None, gone: Iterable[str], graphs: Iterable[bytes]) -> Iterator[None]:
    """Make a store on disk out of the last one, and close it at the end of the `with` block.

    The graphs go through the store's bulk loader as they come: no more than some of them are held.
    While the block runs, a thread puts the store in order, which is most of the time the work of one core.

    Args:
        path: the folder to make; it must not exist.
        last: the store of the last generation, which stays as it is; None to begin anew.
        gone: the IRIs of graphs to take out.
        graphs: the graphs to put in, as N-Quads.

    Raises:
        OSError: the disk is full, the folder cannot be written, or the last store is damaged.
    """
    with _told():
        store = _loaded(path, last, gone, graphs)
    with ThreadPoolExecutor(1, "order") as beside:
        ordered = beside.submit(_ordered, store)
        yield
        with _told():
            ordered.result()


def build(path: Path, last: Path | None, gone: Iterable[str], graphs: Iterable[bytes]) -> None:
    """Make a store on disk with nothing beside it; arguments and errors as `building`."""
    with building(path, last, gone, graphs):
        pass


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        raise OSError(str(error)) from error


def _loaded(path: Path, last: Path | None, gone: Iterable[str], graphs: Iterable[bytes]) -> pyoxigraph.Store:
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
    return store


def _ordered(store: pyoxigraph.Store) -> None:
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
