"""Which server holds a workspace's graph: decided once, and kept with each generation."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from zeren.errors import UsageError
from zeren.graph.engines.server import EMBEDDED, Server, named

if TYPE_CHECKING:
    from zeren.graph.engines.publishing import Every, Sent
    from zeren.graph.nquads import Written
    from zeren.workspace.layout import Manifest


def chosen(last: Manifest | None, store: str | None) -> Server | None:
    """What holds the next generation's graph; None for the workspace's folder.

    Args:
        last: the manifest of the last generation.
        store: a server's address, with a second one for its graphs, behind a space, where that cannot be
            found; "embedded" for the folder; None for what it was.

    Raises:
        UsageError: the store is no address of a server.
        ServerError: the server does not answer, or holds the graph of another workspace.
    """
    known = last.server if last else None
    if store == EMBEDDED or (store is None and known is None):
        return None
    from zeren.graph.engines import discovery, publishing

    server = known
    if store is not None:
        address, graphs = _addresses(store)
        if server is None or server.address != address or graphs not in (None, server.graphs):
            identity = (last.identity if last else "") or secrets.token_hex(8)
            server = discovery.find(address, identity, graphs)
    assert server is not None  # noqa: S101 # it was known, or it was found
    publishing.look(server)
    return server


def mended(manifest: Manifest, every: Every, *, anew: bool) -> tuple[Manifest, Sent | None]:
    """See that the server holds what a generation says, if a server holds its graph.

    Args:
        manifest: of the generation.
        every: makes its graphs anew.
        anew: whether the server is sent what it holds already, too.

    Returns:
        The manifest with the state that the server holds now, and what was sent.

    Raises:
        ServerError: the server does not answer, refuses, or holds the graph of another workspace.
    """
    if manifest.server is None:
        return manifest, None
    from zeren.graph.engines import publishing

    done = publishing.mend(manifest.server, every, anew=anew)
    return replace(manifest, server=done.server), done


def sent(
    manifest: Manifest, changed: tuple[list[str], Iterator[Written]], every: Every
) -> tuple[Manifest, Sent]:
    """Send a server what a new generation changes; arguments but `changed`, result and errors as `mended`.

    Args:
        manifest: of the generation.
        changed: the IRIs of the graphs that were touched, and those of them that are there.
        every: makes its graphs anew.
    """
    from zeren.graph.engines import publishing

    assert manifest.server is not None  # noqa: S101 # whose graph else would be sent?
    done = publishing.change(manifest.server, publishing.Change(*changed), every)
    return replace(manifest, server=done.server), done


def _addresses(store: str) -> tuple[str, str | None]:
    found = [named(each) for each in store.split()]
    if len(found) not in (1, 2):
        raise UsageError(
            "--store takes the address of a server, and one more where its graphs have one of their own",
            f"such as http://localhost:7878, or {EMBEDDED} for a graph in the workspace's folder",
        )
    return found[0], found[1] if len(found) == 2 else None
