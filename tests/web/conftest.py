"""The explorer of the example plans, asked without a network, and as a server for a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.testclient import TestClient

from zeren.web.app import application
from zeren.workspace import Workspace


@pytest.fixture(scope="session")
def explorer(workspace_of_examples: Workspace) -> Iterator[TestClient]:
    """The explorer, asked in this process."""
    with TestClient(application(workspace_of_examples)) as client:
        yield client


@pytest.fixture(scope="session")
def served(workspace_of_examples: Workspace) -> Iterator[str]:
    """The address of a running server with the example plans."""
    config = uvicorn.Config(application(workspace_of_examples), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
