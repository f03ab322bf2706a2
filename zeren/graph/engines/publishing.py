"""How graphs come to a server: the mark says that they are coming, they come, it says which there are.

What breaks off leaves a mark that says so, and a list in which the graphs that were on their way have no
hash: whoever publishes next sends these again, and nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from zeren.errors import ServerError
from zeren.graph.engines import state
from zeren.graph.engines.link import Link
from zeren.graph.engines.server import Server
from zeren.graph.nquads import Written

Every = Callable[[Collection[str] | None], Iterator[Written]]
"""Makes the graphs of a state anew: those with these IRIs, or all."""


class Sent(NamedTuple):
    """What a publication did: the server with the state that it holds now, graphs sent and taken away."""

    server: Server
    put: int
    deleted: int


class Change(NamedTuple):
    """What a new state changes in the last: the graphs that were touched, and those of them that it has."""

    touched: list[str]
    graphs: Iterable[Written]


def look(server: Server) -> None:
    """See that a server answers and may be published to, before anything is made for it.

    Raises:
        ServerError: it does not answer, or holds the graph of another workspace.
    """
    found = state.mark(Link(server.address), server)
    if found and found.workspace != server.workspace:
        raise state.astray(found, server)


def change(server: Server, changed: Change, every: Every) -> Sent:
    """Bring a server from the state that it should hold to the next one.

    Where it holds another one, all graphs are made anew, and those that differ are sent.

    Raises:
        ServerError: the server does not answer, refuses, or holds the graph of another workspace.
    """
    with _Publication(server) as publication:
        if not publication.as_known:
            return publication.bring(every, anew=False)
        return publication.send(changed.touched, changed.graphs)


def mend(server: Server, every: Every, *, anew: bool = False) -> Sent:
    """Have a server hold a state: of its graphs those are sent that differ, or all.

    Raises:
        ServerError: as `change`.
    """
    with _Publication(server) as publication:
        if publication.as_known and not anew:
            return Sent(server, 0, 0)
        return publication.bring(every, anew=anew)


class _Publication:
    """One publication, from the state that the server says it holds."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._link = Link(server.address)

    def __enter__(self) -> _Publication:
        found = state.mark(self._link, self._server)
        if found and found.workspace != self._server.workspace:
            raise state.astray(found, self._server)
        self._held = state.graphs(self._link, self._server) if found else {}
        listed = bool(found) and found is not None and found.step == state.PUBLISHED
        self.as_known = listed and state.digest(self._held) == self._server.state
        return self

    def __exit__(self, *_: object) -> None:
        self._link.close()

    def bring(self, every: Every, *, anew: bool) -> Sent:
        """Have the server hold exactly these graphs."""
        wanted = {graph.iri: _hash(graph.triples()) for graph in every(None) if graph.quads}
        differing = sorted(
            name
            for name in {*wanted, *self._held}
            if (anew and name in wanted) or wanted.get(name) != self._held.get(name)
        )
        return self.send(differing, every([name for name in differing if name in wanted]))

    def send(self, touched: list[str], graphs: Iterable[Written]) -> Sent:
        """Put graphs, take away those of the touched that are not among them, and say so before and after."""
        held = {**self._held, **dict.fromkeys(touched, "")}
        self._mark(state.PUBLISHING, held)
        put = 0
        for graph in graphs:
            if data := graph.triples():
                self._link.put(self._server.graphs, graph.iri, data)
                held[graph.iri] = _hash(data)
                put += 1
        gone = [name for name in touched if not held[name]]
        for name in gone:
            self._link.delete(self._server.graphs, name)
            del held[name]
        deleted = sum(name in self._held for name in gone)
        self._mark(state.PUBLISHED, held)
        return Sent(replace(self._server, state=state.digest(held)), put, deleted)

    def _mark(self, step: str, held: dict[str, str]) -> None:
        mark = state.Mark(step, self._server.workspace, state.digest(held), secrets.token_hex(8))
        self._link.put(self._server.graphs, state.STATE, state.written(mark, held))
        # A server that has taken the mark for something else would let everybody read what is half done.
        if state.mark(self._link, self._server) != mark:
            raise ServerError(
                f"{self._server.address} took the mark of a publication, and does not show it",
                "is somebody else publishing to it? then: zeren publish",
            )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
