"""What answers for the graph: Oxigraph in this process, or a SPARQL server in the network.

`Engine` is the part of pyoxigraph's store that reading needs, so that an embedded store is an engine as it
is, with nothing in between. `zeren.graph.engines.remote` says the same by SPARQL 1.1 Protocol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, cast

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

Graph = NamedNode | BlankNode | DefaultGraph
Subject = NamedNode | BlankNode | Triple
Object = NamedNode | BlankNode | Literal | Triple
Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


class Engine(Protocol):
    """A graph that is asked; its methods are those of `pyoxigraph.Store`."""

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Graph | list[Graph] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
        substitutions: dict[pyoxigraph.Variable, NamedNode | BlankNode | Literal | Triple] | None = None,
    ) -> Answer:
        """The answer to a query that only reads; errors as `pyoxigraph.Store.query`."""

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,  # noqa: A002 # as pyoxigraph calls it
        graph_name: Graph | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads with these terms, where one is given."""

    def named_graphs(self, /) -> Iterator[NamedNode | BlankNode]:
        """The names of the graphs in which something stands."""


class Distant(Engine, Protocol):
    """An engine of which every question is a way there and back."""

    def ahead(
        self, things: Iterable[NamedNode], predicates: Sequence[NamedNode], *, reverse: bool = False
    ) -> None:
        """Read at once what is asked one by one next: what the graph says of things with some predicates.

        Args:
            things: the subjects; the objects where `reverse` is set.
            predicates: each is asked of every thing.
            reverse: whether it is asked of what the things are said.
        """


def ahead(engine: Engine, things: Iterable[NamedNode], *predicates: NamedNode, reverse: bool = False) -> None:
    """Have `quads_for_pattern` answer at once for each of these things; an embedded engine does so anyway."""
    if not isinstance(engine, pyoxigraph.Store):
        cast(Distant, engine).ahead(things, predicates, reverse=reverse)
