"""A workspace whose graph is on a server: what is published there, and what is left when it breaks off."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import requests
from typer.testing import CliRunner

from tests import county
from tests.conftest import EXAMPLES
from tests.remote.conftest import graphs
from tests.remote.servers import Between, Request, Started
from zeren.cli import app
from zeren.errors import ServerError
from zeren.graph.engines import remote
from zeren.graph.engines.state import STATE
from zeren.ontology.decisions import Decision
from zeren.ontology.judgements import Judgement
from zeren.ontology.vocab import BASE_IRI
from zeren.workspace import Workspace

LEADS = "SELECT ?title ?name { ?task zr:title ?title ; zr:lead/skos:prefLabel ?name } ORDER BY ?title ?name"

FIRST = "云溪政办发-2024-1"


def write(plans: Path, number: int, *tasks: str) -> Path:
    path = plans / f"{number}.txt"
    path.write_text(county.plan(number=number, tasks=tasks), "utf-8")
    return path


def opened(folder: Path, store: str | None = None) -> Workspace:
    return Workspace(folder, reader=county.read, resolver=county.resolve_again, store=store)


def leads(workspace: Workspace) -> list[tuple[Any, Any]]:
    return [(row["title"], row["name"]) for row in workspace.sparql(LEADS).rows]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace's folder; no reader waits for a publication, since none is under way."""
    monkeypatch.setattr(remote, "PATIENCE", 0)
    return tmp_path / "data"


def test_after_the_first_use_no_command_needs_the_address(server: Started, plans: Path, data: Path) -> None:
    opened(data, server.address).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    assert leads(opened(data)) == [("修好河堤", "县水利局")]
    assert [*data.glob("graph/*/store")] == []
    opened(data).ingest(write(plans, 2, "植树（县林业局牵头）"))
    assert leads(opened(data)) == [("修好河堤", "县水利局"), ("植树", "县林业局")]
    assert graphs(server) == sorted(
        [*(BASE_IRI + name for name in (FIRST, "云溪政办发-2024-2", "云溪县")), STATE]
    )


def test_a_document_is_replaced_and_removed(server: Started, plans: Path, data: Path) -> None:
    workspace = opened(data, server.address)
    workspace.ingest([write(plans, 1, "修好河堤（县水利局牵头）"), write(plans, 2, "植树（县林业局牵头）")])
    workspace.ingest(write(plans, 1, "修好河堤（县财政局牵头）"))
    assert leads(workspace) == [("修好河堤", "县财政局"), ("植树", "县林业局")]
    workspace.remove(FIRST)
    assert leads(workspace) == [("植树", "县林业局")]
    assert BASE_IRI + FIRST not in graphs(server)


def test_decisions_and_judgements_are_published_too(server: Started, plans: Path, data: Path) -> None:
    workspace = opened(data, server.address)
    workspace.ingest(write(plans, 1, "修好河堤（县水利局牵头）", "清淤（县水务局牵头）"))
    workspace.decide(Decision("same", "云溪县", "县水利局", "县水务局"))
    assert {name for _, name in leads(workspace)} == {"县水利局"}
    with workspace.snapshot() as published:
        facts = published.facts(FIRST)
    judgement = Judgement(f"{FIRST}/finding/any", "dismissed", "不是问题")
    workspace.judge(judgement)
    with opened(data).snapshot() as published:
        assert published.judgements() == {judgement.finding: judgement}
    workspace.forget_finding(judgement.finding)
    with opened(data).snapshot() as published:
        assert published.judgements() == {}
        assert published.facts(FIRST) == facts


def test_a_graph_moves_to_a_server_and_back(server: Started, plans: Path, data: Path) -> None:
    opened(data).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    here = leads(opened(data))
    sent = opened(data, server.address).publish()
    assert sent is not None
    assert sent.put == 2
    assert leads(opened(data)) == here
    assert opened(data, "embedded").publish() is None
    assert leads(opened(data)) == here
    assert len([*data.glob("graph/*/store")]) == 1
    # It finds its own graph there, and what has not changed meanwhile is not sent again.
    again = opened(data, server.address).publish()
    assert again is not None
    assert (again.put, leads(opened(data))) == (0, here)


