"""The server that holds a workspace's graph: what the workspace keeps about it, and who may ask it."""

from __future__ import annotations

import os
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

import msgspec

from zeren.errors import UsageError

EMBEDDED = "embedded"
"""What is named in place of a server's address for a graph that stands in the workspace's folder."""

TOKEN = "ZEREN_STORE_TOKEN"  # noqa: S105 # the name of a variable, not what it holds
"""The environment variable with a token, or with `name:password`."""

_GIVEN: dict[str, tuple[str, str]] = {}
"""Name and password that stood in an address, by host and port, for as long as the process lives."""


class Server(msgspec.Struct, frozen=True):
    """A server as a generation's manifest keeps it; nobody's password is part of it.

    Attributes:
        address: how a person named the server.
        query: where it is asked, by SPARQL 1.1 Protocol.
        graphs: where graphs are put, by SPARQL 1.1 Graph Store HTTP Protocol.
        dialect: which peculiarities it has, of `zeren.graph.engines.dialects`.
        union: the parameters of a request that make the union of all graphs its default graph.
        workspace: what tells the workspace from others that may be published to the same server.
        state: the hash of what the server holds for the generation; empty before it holds something.
    """

    address: str
    query: str
    graphs: str
    dialect: str
    union: dict[str, str]
    workspace: str
    state: str = ""


class Credentials(NamedTuple):
    """Who asks: a token, or a name with a password."""

    token: str = ""
    name: str = ""
    password: str = ""


def named(address: str) -> str:
    """The address without name and password, which are kept for this process.

    Raises:
        UsageError: it is no address of a server.
    """
    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host:
        # What cannot be taken apart may hold a password: it is not repeated.
        raise UsageError(
            "--store names no address of a server",
            f"such as http://localhost:7878, or {EMBEDDED} for a graph in the workspace's folder",
        )
    place = parts.netloc.rpartition("@")[2]
    if parts.username is not None:
        _GIVEN[place] = (unquote(parts.username), unquote(parts.password or ""))
    return urlunsplit((parts.scheme, place, parts.path.rstrip("/"), parts.query, ""))


def credentials(address: str) -> Credentials | None:
    """Who asks a server: of the address it was named by, of the environment, of ~/.netrc; None for nobody."""
    place = urlsplit(address).netloc
    if place in _GIVEN:
        name, password = _GIVEN[place]
        return Credentials(name=name, password=password)
    if said := os.environ.get(TOKEN):
        name, colon, password = said.partition(":")
        return Credentials(name=name, password=password) if colon else Credentials(token=said)
    from requests.utils import get_netrc_auth

    found = get_netrc_auth(address)
    return Credentials(name=found[0], password=found[1]) if found else None
