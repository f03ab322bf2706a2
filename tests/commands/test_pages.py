"""Answers tell the page or cell that proves them, where the file has such."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calling import data, zeren

SHEET = """云泽县重点工作任务表,,,
序号,工作任务,牵头单位,完成时限
1,建设城乡供水一体化工程,县水利局,2024年12月底前
2,修补县城破损路面,县住建局,2024年10月底前
"""


QUESTION = "县住建局牵头哪些任务"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    (tmp_path / "任务.csv").write_text(SHEET, "utf-8")
    zeren(tmp_path / "w", "ingest", str(tmp_path / "任务.csv"))
    return tmp_path / "w"


def test_a_person_reads_the_cell_beside_the_quote(sheet: Path) -> None:
    assert " A4 " in zeren(sheet, "ask", QUESTION, "--format", "table").stdout


def test_programs_get_it_with_every_place(sheet: Path) -> None:
    answer = data(sheet, "ask", QUESTION)
    assert answer["rows"][0]["evidence"][0]["at"] == {"cell": "A4"}
    known = data(sheet, "show", "县住建局")
    places = known["found"][0]["facts"][0]["evidence"]
    assert [place["at"] for place in places] == [{"cell": "A4"}, {"cell": "C4"}]


def test_a_spreadsheet_gets_a_column_of_them(sheet: Path) -> None:
    head, *rest = zeren(sheet, "ask", QUESTION, "--format", "csv").stdout.splitlines()
    assert head.endswith(",quote,at")
    assert rest[-1].endswith(",A4")


def test_a_name_that_is_decided_keeps_the_cells(sheet: Path) -> None:
    zeren(sheet, "unit", "same", "县住建局", "县水利局")
    rows = data(sheet, "ask", QUESTION)["rows"]
    assert [row["evidence"][0]["at"] for row in rows] == [{"cell": "A3"}, {"cell": "A4"}]