def test_what_the_server_has_is_not_sent_again_unless_everything_is(
    server: Started, plans: Path, data: Path
) -> None:
    workspace = opened(data, server.address)
    workspace.ingest([write(plans, 1, "修好河堤（县水利局牵头）"), write(plans, 2, "植树（县林业局牵头）")])
    assert [sent and sent.put for sent in (workspace.publish(), workspace.publish(anew=True))] == [0, 3]
    assert leads(workspace) == [("修好河堤", "县水利局"), ("植树", "县林业局")]


@pytest.mark.oxigraph
def test_the_commands_move_the_graph_to_a_server_and_back(
    oxigraph: Started, examples_as_read: Path, data: Path
) -> None:
    shutil.copytree(examples_as_read, data)

    def told(*words: str) -> Any:
        ran = CliRunner().invoke(app, [*words, "--workspace", str(data), "--format", "json"])
        assert ran.exit_code == 0, ran.stderr
        return json.loads(ran.stdout)

    assert told("publish", "--store", oxigraph.address) == [
        {"store": oxigraph.address, "sent": 4, "removed": 0}
    ]
    assert told("ingest", str(EXAMPLES / "青岭县重点工作总体方案.txt"), "--store", "embedded")
    assert CliRunner().invoke(app, ["publish", "--workspace", str(data)]).exit_code == 2
    assert told("ingest", str(EXAMPLES / "青岭县重点工作总体方案.txt"), "--store", oxigraph.address)
    assert told("publish", "--all") == [{"store": oxigraph.address, "sent": 4, "removed": 0}]


def cut_at(nth: int, line: Between) -> None:
    """Have the line break at one of the requests that write, for good."""
    writes = 0

    def broken(request: Request) -> bool:
        nonlocal writes
        writes += request.method in ("PUT", "DELETE")
        return writes >= nth

    line.broken = broken


@pytest.mark.oxigraph
@pytest.mark.parametrize("nth", range(1, 5))
def test_a_publication_that_breaks_off_is_told_and_mended_by_the_next(
    between: tuple[str, Between], plans: Path, data: Path, nth: int
) -> None:
    address, line = between
    opened(data, address).ingest(
        [write(plans, 1, "修好河堤（县水利局牵头）"), write(plans, 2, "植树（县林业局牵头）")]
    )
    before = opened(data).generation()
    write(plans, 1, "修好河堤（县财政局牵头）")
    cut_at(nth, line)
    with pytest.raises(ServerError, match="does not answer: the connection was cut off"):
        opened(data).ingest(plans)
    line.mend()
    assert opened(data).generation() == before
    if nth == 1:  # the mark was the first to be cut off: nothing has changed
        assert leads(opened(data)) == [("修好河堤", "县水利局"), ("植树", "县林业局")]
    else:
        with pytest.raises(ServerError, match=r"a publication to .* broke off, or is still under way"):
            leads(opened(data))
    opened(data).publish()
    assert leads(opened(data)) == [("修好河堤", "县水利局"), ("植树", "县林业局")]
    opened(data).ingest(plans)
    assert leads(opened(data)) == [("修好河堤", "县财政局"), ("植树", "县林业局")]


@pytest.mark.oxigraph
def test_an_ingestion_mends_what_broke_off(between: tuple[str, Between], plans: Path, data: Path) -> None:
    address, line = between
    opened(data, address).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    write(plans, 1, "修好河堤（县财政局牵头）")
    cut_at(3, line)
    with pytest.raises(ServerError):
        opened(data).ingest(plans)
    line.mend()
    opened(data).ingest(plans)
    assert leads(opened(data)) == [("修好河堤", "县财政局")]


@pytest.mark.oxigraph
def test_what_was_on_its_way_alone_is_sent_again(
    between: tuple[str, Between], plans: Path, data: Path
) -> None:
    address, line = between
    for number in (1, 2, 3):
        write(plans, number, f"任务{number}（县水利局牵头）")
    opened(data, address).ingest(plans)
    write(plans, 3, "任务三（县水利局牵头）")
    cut_at(2, line)
    with pytest.raises(ServerError):
        opened(data).ingest(plans)
    line.mend()
    line.asked.clear()
    opened(data).publish()
    written = {r.path.partition("graph=")[2] for r in line.asked if r.method == "PUT"}
    assert len(written) == 3, "the mark, the plan, its county"


