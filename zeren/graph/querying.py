"""A query run on a store: refused, or answered from the graphs that it asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from zeren.errors import QueryError
from zeren.graph.sparql import explained, refuse

if TYPE_CHECKING:
    from zeren.graph.engines import Engine

Term = NamedNode | Literal
Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


class Graphs(NamedTuple):
    """Which graphs a query asks, whatever its FROM says: its default graph's, and those that GRAPH names."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def run(
    store: Engine,
    sparql: str,
    prefixes: Mapping[str, str],
    substitutions: Mapping[str, Term] | None = None,
    graphs: Graphs | None = None,
) -> Answer:
    """Ask a store; its default graph is the union of all graphs, unless FROM or `graphs` names some.

    Args:
        store: what is asked.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
        prefixes: what needs no PREFIX.
        substitutions: values for variables that SELECT shows, by name without `?`.
        graphs: the graphs that are asked in place of those of FROM.

    Returns:
        What pyoxigraph returns: solutions, a boolean, or triples. They are found while they are read.

    Raises:
        QueryError: the query has a mistake, would change the graph, or asks another server.
        ServerError: the server that holds the graph does not answer, or holds another state.
    """
    names_its_graphs = refuse(sparql)
    default: list[NamedNode | BlankNode | DefaultGraph] | None
    default = None if graphs is None else [*map(_graph, graphs.default)]
    named = None if graphs is None else [*map(_graph, graphs.named)]
    try:
        return store.query(
            sparql,
            prefixes=dict(prefixes),
            use_default_graph_as_union=not (names_its_graphs or graphs is not None),
            substitutions={pyoxigraph.Variable(k): v for k, v in (substitutions or {}).items()},
            default_graph=default,
            named_graphs=named,
        )
    except SyntaxError as error:
        raise explained(sparql, error, prefixes) from None
    except RuntimeError as error:
        raise QueryError(f"the query cannot be run: {error}") from None


def _graph(iri: str) -> NamedNode | BlankNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"the name of a graph is no absolute IRI: {iri} ({error})") from None
