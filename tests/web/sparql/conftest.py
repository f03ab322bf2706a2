"""A server of its own, whose queries may take two seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import uvicorn

from zeren.web.app import DEFAULT_BOUNDS, application
from zeren.web.sparql.workers import Bounds
from zeren.workspace import Workspace

Serve = Callable[..., str]


@contextmanager
def _running(workspace: Workspace, bounds: Bounds, origins: tuple[str, ...]) -> Iterator[str]:
    app = application(workspace, origins=origins, bounds=bounds)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/sparql"
    server.should_exit = True
    thread.join()


@pytest.fixture
def serve(workspace_of_examples: Workspace) -> Iterator[Serve]:
    """Starts a server, and gives the address of its endpoint: what its queries may take is told by name."""
    with ExitStack() as stack:

        def started(
            *, workspace: Workspace = workspace_of_examples, origins: tuple[str, ...] = (), **bounds: Any
        ) -> str:
            allowed = DEFAULT_BOUNDS._replace(**bounds)
            return stack.enter_context(_running(workspace, allowed, origins))

        yield started


@pytest.fixture(scope="session")
def endpoint(workspace_of_examples: Workspace) -> Iterator[str]:
    """The address of a running endpoint, as `zeren serve` starts it."""
    with _running(workspace_of_examples, DEFAULT_BOUNDS, ()) as address:
        yield address