@pytest.mark.oxigraph
def test_an_answer_that_is_cut_off_is_asked_for_again(
    between: tuple[str, Between], plans: Path, data: Path
) -> None:
    address, line = between
    opened(data, address).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    line.asked.clear()

    line.broken = lambda _: len(line.asked) in (2, 3)
    assert leads(opened(data)) == [("修好河堤", "县水利局")]
    assert line.asked[1].body == line.asked[3].body


@pytest.mark.oxigraph
def test_no_answer_comes_from_a_state_in_between(
    between: tuple[str, Between], plans: Path, data: Path
) -> None:
    address, line = between
    opened(data, address).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    with opened(data).snapshot() as published:
        assert len([*published.select(LEADS)]) == 1
        opened(data).ingest(write(plans, 2, "植树（县林业局牵头）"))
        with pytest.raises(ServerError, match="holds another state of this workspace"):
            published.select(LEADS)
    line.asked.clear()
    with opened(data).snapshot() as published:
        _ = published.store

        def published_anew(request: Request) -> bool:
            # The query has been answered, and before the mark is looked at all is sent again.
            if b"zr%3Alead" in request.body and len(line.asked) < 5:
                opened(data).publish(anew=True)
            return False

        line.broken = published_anew
        assert len([*published.select(LEADS)]) == 2


@pytest.mark.oxigraph
def test_a_server_that_was_emptied_is_told_and_filled_again(
    oxigraph: Started, plans: Path, data: Path
) -> None:
    opened(data, oxigraph.address).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    for name in graphs(oxigraph):
        requests.delete(oxigraph.graphs, params={"graph": name}, timeout=10)
    with pytest.raises(ServerError, match="holds no graph of this workspace: it was emptied"):
        leads(opened(data))
    sent = opened(data).publish()
    assert sent is not None
    assert sent.put == 2
    assert leads(opened(data)) == [("修好河堤", "县水利局")]


@pytest.mark.oxigraph
def test_another_workspaces_graph_is_neither_shown_nor_overwritten(
    oxigraph: Started, plans: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    opened(one, oxigraph.address).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    with pytest.raises(ServerError, match="holds the graph of another workspace") as told:
        opened(other, oxigraph.address).ingest(write(plans, 2, "植树（县林业局牵头）"))
    assert "--store" in told.value.hint
    assert leads(opened(one)) == [("修好河堤", "县水利局")]


@pytest.mark.oxigraph
def test_a_copy_that_was_published_later_is_told(oxigraph: Started, plans: Path, tmp_path: Path) -> None:
    one, copy = tmp_path / "one", tmp_path / "copy"
    opened(one, oxigraph.address).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    shutil.copytree(one, copy)
    opened(copy).ingest(write(plans, 2, "植树（县林业局牵头）"))
    with pytest.raises(ServerError, match="another state of this workspace than its folder"):
        leads(opened(one))
    opened(one).publish()
    assert leads(opened(one)) == [("修好河堤", "县水利局")]


@pytest.mark.oxigraph
def test_what_others_keep_on_the_server_stays(oxigraph: Started, plans: Path, data: Path) -> None:
    theirs = {"graph": "https://example.org/theirs"}
    triple = b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"
    headers = {"Content-Type": "application/n-triples"}
    requests.put(oxigraph.graphs, params=theirs, data=triple, headers=headers, timeout=10)
    opened(data, oxigraph.address).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    opened(data).remove(FIRST)
    answer = requests.get(oxigraph.graphs, params=theirs, timeout=10)
    assert "example.org/a" in answer.text
    assert graphs(oxigraph) == [STATE]


def test_no_address_with_a_password_is_kept(server: Started, plans: Path, data: Path) -> None:
    host = re.sub(r"//(.*@)?", "//", server.address).removeprefix("http://")
    user = server.address if "@" in server.address else f"http://somebody:secret@{host}"
    opened(data, user).ingest(write(plans, 1, "修好河堤（县水利局牵头）"))
    password = user.partition("@")[0].rpartition("//")[2]
    kept = [path for path in data.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]
    assert kept == []
    (manifest,) = data.glob("graph/*/manifest.json")
    assert json.loads(manifest.read_bytes())["server"]["address"] == f"http://{host}"
