"""The explorer and its SPARQL endpoint over a graph on a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.remote.servers import Between
from zeren.web.app import application
from zeren.web.sparql.workers import Bounds
from zeren.workspace import Workspace

pytestmark = pytest.mark.oxigraph

PAGES = ("/", "/unit/云泽县/财政局", "/county/云泽县", "/indicators", "/ask?q=县财政局牵头哪些任务")


@pytest.fixture
def moved(
    between: tuple[str, Between], examples_as_read: Path, tmp_path: Path
) -> Iterator[tuple[TestClient, TestClient, Between]]:
    """The explorer of the example plans: as it is, and with the graph on a server; the line to that."""
    address, line = between
    copy = Path(shutil.copytree(examples_as_read, tmp_path / "data"))
    Workspace(copy, store=address).publish()
    apps = (
        application(Workspace(folder), [], None, bounds=Bounds(rows=7)) for folder in (examples_as_read, copy)
    )
    with TestClient(next(apps)) as here, TestClient(next(apps)) as there:
        yield here, there, line


def test_pages_are_the_same(moved: tuple[TestClient, TestClient, Between]) -> None:
    here, there, _ = moved
    for page in PAGES:
        own, theirs = here.get(page), there.get(page)
        assert own.status_code == 200, page
        assert theirs.text == own.text, page


def test_the_endpoint_asks_the_server_within_its_limits(
    moved: tuple[TestClient, TestClient, Between],
) -> None:
    here, there, line = moved
    asked = {"query": "SELECT ?task { ?task a zr:Task } ORDER BY ?task"}
    own, theirs = (
        client.get("/sparql", params=asked, headers={"Accept": "text/csv"}) for client in (here, there)
    )
    assert own.status_code == 200
    assert theirs.text == own.text
    assert len(own.text.splitlines()) == 8
    refused = there.get("/sparql", params={"query": "SELECT ?a { SERVICE <http://x.example/> { ?a ?b ?c } }"})
    assert refused.status_code == 403
    line.broken = lambda _: True
    lost = there.get("/sparql", params=asked)
    assert lost.status_code == 503
    assert "127.0.0.1" not in lost.text


def test_a_server_that_is_lost_is_told_without_its_address(
    moved: tuple[TestClient, TestClient, Between],
) -> None:
    _, there, line = moved
    line.broken = lambda _: True
    lost = there.get("/unit/云泽县/财政局")
    assert lost.status_code == 503
    assert "127.0.0.1" not in lost.text
    assert "存放图谱的服务器现在不能用" in lost.text
    assert "see that it runs" not in lost.text, "what is told in English, and to whoever runs the server"
    line.mend()
    assert there.get("/unit/云泽县/财政局").status_code == 200
