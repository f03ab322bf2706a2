"""The search: names, tasks and all other paragraphs of the plans, each with the words marked."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient


@pytest.fixture
def search(explorer: TestClient) -> Any:
    """What is found, by its words."""

    def searched(words: str) -> Any:
        answer = explorer.get("/search.json", params={"q": words})
        assert answer.status_code == 200, answer.text
        return answer.json()

    return searched


def test_names_and_tasks_have_all_of_the_words(search: Any) -> None:
    found = search("财政 局")
    assert {"云泽县/财政局", "青岭县/财政局"} <= {one["id"] for one in found["things"]["unit"]}
    assert found["tasks"]
    for hit in found["tasks"]:
        assert {"财政", "局"} <= {place["quote"] for place in hit["proof"][1:]}


def test_what_stands_in_no_task_is_found_in_its_paragraph(search: Any, explorer: TestClient) -> None:
    found = search("作风转变整顿仗")
    assert not found["tasks"]
    assert found["passages_count"] == len(found["passages"]) > 0
    page = LexborHTMLParser(explorer.get("/search", params={"q": "作风转变整顿仗"}).text)
    marked = [mark.text() for mark in page.css(".answers mark")]
    assert set(marked) == {"作风转变整顿仗"}
    place = explorer.get("/" + str(page.css(".answers a.quote")[0].attributes["href"]).removeprefix("./"))
    assert place.status_code == 200
    (marked_range,) = LexborHTMLParser(place.text).css("#range")
    assert "作风转变整顿仗" in marked_range.text()


def test_a_paragraph_whose_words_a_task_shows_is_not_listed_again(search: Any) -> None:
    found = search("资金")
    assert found["tasks"]
    assert found["passages"]
    shown = {
        (place["document"], place["start"], place["end"])
        for hit in found["tasks"]
        for place in hit["proof"][1:]
    }
    for passage in found["passages"]:
        places = {(place["document"], place["start"], place["end"]) for place in passage["proof"][1:]}
        assert places - shown


def test_words_that_stand_nowhere_are_told_so(explorer: TestClient) -> None:
    page = LexborHTMLParser(explorer.get("/search", params={"q": "琉璃瓦"}).text)
    assert "没有这些词" in "".join(notice.text() for notice in page.css(".notice"))
