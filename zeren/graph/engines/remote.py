"""A graph on a SPARQL server: asked by SPARQL 1.1 Protocol, answered with pyoxigraph's own types.

Every answer is held against the mark of the server's state after it was read to its end. A publication sets
the mark before it changes a graph and when it is done, so that no answer comes from a state in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, Variable

from zeren.errors import QueryError, ServerError
from zeren.graph.engines import Answer, Graph, Object, Subject, state
from zeren.graph.engines.dialects import dialect
from zeren.graph.engines.link import Link, Reply
from zeren.graph.engines.server import Server
from zeren.graph.engines.spelling import declared, given

TRIPLES = "application/n-triples, text/turtle;q=0.5"

PATIENCE, PAUSE = 3.0, 0.1
"""Seconds to wait while a publication is under way, and between two looks."""

HELD = 20_000
"""Of how many patterns the quads are kept; what a snapshot reads never changes."""

AT_ONCE = 400
"""How many things are asked about in one query: servers limit how long a query may be."""

_Read = TypeVar("_Read")


class Remote:
    """The graph of one published state, on a server.

    Args:
        server: where it stands, and which state it must be.

    Raises:
        ServerError: the server does not answer, or does not hold this state.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._dialect = dialect(server.dialect)
        self._link = Link(server.address)
        self._parser = pyoxigraph.Store()
        self._quads: dict[tuple[Any, ...], list[Quad]] = {}
        self._seen = self._settled()

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Graph | list[Graph] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
        substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] | None = None,
    ) -> Answer:
        """The answer to a query that only reads.

        Raises:
            SyntaxError: the query has a mistake; told by the embedded engine's parser.
            QueryError: the server cannot run it, or left out a part of the answer.
            ServerError: the server does not answer, or holds another state by now.
        """
        known = prefixes or {}
        # The parser tells what kind of answer there is, and what is wrong with a query, as it always does.
        kind = self._parser.query(query, prefixes=known)
        text = declared(given(query, substitutions or {}), known)
        fields = [*self._dataset(default_graph, named_graphs)]
        if not fields and use_default_graph_as_union:
            fields = [*self._server.union.items()]
        if isinstance(kind, pyoxigraph.QueryTriples):
            return self._verified(lambda: self._triples(text, fields))
        return self._verified(lambda: self._solutions(text, fields))

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,  # noqa: A002 # as pyoxigraph calls it
        graph_name: Graph | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads with these terms, where one is given; what Zeren publishes stands in named graphs alone.

        Raises:
            ServerError: as `query`.
        """
        asked = (subject, predicate, object, graph_name)
        if any(isinstance(term, BlankNode | Triple | DefaultGraph) for term in asked):
            return iter(())
        known = self._quads.get(asked)
        if known is None:
            known = [*self._matching(*asked)]
            self._keep({asked: known})
        return iter(known)

    def ahead(
        self, things: Iterable[NamedNode], predicates: Sequence[NamedNode], *, reverse: bool = False
    ) -> None:
        """Keep the quads of the patterns that are asked next; as `Distant.ahead`.

        Raises:
            ServerError: as `query`.
        """
        patterns = {
            thing: [
                (None, word, thing, None) if reverse else (thing, word, None, None) for word in predicates
            ]
            for thing in things
        }
        unknown = [t for t, asked in patterns.items() if any(one not in self._quads for one in asked)]
        for batch in (unknown[start : start + AT_ONCE] for start in range(0, len(unknown), AT_ONCE)):
            self._read_ahead(batch, predicates, reverse=reverse)

    def _read_ahead(self, things: list[NamedNode], predicates: Sequence[NamedNode], *, reverse: bool) -> None:
        listed, words = (" ".join(map(str, terms)) for terms in (things, predicates))
        found: dict[tuple[Any, ...], list[Quad]] = {
            (None, word, thing, None) if reverse else (thing, word, None, None): []
            for thing in things
            for word in predicates
        }
        given = f"VALUES ?{'o' if reverse else 's'} {{ {listed} }} VALUES ?p {{ {words} }}"
        for row in _rows(self.query(f"SELECT ?s ?p ?o ?g {{ {given} GRAPH ?g {{ ?s ?p ?o }} }}")):
            quad = Quad(row["s"], row["p"], row["o"], row["g"])
            key = (None, row["p"], row["o"], None) if reverse else (row["s"], row["p"], None, None)
            found[key].append(quad)
        self._keep(found)

    def _keep(self, found: dict[tuple[Any, ...], list[Quad]]) -> None:
        if len(self._quads) + len(found) > HELD:
            self._quads.clear()
        self._quads.update(found)

    def named_graphs(self, /) -> Iterator[NamedNode | BlankNode]:
        """The names of the graphs that the state says are there.

        Raises:
            ServerError: as `query`.
        """
        names = self._verified(lambda: state.graphs(self._link, self._server))
        return iter([NamedNode(name) for name in names])

    def close(self) -> None:
        """Let the connection go."""
        self._link.close()

    def _matching(self, *asked: Any) -> Iterator[Quad]:
        names = ("?s", "?p", "?o", "?g")
        s, p, o, g = (name if term is None else str(term) for name, term in zip(names, asked, strict=True))
        free = [name for name, term in zip(names, asked, strict=True) if term is None] or ["(1 AS ?there)"]
        found = self.query(f"SELECT {' '.join(free)} {{ GRAPH {g} {{ {s} {p} {o} }} }}")
        for row in _rows(found):
            terms = [row[name[1:]] if term is None else term for name, term in zip(names, asked, strict=True)]
            if terms[3].value != state.STATE:
                yield Quad(*terms)

    def _dataset(
        self, default: Graph | list[Graph] | None, named: Iterable[NamedNode | BlankNode] | None
    ) -> Iterator[tuple[str, str]]:
        """The parameters that name graphs."""
        several = [default] if isinstance(default, NamedNode | BlankNode | DefaultGraph) else default or ()
        for name, graphs in (("default-graph-uri", several), ("named-graph-uri", named or ())):
            yield from ((name, graph.value) for graph in graphs if isinstance(graph, NamedNode))

    def _solutions(
        self, text: str, fields: list[tuple[str, str]]
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean:
        reply = self._asked(self._dialect.asked(text), fields, state.ROWS)
        self._refuse_cut_off(reply)
        told = reply._replace(body=self._dialect.told(reply.body)) if reply.kind == state.JSON else reply
        return state.solutions(told, self._server.address)

    def _triples(self, text: str, fields: list[tuple[str, str]]) -> pyoxigraph.QueryTriples:
        if counted := self._dialect.counted(text):
            self._refuse_cut_off(self._asked(self._dialect.asked(counted), fields, state.ROWS))
        reply = self._asked(self._dialect.asked(text), fields, TRIPLES)
        form = RdfFormat.from_media_type(reply.kind) if reply.kind else None
        found = pyoxigraph.Store()
        try:
            if form is None:
                raise ValueError(f"it is {reply.kind or 'nothing in particular'}")
            found.bulk_extend(pyoxigraph.parse(reply.body, form))
        except (SyntaxError, ValueError, OSError) as error:
            raise ServerError(
                f"{self._server.address} answered with triples that cannot be read: {error}",
                "see the server's log",
            ) from None
        # Triples of pyoxigraph's own come from a query alone.
        triples = found.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(triples, pyoxigraph.QueryTriples)  # noqa: S101 # it is a CONSTRUCT
        return triples

    def _asked(self, text: str, fields: list[tuple[str, str]], accept: str) -> Reply:
        return self._link.ask(self._server.query, [("query", text), *fields], accept)

    def _refuse_cut_off(self, reply: Reply) -> None:
        if self._dialect.cut_off(reply.headers):
            raise QueryError(
                f"{self._server.address} left out what goes beyond its own limit of rows",
                f"{state.MORE_ROWS}, or ask for less: narrow the query, or add LIMIT",
            )

    # ------------------------------------------------------------------ one state alone

    def _verified(self, read: Callable[[], _Read]) -> _Read:
        """What is read, from the state that this object is about.

        Raises:
            ServerError: the server holds another state by now.
        """
        for _ in range(2):
            found = read()
            if state.mark(self._link, self._server) == self._seen:
                return found
            # A publication that was repeated leaves the same state behind: what was read in between is not.
            self._seen = self._settled()
        raise ServerError(
            f"the graph on {self._server.address} was published anew while it was read", "ask again"
        )

    def _settled(self) -> state.Mark:
        """The mark of the state that this object is about, as soon as no publication is under way.

        Raises:
            ServerError: the server holds something else, or a publication broke off.
        """
        until = time.monotonic() + PATIENCE
        while True:
            found = state.mark(self._link, self._server)
            if found and found.step == state.PUBLISHED:
                if (found.workspace, found.state) == (self._server.workspace, self._server.state):
                    return found
                raise state.astray(found, self._server)
            if time.monotonic() > until:
                raise state.astray(found, self._server)
            time.sleep(PAUSE)


def _rows(found: Answer) -> pyoxigraph.QuerySolutions:
    assert isinstance(found, pyoxigraph.QuerySolutions)  # noqa: S101 # it is a SELECT
    return found
