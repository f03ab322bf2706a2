"""Whole files of one small plan in every form: what the damaged ones are made from."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from tests.ingest import making_docx, making_html, making_markdown, making_sheets, printed_pdf
from tests.ingest.test_apart import page
from tests.ingest.test_docx import paragraph
from tests.ingest.test_office import OLE, RTF
from tests.ingest.test_pdf import LOCK, document
from tests.ingest.word_markup import markup, word_file
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import Content, Grid, GridCell, Line
from zeren.ontology.facts import Document

ABOUT = Document(
    "云政办发-2024-7", "方案.txt", "0" * 64, "云泽县重点工作方案", "云政办发〔2024〕7号",
    "云泽县人民政府办公室", "2024-03-01", "云泽县", 0,
)  # fmt: skip
PLAN: list[Content] = [
    Line("云政办发〔2024〕7号"),
    Line("云泽县重点工作方案"),
    Line("2024年3月1日"),
    Line("一、总体目标"),
    Line("（一）稳住增长。全县地区生产总值增长7.5%以上，财政收入达到12亿元。（县发改局牵头，县财政局配合）"),
    Line("1.修建公厕20座，2024年底前完成。（责任单位：县城管局、各乡镇）"),
    Line("2.按照《关于加强管护的意见》（云政发〔2023〕2号）抓好管护。牵头单位：县水利局"),
    Line("附件1"),
    Line("重点任务责任清单"),
    Grid([
        [GridCell("序号"), GridCell("工作任务", columns=2), GridCell("牵头单位"), GridCell("完成时限")],
        [GridCell("1"), GridCell("修路", rows=2), GridCell("修补破损路面\n3公里"),
         GridCell("县交通局", rows=2), GridCell("2024年6月30日")],
        [GridCell("2"), GridCell("新建桥梁2座"), GridCell("长期坚持")],
        [GridCell("3"), GridCell("植树", columns=2), GridCell("县林业局"), GridCell("")],
    ]),
    Line("各单位要压实责任，由县委办公室负责解释。"),
]  # fmt: skip
_OLD_WORKBOOK = Path(__file__).parents[1] / "ingest" / "fixtures" / "old_workbook.txt"


def whole(form: str, *, with_browser: bool = True) -> list[bytes]:
    """The whole files of a form; those that a browser prints are left out without one."""
    return [*SEEDS[form](), *(_printed() if form == "pdf" and with_browser else [])]


def _docx() -> list[bytes]:
    field = markup("r", markup("fldChar", fldCharType="begin")) + markup(
        "r", "<w:instrText>TOC</w:instrText>"
    )
    rich = markup("p", field + markup("r", markup("fldChar", fldCharType="end")) + markup("r", markup("tab")))
    rich += markup("sdt", markup("sdtContent", paragraph("二、控件里的话")))
    rich += markup(
        "p",
        markup("ins", markup("r", "<w:t>三、加上的</w:t>")) + markup("del", markup("r", "<w:t>去掉</w:t>")),
    )
    box = f"<w:pict><v:textbox><w:txbxContent>{paragraph('框里的话')}</w:txbxContent></v:textbox></w:pict>"
    rich += markup("p", markup("r", box)) + paragraph(
        "甲", markup("numPr", markup("ilvl", val=1) + markup("numId", val=1))
    )
    rich += paragraph("乙", markup("pStyle", val="A")) + markup(
        "p", markup("r", '<w:footnoteReference w:id="1"/>')
    )
    level = "".join(
        markup(
            "lvl", markup("start", val=1) + markup("numFmt", val=form) + markup("lvlText", val=text), ilvl=n
        )
        for n, (form, text) in enumerate(
            [("chineseCounting", "%1、"), ("decimal", "%1.%2"), ("upperRoman", "%3")]
        )
    )
    override = markup("lvlOverride", markup("startOverride", val=7), ilvl=0)
    lists = markup("abstractNum", level, abstractNumId=0)
    lists += markup("num", markup("abstractNumId", val=0) + override, numId=1)
    style = markup("pPr", markup("numPr", markup("numId", val=1)))
    return [
        making_docx.saved(making_docx.document(PLAN)),
        making_docx.saved(making_docx.document(PLAN, counted=True)),
        word_file(
            rich,
            numbering=lists,
            styles=f'<w:style w:styleId="A"><w:basedOn w:val="B"/>{style}</w:style><w:style w:styleId="B"/>',
            footnotes=f'<w:footnote w:id="1">{paragraph("注")}</w:footnote>',
        ),
    ]  # fmt: skip


def _pdf() -> list[bytes]:
    return [document(), document(LOCK), page(b"BT /F1 12 Tf (x) Tj ET 0 0 m 9 9 l S"), drawn(_drawing())]


def _printed() -> list[bytes]:
    """The plan as a browser prints it, with rules and without; nothing where there is no browser."""
    from playwright.sync_api import sync_playwright

    from tests.browser import FLAGS, find_chromium

    path = find_chromium()
    if path is None:
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        styles = ("", "td { border: 0; padding: 4pt 12pt }", "body { column-count: 2 }")
        made = [printed_pdf.pdf(browser, printed_pdf.page(PLAN, style), header="公报") for style in styles]
        browser.close()
    return made


def _drawing() -> bytes:
    """Lines of prose, and a table of two rows with its rules, as operators of a PDF."""
    said = [(60, 780, "一、修路（县交通局牵头）"), (60, 760, "二、植树（县林业局负责）")]
    said += [(65, 705, "序号"), (165, 705, "工作任务"), (315, 705, "牵头单位")]
    said += [(65, 675, "1"), (165, 675, "修建公厕"), (315, 675, "县城管局")]
    letters = "".join(f"1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj\n" for x, y, words in said)
    rules = "".join(f"60 {y} m 460 {y} l S\n" for y in (720, 690, 660))
    rules += "".join(f"{x} 660 m {x} 720 l S\n" for x in (60, 160, 310, 460))
    return f"q 0.5 w\n{rules}Q\nBT /F1 12 Tf\n{letters}ET\n".encode()


def drawn(drawing: bytes) -> bytes:
    """A PDF of one page with a Chinese font that needs no file, its drawing not packed."""
    info = "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    font = f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo {info} /DW 1000 >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        font.encode(),
    ]  # fmt: skip
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%b\nendobj\n" % (n, each) for n, each in enumerate(objects, 1)
    )
    places = [body.index(b"%d 0 obj" % number) for number in range(1, len(objects) + 1)]
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def _html() -> list[bytes]:
    pages = [making_html.page(frame, PLAN, ABOUT) for frame in making_html.PAGES]
    package = (
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    )
    return [*pages, making_html.paragraphs(PLAN).encode(), package + base64.b64encode(pages[0])]


def _xlsx() -> list[bytes]:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("任务")
        sheet.write_row(0, 0, ["序号", "任务", "牵头单位", "时限", "比例"])
        for row in (1, 2, 3):
            sheet.write(row, 0, row)
            sheet.write_row(row, 1, ["修路", "县交通局"])
            sheet.write(row, 3, 45_000 + row, book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
            sheet.write(row, 4, 0.085, book.add_format({"num_format": "0.0%;-0.0%"}))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(4, 4, None, None, {"hidden": True})
        sheet.autofilter(0, 0, 3, 2)
        book.add_worksheet("说明").write_formula(0, 0, "=1+1", None, 2)
    old = zlib.decompress(base64.b64decode(_OLD_WORKBOOK.read_bytes()))
    return [making_sheets.workbook({"Sheet1": PLAN}), file.getvalue(), old]


def _csv() -> list[bytes]:
    made = [making_sheets.separated(PLAN, separator) for separator in (",", "\t", ";")]
    return [text.encode() for text in (*made, "sep=;\n" + made[2])]


def _markdown() -> list[bytes]:
    more = "# 方案\n\n> 引用\n> 两行\n\n1. 甲\n   - 乙\n2. 丙\n\n```\n代码\n```\n\n"
    more += "**粗** ~~删~~ `码` [链](http://a) <br> 完\n"
    return [making_markdown.markdown(PLAN).encode(), more.encode()]


def _text() -> list[bytes]:
    text = compose(PLAN).text
    rows = "序号\t工作任务\t牵头单位\n1\t修路\t县交通局\n2\t植树\t县林业局\n"
    together = " ".join(line for line in text.split("\n") if line) * 2
    return [text.encode(), (text + rows).encode(), together.encode()]


def _office() -> list[bytes]:
    parts = ("WordDocument", "Workbook", "EncryptedPackage", "PowerPoint Document")
    return [RTF, *(OLE + part.encode("utf-16-le") + bytes(200) for part in parts)]


SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "docx": _docx, "pdf": _pdf, "html": _html, "xlsx": _xlsx, "csv": _csv, "md": _markdown, "txt": _text,
    "doc": _office,
}  # fmt: skip
"""The files of each form, by the ending of their names."""
