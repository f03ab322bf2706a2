"""What a server is that a person names: where it is asked, where graphs are put, what it calls their union.

It is tried out: a graph of one triple is put, looked for, and taken away again. What a server's documentation
says stands in the tables; that it is so, the server shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph

from zeren.errors import ServerError
from zeren.graph.engines import dialects, state
from zeren.graph.engines.link import WHO, Link
from zeren.graph.engines.server import Server, credentials

PROBE = f"{state.STATE}/probe"
"""The graph that is put to see that it can be."""

_TRIPLE = f'<{PROBE}> <{PROBE}> "责任"'


class Layout(NamedTuple):
    """Where a server of some make is asked and where its graphs are put, behind the address that is named."""

    query: str
    graphs: str


OPEN = (
    Layout("/query", "/store"),  # Oxigraph
    Layout("/sparql", "/sparql-graph-crud"),  # Virtuoso
    Layout("/query", "/data"),  # Fuseki, behind the name of its dataset
    Layout("", "/rdf-graphs/service"),  # GraphDB and RDF4J, behind /repositories/NAME
    Layout("/query", ""),  # Stardog, behind the name of its database
    Layout("/sparql", "/sparql/gsp/"),  # Neptune
    Layout("", ""),  # QLever, and others with one address for both
)
GUARDED = (
    Layout("/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso, for who has a name there
    Layout("/sparql", "/sparql-graph-crud-auth"),
)
"""Of servers with addresses of their own for those who say who they are."""

UNIONS: tuple[dict[str, str], ...] = (
    {},  # Virtuoso, GraphDB, Neptune, QLever
    {"union-default-graph": ""},  # Oxigraph
    {"default-graph-uri": "urn:x-arq:UnionGraph"},  # Fuseki
    {"default-graph-uri": "tag:stardog:api:context:all"},  # Stardog
)
"""How servers are told that the default graph of a query is the union of all."""

_ENDS = ("/sparql", "/query", "/sparql-auth")


def find(address: str, workspace: str, graphs: str | None = None) -> Server:
    """Try out how the server at an address is asked and written.

    Args:
        address: of the server, or of the endpoint that answers its queries, without name and password.
        workspace: what tells the workspace from others.
        graphs: where graphs are put; None to find it.

    Raises:
        ServerError: it does not answer, does not let who asks write, or speaks no protocol that is known.
    """
    link = Link(address)
    refusals: list[ServerError] = []
    for query, store in _candidates(address, graphs):
        try:
            return _tried(link, Server(address, query, store, dialects.STANDARD, {}, workspace))
        except _ElsewhereError as error:
            refusals.append(error.told)
    # Who may not write hears that, rather than that the other addresses are none.
    raise next((told for told in refusals if told.hint == WHO), refusals[0])


class _ElsewhereError(Exception):
    """The address is none of this server's, or none for this.

    Args:
        told: what the server says against it.
    """

    def __init__(self, told: ServerError) -> None:
        super().__init__(told.message)
        self.told = told


def _candidates(address: str, graphs: str | None) -> Iterator[tuple[str, str]]:
    if graphs:
        yield address, graphs
        return
    bases = [address, *(address.removesuffix(end) for end in _ENDS if address.endswith(end))]
    layouts = (*GUARDED, *OPEN) if credentials(address) else OPEN
    seen = set()
    for base in bases:
        for query, store in layouts:
            found = (base + query, base + store)
            # An endpoint that was named itself is not asked at an address beside it.
            if found not in seen and (base == address or base + query == address):
                seen.add(found)
                yield found


def _tried(link: Link, server: Server) -> Server:
    """The server with its dialect and its union, which were tried out.

    Raises:
        ServerError: there is no answer, or one that no other address would change.
        _ElsewhereError: another address may be the right one.
    """
    reply = link.send("POST", server.query, accept=state.ROWS, fields=[("query", "ASK {}")])
    if reply.status != 200 or reply.kind == "text/html":
        raise _ElsewhereError(link.refused(reply))
    try:
        state.solutions(reply, server.address)
    except ServerError as error:
        raise _ElsewhereError(error) from None
    written = link.send("PUT", server.graphs, graph=PROBE, triples=f"{_TRIPLE} .\n".encode())
    if written.status not in (200, 201, 204):
        raise _ElsewhereError(link.refused(written))
    try:
        union = _union(link, server.query)
    finally:
        link.delete(server.graphs, PROBE)
    return Server(
        server.address, server.query, server.graphs, dialects.spoken(reply.headers), union, server.workspace
    )


def _union(link: Link, query: str) -> dict[str, str]:
    ask = f"ASK {{ {_TRIPLE} }}"
    for union in UNIONS:
        reply = link.send("POST", query, accept=state.ROWS, fields=[("query", ask), *union.items()])
        if reply.status == 200 and reply.kind != "text/html":
            found = state.solutions(reply, link.address)
            if isinstance(found, pyoxigraph.QueryBoolean) and found:
                return union
    raise ServerError(
        f"{link.address} took a graph, and does not show it in any default graph that is known",
        "make the union of all graphs its default graph; docs/servers.md says how for usual servers",
    )
