"""PDF: printed by a real browser, read as paragraphs and tables; what cannot be read says why."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ingest import making_docx, printed, printed_pdf
from tests.ingest.libreoffice import converted
from tests.ingest.same_facts import differences
from zeren.errors import UnreadableError
from zeren.ingest.pipeline import Reading, read, read_source
from zeren.ingest.readers import pdf
from zeren.ingest.readers import read as read_file
from zeren.ingest.readers.content import Content, Grid, GridCell, Line
from zeren.ontology.locators import locate

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ("tests.browser",)

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))
SENTENCE = "各有关单位要按照职责分工抓好落实，遇到困难及时报告，不得推诿扯皮，也不得搞形式主义。"


def contents(browser: Browser, html: str, header: str = "") -> list[Content]:
    return pdf.read(printed_pdf.pdf(browser, html, header=header), "方案.pdf")


def lines(found: list[Content]) -> list[str]:
    return [one.text for one in found if isinstance(one, Line)]


def words(grid: Content) -> list[list[str]]:
    assert isinstance(grid, Grid)
    return [["".join(cell.text.split()) for cell in row] for row in grid.rows]


@pytest.mark.browser
def test_a_plan_that_a_browser_printed_says_the_same(chromium: Browser) -> None:
    plan = read(EXAMPLES[1])
    html = printed_pdf.page(printed.contents(plan.text))
    source = read_file(printed_pdf.pdf(chromium, html, header="云泽县人民政府公报 2024年第3期"), "方案.pdf")
    found = Reading(b"", source.text, read_source(source, "方案.pdf", "0" * 64))
    assert differences(plan, found) == []
    last = max(found.facts.tasks, key=lambda task: task.evidence[0].start)
    at = locate(source.locators, last.evidence[0].start)
    assert at is not None
    assert at.kind == "page"
    assert int(at.label) > 5


@pytest.mark.browser
def test_paragraphs_are_joined_over_lines_and_pages_without_what_stands_at_the_edges(
    chromium: Browser,
) -> None:
    long = [Line(f"第{number}段，{SENTENCE * 3}") for number in range(1, 40)]
    found = contents(chromium, printed_pdf.page(long), header="云泽县人民政府公报 2024年第3期")
    assert lines(found) == [line.text for line in long]
    assert len({one.where for one in found if isinstance(one, Line)}) > 2


@pytest.mark.browser
def test_paragraphs_that_only_space_sets_apart_end_where_it_stands(chromium: Browser) -> None:
    text = [Line(f"第{number}段{SENTENCE[:number]}" + "落实“一网通办”改革" * 9) for number in range(30)]
    style = "p { text-indent: 0; margin: 8pt 0; text-align: left }"
    assert lines(contents(chromium, printed_pdf.page(text, style))) == [line.text for line in text]


@pytest.mark.browser
def test_the_lines_of_an_item_stand_under_its_words(chromium: Browser) -> None:
    units = "县住房和城乡建设局、" * 6
    text = [Line(f"{n}.第{n}项，{SENTENCE[:n]}（{units}县水利局牵头）") for n in range(1, 20)]
    style = "p { text-indent: -1.5em; margin: 0 0 0 4em; text-align: left }"
    assert lines(contents(chromium, printed_pdf.page(text, style))) == [line.text for line in text]


@pytest.mark.browser
def test_two_columns_are_read_one_after_the_other(chromium: Browser) -> None:
    text = [Line(f"第{number}段，{SENTENCE}") for number in range(1, 13)]
    style = "body { column-count: 2; column-gap: 3em; font-size: 11pt } h1 { column-span: all }"
    page = printed_pdf.page(text, style).replace("<p>", "<h1>云泽县重点工作方案</h1><p>", 1)
    assert lines(contents(chromium, page)) == ["云泽县重点工作方案", *(line.text for line in text)]


@pytest.mark.browser
def test_a_table_with_merged_cells_goes_on_over_pages(chromium: Browser) -> None:
    head = [GridCell("序号"), GridCell("工作任务", columns=2), GridCell("牵头单位")]
    rows = [[GridCell(str(n)), GridCell(f"第{n}项任务"), GridCell(SENTENCE * 4), GridCell("县水利局")]
            for n in range(1, 31)]  # fmt: skip
    rows[0][3] = GridCell("县水利局", rows=30)
    for row in rows[1:]:
        del row[3]
    found = contents(chromium, printed_pdf.page([Grid([head, *rows])]))
    assert len(found) == 1
    assert isinstance(found[0], Grid)
    assert words(found[0]) == [[cell.text for cell in row] for row in (head, *rows)]
    assert [(cell.rows, cell.columns) for cell in found[0].rows[1]] == [(1, 1), (1, 1), (1, 1), (30, 1)]
    assert [cell.columns for cell in found[0].rows[0]] == [1, 2, 1]


@pytest.mark.office
@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize(
    ("path", "style"),
    [(EXAMPLES[0], None), (EXAMPLES[1], None), (EXAMPLES[1], "Table Grid")],
    ids=["prose", "tables without rules", "tables with rules"],
)
def test_a_plan_that_libreoffice_printed_says_the_same(path: Path, style: str | None, tmp_path: Path) -> None:
    plan = read(path)
    document = making_docx.document(printed.contents(plan.text))
    for table in document.tables:
        table.style = style
    source = tmp_path / "方案.docx"
    source.write_bytes(making_docx.saved(document))
    assert differences(plan, read(converted(source, "pdf"))) == []


NO_RULES = (
    "td { border: 0; padding: 4pt 12pt; vertical-align: top } tr:first-child td { white-space: nowrap }"
)
ITEMS = "1.修建城东供水厂，改造老旧管网二十公里；\n2.解决高处用户水压不足问题。\n3.按月公布水质检测结果。"
COUNTED = [
    ["序号", "工作任务", "工作措施", "牵头单位"],
    *([str(n), f"第{n}项供水任务", ITEMS[: 26 + 7 * n], "县水利局"] for n in range(1, 8)),
]
NOT_COUNTED = [
    ["工作任务", "牵头单位", "配合单位", "完成时限"],
    *([f"{SENTENCE[:n]}供水", "县水利局", "县住建局、县财政局、县发改局"[: 4 + n], "2024年底前"]
      for n in range(9, 19)),
]  # fmt: skip
SHORT = [
    ["工作任务", "牵头单位", "完成时限"],
    *([f"供水第{n}项", "县水利局", "长期坚持"] for n in "一二三四" * 3),
]
MERGED = [
    ["工作任务", "工作措施", "牵头单位", "完成时限"],
    *([f"第{n}项" if n % 3 == 0 else "", f"{ITEMS[2:26]}{SENTENCE[: n * 2]}。", unit, "2024年底前"]
      for n, unit in enumerate(["县水利局", "县住建局", "县财政局", "县发改局"] * 3)),
]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("style", ["td { vertical-align: top }", NO_RULES], ids=["rules", "no rules"])
@pytest.mark.parametrize("place", [3, 8])
def test_rows_stay_whole_wherever_a_page_ends(chromium: Browser, place: int, style: str) -> None:
    kinds = [COUNTED, NOT_COUNTED, SHORT, MERGED]
    above: list[Content] = [*[Line(SENTENCE)] * 14, *[Line("各乡镇")] * place]
    pages = [[*above, Grid([[GridCell(text) for text in row] for row in rows])] for rows in kinds]
    html = "<div style='break-after: page'></div>".join(printed_pdf.page(page, style) for page in pages)
    found = [words(one) for one in contents(chromium, html) if isinstance(one, Grid)]
    # An empty cell at the head of a page is one that goes on from the page before.
    assert [[list(filter(None, row)) for row in rows] for rows in found] == [
        [["".join(cell.split()) for cell in row if cell] for row in rows] for rows in kinds
    ]


@pytest.mark.browser
def test_a_header_alone_at_the_foot_of_a_page_stands_over_the_rows_of_the_next(chromium: Browser) -> None:
    style = "table { table-layout: fixed; width: 100% } td { border: 0 }"
    table = printed_pdf.page([Grid([[GridCell(text) for text in row] for row in SHORT])], style)
    cut = "</tr></table><div style='break-after: page'></div><table>"
    found = contents(chromium, table.replace("</tr>", cut, 1))
    assert [words(one) for one in found] == [SHORT]


@pytest.mark.browser
def test_a_table_without_rules_is_told_by_its_header(chromium: Browser) -> None:
    head = [GridCell(name) for name in ("序号", "工作任务", "牵头单位", "完成时限")]
    rows = [[GridCell(text) for text in row] for row in (
        ("1", "修建城东供水厂，改造老旧管网二十公里，解决高处用户水压不足问题", "县水利局", "2024年底前"),
        ("2", "修补县城破损路面", "县住建局", "2024年10月底前"),
    )]  # fmt: skip
    style = (
        "td { border: 0; padding: 4pt 12pt; vertical-align: top } tr:first-child td { white-space: nowrap }"
    )
    found = contents(chromium, printed_pdf.page([Line("任务表"), Grid([head, *rows]), Line(SENTENCE)], style))
    assert words(found[1]) == [[cell.text for cell in row] for row in (head, *rows)]
    assert lines(found) == ["任务表", SENTENCE]


@pytest.mark.browser
def test_a_box_around_a_notice_is_prose(chromium: Browser) -> None:
    page = printed_pdf.page([Line("通知"), Grid([[GridCell(SENTENCE)]])])
    assert "".join(lines(contents(chromium, page))) == "通知" + SENTENCE


def test_a_scan_is_told_from_an_empty_file() -> None:
    from PIL import Image

    data = io.BytesIO()
    Image.new("L", (595, 842), 255).save(data, "PDF")
    with pytest.raises(UnreadableError, match="a scan: 1 of its 1 pages") as told:
        pdf.read(data.getvalue(), "扫描件.pdf")
    assert "OCR" in told.value.hint or "recognises letters" in told.value.hint


def document(trailer: str = "") -> bytes:
    """A PDF of one empty page, written by hand."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    body = "%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size 4 /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 4\n0000000000 65535 f \n{table}{end}".encode("ascii")


LOCK = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'11' * 32}> /U <{'22' * 32}> /P -4 >> "
    f"/ID [<{'33' * 16}> <{'33' * 16}>]"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (document(), "a PDF without any text"),
        (document(LOCK), "a PDF with a password"),
        (document()[:200], "a damaged PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "a damaged PDF"),
    ],
    ids=["empty", "password", "cut", "noise"],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "方案.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=message) as told:
        read(path)
    assert str(told.value).startswith("方案.pdf: ")
    assert told.value.hint
