"""The pages of working groups, campaigns, indicators, projects and counties."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from zeren.graph import findings
from zeren.workspace import Workspace

PLAN = "云泽政办发-2024-5"


@pytest.fixture
def ask(explorer: TestClient) -> Any:
    """What a page holds, by its path."""

    def asked(path: str) -> Any:
        answer = explorer.get(f"/{path}.json")
        assert answer.status_code == 200, path
        return answer.json()

    return asked


def test_a_group_has_its_members_with_the_work_that_each_carries(ask: Any) -> None:
    page = ask(f"group/{PLAN}/2/专班")
    assert page["group"]["convener"] == "县政府分管科技工作的副县长"
    assert page["office"]["name"] == "县科技和工业信息化局"
    assert page["campaign"]["name"] == "创新驱动攻坚仗"
    assert len(page["tasks"]) == 7
    seats = {seat["unit"]["name"]: seat for seat in page["members"]}
    assert seats["县委组织部"]["counts"]["lead"] == 1
    for seat in page["members"]:
        sentence, name = seat["proof"]
        assert name["quote"] == seat["mention"]
        assert "专班" in sentence["quote"]


def test_who_leads_work_of_a_campaign_and_sits_in_no_group_is_told(ask: Any) -> None:
    absent = [load["unit"]["name"] for load in ask(f"group/{PLAN}/2/专班")["absent"]]
    assert absent == ["县产业开发区管委会", "县政府金融办"]


def test_nobody_is_missed_in_a_group_whose_members_stand_elsewhere(ask: Any) -> None:
    """A table names the convener of a campaign's group; the annex tells who sits in it."""
    groups = [row["group"]["id"] for row in ask("groups")["groups"]]
    pages = {key: ask(f"group/{key}") for key in groups}
    bare = {key: page for key, page in pages.items() if page["campaign"] and not page["members"]}
    assert bare
    assert not any(page["absent"] for page in bare.values())
    twins = [(key, twin["id"]) for key, page in bare.items() for twin in page["twins"]]
    assert twins
    assert all(key in [other["id"] for other in pages[twin]["twins"]] for key, twin in twins)


def test_a_bureau_sits_in_a_group_where_its_office_does(ask: Any) -> None:
    groups = [row["group"]["id"] for row in ask("groups")["groups"]]
    offices = 0
    for page in map(ask, (f"group/{key}" for key in groups)):
        seats = [seat["unit"]["id"] for seat in page["members"]]
        absent = [load["unit"]["id"] for load in page["absent"]]
        offices += any(seat.count("/") > 1 for seat in seats)
        assert not [unit for unit in absent if any(seat.startswith(f"{unit}/") for seat in seats)]
    assert offices


def test_members_are_marked_in_the_words_that_name_them(ask: Any) -> None:
    (passage,) = ask(f"group/{PLAN}/2/专班")["passages"]
    words = "".join(piece["words"] for piece in passage["pieces"])
    assert words.startswith("成立云泽县打好创新驱动攻坚仗工作专班")
    marked = {piece["words"]: piece["kind"] for piece in passage["pieces"] if piece["kind"]}
    assert marked["县科协"] == "member"
    assert marked["县科工信局"] == "office"


def test_a_campaign_has_its_tasks_below_their_headings_as_in_the_plan(ask: Any) -> None:
    page = ask("campaign/云泽县/campaign/产业培育主动仗")
    sections = [(section["path"][-1], section["tasks"][0]["task"]["name"]) for section in page["sections"]]
    assert sections == [
        ("（一）促进消费回升", "办好四季消费活动"),
        ("（二）扩大有效投资", "推进重点项目建设"),
        ("（三）壮大特色产业", "延伸竹木加工链条"),
        ("（四）强化要素保障", "强化用地保障"),
    ]
    assert [row["group"]["name"] for row in page["groups"]] == ["云泽县打好产业培育主动仗工作专班"]
    assert page["loads"][0]["unit"]["name"] == "县科技和工业信息化局"


