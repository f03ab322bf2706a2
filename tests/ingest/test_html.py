"""Web pages: the plan without the page around it, its tables, its numbers, and what the page says of it."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.ingest import making_html, printed
from tests.ingest.same_facts import differences
from zeren.errors import UnreadableError
from zeren.ingest.pipeline import Reading, read, read_source
from zeren.ingest.readers import apart, formats, html
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import Content, Grid, GridCell, Line
from zeren.ontology.locators import locate

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))
OF_THE_PAGE = (
    "无障碍", "当前位置", "相关阅读", "图解", "上一篇", "备案", "版权", "打印", "技术支持", "热门政策",
    "公开招聘", "标识码", "政民互动", "浏览次数", "手机上才看", "脚本里", "星期一", "满意",
)  # fmt: skip
LIST: list[Content] = [
    Line("云泽县重点工作责任清单"),
    Grid([[GridCell("序号"), GridCell("任务"), GridCell("牵头单位")],
          [GridCell("1"), GridCell("建设口袋公园"), GridCell("县城管局", rows=2)],
          [GridCell("2"), GridCell("修建公厕")]]),
]  # fmt: skip


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def plan(request: pytest.FixtureRequest) -> Reading:
    path: Path = request.param
    return read(path)


def facts_of(contents: list[Content]) -> Reading:
    source = compose(contents)
    return Reading(b"", source.text, read_source(source, "plan.html", "0" * 64))


def shown(found: list[Content]) -> str:
    """Lines that hold words, rows of tables with `|` between cells, and how much of these a cell covers."""
    lines: list[str] = []
    for content in found:
        if isinstance(content, Line):
            lines += filter(None, [content.text.strip()])
        else:
            for row in content.rows:
                spans = [
                    f"{c.text}{f' ({c.rows}x{c.columns})' if c.rows * c.columns > 1 else ''}" for c in row
                ]
                lines.append("|".join(span.replace("\n", "/") for span in spans))
    return "\n".join(lines)


@pytest.mark.parametrize("frame", making_html.PAGES, ids=lambda path: path.stem)
def test_a_plan_on_a_site_says_what_its_text_says(plan: Reading, frame: Path) -> None:
    page = making_html.page(frame, printed.contents(plan.text), plan.facts.document)
    found = facts_of(html.read(page, "plan.html"))
    assert differences(plan, found) == []
    assert [words for words in OF_THE_PAGE if words in found.text and words not in plan.text] == []


@pytest.mark.parametrize("frame", making_html.PAGES, ids=lambda path: path.stem)
def test_a_bare_table_on_a_site_is_found_with_its_title(plan: Reading, frame: Path) -> None:
    found = html.read(making_html.page(frame, LIST, plan.facts.document), "list.html")
    assert shown(found).endswith(
        "云泽县重点工作责任清单\n序号|任务|牵头单位\n1|建设口袋公园|县城管局 (2x1)\n2|修建公厕"
    )
    assert [words for words in OF_THE_PAGE if words in shown(found)] == []


@pytest.mark.parametrize("frame", [p for p in making_html.PAGES if p.stem[0] in "35"], ids=lambda p: p.stem)
def test_number_title_issuer_and_day_of_the_pages_table_are_the_documents(frame: Path) -> None:
    about = read(EXAMPLES[0]).facts.document
    letter: list[Content] = [Line("各乡镇人民政府："), Line("一、植树造林。今年植树五千亩。（县林业局牵头）")]
    facts = facts_of(html.read(making_html.page(frame, letter, about), "letter.html")).facts
    document = facts.document
    assert (document.number, document.title, document.issuer) == (about.number, about.title, about.issuer)
    assert document.issued in (about.issued, "2024-03-16")
    assert [task.title for task in facts.tasks] == ["植树造林"]
    assert facts.leftovers == []


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/html.txt"), ids=titled)
def test_a_piece_of_a_page_is_read_as_it_is_shown(case: Case) -> None:
    assert shown(html.read(case.text.encode(), "piece.html")) == case.expected


def test_a_line_knows_its_paragraph_and_a_cell_the_row_of_its_table() -> None:
    page = "<p>甲。</p><table><tr><td>乙<td>丙<tr><td>丁<td>戊</table><p>己。</p>"
    source = compose(html.read(page.encode(), "page.html"))
    places = {words: locate(source.locators, source.text.index(words)) for words in "甲戊己"}
    assert [at and at.said("en") for at in places.values()] == [
        "paragraph 1",
        "table 1, row 2",
        "paragraph 2",
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030", "big5", "utf-16"])
def test_the_charset_is_found(charset: str) -> None:
    words = "縣財政局牽頭。" if charset == "big5" else "县财政局牵头。"
    for declared in (
        f'<meta charset="{charset}">',
        f"<meta http-equiv=Content-Type content='text/html; charset={charset}'>",
    ):
        page = f"<html><head>{declared}</head><body><p>{words}</p></body></html>".encode(charset)
        assert shown(html.read(page, "page.html")) == words


@pytest.mark.parametrize("charset", ["\0", "none", "hex", "punycode", "undefined"])
def test_a_charset_that_is_none_is_not_believed(charset: str) -> None:
    head = f"Content-Type: text/html; charset={charset}\n\n".encode()
    assert shown(html.read(head + "<p>县财政局牵头。</p>".encode(), "page.mht")) == "县财政局牵头。"


def test_a_page_saved_whole_is_read_and_what_it_holds_beside_is_not() -> None:
    package = EmailMessage()
    package["Subject"] = "saved"
    package.set_content("<p>一、县财政局牵头。</p>", subtype="html", charset="gb2312")
    package.add_related(b"\x89PNG", "image", "png")
    data = package.as_bytes()
    assert formats.recognise(data, "plan.txt").name == "html"
    assert shown(html.read(data, "plan.mht")) == "一、县财政局牵头。"
    with pytest.raises(UnreadableError, match="without a page"):
        html.read(b"MIME-Version: 1.0\nContent-Type: image/png\n\nabc", "plan.mht")


HOSTILE = {
    "deep": b"<div>" * 20_000 + "县财政局牵头".encode(),
    "attributes": b"<p " + b" ".join(b'a%d="x"' % i for i in range(20_000)) + b">x</p>",
    "deep table": b"<table><tr><td>" * 300 + b"x",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_page_is_refused_soon(data: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableError, match="as no page has them"):
        apart.read(b"<html>" + data, "page.html", "html")
    assert time.monotonic() - begun < 30


def test_huge_spans_and_pictures_in_the_source_cost_nothing() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 1_000_000 + "'>"
    table = "<table><tr><td rowspan=99999999 colspan=99999999>甲<td>乙<tr><td>丙<td>丁</table>"
    page = f"<html><body>{picture}{table}"
    assert compose(html.read(page.encode(), "page.html")).text.split() == ["甲", "乙", "丙", "丁"]


def test_nothing_that_a_page_refers_to_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refused)
    page = "<link rel=stylesheet href=http://192.0.2.1/a.css><img src=http://192.0.2.1/a><iframe src=http://192.0.2.1/></iframe><p>甲。</p>"
    assert shown(html.read(page.encode(), "page.html")) == "甲。"
