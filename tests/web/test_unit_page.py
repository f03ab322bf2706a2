"""A unit's page: its load by role, each task with the sentence that gives it to the unit."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

FINANCE = "云泽县/财政局"


@pytest.fixture
def finance(explorer: TestClient) -> dict[str, Any]:
    answer = explorer.get(f"/unit/{FINANCE}.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_each_task_shows_a_sentence_that_names_the_unit(finance: dict[str, Any]) -> None:
    rows = [row for rows in finance["tasks"].values() for row in rows]
    assert len(rows) > 5
    for row in rows:
        clause, *names = row["proof"]
        assert names
        for name in names:
            assert "财政" in name["quote"]
            assert name["quote"] in clause["quote"]


def test_the_page_marks_the_unit_and_leads_to_its_place_in_the_plan(explorer: TestClient) -> None:
    page = LexborHTMLParser(explorer.get(f"/unit/{FINANCE}").text)
    quotes = page.css("#lead ~ .wide a.quote")
    assert quotes
    for quote in quotes:
        assert "text/云泽政办发-2024-5?char=" in str(quote.attributes["href"])
        assert any("财政" in mark.text() for mark in quote.css("mark"))


def test_the_same_office_of_another_county_stands_beside_it(finance: dict[str, Any]) -> None:
    assert {load["county"] for load in finance["fellows"]} == {"云泽县", "青岭县"}


def test_a_page_is_chinese_and_english_one_click_away(explorer: TestClient) -> None:
    page = LexborHTMLParser(explorer.get(f"/unit/{FINANCE}").text)
    other = page.css_first("a[hreflang=en]")
    assert other
    assert other.attributes["href"] == f"../../en/unit/{FINANCE}"
    english = LexborHTMLParser(explorer.get(f"/en/unit/{FINANCE}").text)
    heading = english.css_first("h1")
    assert heading
    assert heading.text() == "County Finance Bureau"


def test_what_is_not_there_is_told_with_what_may_be_meant(explorer: TestClient) -> None:
    answer = explorer.get("/unit/云泽县/没有局")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text


@pytest.mark.parametrize("unit", ["云泽县/财政局", "青岭县/住房和城乡建设局", "云泽县/科学技术协会"])
def test_every_link_within_the_page_has_its_place(explorer: TestClient, unit: str) -> None:
    page = LexborHTMLParser(explorer.get(f"/unit/{unit}").text)
    within = [str(link.attributes["href"])[1:] for link in page.css("main a[href^='#']")]
    places = {str(element.attributes["id"]) for element in page.css("main [id]")}
    assert within
    assert set(within) <= places
    assert {"lead", "responsible", "support", "guide"} <= places


def test_deadlines_stand_on_a_time_line_in_words_and_in_a_list(explorer: TestClient) -> None:
    answer = explorer.get("/unit/青岭县/教育局.json")
    months = answer.json()["months"]
    page = LexborHTMLParser(explorer.get("/en/unit/青岭县/教育局").text)
    drawn = [str(link.attributes["aria-label"]) for link in page.css("svg.timeline a")]
    assert len(drawn) == len(months) > 0
    for told, month in zip(drawn, months, strict=True):
        count = len(month["tasks"])
        assert told == f"{month['month']}: {count} {'task' if count == 1 else 'tasks'}"
    assert len(page.css("ol.months > li")) == len(months)


def test_the_units_around_it_in_load_are_shown_with_bars(explorer: TestClient) -> None:
    page = LexborHTMLParser(explorer.get(f"/unit/{FINANCE}").text)
    rows = page.css("#load ~ .wide tbody tr")
    assert any("current" in str(row.attributes.get("class")) for row in rows)
    assert all(row.css("svg.bar rect.lead, svg.bar rect.responsible, svg.bar rect.support") for row in rows)


def test_the_page_and_an_answer_count_the_same_tasks(explorer: TestClient) -> None:
    """Answers count the tasks of a bureau's offices as its own; its page tells them apart."""
    units = explorer.get("/units.json").json()["loads"]
    apart = 0
    for unit in [row["unit"] for row in units if row["unit"]["name"] in ("县财政局", "县政府办", "县发改局")]:
        page = explorer.get(f"/unit/{unit['id']}.json").json()
        offices = [part["unit"]["id"] for part in page["parts"] if part["counted"]]
        led = {row["task"]["id"] for row in page["tasks"]["lead"]}
        for office in offices:
            led |= {row["task"]["id"] for row in explorer.get(f"/unit/{office}.json").json()["tasks"]["lead"]}
        question = f"{page['county']['name']}{unit['name']}牵头哪些任务"
        (answer, *_) = explorer.get("/ask.json", params={"q": question}).json()["answers"]
        assert answer["count"] == len(led)
        apart += bool(offices)
    assert apart
