"""Filters that fit nothing, kinds as they are printed, judgements made twice: what each command says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.calling import data, zeren
from zeren.errors import NOT_UNDERSTOOD, USAGE


def test_projects_are_listed_by_their_kind_as_it_is_printed(folder: Path) -> None:
    printed = [
        zeren(folder, "list", "projects", "--kind", kind, "--format", "json").stdout
        for kind in ("水利", "water", "WATER")
    ]
    assert {record["kind"] for record in json.loads(printed[0])} == {"water"}
    assert printed[0] == printed[1] == printed[2]


@pytest.mark.parametrize("command", [["check"], ["list", "tasks"], ["list", "findings"]])
def test_a_plan_of_another_county_is_no_empty_answer(folder: Path, command: list[str]) -> None:
    (plan,) = data(folder, "list", "documents", "--county", "云泽")
    result = zeren(folder, *command, "--county", "青岭", "--document", plan["id"], code=USAGE)
    assert f"{plan['id']} is no plan of 青岭" in result.stderr


@pytest.mark.parametrize("option", ["--document", "--county"])
def test_an_empty_name_is_refused(folder: Path, option: str) -> None:
    zeren(folder, "check", option, "", code=USAGE)


def test_a_second_judgement_says_what_the_first_was(folder: Path) -> None:
    finding = data(folder, "list", "findings")[0]["id"]
    assert zeren(folder, "finding", "accept", finding, "--why", "已报县政府办").stderr == ""
    again = zeren(folder, "finding", "dismiss", finding, "--why", "口径不同")
    assert "已报县政府办" in again.stderr
    zeren(folder, "finding", "forget", finding)


def test_a_target_is_shown_by_its_id(folder: Path) -> None:
    target = data(folder, "list", "indicators")[0]
    (found,) = data(folder, "show", target["id"])["found"]
    assert (found["kind"], found["id"]) == ("target", target["id"])
    assert found["facts"][0]["evidence"][0]["quote"] == target["evidence"][0]["quote"]


@pytest.mark.parametrize(("language", "words"), [(None, "个节点"), ("en", "nodes")])
def test_a_drawing_is_told_in_the_language_asked_for(
    folder: Path, tmp_path: Path, language: str | None, words: str
) -> None:
    more = ["--lang", language] if language else []
    result = zeren(folder, "draw", "县水利局", "--output", str(tmp_path / "drawn.html"), *more)
    assert words in result.stderr


def test_words_that_are_not_known_are_told_before_the_day(folder: Path) -> None:
    assert "天气" in zeren(folder, "ask", "今天天气怎么样", code=NOT_UNDERSTOOD).stderr
