"""The question box: what was understood, the rows with their sentences, corrections by one click."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from tests.web.conftest import PLANS
from zeren.web.app import application
from zeren.workspace import Workspace


def asked(explorer: TestClient, question: str) -> dict[str, Any]:
    answer = explorer.get("/ask.json", params={"q": question})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def page(explorer: TestClient, address: str, **query: str) -> LexborHTMLParser:
    answer = explorer.get(address, params=query)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def test_an_answer_shows_its_reading_and_marks_the_unit_in_each_sentence(explorer: TestClient) -> None:
    shown = page(explorer, "/ask", q="云泽县财政局牵头哪些任务")
    heading = shown.css_first(".reading h2")
    assert heading
    assert "县财政局（云泽县）牵头的任务" in heading.text()
    rows = shown.css(".answers tbody tr")
    assert rows
    for row in rows:
        assert any("财政" in mark.text() for mark in row.css("mark"))


def test_where_an_office_leads_its_words_are_marked_and_not_those_of_the_bureau(explorer: TestClient) -> None:
    shown = page(explorer, "/ask", q="青岭县财政局牵头哪些任务")
    (row,) = [row for row in shown.css(".answers tbody tr") if "加快平台公司转型" in row.text()]
    assert ["".join(mark.text().split()) for mark in row.css("mark")] == ["县财政局（国资办）"]


def test_a_name_of_two_counties_is_corrected_by_one_click(explorer: TestClient) -> None:
    found = asked(explorer, "县财政局牵头哪些任务")
    assert [one["means"] for one in found["corrections"]] == ["县财政局（云泽县）", "县财政局（青岭县）"]
    both = {row["values"]["unit"][0]["id"] for row in found["answers"][0]["rows"]}
    here, there = {"云泽县/财政局"}, {"青岭县/财政局", "青岭县/财政局/国资办"}
    assert both == here | there
    for one, units in zip(found["corrections"], (here, there), strict=True):
        alone = asked(explorer, one["question"])
        assert {row["values"]["unit"][0]["id"] for row in alone["answers"][0]["rows"]} == units
        assert not alone["corrections"]


def test_a_county_that_the_question_names_is_not_offered_once_more(tmp_path: Path) -> None:
    """A task is called as its campaign; 白石县白石县的打好产业培育主动仗的目标 would say no more."""
    plans = []
    for plan in PLANS.glob("*.txt"):
        plans.append(tmp_path / plan.name)
        plans[-1].write_text(
            plan.read_text("utf-8").replace("1.修好河堤。", "1.打好产业培育主动仗。"), "utf-8"
        )
    workspace = Workspace(tmp_path / "data")
    workspace.ingest(sorted(plans))
    with TestClient(application(workspace)) as client:
        anywhere = asked(client, "打好产业培育主动仗的目标")
        found = asked(client, "白石县打好产业培育主动仗的目标")
    assert anywhere["corrections"]
    assert len(found["answers"]) > 1
    assert not found["corrections"]


def test_a_ranking_is_drawn_as_well(explorer: TestClient) -> None:
    rows = asked(explorer, "哪个单位牵头的任务最多")["answers"][0]["rows"]
    assert rows[0]["share"] == 1
    shares = [row["share"] for row in rows]
    assert shares == sorted(shares, reverse=True)


def test_what_is_not_understood_offers_questions_that_are(explorer: TestClient) -> None:
    refusal = asked(explorer, "县财政局喜欢哪些任务")["refusal"]
    assert refusal["nearest"]
    for question in refusal["nearest"]:
        assert asked(explorer, question)["refusal"] is None


def test_an_empty_answer_does_not_look_like_a_refusal(explorer: TestClient) -> None:
    shown = page(explorer, "/ask", q="县审计局指导哪些任务")
    assert shown.css_first(".reading")
    assert shown.css_first(".notice")
    assert not shown.css(".answers")
    assert not shown.css(".refusal")


def test_words_of_the_plans_are_found_where_they_are_no_question(explorer: TestClient) -> None:
    page_of_question = asked(explorer, "预算 资金")
    assert page_of_question["refusal"]
    hits = page_of_question["found"]["tasks"]
    assert hits
    for hit in hits:
        marked = {place["quote"] for place in hit["proof"][1:]}
        assert marked == {"预算", "资金"}


@pytest.mark.parametrize(("language", "address"), [("zh", "/ask"), ("en", "/en/ask")])
def test_every_question_that_is_offered_is_answered(
    explorer: TestClient, language: str, address: str
) -> None:
    offered = [link.text() for link in page(explorer, address).css(".questions a")]
    assert len(offered) > 100
    refused = [q for q in offered[::4] if asked(explorer, q)["refusal"]]
    assert not refused, language


def test_the_first_page_offers_questions_in_both_languages(explorer: TestClient) -> None:
    shown = page(explorer, "/")
    assert len(shown.css(".try a")) >= 4
    assert shown.css(".others a[lang=en]")


@pytest.mark.parametrize("question", ["县政府常务副县长任召集人", "谁在搞作风转变整顿仗"])
def test_where_words_that_are_not_understood_stand_is_shown(explorer: TestClient, question: str) -> None:
    answer = asked(explorer, question)
    assert answer["refusal"]
    words = "".join(answer["found"]["words"])
    assert words in question
    quotes = ["".join(p["quote"] for p in one["proof"][1:]) for one in answer["found"]["passages"]]
    assert quotes
    assert all(words in quote for quote in quotes)


def test_of_words_that_stand_nowhere_nothing_is_shown(explorer: TestClient) -> None:
    answer = asked(explorer, "谁负责琉璃瓦")
    assert answer["refusal"]["message"] == "不明白“琉璃瓦”"
    assert answer["found"] is None


def test_mark_up_in_a_question_stays_text(explorer: TestClient) -> None:
    answer = explorer.get("/ask", params={"q": '<script>alert(1)</script>"><img src=x>'})
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text


def test_each_value_of_a_figure_has_its_heading_and_a_year_is_no_amount(explorer: TestClient) -> None:
    shown = page(explorer, "/ask", q="地方一般公共预算收入的目标")
    told = [
        (cell.attributes["data-label"], cell.text(strip=True))
        for cell in shown.css(".answers td[data-label]")
    ]
    assert {"数值", "年份"} <= {label for label, _ in told}
    assert all(value.isdigit() for label, value in told if label == "年份")


def test_the_first_page_counts_the_findings_that_its_links_list(explorer: TestClient) -> None:
    shown = page(explorer, "/")
    links = shown.css("#odd a, .choose a[href*=findings], .odd a")
    assert len(links) > 3
    for link in links:
        count = re.findall(r"\d+", link.text())[-1]
        address = (link.attributes["href"] or "").removeprefix("./")
        listed = explorer.get("/" + address.replace("findings", "findings.json", 1)).json()
        assert listed["portion"]["count"] == int(count), address
