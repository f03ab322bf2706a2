"""Spreadsheets and files of values: headers in any order, merged cells, what is hidden, figures as shown."""

from __future__ import annotations

import base64
import datetime
import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.fixture_files import Case, read_cases, titled
from tests.ingest import making_html, making_markdown, making_sheets, printed
from tests.ingest.same_facts import differences
from tests.ingest.test_html import facts_of
from tests.ingest.test_tables import written
from zeren.errors import UnreadableError
from zeren.ingest.pipeline import read
from zeren.ingest.readers import apart, formats, html, markdown, separated, xlsx
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import Content, Grid, Line
from zeren.ingest.readers.xlsx import display
from zeren.ontology.facts import Document
from zeren.ontology.locators import locate

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))
OLD_WORKBOOK = Path(__file__).parent / "fixtures" / "old_workbook.txt"
FORMS: dict[str, Callable[[list[Content], Document], list[Content]]] = {
    "xlsx": lambda c, _: xlsx.read(making_sheets.workbook({"Sheet1": c}), "plan.xlsx"),
    "ods": lambda c, _: xlsx.read(making_sheets.open_workbook(c), "plan.ods"),
    "csv": lambda c, _: separated.read(making_sheets.separated(c).encode("gb18030"), "plan.csv"),
    "md": lambda c, _: markdown.read(making_markdown.markdown(c).encode(), "plan.md"),
    "html": lambda c, about: html.read(making_html.page(making_html.PAGES[0], c, about), "plan.html"),
}


