"""What a server holds of a workspace, as the server itself says it: a small graph beside the others.

One triple is the mark: whether a publication is under way or done, of which workspace, and of which state.
The others list the graphs with the hashes of their triples; one that is being written has none. Whoever reads
holds the mark against what the workspace's folder says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from zeren.errors import ServerError
from zeren.graph.engines.dialects import dialect
from zeren.graph.engines.link import Link, Reply
from zeren.graph.engines.server import Server

STATE = "https://w3id.org/zeren/state"
"""The IRI of the graph, and of what it describes."""

MARK, GRAPH = NamedNode(f"{STATE}#mark"), NamedNode(f"{STATE}#graph")

JSON = "application/sparql-results+json"
ROWS = f"{JSON}, application/sparql-results+xml;q=0.5"

MORE_ROWS = "raise ResultSetMaxRows in virtuoso.ini"

PUBLISHING, PUBLISHED = "publishing", "published"


class Mark(NamedTuple):
    """What the server holds: `step` is PUBLISHING or PUBLISHED, `publication` differs each time."""

    step: str
    workspace: str
    state: str
    publication: str


def digest(graphs: Mapping[str, str]) -> str:
    """The hash of a state: of the graphs' names and their hashes."""
    return hashlib.sha256("\n".join(_listed(graphs)).encode()).hexdigest()


def written(mark: Mark, graphs: Mapping[str, str]) -> bytes:
    """The graph of the state, as N-Triples; each is short, since servers limit how long a text may be."""
    own = NamedNode(STATE)
    said = [(MARK, " ".join(mark)), *((GRAPH, line) for line in _listed(graphs))]
    triples = (pyoxigraph.Triple(own, word, Literal(text)) for word, text in said)
    return pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def mark(link: Link, server: Server) -> Mark | None:
    """What the server says that it holds; None where it holds nothing of any workspace.

    Raises:
        ServerError: the server does not answer, or says what no Zeren has written.
    """
    said = next(_said(link, server, MARK), None)
    if said is None:
        return None
    parts = said.split(" ")
    if len(parts) != len(Mark._fields):
        raise ServerError(f"{server.address} holds a graph <{STATE}> that this Zeren has not written", _MEND)
    return Mark(*parts)


def graphs(link: Link, server: Server) -> dict[str, str]:
    """The graphs that the server holds, with their hashes; an empty one where nobody knows it.

    Raises:
        ServerError: the server does not answer, or leaves some of them out.
    """
    lines = [line.partition(" ") for line in _said(link, server, GRAPH)]
    return {name: digest for digest, _, name in lines}


def astray(found: Mark | None, server: Server) -> ServerError:
    """Why a server does not hold the state that a generation's manifest names, and what to do about it."""
    if found is None:
        return ServerError(
            f"{server.address} holds no graph of this workspace: it was emptied, or is another server",
            "zeren publish sends the graph again",
        )
    if found.workspace != server.workspace:
        return ServerError(
            f"{server.address} holds the graph of another workspace",
            "give each workspace a server or a database of its own: zeren publish --store ADDRESS",
        )
    if found.step == PUBLISHING:
        return ServerError(
            f"a publication to {server.address} broke off, or is still under way",
            "zeren publish brings it to its end",
        )
    return ServerError(
        f"{server.address} holds another state of this workspace than its folder: it was published a moment "
        "ago, or by a copy of the folder",
        "ask again; if it stays so, use the folder that was published last, or: zeren publish",
    )


_MEND = "take that graph away on the server, then: zeren publish"


def solutions(reply: Reply, address: str) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean:
    """The results that a reply holds, read to the end once so that none is broken.

    Raises:
        ServerError: it holds none.
    """
    form = pyoxigraph.QueryResultsFormat.from_media_type(reply.kind) if reply.kind else None
    if form is None:
        raise ServerError(
            f"{address} answered with {reply.kind or 'nothing in particular'}, not with results of SPARQL",
            "is it the address of a SPARQL endpoint? docs/servers.md has those of usual servers",
        )
    try:
        found = pyoxigraph.parse_query_results(reply.body, form)
        if isinstance(found, pyoxigraph.QueryBoolean):
            return found
        for _ in found:
            pass
        return pyoxigraph.parse_query_results(reply.body, form)
    except (SyntaxError, ValueError, OSError) as error:
        raise ServerError(
            f"{address} answered with results that cannot be read: {error}", "see the server's log"
        ) from None


def _said(link: Link, server: Server, word: NamedNode) -> Iterator[str]:
    query = f"SELECT ?said {{ GRAPH <{STATE}> {{ <{STATE}> {word} ?said }} }}"
    reply = link.ask(server.query, [("query", query)], ROWS)
    if dialect(server.dialect).cut_off(reply.headers):
        raise ServerError(f"{server.address} left out what goes beyond its own limit of rows", MORE_ROWS)
    found = solutions(reply, server.address)
    if isinstance(found, pyoxigraph.QueryBoolean):
        raise ServerError(f"{server.address} answered a question for rows with yes or no")
    return (str(row["said"].value) for row in found)


def _listed(graphs: Mapping[str, str]) -> list[str]:
    return [f"{digest} {name}" for name, digest in sorted(graphs.items())]
