"""A quantity is found by every reviewed name, whatever its county prints; a target without a task is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.calling import data, zeren
from zeren.workspace import Workspace

STREAM = """青溪政办发〔2024〕3号
青溪县重点工作总体方案
一、主要目标
2024年，规模工业增加值增长9%，GDP增长8%以上。
二、重点工作
1.建设农田。新建高标准农田4500亩、改造提升高标准农田4200亩。（县农业农村局牵头，县水利局负责）
"""
VALLEY = """禾谷政办发〔2024〕5号
禾谷县重点工作总体方案
一、主要目标
2024年，规模以上工业增加值增长7%，地区生产总值增长6%。
二、重点工作
1.建设园区。园区规模工业增加值增长12%。（县产业开发区牵头）
2.建设农田。高标准农田达到2万亩。（县农业农村局牵头）
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plans = tmp_path_factory.mktemp("quantities")
    for name, text in (("stream.txt", STREAM), ("valley.txt", VALLEY)):
        (plans / name).write_text(text, "utf-8")
    Workspace(plans / "data").ingest([plans / "stream.txt", plans / "valley.txt"])
    return plans / "data"


def targets(folder: Path, question: str) -> list[tuple[str, float]]:
    rows: list[dict[str, Any]] = data(folder, "ask", question)["rows"]
    return [(row["county"]["name"], row["value"]) for row in rows]


@pytest.mark.parametrize("name", ["规模工业增加值", "规模以上工业增加值", "规上工业增加值"])
def test_a_name_that_the_county_does_not_print_finds_its_figure(folder: Path, name: str) -> None:
    assert targets(folder, f"禾谷县{name}的目标") == [("禾谷县", 7)]
    assert targets(folder, f"青溪县{name}的目标") == [("青溪县", 9)]
    assert targets(folder, f"{name}的目标") == [("禾谷县", 7), ("青溪县", 9)]


def test_an_exact_name_goes_before_names_that_hold_it(folder: Path) -> None:
    assert targets(folder, "禾谷县高标准农田的目标") == [("禾谷县", 2)]


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("what is the target of 高标准农田 in 青溪县", "Targets of 改造提升高标准农田, 新建高标准农田"),
        ("青溪县高标准农田的目标", "改造提升高标准农田、新建高标准农田（青溪县）的目标"),
    ],
)
def test_all_that_hold_a_name_are_answered_where_none_is_called_so(
    folder: Path, question: str, reading: str
) -> None:
    assert targets(folder, question) == [("青溪县", 4500), ("青溪县", 4200)]
    assert reading in zeren(folder, "ask", question, "--format", "table").stdout


@pytest.mark.parametrize("name", ["GDP", "gdp", "经济总量", "规模工业增加值", "规上工业增加值"])
def test_show_tells_the_quantity_of_every_county(folder: Path, name: str) -> None:
    found = data(folder, "show", name)["found"]
    assert [thing["record"]["region"] for thing in found] == ["禾谷县", "青溪县"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("谁对青溪县GDP目标负责", "未分到任务 · 指标：GDP"),
        ("who is responsible for the target of GDP in 青溪县", "given to no task（青溪县） · target: GDP"),
    ],
)
def test_a_target_in_no_task_is_told_with_its_sentence(folder: Path, question: str, words: str) -> None:
    shown = zeren(folder, "ask", question, "--format", "table").stdout
    assert words in shown
    assert "“GDP增长8%以上”" in shown
    (row,) = data(folder, "ask", question)["rows"]
    assert (row["unit"], row["task"], row["target"]["name"]) == (None, None, "GDP")


def test_rows_of_one_sentence_say_that_it_stands_above(folder: Path) -> None:
    shown = zeren(folder, "ask", "谁负责青溪县新建高标准农田", "--format", "table").stdout.splitlines()
    assert [line.strip() for line in shown if "原文同上" in line] == ["（原文同上）"]


def test_the_group_of_the_campaign_is_named_beside_a_target_in_no_task(
    workspace_of_examples: Workspace,
) -> None:
    rows = data(workspace_of_examples, "ask", "谁负责云泽县GDP目标")["rows"]
    assert [row["unit"] for row in rows] == [None, None]
    assert rows[0]["group"] is None
    assert "专班" in rows[1]["group"]["name"]
