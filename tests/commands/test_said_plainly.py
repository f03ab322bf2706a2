"""Filters that fit nothing, kinds as they are printed, judgements made twice: what each command says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from zeren.cli import app
from zeren.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plainly") / "data"
    Workspace(folder).ingest(sorted(EXAMPLES.glob("*.txt")))
    return folder


def zeren(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--workspace", str(folder)], env={"COLUMNS": "200"})


def test_projects_are_listed_by_their_kind_as_it_is_printed(folder: Path) -> None:
    printed = [
        zeren(folder, "list", "projects", "--kind", kind, "--format", "json").stdout
        for kind in ("水利", "water", "WATER")
    ]
    assert {record["kind"] for record in json.loads(printed[0])} == {"water"}
    assert printed[0] == printed[1] == printed[2]


@pytest.mark.parametrize("command", [["check"], ["list", "tasks"], ["list", "findings"]])
def test_a_plan_of_another_county_is_no_empty_answer(folder: Path, command: list[str]) -> None:
    (plan,) = json.loads(zeren(folder, "list", "documents", "--county", "云泽", "--format", "json").stdout)
    result = zeren(folder, *command, "--county", "青岭", "--document", plan["id"])
    assert result.exit_code == 2
    assert f"{plan['id']} is no plan of 青岭" in result.stderr


@pytest.mark.parametrize("option", ["--document", "--county"])
def test_an_empty_name_is_refused(folder: Path, option: str) -> None:
    assert zeren(folder, "check", option, "").exit_code == 2


def test_a_second_judgement_says_what_the_first_was(folder: Path) -> None:
    finding = json.loads(zeren(folder, "list", "findings", "--format", "json").stdout)[0]["id"]
    assert zeren(folder, "finding", "accept", finding, "--why", "已报县政府办").stderr == ""
    again = zeren(folder, "finding", "dismiss", finding, "--why", "口径不同")
    assert "已报县政府办" in again.stderr
    zeren(folder, "finding", "forget", finding)


def test_a_target_is_shown_by_its_id(folder: Path) -> None:
    target = json.loads(zeren(folder, "list", "indicators", "--format", "json").stdout)[0]
    (found,) = json.loads(zeren(folder, "show", target["id"], "--format", "json").stdout)["found"]
    assert (found["kind"], found["id"]) == ("target", target["id"])
    assert found["facts"][0]["evidence"][0]["quote"] == target["evidence"][0]["quote"]


@pytest.mark.parametrize(("language", "words"), [(None, "个节点"), ("en", "nodes")])
def test_a_drawing_is_told_in_the_language_asked_for(
    folder: Path, tmp_path: Path, language: str | None, words: str
) -> None:
    more = ["--lang", language] if language else []
    result = zeren(folder, "draw", "县水利局", "--output", str(tmp_path / "drawn.html"), *more)
    assert result.exit_code == 0
    assert words in result.stderr


def test_words_that_are_not_known_are_told_before_the_day(folder: Path) -> None:
    assert "天气" in zeren(folder, "ask", "今天天气怎么样").stderr
