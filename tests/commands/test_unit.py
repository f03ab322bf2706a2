"""`zeren unit`: what a person decides about names is kept, applied at every ingestion, and can be undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from zeren.cli import app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MISPRINT, UNIT = "国网云泽供县电公司", "国网云泽县供电公司"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("units") / "data"
    done = CliRunner().invoke(app, ["ingest", *map(str, EXAMPLES.glob("*.txt")), "-w", str(path)])
    assert done.exit_code == 0, done.output
    return path


def run(path: Path, *arguments: str, code: int = 0) -> Any:
    done = CliRunner().invoke(app, ["unit", *arguments, "-w", str(path)])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout) if code == 0 else done.stderr


def joined(path: Path) -> set[str]:
    return {row["name"] for row in run(path, "review") if row["state"] == "joined"}


def test_what_a_rule_joined_is_listed_with_its_reason_and_sentence(read: Path) -> None:
    (row,) = [row for row in run(read, "review") if row["name"] == MISPRINT]
    assert (row["state"], row["reason"], row["unit"]) == ("joined", "misprint", "云泽县/国网供电公司")
    assert MISPRINT in row["quote"]


def test_a_decision_holds_through_the_next_ingestion_until_it_is_taken_back(read: Path) -> None:
    (row,) = run(read, "different", MISPRINT, UNIT)
    assert len(row["unit"]) == 2
    assert row["documents"] == ["云泽政办发-2024-5"]
    again = CliRunner().invoke(app, ["ingest", *map(str, EXAMPLES.glob("*.txt")), "-w", str(read)])
    assert again.exit_code == 0
    assert MISPRINT not in joined(read)
    assert {"name": MISPRINT, "state": "different", "candidates": [UNIT]}.items() <= next(
        row for row in run(read, "review") if row["reason"] == "person"
    ).items()
    (row,) = run(read, "forget", UNIT, MISPRINT)
    assert row["unit"] == ["云泽县/国网供电公司"]
    assert MISPRINT in joined(read)


def test_two_names_become_one_unit_and_part_again(read: Path) -> None:
    (row,) = run(read, "same", "县审计局", "县统计局", "--county", "青岭")
    assert len(row["unit"]) == 1
    shown = CliRunner().invoke(app, ["show", "县统计局", "-w", str(read), "--format", "json"])
    assert "县审计局" in shown.stdout
    run(read, "forget", "县审计局", "县统计局")


def test_names_in_two_counties_need_the_county(read: Path) -> None:
    assert "--county" in run(read, "same", "县财政局", "县审计局", code=2)


def test_a_name_that_no_plan_has_is_answered_with_the_nearest(read: Path) -> None:
    assert "县审计局" in run(read, "same", "县财政局", "县审记局", "--county", "云泽", code=3)


def test_taking_back_what_was_never_decided_is_said(read: Path) -> None:
    assert "nothing was decided" in run(read, "forget", "县财政局", "县审计局", code=3)
