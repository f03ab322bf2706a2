"""`zeren check`: what it lists, in which language, and what its exit code says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from zeren.cli import app
from zeren.errors import FOUND, NOT_UNDERSTOOD, OK, USAGE
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


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    Workspace(tmp_path / "data").ingest([EXAMPLES / "云泽县打好六场硬仗总体方案.txt"])
    return tmp_path / "data"


def say(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["finding", *words, "--workspace", str(folder)])


REPEATED = ("--kind", "unit-repeated")


def test_a_dismissed_finding_is_hidden_and_not_counted_until_it_is_forgotten(judged: Path) -> None:
    (finding,) = listed(check(judged, *REPEATED))
    assert say(judged, "dismiss", finding["id"], "--why", "两处各有所指").exit_code == OK
    result = check(judged, *REPEATED)
    assert (result.exit_code, listed(result)) == (OK, [])
    (shown,) = listed(check(judged, *REPEATED, "--all"))
    assert (shown["id"], shown["state"], shown["why"]) == (finding["id"], "dismissed", "两处各有所指")
    assert say(judged, "forget", finding["id"]).exit_code == OK
    assert listed(check(judged, *REPEATED)) == [finding]


def test_an_accepted_finding_is_shown_with_the_reason_and_counts(judged: Path) -> None:
    (finding,) = listed(check(judged, *REPEATED))
    short = finding["id"].partition("/finding/")[2]
    assert say(judged, "accept", short, "--why", "已请起草单位更正").exit_code == OK
    result = check(judged, *REPEATED)
    assert (result.exit_code, listed(result)[0]["state"]) == (FOUND, "accepted")
    assert "已确认 已请起草单位更正" in check(judged, *REPEATED, "--format", "csv").stdout


def test_judgements_survive_another_ingestion(judged: Path) -> None:
    (finding,) = listed(check(judged, *REPEATED))
    say(judged, "dismiss", finding["id"], "--why", "已核")
    store = Workspace(judged)
    store.ingest([EXAMPLES / "青岭县重点工作总体方案.txt"])
    store.remove([finding["document"]])
    store.ingest([EXAMPLES / "云泽县打好六场硬仗总体方案.txt"])
    assert listed(check(judged, *REPEATED, "--county", "云泽")) == []


def test_a_finding_that_is_not_there_cannot_be_judged(judged: Path) -> None:
    (finding,) = listed(check(judged, *REPEATED))
    result = say(judged, "dismiss", finding["id"] + "0", "--why", "已核")
    assert result.exit_code == NOT_UNDERSTOOD
    assert finding["id"] in result.stderr
    assert say(judged, "forget", finding["id"]).exit_code == NOT_UNDERSTOOD
    assert say(judged, "dismiss", finding["id"], "--why", " ").exit_code == USAGE
