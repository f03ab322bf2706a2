"""The page of a text: the plan as it is written, every fact coloured, exactly the asked range marked."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from zeren.graph.coverage import paragraphs
from zeren.workspace import Workspace

PLAN = "云泽政办发-2024-5"


@pytest.fixture(scope="session")
def text(workspace_of_examples: Workspace) -> str:
    return workspace_of_examples.text(PLAN)


def marked(explorer: TestClient, start: int, end: int) -> list[str]:
    """The marked words of the page, those of one paragraph or cell together."""
    page = LexborHTMLParser(explorer.get(f"/text/{PLAN}?char={start},{end}").text)
    found = ["".join(mark.text() for mark in p.css("mark.here")) for p in page.css("#text p")]
    return [words for words in found if words]


def printed(text: str, start: int, end: int) -> list[str]:
    """The words of a range by paragraph and cell; white space between these is not printed."""
    starts = [*paragraphs(text), len(text)]
    cut = [text[max(start, a) : min(end, a + len(text[a:b].rstrip()))] for a, b in pairwise(starts)]
    return [words for words in cut if words]


def test_the_page_shows_the_whole_text_and_nothing_else(explorer: TestClient, text: str) -> None:
    page = LexborHTMLParser(explorer.get(f"/text/{PLAN}").text)
    shown = page.css_first("#text")
    assert shown
    assert "".join(shown.text().split()) == "".join(text.split())


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_of_any_range_exactly_its_words_are_marked(
    explorer: TestClient, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(
        st.one_of(st.integers(start + 1, min(len(text), start + 60)), st.integers(start + 1, len(text)))
    )
    assert marked(explorer, start, end) == printed(text, start, end)


@pytest.mark.parametrize("char", ["5", "9,3", "7,7", "0,99999999", "a,b", "-1,4", "1,2,3", "1, 2", "٣,٤"])
def test_what_is_no_range_of_the_text_is_refused_with_words(explorer: TestClient, char: str) -> None:
    for before, words in (("", "这一段|不是一段文字"), ("/en", "range")):
        answer = explorer.get(f"{before}/text/{PLAN}", params={"char": char})
        assert answer.status_code == 400
        assert re.search(words, answer.text)


def test_every_quote_of_a_unit_leads_to_its_words_marked(explorer: TestClient) -> None:
    unit = LexborHTMLParser(explorer.get("/unit/云泽县/财政局").text)
    links = [str(quote.attributes["href"]) for quote in unit.css("a.quote")]
    found = [re.search(rf"text/({PLAN})\?char=(\d+)%2C(\d+)#(c\d+)$", link) for link in links]
    places = [match.groups() for match in found if match]
    assert len(places) > 5
    for document, start, end, anchor in places[:8]:
        page = LexborHTMLParser(explorer.get(f"/text/{document}?char={start},{end}").text)
        assert page.css_first(f"#{anchor} mark.here")


def test_each_coloured_place_leads_to_the_page_of_what_it_proves(explorer: TestClient) -> None:
    page = LexborHTMLParser(explorer.get(f"/text/{PLAN}").text)
    kinds = {str(link.attributes["data-k"]): str(link.attributes["href"]) for link in page.css("#text a.m")}
    assert kinds["lead"].startswith(f"../task/{PLAN}/")
    assert kinds["member"].startswith(f"../group/{PLAN}/")
    assert kinds["target"].startswith("../indicator/云泽县/")
    assert kinds["citation"] == f"../document/{PLAN}#citations"


def test_the_outline_leads_to_paragraphs_that_are_there(explorer: TestClient) -> None:
    page = LexborHTMLParser(explorer.get(f"/text/{PLAN}").text)
    anchors = [str(link.attributes["href"]) for link in page.css("nav.side a")]
    assert len(anchors) > 6
    assert all(page.css_first(anchor) for anchor in anchors)


def test_the_data_of_the_page_quote_the_text_by_its_characters(explorer: TestClient, text: str) -> None:
    data = explorer.get(f"/text/{PLAN}.json?char=10,40").json()
    assert data["text"] == text
    assert data["chosen"]["quote"] == text[10:40]
    leads = [mark for mark in data["marks"] if mark["kind"] == "lead"]
    assert leads
    for mark in leads:
        assert "".join(text[mark["start"] : mark["end"]].split()) == mark["name"]
        assert data["facts"][mark["fact"]]["kind"] == "task"