@pytest.fixture(scope="module")
def grids() -> list[tuple[Document, Grid]]:
    """The tables of the example plans, each with the document it stands in."""
    return [
        (stored.facts.document, grid)
        for stored in map(read, EXAMPLES)
        for grid in printed.contents(stored.text)
        if isinstance(grid, Grid)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_tasks_says_the_same_in_every_form(grids: list[tuple[Document, Grid]], form: str) -> None:
    for about, grid in grids:
        contents: list[Content] = [Line(about.number or ""), Line(about.title), Line("2024年3月1日"), grid]
        expected = facts_of(contents)
        assert expected.facts.tasks
        assert differences(expected, facts_of(FORMS[form](contents, about))) == []


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/values.txt"), ids=titled)
def test_rows_of_values_become_tasks(case: Case) -> None:
    facts = facts_of(separated.read(case.text.encode(), "plan.csv")).facts
    lines = [written(task, facts.document.id) for task in sorted(facts.tasks, key=lambda t: t.evidence)]
    assert "\n".join([f"{facts.document.id}: {facts.document.title}", *lines]) == case.expected


@pytest.mark.parametrize("separator", list(separated.SEPARATORS))
@pytest.mark.parametrize("charset", ["utf-8-sig", "gb18030", "utf-16"])
def test_separators_and_charsets_are_found(separator: str, charset: str) -> None:
    rows = [
        ["序号", "任务", "责任单位"],
        ["1", "修路\n铺桥", "县交通局、县住建局"],
        ["2", f"植{separator}树", "县林业局"],
    ]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    (table,) = separated.read(text.encode(charset), "plan.csv")
    assert isinstance(table, Grid)
    assert [[cell.text for cell in row] for row in table.rows] == rows


def test_sentences_in_one_column_stay_whole_and_a_quote_that_is_never_closed_swallows_nothing() -> None:
    for text in ("修路，铺桥\n植树，种草，浇水\n清淤", '任务,单位\n"修路,县交通局\n植树,县林业局'):
        (table,) = separated.read(text.encode(), "plan.csv")
        assert isinstance(table, Grid)
        assert [",".join(cell.text for cell in row) for row in table.rows] == text.split("\n")


def test_text_named_as_text_stays_text() -> None:
    assert formats.recognise("任务,单位\n修路,县交通局".encode(), "plan.txt").name == "txt"


def book(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        write(made)
    return file.getvalue()


def said(found: list[Content]) -> list[str]:
    return [
        content.text if isinstance(content, Line) else "|".join(cell.text for cell in row)
        for content in found
        for row in ([[]] if isinstance(content, Line) else content.rows)
    ]


def test_figures_are_read_as_the_sheet_shows_them() -> None:
    day = datetime.datetime(2024, 12, 31)
    shown: list[tuple[object, str, str]] = [
        (day, 'yyyy"年"m"月"d"日"', "2024年12月31日"), (day, "yyyy/m/d", "2024/12/31"),
        (day, '[$-804]yyyy"年"m"月";@', "2024年12月"), (day, r"yyyy\-mm\-dd", "2024-12-31"),
        (0.5, "0%", "50%"), (0.085, "0.0%", "8.5%"), (12, "General", "12"), (12.5, "General", "12.5"),
        (1234.5, "#,##0.00", "1,234.50"), (12, '0"家"', "12家"), (3, "0.##", "3"), (True, "General", "TRUE"),
        ("0012", "@", "0012"), (13800000000, "General", "13800000000"), (0.1 + 0.2, "General", "0.3"),
        (86000000, '0!.0,"万元"', "8600.0万元"), (125000, '#,##0,"千元"', "125千元"), (0.125, "0%", "13%"),
        (-12, "[Red]0;(0)", "(12)"), (0.5, "# ?/?", "0.5"),
    ]  # fmt: skip

    def write(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        for row, (value, code, _) in enumerate(shown):
            sheet.write(row, 0, value, made.add_format({"num_format": code}))
        sheet.write_formula(len(shown), 0, "=1+1", None, "4个")

    assert said(xlsx.read(book(write), "plan.xlsx")) == [*(words for _, _, words in shown), "4个"]


def test_what_is_hidden_is_left_out_but_not_what_a_filter_hides_for_now() -> None:
    def write(made: xlsxwriter.Workbook) -> None:
        for name in ("任务", "筛选", "选项"):
            sheet = made.add_worksheet(name)
            for row, words in enumerate(["任务", "修路", "植树", "清淤"]):
                sheet.write_row(row, 0, [words, "内部", "县林业局"])
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.set_column(1, 1, None, None, {"hidden": True})
            if name == "筛选":
                sheet.autofilter(0, 0, 3, 2)
                sheet.filter_column(0, "x != 植树")
        sheet.hide()

    assert said(xlsx.read(book(write), "plan.xlsx")) == [
        "【任务】", "任务|县林业局", "修路|县林业局", "清淤|县林业局",
        "【筛选】", "任务|县林业局", "修路|县林业局", "植树|县林业局", "清淤|县林业局",
    ]  # fmt: skip


def test_a_sheet_is_named_only_beside_others_that_hold_something_and_never_the_title(
    grids: list[tuple[Document, Grid]],
) -> None:
    first, second = grids[1][1], grids[0][1]
    one = facts_of(xlsx.read(making_sheets.workbook({"任务": [first], "空": []}), "单位.xlsx"))
    assert "任务】" not in one.text
    two = facts_of(xlsx.read(making_sheets.workbook({"表甲": [first], "Sheet2": [second]}), "单位.xlsx"))
    assert "【表甲】" in two.text
    assert "Sheet2" not in two.text
    assert (one.facts.document.title, one.facts.document.id) == (
        "激活城乡消费等任务",
        "激活城乡消费等任务",
    )
    assert two.facts.document.title == one.facts.document.title


def test_a_word_is_found_again_in_its_cell(grids: list[tuple[Document, Grid]]) -> None:
    _, grid = grids[0]
    for name, label in (("Sheet1", "Sheet1!D3"), ("任务 清单", "'任务 清单'!D3")):
        made = making_sheets.workbook({name: [Line("云泽县重点工作清单"), grid]})
        source = compose(xlsx.read(made, "plan.xlsx"))
        at = locate(source.locators, source.text.index(grid.rows[1][3].text))
        assert at
        assert at.label == label


def test_a_workbook_of_before_2007_is_read() -> None:
    data = zlib.decompress(base64.b64decode(OLD_WORKBOOK.read_bytes()))
    assert formats.recognise(data, "plan.xls").module == "xlsx"
    found = apart.read(data, "plan.xls", "xlsx")
    assert said(found) == [
        "序号|任务|牵头单位|时限", "1|修建公厕|县城管局|2024年12月31日", "2|修补路面|2024年6月30日",
    ]  # fmt: skip
    with pytest.raises(UnreadableError, match="damaged"):
        apart.read(data[: len(data) // 2], "plan.xls", "xlsx")


def test_a_workbook_of_opendocument_is_told_by_its_content_and_shows_what_is_shown(tmp_path: Path) -> None:
    cell = making_sheets.open_cell
    figure = '<table:table-cell office:value-type="percentage" office:value="0.125"/>'
    hidden = cell("藏") + cell("县教育局")
    path = tmp_path / "任务清单"
    path.write_bytes(
        making_sheets.open_document(
            '<table:table table:name="清单"><table:table-column table:number-columns-repeated="2"/>'
            '<table:table-column table:visibility="collapse"/>'
            f"<table:table-row>{cell('工作任务')}{cell('牵头单位')}{cell('藏')}{cell('目标')}</table:table-row>"
            f"<table:table-row>{cell('修路')}{cell('县交通局')}{cell('藏')}{figure}</table:table-row>"
            f'<table:table-row table:visibility="collapse">{hidden}</table:table-row>'
            f"<table:table-row>{cell('架桥')}{cell('县住建局')}</table:table-row></table:table>"
        )
    )
    found = read(path)
    assert [task.title for task in found.facts.tasks] == ["修路", "架桥"]
    assert "0.125" in found.text
    assert "藏" not in found.text


def test_an_old_workbook_whose_list_of_sectors_goes_in_a_circle_is_refused() -> None:
    data = bytearray(zlib.decompress(base64.b64decode(OLD_WORKBOOK.read_bytes())))
    (table,) = struct.unpack_from("<I", data, 76)  # [MS-CFB] 2.2: the sector that says which follows which
    (directory,) = struct.unpack_from("<I", data, 48)
    struct.pack_into("<I", data, 512 + 512 * table + 4 * directory, directory)
    with pytest.raises(UnreadableError, match=r"too large to be read \(memory allocation"):
        apart.read(bytes(data), "plan.xls", "xlsx", memory=500_000_000)


def test_an_old_workbook_without_its_last_letters_is_damaged() -> None:
    data = zlib.decompress(base64.b64decode(OLD_WORKBOOK.read_bytes()))
    with pytest.raises(UnreadableError, match="its parts do not fit together"):
        xlsx.read(data[:-24], "plan.xls")


def swapped(part: str, data: bytes) -> bytes:
    """A workbook with other bytes for one of its parts."""
    made = zipfile.ZipFile(io.BytesIO(making_sheets.workbook({"Sheet1": [Line("修路")]})))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(name, data if name == part else made.read(name))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FIRST = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
WHOLE = making_sheets.workbook({"Sheet1": [Line("修路")]})
PLACED = swapped(SHEET, HEAD + FIRST)
HOSTILE = {
    "entities": (swapped(SHEET, BOMB + HEAD + FIRST + b"</sheetData></worksheet>"), "entities"),
    "cells far apart": (swapped(SHEET, HEAD + FIRST + FAR), "larger than is read"),
    "an encoding that is none": (
        swapped(SHEET, b'<?xml version="1.0" encoding="UTF-3"?>' + HEAD + FIRST),
        "damaged",
    ),
    "a place before the file's start": (PLACED[:-6] + b"\xff\xff\xff\xff\0\0", "damaged"),
    "half a part": (swapped(SHEET, HEAD + FIRST), "damaged"),
    "no part": (swapped("xl/workbook.xml", b""), "damaged"),
    "half a file": (WHOLE[: len(WHOLE) // 2], "damaged"),
}


@pytest.mark.parametrize(("data", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_workbook_is_refused_with_words_that_say_so(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        apart.read(data, "plan.xlsx", formats.recognise(data, "plan.xlsx").module or "")


def test_a_part_that_unpacks_to_more_than_is_read_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "LARGEST", 1_000_000)
    with pytest.raises(UnreadableError, match="1 MB unpacked"):
        xlsx.read(swapped(SHEET, HEAD + b" " * 1_000_000), "plan.xlsx")


def test_a_million_empty_rows_cost_seconds_and_no_memory() -> None:
    rows = b"".join(b'<row r="%d" ht="15"><c r="A%d" s="1"/></row>' % (n, n) for n in range(2, 1_048_577))
    data = swapped(SHEET, HEAD + FIRST + rows + b"</sheetData></worksheet>")
    begun = time.monotonic()
    assert said(apart.read(data, "plan.xlsx", "xlsx", memory=400_000_000)) == ["x"]
    assert time.monotonic() - begun < 40
