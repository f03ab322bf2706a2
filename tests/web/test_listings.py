"""The listings: chosen, sorted and paged by their addresses alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from zeren.web.pages.portion import ROWS, ordered, portion

LISTINGS = ("tasks", "units", "groups", "campaigns", "indicators", "projects", "documents", "counties")


@pytest.fixture
def ask(explorer: TestClient) -> Any:
    """What a listing holds, by its path and what stands behind `?`."""

    def asked(path: str, **query: str) -> Any:
        answer = explorer.get(f"/{path}.json", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return asked


def names(rows: list[dict[str, Any]], kind: str) -> list[str]:
    return [row[kind]["name"] for row in rows]


@pytest.mark.parametrize("path", LISTINGS)
@pytest.mark.parametrize("before", ["", "/en"])
def test_every_listing_opens_and_each_heading_that_sorts_leads_somewhere(
    explorer: TestClient, path: str, before: str
) -> None:
    html = LexborHTMLParser(explorer.get(f"{before}/{path}").text)
    sorting = [link.attributes["href"] or "" for link in html.css("th a")]
    assert sorting
    for link in sorting:
        answer = explorer.get(urljoin(f"{before}/{path}", link))
        assert answer.status_code == 200
        assert "aria-sort" in answer.text


def test_tasks_of_a_month_are_those_due_in_it(ask: Any) -> None:
    page = ask("tasks", month="2024-10")
    assert names(page["tasks"], "task") == ["完善信息基础设施"]
    assert page["tasks"][0]["deadline"]["date"] == "2024-10-31"


def test_tasks_without_a_day_can_be_listed(ask: Any) -> None:
    page = ask("tasks", month="none", county="青岭县")
    assert page["tasks"]
    assert all(not (row["deadline"] and row["deadline"]["date"]) for row in page["tasks"])


def test_tasks_are_found_by_words_of_their_text(ask: Any) -> None:
    assert "改善县城居住条件" in names(ask("tasks", text="老旧小区")["tasks"], "task")
    assert names(ask("tasks", text="老旧小区 屋面")["tasks"], "task") == []
    both = names(ask("tasks", text="老旧小区 电梯")["tasks"], "task")
    assert both == ["改造老旧小区", "改造城镇老旧小区"]


def test_tasks_of_a_campaign_of_a_county(ask: Any) -> None:
    page = ask("tasks", county="云泽县", campaign="创新驱动攻坚仗")
    assert page["portion"]["count"] == 7
    assert {"value": "创新驱动攻坚仗", "count": 7} in page["campaigns"]
    assert {row["theme"] for row in page["tasks"]} == {"创新驱动攻坚仗"}


def test_tasks_by_deadline_begin_with_the_first_that_is_due(ask: Any) -> None:
    rows = ask("tasks", sort="deadline")["tasks"]
    dates = [row["deadline"]["date"] for row in rows if row["deadline"] and row["deadline"]["date"]]
    assert dates == sorted(dates)
    assert rows[0]["deadline"]["date"] == dates[0]


def test_units_have_a_sum_over_all_rows_and_not_over_the_page_alone(ask: Any) -> None:
    page = ask("units", county="云泽县")
    assert page["sums"]["lead"] == sum(load["counts"]["lead"] for load in page["loads"])
    assert page["tasks"] == {"云泽县": 81}


def test_units_are_sorted_by_any_role(ask: Any) -> None:
    counts = [load["counts"]["support"] for load in ask("units", sort="-support")["loads"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_indicators_that_contradict_themselves_come_first_where_asked(ask: Any) -> None:
    rows = ask("indicators", county="云泽县", sort="-conflict")["indicators"]
    told = [row["indicator"]["name"] for row in rows if row["conflict"]]
    assert told == [row["indicator"]["name"] for row in rows[: len(told)]]
    assert "地区生产总值" in told


def test_projects_of_a_kind(ask: Any) -> None:
    page = ask("projects", kind="water")
    assert names(page["projects"], "project") == ["云泽县北片集中供水工程"]
    assert [unit["name"] for unit in page["projects"][0]["leads"]] == ["县水利局"]


def test_counties_have_the_counts_of_their_plans(ask: Any) -> None:
    rows = ask("counties", sort="-tasks")["counties"]
    assert [(row["county"]["name"], row["counts"]["tasks"]) for row in rows] == [
        ("云泽县", 81),
        ("青岭县", 71),
    ]


def test_a_long_listing_comes_in_pages_that_say_how_much_there_is(explorer: TestClient, ask: Any) -> None:
    first, second = ask("indicators"), ask("indicators", page="2")
    assert first["portion"]["count"] == second["portion"]["count"] > ROWS
    assert len(first["indicators"]) == ROWS
    assert second["portion"]["first"] == ROWS + 1
    html = LexborHTMLParser(explorer.get("/en/indicators").text)
    told = html.css_first(".pages")
    assert told
    assert f"showing 1 to {ROWS} of {first['portion']['count']}" in told.text()
    further = html.css_first("a[rel=next]")
    assert further
    assert further.attributes["href"] == "../en/indicators?page=2"


@pytest.mark.parametrize(
    ("path", "query"),
    [("tasks", {"sort": "colour"}), ("tasks", {"county": "无县"}), ("units", {"page": "first"})],
)
def test_what_cannot_be_asked_is_told(explorer: TestClient, path: str, query: dict[str, str]) -> None:
    assert explorer.get(f"/{path}", params=query).status_code in (400, 404)


def test_what_an_address_lacks_is_told(explorer: TestClient) -> None:
    answer = explorer.get("/load", params={"unit": "云泽县/财政局"})
    assert answer.status_code == 400
    assert "地址里还缺“under=”" in answer.text


@pytest.mark.parametrize("address", ["/units", "/", "/ask?q=哪个单位牵头的任务最多", "/unit/云泽县/财政局"])
def test_what_other_programs_hang_onto_an_address_changes_nothing(explorer: TestClient, address: str) -> None:
    hung = f"{address}{'&' if '?' in address else '?'}from=singlemessage&utm_source=x"
    assert explorer.get(hung).text == explorer.get(address).text


def test_nothing_that_fits_is_no_error(explorer: TestClient) -> None:
    answer = explorer.get("/tasks", params={"text": "火星"})
    assert answer.status_code == 200
    assert "没有符合的条目" in answer.text


@pytest.mark.parametrize(("page", "first", "last"), [(1, 1, 100), (3, 201, 225), (9, 201, 225), (0, 1, 100)])
def test_a_page_beyond_the_end_is_the_last_one(page: int, first: int, last: int) -> None:
    told, rows = portion(range(1, 226), page)
    assert (told.first, told.last, told.count, told.pages) == (first, last, 225, 3)
    assert (rows[0], rows[-1]) == (first, last)


def test_no_rows_are_one_empty_page() -> None:
    nothing: list[str] = []
    told, rows = portion(nothing, 1)
    assert (told.first, told.last, told.pages, rows) == (0, 0, 1, [])


def test_rows_that_are_equal_stay_in_their_order() -> None:
    rows = [("b", 1), ("a", 1), ("c", 2)]
    assert ordered(rows, "-count", {"count": lambda row: row[1]}) == [("c", 2), ("b", 1), ("a", 1)]
