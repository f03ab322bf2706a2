"""Targets, projects and contradictions of the example plans, as they are listed, shown and asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.calling import data, zeren
from zeren.workspace import Workspace


def ask(folder: Path, question: str) -> dict[str, Any]:
    answer: dict[str, Any] = data(folder, "ask", question)
    return answer


def figures(answer: dict[str, Any]) -> list[tuple[str, str, float]]:
    return [(row["measure"], row["comparator"], row["value"]) for row in answer["rows"]]


@pytest.mark.parametrize(
    "question",
    ["云泽县GDP增长目标是多少", "云泽县地区生产总值要增长多少", "what is the GDP growth target of Yunze"],
)
def test_the_target_of_a_quantity_is_told_at_each_of_its_places(folder: Path, question: str) -> None:
    answer = ask(folder, question)
    assert answer["understood"]["query"] == "growth-of"
    assert figures(answer) == [("growth", ">=", 7.5), ("growth", ">=", 8)]
    assert [row["evidence"][0]["quote"] for row in answer["rows"]] == [
        "全县地区生产总值增长7.5%以上",
        "全县地区生产总值增长8%以上",
    ]


def test_a_level_to_reach_is_asked_for_by_a_usual_name_too(folder: Path) -> None:
    for question in ("云泽县社会消费品零售总额要达到多少", "云泽县社零总额的目标是多少"):
        assert ("level", "=", 46) in figures(ask(folder, question))


def test_the_targets_of_a_unit_are_those_of_the_tasks_that_it_answers_for(folder: Path) -> None:
    answer = ask(folder, "云泽县科工信局负责哪些指标")
    assert answer["understood"]["query"] == "targets-of-unit"
    assert answer["rows"]
    task = data(folder, "show", answer["rows"][0]["task"]["id"])["found"][0]
    unit = answer["understood"]["parameters"]["unit"]
    assert unit in {fact["id"] for fact in task["facts"] if fact["what"] in ("lead", "responsible")}
    assert answer["rows"][0]["target"]["id"] in {fact["id"] for fact in task["facts"]}


def test_a_project_leads_to_its_tasks_and_their_units(folder: Path) -> None:
    (row,) = ask(folder, "哪些任务提到110千伏城西变电站")["rows"]
    assert row["evidence"][0]["quote"] == "110千伏城西变电站"
    units = {unit["unit"]["name"] for unit in ask(folder, "谁负责110千伏城西变电站")["rows"]}
    assert units == {unit["name"] for role in ("lead", "responsible", "support") for unit in row[role]}


def test_contradictions_are_told_in_the_language_of_the_question(folder: Path) -> None:
    chinese, english = ask(folder, "哪些指标互相矛盾"), ask(folder, "which targets contradict each other")
    assert {row["kind"] for row in chinese["rows"]} == {"target-conflict"}
    assert [row["finding"]["id"] for row in chinese["rows"]] == [
        row["finding"]["id"] for row in english["rows"]
    ]
    assert "不一致" in chinese["rows"][0]["finding"]["name"]
    assert english["rows"][0]["finding"]["name"].startswith("one figure")
    assert {row["county"]["name"] for row in ask(folder, "青岭县有哪些矛盾")["rows"]} == {"青岭县"}


def test_targets_are_listed_together_by_indicator(folder: Path) -> None:
    rows = data(folder, "list", "indicators")
    indicators = [row["indicator"] for row in rows]
    once = list(dict.fromkeys(indicators))
    assert indicators == sorted(indicators, key=once.index)
    assert "≥7.5%" in zeren(folder, "list", "indicators", "--format", "csv").stdout


def test_an_indicator_is_shown_with_its_figures_and_a_project_with_its_units(folder: Path) -> None:
    shown = zeren(folder, "show", "地区生产总值", "--format", "table").stdout
    assert "增长 · ≥7.5% · 2024" in shown
    assert "≥8%" in shown
    assert "牵头 县发展和改革局" in zeren(folder, "show", "新增冷库容积", "--format", "table").stdout
    project = data(folder, "show", "110千伏城西变电站")["found"][0]
    assert project["kind"] == "project"
    assert "task" in {fact["what"] for fact in project["facts"]}


def test_an_enterprise_is_shown_with_the_task_that_mentions_it(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "青禾政办发〔2024〕3号\n青禾县重点工作方案\n一、工业工作\n"
        "1.抓好技改。支持鹿湖钡业、柿岗炉料等企业技改。（县科工局牵头）\n",
        "utf-8",
    )
    folder = tmp_path / "data"
    Workspace(folder).ingest([plan])
    (found,) = data(folder, "show", "鹿湖钡业")["found"]
    (fact,) = found["facts"]
    assert (fact["what"], fact["name"], fact["evidence"][0]["quote"]) == ("mentioned", "抓好技改", "鹿湖钡业")
    (task,) = data(folder, "show", fact["id"])["found"]
    assert [f["name"] for f in task["facts"] if f["what"] == "mentioned"] == ["鹿湖钡业", "柿岗炉料"]
