"""A server that is killed in the middle of a publication: the real process, with SIGKILL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import county
from tests.remote import servers
from tests.remote.servers import Lasting
from zeren.errors import ServerError
from zeren.graph.engines import remote
from zeren.graph.engines.link import Link
from zeren.workspace import Workspace

LEADS = "SELECT ?title ?name { ?task zr:title ?title ; zr:lead/skos:prefLabel ?name } ORDER BY ?title"
BEFORE, AFTER = [("修好河堤", "县水利局")], [("修好河堤", "县财政局")]

WRITES = 4
"""What a publication of one changed plan puts: the mark, the plan, its county, the mark."""


@pytest.fixture(
    params=[
        pytest.param("oxigraph", marks=pytest.mark.oxigraph),
        pytest.param("virtuoso", marks=pytest.mark.virtuoso),
    ]
)
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lasting]:
    """Each server in turn, with a database on the disk."""
    folder = tmp_path / "server"
    folder.mkdir()
    if request.param == "oxigraph":
        server = servers.lasting_oxigraph(request.getfixturevalue("oxigraph_program"), folder)
    elif program := shutil.which("virtuoso-t"):
        server = servers.lasting_virtuoso(program, folder)
    else:
        pytest.skip(f"Virtuoso is not installed: {servers.HOW_TO_GET_VIRTUOSO}")
    yield server
    server.kill()


def leads(workspace: Workspace) -> list[tuple[Any, Any]]:
    return [(row["title"], row["name"]) for row in workspace.sparql(LEADS).rows]


def test_a_server_killed_in_a_publication_shows_no_half_of_it(
    lasting: Lasting, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PATIENCE", 0)
    plan, data = plans / "1.txt", tmp_path / "data"
    plan.write_text(county.plan(number=1, tasks=["修好河堤（县水利局牵头）"]), "utf-8")
    Workspace(data, reader=county.read, store=lasting.started.address).ingest(plan)
    plan.write_text(county.plan(number=1, tasks=["修好河堤（县财政局牵头）"]), "utf-8")
    workspace = Workspace(data, reader=county.read, store=lasting.started.address)
    assert leads(workspace) == BEFORE
    for nth in range(1, WRITES + 1):
        with monkeypatch.context() as patch:
            patch.setattr(Link, "put", killing_at(nth, lasting))
            with pytest.raises(ServerError, match="does not answer"):
                workspace.ingest(plan)
        with pytest.raises(ServerError, match="does not answer") as told:
            leads(workspace)
        assert "see that it runs" in told.value.hint
        lasting.start()
        if nth == 1:  # the mark was the first to be sent: nothing has changed
            assert leads(workspace) == BEFORE
        else:
            with pytest.raises(ServerError, match="broke off, or is still under way") as told:
                leads(workspace)
            assert "zeren publish" in told.value.hint
    workspace.ingest(plan)
    assert leads(workspace) == AFTER


def killing_at(nth: int, server: Lasting) -> Any:
    """What puts a graph, and has the server killed before the nth."""
    put, done = Link.put, 0

    def killing(self: Link, url: str, graph: str, triples: bytes) -> None:
        nonlocal done
        done += 1
        if done == nth:
            server.kill()
        put(self, url, graph, triples)

    return killing
