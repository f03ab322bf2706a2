"""The explorer of the example plans, asked without a network, and as a server for a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.testclient import TestClient

from zeren.web.app import application
from zeren.web.listening import Watched, config
from zeren.workspace import Workspace


@pytest.fixture(scope="session")
def explorer(workspace_of_examples: Workspace) -> Iterator[TestClient]:
    """The explorer, asked in this process."""
    with TestClient(application(workspace_of_examples)) as client:
        yield client


@pytest.fixture(scope="session")
def served(workspace_of_examples: Workspace) -> Iterator[str]:
    """The address of a running server with the example plans."""
    with serving(application(workspace_of_examples)) as address:
        yield address


@contextmanager
def serving(app: object, protocol: type[Watched] = Watched) -> Iterator[str]:
    """A running server, as long as the `with` statement lasts; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(config(app, protocol))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
