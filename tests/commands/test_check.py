"""`zeren check`: what it lists, in which language, and what its exit code says."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from tests.calling import zeren
from tests.conftest import EXAMPLES
from tests.golden import assert_golden
from zeren.cli import app
from zeren.errors import FOUND, NOT_UNDERSTOOD, OK, USAGE
from zeren.workspace import Workspace


def check(folder: Path, *options: str, columns: int = 200) -> Result:
    return zeren(folder, "check", *options, code=None, columns=columns)


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
    kinds = {finding["kind"] for finding in listed(check(folder, "--min-severity", "info"))}
    assert {"label-repeated", "bracket-unclosed", "lead-conflict"} <= kinds


def test_the_exit_code_is_0_when_nothing_of_that_severity_is_found(folder: Path) -> None:
    result = check(folder, "--kind", "lead-conflict", "--min-severity", "error")
    assert (result.exit_code, listed(result)) == (OK, [])
    assert check(folder, "--kind", "lead-conflict", "--min-severity", "warning").exit_code == FOUND


@pytest.mark.parametrize(
    ("options", "severities"),
    [
        ((), ["error", "warning"]),
        (("--min-severity", "error"), ["error"]),
        (("--min-severity", "info"), ["error", "warning", "info"]),
    ],
)
def test_the_worst_come_first_and_notes_only_where_they_are_asked_for(
    folder: Path, options: tuple[str, ...], severities: list[str]
) -> None:
    found = [finding["severity"] for finding in listed(check(folder, *options))]
    assert list(dict.fromkeys(found)) == severities
    assert found == sorted(found, key=severities.index)


def test_a_screen_and_a_file_hold_the_same_findings_in_the_same_order(folder: Path) -> None:
    ids = [finding["id"] for finding in listed(check(folder))]
    lines = [line.strip() for line in check(folder, "--format", "table").stdout.splitlines()]
    assert [line for line in lines if "/finding/" in line] == ids
    rows = list(csv.DictReader(check(folder, "--format", "csv").stdout.splitlines(keepends=True)))
    assert [row["id"] for row in rows] == ids


def test_a_kind_without_errors_or_warnings_leaves_the_exit_code_at_0(folder: Path) -> None:
    result = check(folder, "--kind", "body-names", "--format", "table")
    assert result.exit_code == OK
    assert result.stdout.startswith("没有疑点；另有提示")
    assert "--min-severity info" in result.stdout
    assert check(folder, "--kind", "body-names", "--min-severity", "info").exit_code == FOUND


@pytest.mark.parametrize(
    ("width", "name", "options"),
    [
        (60, "check-60", ("--kind", "lead-conflict")),
        (100, "check-100", ("--kind", "lead-conflict", "--kind", "target-conflict", "--county", "青岭")),
        (
            80,
            "check-80-en",
            ("--kind", "unit-repeated", "--county", "Qingling", "--lang", "en"),
        ),
    ],
)
def test_a_screen(folder: Path, width: int, name: str, options: tuple[str, ...]) -> None:
    printed = check(folder, *options, "--format", "table", columns=width).stdout
    assert_golden(Path(__file__).parent / "screens" / f"{name}.txt", printed)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_of_a_screen_is_wider_than_it_but_for_an_id(folder: Path, width: int) -> None:
    shown = check(folder, "--min-severity", "info", "--format", "table", columns=width).stdout
    # A closing mark may stand beyond the edge rather than at the beginning of a line.
    wide = [line for line in shown.splitlines() if cell_len(line) > width + 4 and "/finding/" not in line]
    assert wide == []


def test_every_place_of_a_finding_stands_on_the_screen_and_in_the_table(folder: Path) -> None:
    options = ("--kind", "target-conflict", "--county", "云泽")
    shown = check(folder, *options, "--format", "table").stdout
    table = check(folder, *options, "--format", "csv").stdout
    for finding in listed(check(folder, *options)):
        assert len(finding["places"]) > 1
        for place in finding["places"]:
            assert f"“{place['quote']}”" in table
            assert place["quote"] in "".join(line.strip() for line in shown.splitlines())


CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")


def test_the_words_of_an_english_screen_are_english(folder: Path) -> None:
    shown = check(folder, "--min-severity", "info", "--format", "table", "--lang", "en").stdout
    headings = [line for line in shown.splitlines() if line and not line.startswith(" ")]
    assert len(headings) > 10
    assert [line for line in headings if CHINESE.search(line)] == []
    assert "正文" not in shown
    assert "附件1 " not in shown


def test_one_document_alone(folder: Path) -> None:
    found = listed(check(folder, "--document", "青岭县重点工作总体方案.txt"))
    assert {finding["document"] for finding in found} == {"青岭政办发-2024-7"}
    assert check(folder, "--document", "青岭县重点工作").exit_code == NOT_UNDERSTOOD


def test_a_kind_is_found_by_what_a_screen_calls_it(folder: Path) -> None:
    by_id = check(folder, "--kind", "lead-conflict").stdout
    assert check(folder, "--kind", "牵头不一致").stdout == by_id
    assert check(folder, "--kind", "lead conflict").stdout == by_id


def test_the_shell_completes_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ZEREN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "zeren check --kind label")
    monkeypatch.setenv("COMP_CWORD", "3")
    offered = CliRunner().invoke(app, [], prog_name="zeren").stdout
    assert offered.split() == ["label-missing", "label-repeated", "label-out-of-order"]


def test_a_table_speaks_the_language_that_is_asked_for(folder: Path) -> None:
    options = ("--kind", "lead-conflict", "--format", "csv")
    assert "同一项工作" in check(folder, *options).stdout
    assert "one piece of work" in check(folder, *options, "--lang", "en").stdout


def test_an_unknown_kind_is_answered_with_those_there_are(folder: Path) -> None:
    result = check(folder, "--kind", "lead-conflct")
    assert result.exit_code == USAGE
    assert "did you mean lead-conflict" in result.stderr


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    Workspace(tmp_path / "data").ingest([EXAMPLES / "云泽县打好六场硬仗总体方案.txt"])
    return tmp_path / "data"


def say(folder: Path, *words: str) -> Result:
    return zeren(folder, "finding", *words, code=None)


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
    assert ",已确认,已请起草单位更正," in check(judged, *REPEATED, "--format", "csv").stdout
    assert "已确认：已请起草单位更正" in check(judged, *REPEATED, "--format", "table").stdout


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
