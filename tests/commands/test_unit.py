"""`zeren unit`: what a person decides about names is kept, applied at every ingestion, and can be undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.calling import zeren
from tests.conftest import PLANS
from zeren.errors import OK

MISPRINT, UNIT = "国网云泽供县电公司", "国网云泽县供电公司"


def run(folder: Path, *arguments: str, code: int = OK) -> Any:
    done = zeren(folder, "unit", *arguments, code=code)
    return json.loads(done.stdout) if code == OK else done.stderr


def joined(folder: Path) -> set[str]:
    return {row["name"] for row in run(folder, "review") if row["state"] == "joined"}


def test_what_a_rule_joined_is_listed_with_its_reason_and_sentence(folder: Path) -> None:
    (row,) = [row for row in run(folder, "review") if row["name"] == MISPRINT]
    assert (row["state"], row["reason"], row["unit"]) == ("joined", "misprint", "云泽县/国网供电公司")
    assert MISPRINT in row["quote"]


def test_a_decision_holds_through_the_next_ingestion_until_it_is_taken_back(folder: Path) -> None:
    (row,) = run(folder, "different", MISPRINT, UNIT)
    assert len(row["unit"]) == 2
    assert row["documents"] == ["云泽政办发-2024-5"]
    zeren(folder, "ingest", *map(str, PLANS))
    assert MISPRINT not in joined(folder)
    assert {"name": MISPRINT, "state": "different", "candidates": [UNIT]}.items() <= next(
        row for row in run(folder, "review") if row["reason"] == "person"
    ).items()
    (row,) = run(folder, "forget", UNIT, MISPRINT)
    assert row["unit"] == ["云泽县/国网供电公司"]
    assert MISPRINT in joined(folder)


def test_two_names_become_one_unit_and_part_again(folder: Path) -> None:
    (row,) = run(folder, "same", "县审计局", "县统计局", "--county", "青岭")
    assert len(row["unit"]) == 1
    assert "县审计局" in zeren(folder, "show", "县统计局").stdout
    run(folder, "forget", "县审计局", "县统计局")


def test_names_in_two_counties_need_the_county(folder: Path) -> None:
    assert "--county" in run(folder, "same", "县财政局", "县审计局", code=2)


def test_a_name_that_no_plan_has_is_answered_with_the_nearest(folder: Path) -> None:
    assert "县审计局" in run(folder, "same", "县财政局", "县审记局", "--county", "云泽", code=3)


def test_taking_back_what_was_never_decided_is_said(folder: Path) -> None:
    assert "nothing was decided" in run(folder, "forget", "县财政局", "县审计局", code=3)
