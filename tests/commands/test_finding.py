"""What a person said about findings, as `finding list`, `show`, `list` and `ask` tell it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.calling import zeren
from tests.conftest import EXAMPLES
from zeren.errors import FOUND, NOT_UNDERSTOOD, USAGE
from zeren.workspace import Workspace

PLAN = "云泽政办发-2024-5"
REPEATED = f"{PLAN}/finding/unit-repeated/cf8afc05"
CONFLICT = f"{PLAN}/finding/target-conflict/ed446f28"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The plan of 云泽县, with one finding dismissed and one accepted."""
    Workspace(tmp_path / "data").ingest([EXAMPLES / "云泽县打好六场硬仗总体方案.txt"])
    zeren(tmp_path / "data", "finding", "dismiss", REPEATED, "--why", "两处各有所指")
    zeren(tmp_path / "data", "finding", "accept", CONFLICT, "--why", "已请县统计局核实")
    return tmp_path / "data"


def test_all_judgements_are_listed_with_what_their_findings_say(folder: Path) -> None:
    conflict, repeated = json.loads(zeren(folder, "finding", "list").stdout)
    assert (conflict["id"], conflict["state"], conflict["why"]) == (CONFLICT, "accepted", "已请县统计局核实")
    assert repeated["message"]["en"] == "县科工信局 stands twice in one list of “提高园区承载能力”"


def test_a_reason_keeps_nothing_that_steers_a_screen(folder: Path) -> None:
    zeren(folder, "finding", "accept", REPEATED, "--why", "\x1b[2J两处\x00\r\n各有所指\x9b")
    assert Workspace(folder).judgements()[REPEATED].why == "[2J两处\n各有所指"


def test_a_reason_of_control_characters_alone_is_none(folder: Path) -> None:
    told = zeren(folder, "finding", "accept", REPEATED, "--why", "\x1b\x00 ", code=USAGE)
    assert "--why is empty" in told.output
    assert Workspace(folder).judgements()[REPEATED].why == "两处各有所指"


def test_a_judgement_whose_finding_is_gone_is_kept_and_can_be_taken_back(folder: Path) -> None:
    zeren(folder, "remove", PLAN)
    shown = zeren(folder, "finding", "list", "-f", "table").stdout
    assert shown.count("（疑点已不存在）") == 2
    assert REPEATED in [line.strip() for line in shown.splitlines()]
    zeren(folder, "finding", "forget", "unit-repeated/cf8afc05")
    (conflict,) = json.loads(zeren(folder, "finding", "list").stdout)
    assert (conflict["id"], conflict["message"]) == (CONFLICT, None)


def edited(folder: Path, old: str, new: str) -> None:
    """Read the plan again with other words in the place of some."""
    text = (EXAMPLES / "云泽县打好六场硬仗总体方案.txt").read_text("utf-8")
    assert old in text
    path = folder.parent / "改.txt"
    path.write_text(text.replace(old, new, 1), "utf-8")
    zeren(folder, "ingest", str(path))


def states(folder: Path) -> list[str]:
    listed = json.loads(zeren(folder, "finding", "list").stdout)
    return [record["state"] for record in listed if record["message"]]


def test_a_line_put_in_above_leaves_judgements_as_they_are(folder: Path) -> None:
    edited(folder, "云泽县人民政府办公室\n", "（内部资料）\n\n云泽县人民政府办公室\n")
    assert states(folder) == ["accepted", "dismissed"]


def test_a_judgement_does_not_cover_other_figures_at_the_same_place(folder: Path) -> None:
    zeren(folder, "finding", "dismiss", CONFLICT, "--why", "口径不同")
    edited(folder, "全县地区生产总值增长8%以上", "全县地区生产总值增长3%以上")
    assert states(folder) == ["dismissed"]
    open_ones = json.loads(zeren(folder, "check", "--kind", "target-conflict", code=FOUND).stdout)
    assert any("“3%以上”" in record["message"]["zh"] for record in open_ones)


def test_a_file_that_was_changed_by_hand_is_told(folder: Path) -> None:
    assert zeren(folder, "finding", "list").stderr == ""
    (folder / "findings.jsonl").write_text("", "utf-8")
    assert "findings.jsonl" in zeren(folder, "finding", "list").stderr


def test_a_finding_is_shown_by_its_id_with_what_was_said(folder: Path) -> None:
    for name in (REPEATED, "unit-repeated/cf8afc05"):
        (found,) = json.loads(zeren(folder, "show", name).stdout)["found"]
        record = found["record"]
        assert (record["state"], record["why"]) == ("dismissed", "两处各有所指")
        assert [fact["evidence"][0]["quote"] for fact in found["facts"]] == ["县科工信局", "县科工信局"]
    shown = zeren(folder, "show", CONFLICT, "-f", "table", "--lang", "en").stdout
    assert "decision: accepted" in shown
    assert "main text" in shown
    assert f"  {CONFLICT}\n" in shown


def test_an_id_that_is_not_quite_right_gets_the_nearest(folder: Path) -> None:
    assert REPEATED in zeren(folder, "show", REPEATED[:-1] + "1", code=NOT_UNDERSTOOD).stderr


def test_what_was_dismissed_is_left_out_of_lists(folder: Path) -> None:
    result = zeren(folder, "list", "findings", "--kind", "unit-repeated")
    assert json.loads(result.stdout) == []
    assert "zeren finding list" in result.stderr
    (kept,) = [f for f in json.loads(zeren(folder, "list", "findings").stdout) if f["id"] == CONFLICT]
    assert (kept["state"], kept["why"]) == ("accepted", "已请县统计局核实")
    plan = json.loads(zeren(folder, "show", PLAN).stdout)["found"][0]
    told = {fact["id"] for fact in plan["facts"] if fact["what"] == "finding"}
    assert CONFLICT in told
    assert REPEATED not in told


def test_questions_leave_out_what_was_dismissed_and_one_lists_it(folder: Path) -> None:
    (dismissed,) = json.loads(zeren(folder, "query", "findings-dismissed").stdout)["rows"]
    assert (dismissed["finding"]["id"], dismissed["why"]) == (REPEATED, "两处各有所指")
    others = json.loads(zeren(folder, "ask", "有哪些疑点").stdout)["rows"]
    assert REPEATED not in {row["finding"]["id"] for row in others}


def test_exports_carry_state_and_reason(folder: Path, tmp_path: Path) -> None:
    zeren(folder, "export", "-o", str(tmp_path / "jsonl"))
    lines = (tmp_path / "jsonl" / "findings.jsonl").read_text("utf-8").splitlines()
    said = {r["id"]: (r["state"], r["why"]) for r in map(json.loads, lines) if r["state"] != "open"}
    assert said == {REPEATED: ("dismissed", "两处各有所指"), CONFLICT: ("accepted", "已请县统计局核实")}
    zeren(folder, "export", "-f", "csv", "-o", str(tmp_path / "csv"))
    assert ",dismissed,两处各有所指," in (tmp_path / "csv" / "findings.csv").read_text("utf-8-sig")
    for form in ("ttl", "nq"):
        zeren(folder, "export", "-f", form, "-o", str(tmp_path / f"graph.{form}"))
        assert '"dismissed"' in (tmp_path / f"graph.{form}").read_text("utf-8")
