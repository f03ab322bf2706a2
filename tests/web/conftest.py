"""The explorer of the example plans, asked without a network, and as a server for a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from zeren.web.app import application
from zeren.web.listening import Watched, config
from zeren.web.shelf import Shelf
from zeren.web.writing import write_site
from zeren.workspace import Workspace

PLANS = Path(__file__).with_name("plans")


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


@pytest.fixture(scope="session")
def two_counties(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two short plans with something of each kind: every page of them is opened."""
    workspace = Workspace(tmp_path_factory.mktemp("two") / "data")
    workspace.ingest(sorted(PLANS.glob("*.txt")))
    return workspace


@pytest.fixture(scope="session")
def site(two_counties: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of their static site."""
    folder = tmp_path_factory.mktemp("site") / "网页"
    with two_counties.snapshot() as published:
        write_site(Shelf(published), folder)
    return folder
