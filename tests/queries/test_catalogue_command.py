"""`zeren query` without a name, with `--help` behind one, and in a shell that completes what is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from zeren.queries import catalog
from zeren.workspace import Workspace

_PROGRAM = "import sys; from zeren.cli import main; sys.argv[0] = 'zeren'; main()"


def zeren(*arguments: str, **environment: str) -> str:
    """What the command prints."""
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        capture_output=True, check=True, text=True, encoding="utf-8",
        env={**os.environ, "COLUMNS": "96", **environment},
    ).stdout  # fmt: skip


def test_the_questions_are_listed_by_what_they_are_about() -> None:
    shown = zeren("query", "-f", "table").splitlines()
    assert shown[0].startswith("单位 (")
    assert "  tasks-led-by                {unit}牵头的任务" in shown
    named = [line.split()[0] for line in shown if line.startswith("  ")]
    assert set(named) == {question.name for question in catalog.read()}


def test_the_list_has_a_record_for_each_question() -> None:
    listed = {row["name"]: row for row in json.loads(zeren("query", "--lang", "en"))}
    assert listed["tasks-led-by"] == {
        "name": "tasks-led-by",
        "topic": "unit",
        "title": "Tasks led by {unit}",
        "description": "The tasks that the unit or a division of it leads.",
        "parameters": "unit",
        "example": "which tasks does the county finance bureau lead",
    }


def test_a_question_is_documented() -> None:
    shown = zeren("query", "units-of-task", "--help", "--lang", "en")
    assert shown.startswith("units-of-task: Units of {task} and their roles\n\nThe units of the task")
    assert "  --task       task: a task's title, or a part of it\n" in shown
    assert "  --role       role: lead, responsible, support, guide or part (optional)\n" in shown
    assert "  which units take part in {task}\n" in shown
    assert "  zeren ask '哪些单位参与“做活县城夜间经济”'\n" in shown
    assert shown.endswith("  unit, role, task, evidence, mention\n")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("query tasks-led-by --unit 县财", "县财政局"),
        ("query tasks-led-by --county ", "云泽县"),
        ("query targets-of --indicator 地区", "地区生产总值"),
        ("query tasks-in-campaign --campaign 创新", "创新驱动攻坚仗"),
        ("query tasks-in-category --category 县", "县十大民生实事"),
        ("query documents-citing --number 漓政", "漓政办发〔2024〕1号"),
        ("query tasks-led", "tasks-led-by"),
        ("query findings --severity ", "warning"),
        ("query findings --severity 错", "错误"),
        ("query projects --kind wa", "water"),
        ("query units-of-kind --sort party", "party-body"),
        ("query documents-cited-of-level --level ", "province"),
        ("query units-ranked --role ", "support"),
        ("show 县财", "县财政局"),
        ("draw 创新", "创新驱动攻坚仗"),
        ("schema 牵", "牵头单位"),
        ("coverage 云", "云泽县打好六场硬仗总体方案"),
        ("remove 青", "青岭县重点工作总体方案"),
        ("search 养老 --county 云", "云泽县"),
        ("search 养老 --campaign 创新", "创新驱动攻坚仗"),
        ("list tasks --county 青", "青岭县"),
        ("check --document 云", "云泽政办发〔2024〕5号"),
    ],
)
def test_the_shell_offers_what_the_workspace_holds(
    workspace_of_examples: Workspace, typed: str, offered: str
) -> None:
    words = ["zeren", *typed.split(" ")]
    shown = zeren(
        _ZEREN_COMPLETE="complete_bash",
        COMP_WORDS=" ".join(words),
        COMP_CWORD=str(len(words) - 1),
        ZEREN_WORKSPACE=str(workspace_of_examples.path),
    )
    assert offered in shown.splitlines()


def test_the_shell_offers_nothing_where_there_is_no_workspace() -> None:
    completing = {"_ZEREN_COMPLETE": "complete_bash", "COMP_WORDS": "zeren query tasks-led-by --unit 县"}
    assert zeren(**completing, COMP_CWORD="4", ZEREN_WORKSPACE="/nowhere").strip() == ""
