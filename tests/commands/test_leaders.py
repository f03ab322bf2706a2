"""Leaders of tasks on every screen: show, list, the account of the text, tables and the graph."""

from __future__ import annotations

import csv
import json
from functools import partial
from pathlib import Path

import pytest

from tests import calling
from zeren.graph.coverage import cover
from zeren.workspace import Workspace

PLAN = """云溪县重点工作方案
云溪政办发〔2024〕9号
一、夯实基础
1.修好水库。完成除险加固。
责任领导：周明远（副县长）、苏静
责任单位：县水利局、县财政局
2.修建公路。由副县长陆青山牵头，县交通运输局配合。
"""

zeren = partial(calling.zeren, columns=100)


@pytest.fixture
def read(tmp_path: Path) -> Workspace:
    """A workspace with a plan that names leaders."""
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    workspace = Workspace(tmp_path / "data")
    assert workspace.ingest([file]).failures == []
    return workspace


def test_show_tells_the_leaders_of_a_task_with_post_label_and_words(read: Workspace) -> None:
    screen = zeren(read, "show", "修好水库", "-f", "table").stdout
    assert "责任领导：周明远（副县长）" in screen
    (found,) = json.loads(zeren(read, "show", "修好水库").stdout)["found"]
    told = [fact for fact in found["facts"] if fact["what"] == "leader"]
    assert [(fact["name"], fact["post"], fact["charge"]) for fact in told] == [
        ("周明远", "副县长", "责任领导"),
        ("苏静", None, "责任领导"),
    ]
    assert [[place["quote"] for place in fact["evidence"]] for fact in told] == [
        ["责任领导：周明远（副县长）、苏静", "周明远（副县长）"],
        ["责任领导：周明远（副县长）、苏静", "苏静"],
    ]


def test_a_leader_whom_running_text_names_has_no_label(read: Workspace) -> None:
    (found,) = json.loads(zeren(read, "show", "修建公路").stdout)["found"]
    told = [fact for fact in found["facts"] if fact["what"] == "leader"]
    assert [(fact["name"], fact["post"], fact["charge"]) for fact in told] == [("陆青山", "副县长", None)]


def test_a_listing_of_tasks_has_their_leaders(read: Workspace) -> None:
    assert "责任领导" in zeren(read, "list", "tasks", "-f", "table").stdout
    rows = [*csv.DictReader(zeren(read, "list", "tasks", "-f", "csv").stdout.splitlines())]
    assert [row["leaders"] for row in rows] == ["周明远（副县长）、苏静", "副县长陆青山"]


def test_a_table_without_leaders_has_no_column_for_them(workspace: Workspace) -> None:
    assert "责任领导" not in zeren(workspace, "list", "tasks", "-f", "table").stdout


def test_exports_have_the_leaders(read: Workspace, tmp_path: Path) -> None:
    zeren(read, "export", "--format", "jsonl", "--output", str(tmp_path / "jsonl"))
    zeren(read, "export", "--format", "csv", "--output", str(tmp_path / "csv"))
    tasks = [
        json.loads(line) for line in (tmp_path / "jsonl" / "tasks.jsonl").read_text("utf-8").splitlines()
    ]
    for leader in (leader for task in tasks for leader in task["leaders"]):
        assert PLAN[leader["start"] : leader["end"]] == leader["mention"]
    with (tmp_path / "csv" / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["leaders"] for row in csv.DictReader(file)] == ["周明远（副县长）、苏静", "副县长陆青山"]


def test_the_words_of_a_leader_count_as_read(read: Workspace) -> None:
    with read.snapshot() as published:
        (document,) = published.documents
        coverage = cover(published.facts(document), published.text(document))
    (sentence,) = [s for s in coverage.sentences() if PLAN[s.start : s.end].startswith("责任领导")]
    marked = [PLAN[mark.start : mark.end] for mark in sentence.marks if mark.kind == "leader"]
    assert marked == ["周明远（副县长）", "苏静"]
    assert sentence.open == []


def test_the_graph_with_leaders_keeps_to_its_shapes(read: Workspace) -> None:
    assert zeren(read, "validate", "-f", "json").exit_code == 0
    asked = "SELECT ?title { ?task zr:leader '陆青山' ; zr:title ?title }"
    assert "修建公路" in zeren(read, "sparql", asked).stdout


def test_a_leader_is_asked_for_by_name(read: Workspace) -> None:
    (row,) = json.loads(zeren(read, "query", "tasks-of-leader", "--person", "陆青山").stdout)["rows"]
    assert row["task"]["name"] == "修建公路"
    refused = zeren(read, "query", "tasks-of-leader", "--person", "李雷", code=3).stderr
    assert "李雷" in refused
