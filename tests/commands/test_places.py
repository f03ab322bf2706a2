"""The page, cell or paragraph beside each quote: the same words in every command, for every form of file."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.calling import data, zeren
from tests.ingest import making_docx, making_sheets, printed_pdf
from zeren.commands import mcp_calls
from zeren.errors import FOUND
from zeren.ingest.readers.content import Content, Grid, GridCell, Line
from zeren.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ("tests.browser",)

PLAN = "云溪政办发-2024-3"
ROWS = (
    ("序号", "工作任务", "牵头单位", "责任单位"),
    ("1", "修好河堤3公里，县林业局到场", "县水利局", "县财政局"),
    ("2", "栽植树木", "", "县林业局"),
)
CONTENTS: tuple[Content, ...] = (
    Line("云溪政办发〔2024〕3号"),
    Line("云溪县2024年重点工作任务表"),
    Grid([[GridCell(text) for text in row] for row in ROWS]),
    Line("以上任务由有关单位负责。"),
)


class Located(NamedTuple):
    """A workspace with the plan in one form: where its tasks stand in the file."""

    workspace: Path
    chinese: str
    english: str
    second: str
    """The row of the second task, which has no lead."""
    note: str
    """The sentence below the table."""


PLACES = {
    "docx": ("表1第2行", "table 1, row 2", "表1第3行", "第3段"),
    "xlsx": ("任务表!", "任务表!", "任务表!A5", "任务表!A6"),
    "pdf": ("第1页", "page 1", "第1页", "第1页"),
}
FORMS = ("docx", "xlsx", pytest.param("pdf", marks=pytest.mark.browser))


@pytest.fixture(scope="module", params=FORMS)
def located(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Located:
    """A workspace with the plan as a Word file, a workbook, a PDF."""
    folder = tmp_path_factory.mktemp(request.param)
    file = folder / f"任务表.{request.param}"
    if request.param == "docx":
        file.write_bytes(making_docx.saved(making_docx.document(CONTENTS)))
    elif request.param == "xlsx":
        file.write_bytes(making_sheets.workbook({"任务表": CONTENTS}))
    else:
        browser: Browser = request.getfixturevalue("chromium")
        file.write_bytes(printed_pdf.pdf(browser, printed_pdf.page(CONTENTS)))
    Workspace(folder / "data").ingest([file])
    return Located(folder / "data", *PLACES[request.param])


SHOWING = (
    ("ask", "县水利局牵头哪些任务"),
    ("query", "tasks-led-by", "--unit", "县水利局"),
    ("search", "河堤"),
    ("search", "河堤", "--everywhere"),
    ("list", "tasks"),
    ("list", "indicators"),
    ("list", "findings"),
    ("show", "县水利局"),
    ("show", "修好河堤3公里，县林业局到场"),
    ("coverage", PLAN),
    ("coverage", PLAN, "--only-gaps"),
    ("check",),
)


@pytest.mark.parametrize("command", SHOWING, ids=" ".join)
def test_every_command_that_quotes_tells_the_place(located: Located, command: tuple[str, ...]) -> None:
    place = located.second if command[-1] in ("findings", "check") else located.chinese
    code = FOUND if command == ("check",) else 0
    for form in ("table", "csv", "tsv", "md"):
        assert place in zeren(located.workspace, *command, "--format", form, code=code).stdout
    assert '"at": {' in zeren(located.workspace, *command, "--format", "json", code=code).stdout


def test_places_are_told_in_english_too(located: Located) -> None:
    for command in (("search", "河堤"), ("list", "tasks"), ("show", "县水利局"), ("coverage", PLAN)):
        told = zeren(located.workspace, *command, "--format", "csv", "--lang", "en").stdout
        assert located.english in told


def test_the_tables_of_an_export_have_a_column_for_places(located: Located, tmp_path: Path) -> None:
    zeren(located.workspace, "export", "--format", "csv", "--output", str(tmp_path / "out"))
    for table, at in (
        ("tasks", located.chinese),
        ("assignments", located.chinese),
        ("findings", located.second),
    ):
        rows = list(
            csv.DictReader((tmp_path / "out" / f"{table}.csv").open(encoding="utf-8-sig", newline=""))
        )
        assert at in rows[0]["at"]


def test_explained_rules_and_what_was_left_name_their_places(located: Located) -> None:
    file = next(located.workspace.parent.glob("任务表.*"))
    again = ("ingest", str(file), "--explain")
    shown = zeren(located.workspace, *again, "--format", "table").stdout.splitlines()
    assert any(located.chinese in line and "table-row" in line for line in shown)
    assert any(located.note in line and "由有关单位负责" in line for line in shown)
    (account,) = data(located.workspace, *again)["documents"]
    assert all("at" in found for found in (*account["fired"], *account["leftovers"]))


def test_pages_name_the_place_in_both_languages(located: Located, tmp_path: Path) -> None:
    account, drawing = tmp_path / "全文.html", tmp_path / "县水利局.html"
    zeren(located.workspace, "coverage", PLAN, "--output", str(account))
    zeren(located.workspace, "draw", "县水利局", "--output", str(drawing))
    for page in (account, drawing):
        assert f'{{"zh":"{located.chinese}' in page.read_text("utf-8")
        assert f'"en":"{located.english}' in page.read_text("utf-8")
    assert f'title="{located.chinese}' in account.read_text("utf-8")


def test_an_assistant_is_told_where_a_place_stands(located: Located) -> None:
    text = Workspace(located.workspace).text(PLAN)
    start = text.index("修好河堤")
    quoted = mcp_calls.source(str(located.workspace), PLAN, start, start + 4, 10)
    ((_, label),) = quoted["at"].items()
    assert label in {"1:2", "任务表!B4", "1"}


def test_plain_text_is_told_by_its_characters_alone(folder: Path, tmp_path: Path) -> None:
    for command in SHOWING[:1] + SHOWING[4:5]:
        assert not {"at"} & {*zeren(folder, *command, "--format", "csv").stdout.splitlines()[0].split(",")}
    zeren(folder, "export", "--format", "csv", "--output", str(tmp_path / "out"))
    assert (tmp_path / "out" / "tasks.csv").read_text("utf-8-sig").splitlines()[0].endswith("end,quote")
    assert '"at":' not in json.dumps(data(folder, "list", "tasks"))
