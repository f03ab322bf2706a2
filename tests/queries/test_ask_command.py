"""`zeren ask` and `zeren query` as they are called."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys

import pytest

from tests.calling import zeren
from zeren.workspace import Workspace


def test_an_answer_into_a_pipe_is_json(workspace_of_examples: Workspace) -> None:
    found = json.loads(zeren(workspace_of_examples, "ask", "云泽县财政局牵头哪些任务").stdout)
    assert list(found) == ["question", "language", "understood", "sparql", "columns", "rows", "count"]
    assert found["understood"] == {
        "query": "tasks-led-by",
        "parameters": {"unit": "云泽县/财政局"},
        "text": "县财政局（云泽县）牵头的任务",
    }
    assert found["count"] == len(found["rows"]) == 3
    first = found["rows"][0]
    assert list(first) == found["columns"]
    assert first["task"] == {"id": "云泽政办发-2024-5/1/二/二/2", "name": "积极争取上级资金"}
    assert [place["quote"] for place in first["evidence"]] == ["（县发展和改革局、县财政局牵头）"]


def test_an_answer_for_people(workspace_of_examples: Workspace) -> None:
    shown = zeren(workspace_of_examples, "ask", "云泽县谁牵头“改造老旧小区”", "-f", "table").stdout
    assert re.sub(r"\d+–\d+", "a–b", shown).splitlines() == [
        "理解为：“改造老旧小区”（云泽县）的牵头单位 — 1 条",
        "",
        "  1. 县城管执法局 · 任务：改造老旧小区",
        "     “（牵头责任单位：县城管执法局）” [云泽政办发-2024-5 a–b，另有 1 处]",
    ]


def test_an_answer_in_english_with_its_names_and_query(workspace_of_examples: Workspace) -> None:
    shown = zeren(
        workspace_of_examples, "ask", "--explain", "-f", "table",
        "which", "tasks", "does", "the", "finance", "bureau", "of", "Yunze", "lead?",
    ).stdout  # fmt: skip
    assert shown.startswith("Understood as: Tasks led by County Finance Bureau (Yunze County) — 3 found\n")
    assert "Name found: finance bureau = 云泽县/财政局\n" in shown
    assert "  VALUES ?unit { <https://w3id.org/zeren/id/云泽县/财政局> }\n" in shown
    assert "  1. 积极争取上级资金\n     云泽县 · annex 1 · " in shown


def test_an_answer_as_a_spreadsheet_reads_it(workspace_of_examples: Workspace) -> None:
    shown = zeren(workspace_of_examples, "ask", "云泽县财政局牵头哪些任务", "-f", "csv").stdout
    rows = list(csv.DictReader(shown.splitlines()))
    assert [row["task"] for row in rows] == ["积极争取上级资金", "落实减税降费政策", "化解政府债务风险"]
    assert rows[0]["lead"] == "县发展和改革局、县财政局"
    assert rows[0]["quote"] == "（县发展和改革局、县财政局牵头）"


def test_nothing_found_is_said(workspace_of_examples: Workspace) -> None:
    shown = zeren(workspace_of_examples, "ask", "青岭县财政局配合哪些任务", "-f", "table").stdout
    assert shown == "理解为：县财政局（青岭县）配合的任务（牵头、负责的任务另问） — 没有符合的记录\n"


def test_what_is_not_understood_ends_with_3_and_help(workspace_of_examples: Workspace) -> None:
    result = zeren(workspace_of_examples, "ask", "县财政局牵头哪些蓝色任务", code=3)
    assert result.stdout == ""
    error, nearest, hint = result.stderr.splitlines()
    assert error == "error: 不明白“蓝色”（not understood）"
    assert nearest.startswith("did you mean: 县财政局牵头哪些任务 | ")
    assert nearest.count("|") == 2
    assert hint == "hint: 任务的名称请加引号“”；在原文中查找：zeren search 蓝色"


def test_bytes_that_are_no_text_do_no_harm(workspace_of_examples: Workspace) -> None:
    found = json.loads(zeren(workspace_of_examples, "ask", "云泽县财政局\udcff牵头哪些任务\udcfe").stdout)
    assert found["count"] == 3


def test_nothing_asked_is_wrong_usage(workspace_of_examples: Workspace) -> None:
    assert "Missing argument" in zeren(workspace_of_examples, "ask", code=2).stderr
    assert "'foo'" in zeren(workspace_of_examples, "ask", "谁", "-f", "foo", code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ("tasks-led-by --unit 县财政局 --county 云泽县", "云泽县财政局牵头哪些任务"),
        ("tasks-led-by --unit 云泽县财政局", "云泽县财政局牵头哪些任务"),
        ("tasks-shared --unit 县财政局 --unit 县审计局", "县财政局和县审计局共同承担哪些任务"),
        ("tasks-led-with --unit 县林业局 --unit 县财政局 --role support", "县林业局牵头、县财政局配合的任务"),
        ("who-leads --task 夜间经济", "谁牵头“夜间经济”"),
        ("units-ranked --role lead --county 青岭 --top 3", "青岭县牵头任务最多的三个单位"),
        ("units-ranked --role lead --top 2 --fewest", "牵头任务最少的两个单位"),
        ("tasks-due --date 2024年6月底前 --county Yunze", "云泽县2024年6月底前要完成哪些任务"),
        ("group-members --group 创新驱动专班", "创新驱动专班有哪些成员单位"),
        ("tasks-led-by --unit 县民政局 --category 省定重点民生", "省定重点民生实事中县民政局牵头的有哪些"),
        ("documents-citing --number 漓政办发〔2024〕1号", "哪些文件引用了漓政办发〔2024〕1号"),
        ("units-of-function --function 财政局 --role lead --top 10", "哪些县的财政局牵头任务最多"),
        ("tasks-in-one --county 云泽县", "只有云泽县有的任务有哪些"),
        ("tasks-here-not-there --county 云泽县 --county2 青岭县", "云泽县有而青岭县没有的任务"),
    ],
)
def test_a_question_by_its_name_gives_the_same_rows(
    workspace_of_examples: Workspace, arguments: str, asked: str
) -> None:
    named = json.loads(zeren(workspace_of_examples, "query", *arguments.split()).stdout)
    said = json.loads(zeren(workspace_of_examples, "ask", asked).stdout)
    assert named["rows"] == said["rows"] != []
    assert named["understood"]["parameters"] == said["understood"]["parameters"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("tasks-led-by", 2, "tasks-led-by needs unit"),
        ("tasks-led-by --unit 县航天局", 3, "没有这个单位（unknown unit）：“县航天局”"),
        ("tasks-led-by --unit 县财政局 --county 白石县", 3, "没有载入白石县的文件（not loaded）"),
        ("tasks-led-by --unit 县财政局 --unit 县教育局", 2, "tasks-led-by takes 1 --unit, not 2"),
        ("tasks-shared --unit 县财政局", 2, "tasks-shared needs two units or more"),
        ("units-ranked --role boss", 2, "no role is called boss"),
        ("tasks-due --date soon", 2, "no day or period: soon"),
        ("who-leads --task 登月", 3, "no task is called 登月"),
        ("documents --unit 县财政局", 2, "documents has no use for unit"),
        ("task-led", 3, "no question is called task-led"),
    ],
)
def test_a_question_by_its_name_says_what_is_wrong(
    workspace_of_examples: Workspace, arguments: str, code: int, message: str
) -> None:
    assert (
        f"error: {message}\n" in zeren(workspace_of_examples, "query", *arguments.split(), code=code).stderr
    )


@pytest.mark.parametrize("asked", ["县财政局牵头哪些任务", "which tasks does the finance bureau lead"])
def test_asking_imports_nothing_that_takes_long(workspace_of_examples: Workspace, asked: str) -> None:
    heavy = {
        "rdflib",
        "networkx",
        "pyvis",
        "spacy",
        "numpy",
        "rich",
        "pydantic",
        "yaml",
        "pypinyin",
        "opencc",
    }
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "zeren", "ask", asked, "-w", workspace_of_examples.path],
        capture_output=True, check=True, text=True, encoding="utf-8",
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in shown.stderr.splitlines()}
    assert "pyoxigraph" in imported
    assert imported & heavy == set()
