"""`zeren coverage`: the account as a listing and as a page."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import Result

from tests.calling import zeren
from zeren.errors import NOT_UNDERSTOOD, OK, USAGE
from zeren.workspace import Workspace

PLAN = "云泽政办发-2024-5"


def coverage(folder: Path, *options: str, code: int = OK) -> Result:
    return zeren(folder, "coverage", *options, code=code)


def test_json_holds_every_fact_with_its_words(folder: Path) -> None:
    result = coverage(folder, PLAN)
    stretches, facts = json.loads(result.stdout), Workspace(folder).facts(PLAN)
    told = {fact["id"] for s in stretches for fact in s["facts"]} | {
        i for s in stretches for i in s["row_of"]
    }
    assert {task.id for task in facts.tasks} <= told
    assert {target.id for target in facts.targets} <= told
    text = Workspace(folder).text(PLAN)
    assert all(f["quote"] == text[f["start"] : f["end"]] for s in stretches for f in s["facts"])


def test_gaps_come_with_reason_and_sentence_and_settled_ones_only_to_programs(folder: Path) -> None:
    gaps = json.loads(coverage(folder, PLAN, "--only-gaps").stdout)
    assert all(gap["quote"].strip() in gap["sentence"]["quote"] for gap in gaps)
    assert {gap["open"] for gap in gaps} == {True, False}
    listed = coverage(folder, PLAN, "--only-gaps", "--format", "tsv").stdout.splitlines()[1:]
    assert len(listed) == sum(gap["open"] for gap in gaps)


def test_reasons_are_told_in_the_language_that_is_asked_for(folder: Path) -> None:
    options = (PLAN, "--only-gaps", "--format", "csv")
    assert "正文叙述" in coverage(folder, *options).stdout
    english = coverage(folder, *options, "--lang", "en")
    assert "a duty told in running text" in english.stdout
    assert "sentences: facts read from" in english.stderr


def test_the_page_is_written_where_it_is_wanted(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "out" / "全文.html"
    result = coverage(folder, "云泽政办发〔2024〕5号", "--output", str(page), "--lang", "en")
    assert result.stdout == ""
    assert page.read_text("utf-8").startswith('<!DOCTYPE html>\n<html lang="en">')


def test_a_slip_of_the_hand_overwrites_nothing(folder: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("words")
    coverage(folder, PLAN, "--output", str(plan), code=USAGE)
    assert plan.read_text() == "words"


def test_an_unknown_plan_is_answered_with_the_nearest(folder: Path) -> None:
    result = coverage(folder, "云泽政办发-2024-6", code=NOT_UNDERSTOOD)
    assert PLAN in result.stderr
