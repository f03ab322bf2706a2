"""`zeren validate` says what is wrong with the graph in both languages, with the exit code of a check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.graph.test_validation import DOCUMENT, PLAN, damaged
from zeren.cli import app
from zeren.errors import FOUND, NOT_UNDERSTOOD, OK
from zeren.workspace import Workspace

NO_ROLE = "DELETE WHERE { GRAPH ?g { <青禾政办发-2024-2/1/一/一/1#lead-1> zr:role ?was } }"


def zeren(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    Workspace(tmp_path / "sound").ingest([PLAN])
    return tmp_path / "sound"


@pytest.fixture
def broken(sound: Path, tmp_path: Path) -> Path:
    return damaged(sound, tmp_path / "broken", NO_ROLE).path


def test_a_sound_graph_is_told_as_such(sound: Path) -> None:
    shown = zeren("validate", "-w", sound, "-f", "table")
    assert (shown.exit_code, shown.stdout.strip()) == (OK, "1 份方案：图合乎规范")
    as_data = zeren("validate", "-w", sound, "--lang", "en")
    assert (as_data.exit_code, json.loads(as_data.stdout)) == (OK, [])
    assert "the graph conforms" in as_data.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "zh",
            (
                "责任分工 “县水利局”",
                "角色",
                "附件1 一.一.1",
                "zr:role",
                "zeren ingest 青禾县重点工作方案.txt",
            ),
        ),
        ("en", ("assignment “县水利局”", "exactly one role", "annex 1", "zr:role", "make its graph again")),
    ],
)
def test_a_person_reads_thing_place_words_rule_and_remedy(
    language: str, words: tuple[str, ...], broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = zeren("validate", "-w", broken, "-f", "table", "--lang", language)
    assert shown.exit_code == FOUND
    assert [word for word in words if word not in shown.stdout] == []


def test_a_program_reads_both_languages_and_the_evidence(broken: Path) -> None:
    done = zeren("validate", "-w", broken)
    first = next(v for v in json.loads(done.stdout) if v["property"] == "zr:role")
    assert done.exit_code == FOUND
    assert (first["document"], first["id"]) == (DOCUMENT, f"{DOCUMENT}/1/一/一/1#lead-1")
    assert set(first["message"]) == set(first["hint"]) == {"zh", "en"}
    assert first["evidence"] == [{"document": DOCUMENT, "start": 267, "end": 271, "quote": "县水利局"}]


def test_the_remedy_that_is_named_helps(broken: Path) -> None:
    assert zeren("remove", DOCUMENT, "-w", broken).exit_code == OK
    assert zeren("ingest", PLAN, "-w", broken).exit_code == OK
    assert zeren("validate", "-w", broken).exit_code == OK


def test_one_plan_is_named_as_everywhere(broken: Path) -> None:
    assert zeren("validate", "-w", broken, "--document", "青禾政办发〔2024〕2号").exit_code == FOUND
    assert zeren("validate", "-w", broken, "--document", "别的方案").exit_code == NOT_UNDERSTOOD