def test_figures_of_a_campaign_stand_in_the_sentence_that_sets_them(ask: Any) -> None:
    targets = ask("campaign/云泽县/campaign/创新驱动攻坚仗")["targets"]
    assert {target["theme"] for target in targets} == {"创新驱动攻坚仗"}
    for target in targets:
        sentence, *own = target["proof"]
        assert own
        assert all(place["quote"] in sentence["quote"] for place in own[:1])


def test_figures_that_contradict_each_other_are_marked_with_both_sentences(
    ask: Any, explorer: TestClient
) -> None:
    page = ask("indicator/云泽县/indicator/地区生产总值")
    assert [(target["figure"], target["theme"]) for target in page["targets"]] == [
        ("≥7.5%", "云泽县打好六场硬仗总体方案"),
        ("≥8%", "产业培育主动仗"),
    ]
    assert page["conflicting"] == sorted(target["id"] for target in page["targets"])
    (finding,) = page["findings"]
    assert finding["kind"] == "target-conflict"
    assert [proof[1]["quote"] for proof in finding["places"]] == [
        "全县地区生产总值增长7.5%以上",
        "全县地区生产总值增长8%以上",
    ]
    html = LexborHTMLParser(explorer.get("/indicator/云泽县/indicator/地区生产总值").text)
    assert len(html.css("tr.conflicting .severity.error")) == 2


def test_figures_that_agree_are_not_marked(ask: Any) -> None:
    page = ask("indicator/云泽县/indicator/固定资产投资")
    assert len(page["targets"]) > 1
    assert page["conflicting"] == []


def test_the_same_indicator_of_another_county_stands_beside_it(ask: Any) -> None:
    page = ask("indicator/云泽县/indicator/地区生产总值")
    assert page["counties"] == 1
    assert [(row["county"], row["figure"]) for row in page["elsewhere"]] == [
        ("青岭县", "≥7%"),
        ("青岭县", "≥7.5%"),
    ]
    for row in page["elsewhere"]:
        sentence, figure = row["proof"]
        assert figure["quote"] in sentence["quote"]


def test_a_project_shows_the_words_that_name_it_and_who_leads_them(ask: Any) -> None:
    page = ask(f"project/{PLAN}/project/云泽县北片集中供水工程")
    (passage,) = page["passages"]
    marked = [piece["words"] for piece in passage["pieces"] if piece["kind"] == "project"]
    assert marked == ["云泽县北片集中供水工程"]
    (task,) = page["tasks"]
    assert [unit["name"] for unit in task["units"]["lead"]] == ["县水利局"]


def test_a_county_shows_what_its_plans_hold(ask: Any) -> None:
    page = ask("county/云泽县")
    assert [row["number"] for row in page["documents"]] == ["云泽政办发〔2024〕5号"]
    assert page["counts"]["task"] == 81
    assert [row["campaign"]["name"] for row in page["campaigns"]][:2] == ["产业培育主动仗", "创新驱动攻坚仗"]
    assert page["findings"]["error"] > 0
    leads = [load["counts"]["lead"] for load in page["loads"]]
    assert leads == sorted(leads, reverse=True)
    assert page["targets"][0]["proof"][1]["quote"] == "全县地区生产总值增长7.5%以上"


def test_a_dismissed_finding_is_not_counted(workspace_of_examples: Workspace, ask: Any) -> None:
    with workspace_of_examples.snapshot() as snapshot:
        found = findings.every(list(snapshot.all_facts()))
        dismissed = [one for one in snapshot.judgements().values() if one.verdict == "dismissed"]
    assert dismissed
    told = sum(sum(ask(f"county/{county}")["findings"].values()) for county in ("云泽县", "青岭县"))
    assert told == len(found) - len(dismissed)


@pytest.mark.parametrize(
    "path",
    [f"group/{PLAN}/9/专班", "campaign/云泽县/campaign/无", "indicator/云泽县/indicator/无", "county/无县"],
)
def test_what_is_not_there_is_told(explorer: TestClient, path: str) -> None:
    assert explorer.get(f"/{path}").status_code == 404


def test_a_unit_of_which_the_plans_name_but_a_part_has_a_page(ask: Any) -> None:
    parts = ask("unit/云泽县/人民政府办公室")["parts"]
    assert parts
    assert all(part["unit"]["kind"] == "unit" for part in parts)
