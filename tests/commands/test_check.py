"""`zeren check`: what it lists, in which language, and what its exit code says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from zeren.cli import app
from zeren.errors import FOUND, OK, USAGE
from zeren.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check") / "data"
    Workspace(folder).ingest(sorted(EXAMPLES.glob("*.txt")))
    return folder


def check(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["check", "--workspace", str(folder), *options])


def listed(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_findings_carry_their_sentences_and_the_quotes_that_prove_them(folder: Path) -> None:
    result = check(folder, "--kind", "unit-repeated", "--county", "云泽")
    assert result.exit_code == FOUND
    (finding,) = listed(result)
    assert finding["message"]["zh"] == "“提高园区承载能力”的名单中，县科工信局列了两次"
    assert finding["message"]["en"] == "县科工信局 stands twice in one list of “提高园区承载能力”"
    assert [place["quote"] for place in finding["places"]] == ["县科工信局", "县科工信局"]


def test_what_the_reader_found_is_listed_too(folder: Path) -> None:
    kinds = {finding["kind"] for finding in listed(check(folder))}
    assert {"label-repeated", "bracket-unclosed", "lead-conflict"} <= kinds


def test_the_exit_code_is_0_when_nothing_of_that_severity_is_found(folder: Path) -> None:
    result = check(folder, "--kind", "lead-conflict", "--min-severity", "error")
    assert (result.exit_code, listed(result)) == (OK, [])
    assert check(folder, "--kind", "lead-conflict", "--min-severity", "warning").exit_code == FOUND


def test_severities_below_the_one_asked_for_are_left_out(folder: Path) -> None:
    severities = {finding["severity"] for finding in listed(check(folder, "--min-severity", "warning"))}
    assert severities == {"error", "warning"}


def test_a_table_speaks_the_language_that_is_asked_for(folder: Path) -> None:
    options = ("--kind", "lead-conflict", "--format", "csv")
    assert "同一项工作" in check(folder, *options).stdout
    assert "one piece of work" in check(folder, *options, "--lang", "en").stdout


def test_an_unknown_kind_is_answered_with_those_there_are(folder: Path) -> None:
    result = check(folder, "--kind", "lead-conflct")
    assert result.exit_code == USAGE
    assert "lead-conflict" in result.stderr
