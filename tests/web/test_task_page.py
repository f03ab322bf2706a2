"""A task's page: its words with all that was read in them, who answers for it, the same work elsewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

PLAN = "云泽政办发-2024-5"
ROADS = f"{PLAN}/5/二/二/1"
KEY_PROJECTS = f"{PLAN}/1/二/二/1"


def task(explorer: TestClient, key: str) -> dict[str, Any]:
    answer = explorer.get(f"/task/{key}.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def marked(page: dict[str, Any], kind: str) -> list[tuple[str, str | None]]:
    """The words of a kind that are marked in the task, each with the id of what they name."""
    pieces = [piece for passage in page["passages"] for piece in passage["pieces"] if piece["kind"] == kind]
    return [(piece["words"], piece["thing"] and piece["thing"]["id"]) for piece in pieces]


def test_units_figures_and_projects_are_marked_where_they_stand(explorer: TestClient) -> None:
    page = task(explorer, ROADS)
    assert marked(page, "lead") == [("县交通运输局", "云泽县/交通运输局")]
    assert ("提质改造农村公路38公里", "云泽县/indicator/提质改造农村公路") in marked(page, "target")
    assert marked(page, "project") == [("云泽县城至高铁站连接线", f"{PLAN}/project/云泽县城至高铁站连接线")]


def test_the_passages_are_the_words_of_the_plan(explorer: TestClient) -> None:
    own, clause = task(explorer, ROADS)["passages"]
    assert own["role"] == "text"
    assert "".join(piece["words"] for piece in own["pieces"]) == own["proof"][0]["quote"]
    assert "".join(piece["words"] for piece in clause["pieces"]) == "（牵头责任单位：县交通运输局）"


def test_a_row_of_a_table_shows_its_words_once(explorer: TestClient) -> None:
    own, row = task(explorer, "青岭政办发-2024-7/6-1/9")["passages"]
    words = "".join(piece["words"] for piece in row["pieces"])
    assert "新增公共停车位320个" in own["proof"][0]["quote"]
    assert "新增公共停车位320个" not in words
    assert "县城管局、县城投集团" in words


def test_a_deadline_is_marked_over_the_line_that_breaks_it(explorer: TestClient) -> None:
    assert marked(task(explorer, "青岭政办发-2024-7/6-1/9"), "deadline") == [("2024年12月 底前", None)]


def test_each_unit_has_its_part_and_the_clause_that_gives_it(explorer: TestClient) -> None:
    parts = task(explorer, KEY_PROJECTS)["units"]
    assert [(part["role"], part["mention"]) for part in parts[:2]] == [
        ("lead", "县发改局"),
        ("responsible", "县住建局"),
    ]
    for part in parts:
        clause, name = part["proof"]
        assert name["quote"] == part["mention"]
        assert part["mention"] in clause["quote"]


def test_the_leaders_in_person_stand_with_post_and_label(explorer: TestClient) -> None:
    people = task(explorer, f"{PLAN}/5/二/三/4")["leaders"]
    assert [(one["person"], one["post"], one["label"]) for one in people] == [
        ("周明远", "副县长", "责任领导"),
        ("苏静", None, "责任领导"),
    ]


def test_the_task_above_and_the_tasks_below_lead_to_each_other(explorer: TestClient) -> None:
    above = task(explorer, "青岭政办发-2024-7/2-1/四")
    below = [row["task"]["id"] for row in above["parts"]]
    assert "青岭政办发-2024-7/2-1/四/2" in below
    for key in below:
        assert task(explorer, key)["above"] == [
            {"kind": "task", "id": above["task"]["id"], "name": "保障发展要素"}
        ]


def test_tasks_are_walked_in_the_order_of_the_plan(explorer: TestClient) -> None:
    page = task(explorer, f"{PLAN}/5/二/二/2")
    assert page["before"]["name"] == "建好农村公路"
    assert page["after"]["name"] == "改善生态环境质量"


def test_the_same_work_of_another_county_is_shown_with_its_lead(explorer: TestClient) -> None:
    page = task(explorer, KEY_PROJECTS)
    first = page["elsewhere"][0]
    assert (first["county"], first["task"]["name"]) == ("青岭县", "加快重点项目建设")
    assert 0 < first["share"] < 1
    clause, name = first["proof"][:2]
    assert name["quote"] in clause["quote"]
    assert all(row["document"]["id"] != PLAN for row in page["elsewhere"])


def test_other_work_of_the_same_unit_is_no_same_work(explorer: TestClient) -> None:
    assert task(explorer, f"{PLAN}/3/二/三/2")["elsewhere"] == []


def test_a_finding_about_it_shows_the_sentences_and_leads_to_its_page(explorer: TestClient) -> None:
    page = task(explorer, f"{PLAN}/5/二/一/6")
    found = {finding["kind"]: finding for finding in page["findings"]}
    assert "lead-conflict" in found
    quotes = [proof[0]["quote"] for proof in found["lead-conflict"]["places"]]
    assert any("老旧小区" in quote for quote in quotes)
    html = LexborHTMLParser(explorer.get(f"/task/{PLAN}/5/二/一/6").text)
    links = [link.attributes["href"] or "" for link in html.css(".noted a.main")]
    assert any("finding/" in link for link in links)


def test_words_of_the_page_lead_to_what_they_name(explorer: TestClient) -> None:
    html = LexborHTMLParser(explorer.get(f"/en/task/{ROADS}").text)
    words = html.css_first(".said a.w.lead")
    assert words
    assert words.text() == "县交通运输局"
    there = explorer.get(urljoin(f"/en/task/{ROADS}", words.attributes["href"] or ""))
    assert there.status_code == 200
    assert "县交通运输局" in there.text


@pytest.mark.parametrize("key", [f"{PLAN}/9/九", "云泽县/财政局"])
def test_what_is_no_task_is_told(explorer: TestClient, key: str) -> None:
    assert explorer.get(f"/task/{key}.json").status_code == 404
