"""What a person says about findings: kept beside the facts, published with the graph, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph

from tests import county
from zeren.errors import NotUnderstoodError, WorkspaceError
from zeren.graph.export import jsonl
from zeren.graph.export.rdf import nquads, turtle
from zeren.ontology.judgements import Judgement, encode
from zeren.workspace import Workspace

FINDING = county.FACTS.findings[0].id
NONE = Judgement(FINDING, "dismissed", "植树由县林业局长期负责")
REAL = Judgement(FINDING, "accepted", "已请起草单位“更正”")
STATES = "SELECT ?finding ?state ?why { ?finding zr:state ?state ; zr:why ?why }"


def in_the_graph(workspace: Workspace) -> list[tuple[str, str, str]]:
    with workspace.snapshot() as published:
        base = published.base_iri
        return [
            (row["finding"].value.removeprefix(base), row["state"].value, row["why"].value)
            for row in published.select(STATES)
        ]


def generations(workspace: Workspace) -> int:
    return int((workspace.path / "CURRENT").read_text("ascii"))


def test_a_judgement_stands_in_the_graph_until_it_is_taken_back(workspace: Workspace) -> None:
    workspace.judge(NONE)
    assert in_the_graph(workspace) == [(FINDING, "dismissed", NONE.why)]
    workspace.judge(REAL)
    assert in_the_graph(workspace) == [(FINDING, "accepted", REAL.why)]
    workspace.forget_finding(FINDING)
    assert in_the_graph(workspace) == []


def test_judgements_have_a_named_graph_of_their_own(workspace: Workspace) -> None:
    workspace.judge(NONE)
    with workspace.snapshot() as published:
        rows = published.select("SELECT DISTINCT ?graph { GRAPH ?graph { ?finding zr:state ?state } }")
        assert [row["graph"].value for row in rows] == [published.base_iri + "judgements"]


def test_the_same_judgement_again_publishes_nothing(workspace: Workspace) -> None:
    workspace.judge(NONE)
    before = generations(workspace)
    workspace.judge(NONE)
    assert generations(workspace) == before


def test_a_snapshot_keeps_the_judgements_that_it_was_opened_with(workspace: Workspace) -> None:
    with workspace.snapshot() as before:
        workspace.judge(NONE)
        assert before.judgements() == {}
    with workspace.snapshot() as after:
        assert after.judgements() == {FINDING: NONE}


def test_every_export_carries_them(workspace: Workspace) -> None:
    workspace.judge(REAL)
    with workspace.snapshot() as published:
        (record,) = map(json.loads, dict(jsonl.files(published))["findings.jsonl"].splitlines())
        assert (record["state"], record["why"]) == ("accepted", REAL.why)
        graph = list(published.all_facts()), published.base_iri, published.judgements().values()
        read = Graph().parse(data=turtle(*graph), format="turtle")
        assert len(list(read.query("SELECT ?f { ?f a zr:Finding ; zr:state 'accepted' }"))) == 1
        lines = b"".join(nquads(*graph)).decode()
        assert (
            f'/finding/1> <https://w3id.org/zeren#why> "{REAL.why}" <{published.base_iri}judgements> .'
            in lines
        )
    assert REAL.why in {str(value) for value in workspace.graph().objects()}


def test_they_survive_the_removal_of_the_plan(workspace: Workspace) -> None:
    workspace.judge(NONE)
    workspace.remove([county.DOCUMENT.id])
    assert workspace.judgements() == {FINDING: NONE}
    assert in_the_graph(workspace) == [(FINDING, "dismissed", NONE.why)]


def test_a_file_that_was_changed_by_hand_is_noticed_at_the_next_write(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.judge(NONE)
    (workspace.path / "findings.jsonl").write_bytes(encode([REAL]))
    assert in_the_graph(workspace) == [(FINDING, "dismissed", NONE.why)]
    (tmp_path / "青石.txt").write_text(county.plan(county="青石县"), "utf-8")
    workspace.ingest([tmp_path / "青石.txt"])
    assert in_the_graph(workspace) == [(FINDING, "accepted", REAL.why)]


def test_a_file_that_was_there_before_the_first_plan_holds(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    empty_workspace.path.mkdir()
    (empty_workspace.path / "findings.jsonl").write_bytes(encode([REAL]))
    (tmp_path / "a.txt").write_text(county.plan(), "utf-8")
    empty_workspace.ingest([tmp_path / "a.txt"])
    assert in_the_graph(empty_workspace) == [(FINDING, "accepted", REAL.why)]


def test_a_damaged_file_stops_the_next_write_and_is_named(workspace: Workspace) -> None:
    (workspace.path / "findings.jsonl").write_text("{", "utf-8")
    with pytest.raises(WorkspaceError, match=r"findings\.jsonl"):
        workspace.remove([county.DOCUMENT.id])
    assert len(workspace.documents()) == 1


def test_forgetting_what_nobody_said(workspace: Workspace) -> None:
    workspace.judge(NONE)
    with pytest.raises(NotUnderstoodError) as refused:
        workspace.forget_finding(FINDING + "0")
    assert refused.value.nearest == (FINDING,)
