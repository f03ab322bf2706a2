"""What holds the graph of a generation, as readers open it: the store in its folder, or a server."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from zeren.errors import WorkspaceError
from zeren.graph.documents import DERIVED
from zeren.graph.engines import Engine
from zeren.graph.engines.server import Server


def opened(path: Path, server: Server | None) -> Engine:
    """The graph, which cannot be changed.

    Args:
        path: the folder of the store.
        server: what holds the graph in its place; None for the folder.

    Raises:
        WorkspaceError: it is damaged, or not there; the server does not answer, or holds another state.
    """
    if server:
        from zeren.graph.engines.remote import Remote

        return Remote(server)
    try:
        return pyoxigraph.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise WorkspaceError(f"the graph in {path} cannot be opened: {error}", DERIVED) from None
