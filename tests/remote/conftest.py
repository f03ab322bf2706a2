"""Servers for the tests of graphs that are not in the workspace's folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.remote import servers
from tests.remote.servers import Between, Started, listening


@pytest.fixture(scope="session")
def oxigraph_program() -> str:
    program = servers.oxigraph_program()
    if program is None:
        pytest.skip(f"the Oxigraph server is not installed: {servers.HOW_TO_GET_OXIGRAPH}")
    return program


@pytest.fixture
def oxigraph(oxigraph_program: str) -> Iterator[Started]:
    """A new Oxigraph server."""
    with servers.oxigraph(oxigraph_program) as started:
        yield started


@pytest.fixture(scope="session")
def one_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip(f"Virtuoso is not installed: {servers.HOW_TO_GET_VIRTUOSO}")
    with servers.virtuoso(program, tmp_path_factory.mktemp("virtuoso")) as started:
        yield started


@pytest.fixture
def virtuoso(one_virtuoso: Started) -> Started:
    """A Virtuoso that holds no graph of Zeren; it takes a while to start, and is emptied instead."""
    return emptied(one_virtuoso)


@pytest.fixture(
    params=[
        pytest.param("oxigraph", marks=pytest.mark.oxigraph),
        pytest.param("virtuoso", marks=pytest.mark.virtuoso),
    ]
)
def server(request: pytest.FixtureRequest) -> Started:
    """Each server in turn, without any graph."""
    started: Started = request.getfixturevalue(request.param)
    return started


@pytest.fixture
def between(oxigraph: Started) -> Iterator[tuple[str, Between]]:
    """An Oxigraph server behind a line that may break: the address, and the line."""
    line = Between(int(oxigraph.address.rpartition(":")[2]))
    with listening(line) as address:
        yield address, line


def emptied(started: Started) -> Started:
    """Take all graphs away that Zeren put there."""
    writing = requests.auth.HTTPDigestAuth("dba", servers.PASSWORD)
    for name in graphs(started):
        answer = requests.delete(f"{started.graphs}-auth", params={"graph": name}, auth=writing, timeout=60)
        assert answer.ok, answer.text
    assert graphs(started) == []
    return started


def graphs(started: Started) -> list[str]:
    """The names of the graphs that a server has, of those that Zeren puts there."""
    query = (
        'SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "https://w3id.org/zeren/")) }'
    )
    answer = requests.post(
        started.query,
        data={"query": query},
        timeout=60,
        headers={"Accept": "application/sparql-results+json"},
    )
    return sorted(row["g"]["value"] for row in answer.json()["results"]["bindings"])


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder for plans of the simple form."""
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder
