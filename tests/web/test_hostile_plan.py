"""A plan whose words are mark-up, scripts and marks of direction: on every page they are words, no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from zeren.web.app import application
from zeren.workspace import Workspace

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
TEMPLATE = "{{ 7*191 }}{% raw %}"
STYLE = "</style></textarea></title></script><!--"
TURNED = "\u202e转向\u202c"
TEXT = f"""云泽政办发〔2024〕9号
云泽县重点{SCRIPT}工作方案
各乡镇人民政府：
为落实《县域{IMAGE}工作意见》（云泽政办发〔2023〕1号），制定本方案。
一、抓好{IMAGE}产业
1.建设{TEMPLATE}园区。完成投资{STYLE}3亿元，新增企业20家{TURNED}。（县发改局、县财政局牵头，县{SCRIPT}局、县水利局、县水利局配合）
2.修好{STYLE}河堤。6月底前完成。（县水利局牵头，县财政局{IMAGE}负责）
二、{TEMPLATE}{TURNED}
1.办好{SCRIPT}学校。（县教育局负责）
云泽县人民政府办公室
2024年5月6日
"""
CITED = (
    "云泽政办发〔2023〕1号\n云泽县工作意见\n一、总体安排\n1.修好道路。（县交通运输局牵头，县财政局配合）\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / f"{'<b>'}&amp;方案.txt").write_text(TEXT, encoding="utf-8")
    (folder / "意见.txt").write_text(CITED, encoding="utf-8")
    workspace = Workspace(folder / "data")
    assert not workspace.ingest(sorted(folder.glob("*.txt"))).failures
    with TestClient(application(workspace, ["testserver"], edit=True)) as client:
        yield client


def pages(hostile: TestClient) -> list[str]:
    """Every page that the first ones lead to, of the kinds that tell what a plan says."""
    waiting = ["/documents", "/findings", "/units", "/text/云泽政办发-2024-9"]
    seen = set(waiting)
    found = []
    while waiting:
        answer = hostile.get(waiting.pop())
        assert answer.status_code == 200
        found.append(unquote(answer.url.path))
        for link in LexborHTMLParser(answer.text).css("main a[href]"):
            there = unquote(answer.url.join(str(link.attributes["href"])).path)
            if there not in seen and there.split("/")[1] in {"document", "finding", "task", "text", "unit"}:
                seen.add(there)
                waiting.append(there)
    return found


def test_no_page_takes_the_words_of_a_plan_for_mark_up(hostile: TestClient) -> None:
    visited = pages(hostile)
    kinds = {path.split("/")[1] for path in visited}
    assert kinds >= {"document", "documents", "finding", "findings", "task", "text", "unit"}
    for path in visited:
        for address in (path, f"/en{path}"):
            page = LexborHTMLParser(hostile.get(address).text)
            assert not page.css("img")
            assert not page.css("[onerror]")
            assert not page.css("[style], style")
            assert not page.css("main script:not([type='application/json'])")
            assert all(script.attributes.get("src") for script in page.css("script:not([type])"))
            assert page.css_first("footer")
            assert "1337" not in page.text()


def test_the_text_is_shown_letter_by_letter(hostile: TestClient) -> None:
    page = LexborHTMLParser(hostile.get("/text/云泽政办发-2024-9").text)
    shown = page.css_first("#text")
    assert shown
    assert "".join(shown.text().split()) == "".join(TEXT.split())
    for words in (SCRIPT, IMAGE, TEMPLATE, STYLE, TURNED):
        assert words in shown.text()


def test_a_range_inside_of_mark_up_marks_exactly_that(hostile: TestClient) -> None:
    start = TEXT.index(SCRIPT) + 3
    page = LexborHTMLParser(hostile.get(f"/text/云泽政办发-2024-9?char={start},{start + 12}").text)
    assert "".join(mark.text() for mark in page.css("mark.here")) == TEXT[start : start + 12]
    quote = page.css_first("#range blockquote")
    assert quote
    assert quote.text() == TEXT[start : start + 12]


def test_a_cited_document_that_is_loaded_is_led_to(hostile: TestClient) -> None:
    page = LexborHTMLParser(hostile.get("/document/云泽政办发-2024-9").text)
    cited = page.css_first("#citations ~ .wide a.main")
    assert cited
    assert cited.attributes["href"] == "../document/云泽政办发-2023-1"


def test_a_reason_that_is_mark_up_is_words_too(hostile: TestClient) -> None:
    row = hostile.get("/findings.json?state=all").json()["findings"][0]
    address = f"/finding/{row['finding']['id']}"
    token = LexborHTMLParser(hostile.get(address).text).css_first("input[name=token]")
    assert token
    fields = {
        "token": token.attributes["value"],
        "seen": "open",
        "verdict": "accepted",
        "why": IMAGE + SCRIPT,
    }
    answer = hostile.post(address, data=fields, headers={"sec-fetch-site": "same-origin"})
    page = LexborHTMLParser(answer.text)
    assert answer.status_code == 200
    assert not page.css("img")
    why = page.css_first(".judgement .why")
    assert why
    assert why.text() == IMAGE + SCRIPT


def test_the_file_that_a_plan_came_from_is_named_as_it_is(hostile: TestClient) -> None:
    page = hostile.get("/document/云泽政办发-2024-9").text
    assert "&lt;b&gt;&amp;amp;方案.txt" in page
    assert Path("<b>&amp;方案.txt").name in LexborHTMLParser(page).text()
