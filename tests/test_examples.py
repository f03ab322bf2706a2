"""The example plans are whole, and `expected.jsonl` and the README quote them as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PROSE = "云泽县打好六场硬仗总体方案.txt"
TABLES = "青岭县重点工作总体方案.txt"
PLANS = (PROSE, TABLES)
NOTICE = "〔本文件为虚构示例，"
FIELDS = {"file", "annex", "title", "lead", "responsible", "support", "others", "clause", "deadline"}


def plan(name: str) -> str:
    return (EXAMPLES / name).read_bytes().decode("utf-8")


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def expected(name: str) -> list[dict[str, Any]]:
    lines = (EXAMPLES / "expected.jsonl").read_text("utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["file"] == name]


def test_expected_holds_nothing_but_the_plans_of_the_folder() -> None:
    lines = (EXAMPLES / "expected.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["file"] for record in records} == {path.name for path in EXAMPLES.glob("*.txt")}
    assert all(set(record) == FIELDS for record in records)


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_starts_by_saying_that_it_is_fictional(name: str) -> None:
    assert plan(name).startswith(NOTICE)


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_has_at_least_55_tasks(name: str) -> None:
    assert len(expected(name)) >= 55


@pytest.mark.parametrize("name", PLANS)
def test_every_task_names_somebody(name: str) -> None:
    nobody = [r["title"] for r in expected(name) if not (r["lead"] or r["responsible"] or r["support"])]
    assert nobody == []


@pytest.mark.parametrize("name", PLANS)
def test_clauses_stand_in_the_plan_in_the_order_of_expected(name: str) -> None:
    text, position = plan(name), 0
    for clause in (r["clause"] for r in expected(name) if r["clause"]):
        found = text.find(clause, position)
        assert found >= 0, clause
        position = found + len(clause)


@pytest.mark.parametrize("name", PLANS)
def test_mentions_titles_and_deadlines_stand_in_the_plan(name: str) -> None:
    text = squeeze(plan(name))
    for record in expected(name):
        words = [*record["lead"], *record["responsible"], *record["support"], record["title"]]
        missing = [word for word in words if word not in text]
        assert missing == [], record
        assert squeeze(record["deadline"] or "") in text, record


def test_in_prose_the_units_of_a_task_stand_in_its_clause() -> None:
    for record in expected(PROSE):
        units = [*record["lead"], *record["responsible"], *record["support"]]
        assert [unit for unit in units if unit not in record["clause"]] == [], record["clause"]


@pytest.mark.parametrize("name", PLANS)
def test_annexes_of_expected_are_printed_in_the_plan(name: str) -> None:
    printed = set(re.findall(r"^ ?附件([\d-]+)$", plan(name), re.MULTILINE))
    assert {record["annex"] for record in expected(name)} <= printed


@pytest.mark.parametrize(("heading", "name"), [("### 云泽县", PROSE), ("### 青岭县", TABLES)])
def test_the_readme_quotes_the_planted_contradictions(heading: str, name: str) -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    quotes = re.findall("「(.+?)」", readme.split(heading)[1].split("\n#")[0])
    assert len(quotes) >= 15
    assert [quote for quote in quotes if quote not in plan(name)] == []
