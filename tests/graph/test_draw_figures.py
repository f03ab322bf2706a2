"""Indicators and projects in drawings: what is drawn when they are asked for, and what the file says."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from tests.graph.drawn import County
from tests.graph.elements import Elements
from tests.graph.example_plans import EXAMPLES, drawing, plans, subject
from tests.graph.test_layout import covers
from zeren.cli import app
from zeren.errors import OK
from zeren.graph.draw import draw
from zeren.graph.findings import find
from zeren.graph.layout import layout
from zeren.graph.network import responsibility_network
from zeren.graph.network_figures import EXTRAS, Extra, add_figures
from zeren.graph.quoting import sentence
from zeren.graph.subject import find_subject, part_about
from zeren.ingest.pipeline import read
from zeren.ontology.facts import Unit
from zeren.workspace import Workspace

BUREAU = "云泽县科工信局"


def page(name: str, *extras: Extra, dismissed: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the page of a drawing knows."""
    data: dict[str, Any] = Elements(drawing(name, *extras, dismissed=dismissed).html).data("page")
    return data


def named(name: str, held: dict[str, Any]) -> dict[str, Any]:
    return next(node for node in held["nodes"] if node["name"] == name)


def kinds(held: dict[str, Any]) -> set[str]:
    return {node["kind"] for node in held["nodes"]}


def test_without_being_asked_for_a_drawing_holds_none_of_it() -> None:
    html = drawing(BUREAU).html
    assert kinds(page(BUREAU)) == {"unit", "task", "group"}
    for word in ("figureShown", "--indicator", '"heldBy"', "//# figures"):
        assert word not in html
    with_them = drawing(BUREAU, *EXTRAS).html
    assert "figureShown" in with_them
    assert "//# " not in with_them


@pytest.mark.parametrize(("extra", "other"), [("indicators", "project"), ("projects", "indicator")])
def test_only_what_was_asked_for_is_drawn(extra: Extra, other: str) -> None:
    assert other not in kinds(page("云泽县", extra))
    assert extra.removesuffix("s") in kinds(page("云泽县", extra))


def test_an_indicator_is_one_node_with_all_its_targets() -> None:
    documents, _ = plans()
    for facts in documents:
        held = page(facts.document.region or "", "indicators")
        found = {n["id"]: len(n["targets"]) for n in held["nodes"] if n["kind"] == "indicator"}
        assert set(found) == {target.indicator for target in facts.targets}
        assert sum(found.values()) == len(facts.targets)


def test_a_target_says_its_figure_its_year_and_the_sentence_around_its_words() -> None:
    documents, texts = plans()
    held = page("", "indicators")
    for facts in documents:
        said = {t.indicator: t for t in facts.targets}
        for node in (n for n in held["nodes"] if n["id"] in said):
            for target in node["targets"]:
                (quote,) = target["quotes"]
                assert quote["quote"] == texts[facts.document.id][quote["start"] : quote["end"]]
                assert quote["marks"]
    (stations,) = named("新建5G基站", page(BUREAU, "indicators"))["targets"]
    assert (stations["figure"], stations["measure"], stations["year"]) == ("120个", "count", 2024)


def test_figures_are_tied_to_the_tasks_that_hold_them() -> None:
    held = page(BUREAU, "indicators")
    station = held["nodes"].index(named("新建5G基站", held))
    (holder,) = [held["nodes"][source] for source, target, *_ in held["ties"] if target == station]
    assert holder["name"] == "完善信息基础设施"


def test_an_indicator_that_no_task_holds_is_tied_to_the_working_group_of_its_campaign() -> None:
    held = page("云泽县/indicator/地区生产总值")
    assert {n["name"] for n in held["nodes"] if n["kind"] == "group"} == {"云泽县打好产业培育主动仗工作专班"}
    assert "task" not in kinds(held)
    assert "县发展和改革局" in {n["name"] for n in held["nodes"]}


def test_contradicting_targets_mark_the_indicator_with_both_sentences_until_dismissed() -> None:
    documents, _ = plans()
    (conflict,) = named("地区生产总值", page("云泽县", "indicators"))["conflicts"]
    assert "7.5%以上" in conflict["zh"]
    assert "annex 1" in conflict["en"]
    (told,) = conflict["told"]
    assert len(told["quotes"]) == 2
    assert all("地区生产总值增长" in quote["quote"] for quote in told["quotes"])
    known = tuple(f.id for f in find(documents) if f.kind == "target-conflict" and "地区生产总值" in f.zh)
    assert "conflicts" not in named("地区生产总值", page("云泽县", "indicators", dismissed=known))
    assert "conflicts" in named("城镇新增就业", page("云泽县", "indicators", dismissed=known))


def test_a_project_is_drawn_with_its_tasks_their_units_and_figures() -> None:
    held = page("110千伏城西变电站")
    assert held["subject"] == {"kind": "project", "name": "110千伏城西变电站"}
    assert {n["name"] for n in held["nodes"]} == {
        "110千伏城西变电站", "强化用电保障", "改造10千伏线路", "户均停电时间", "县发展和改革局",
        "国网云泽县供电公司",
    }  # fmt: skip
    project = named("110千伏城西变电站", held)
    assert project["type"] == "energy"
    assert "建成110千伏城西变电站" in project["quotes"][0]["quote"]


def test_a_contradiction_between_two_plans_is_told_with_the_sentences_of_both() -> None:
    documents, texts = plans()
    draft = read(next((EXAMPLES / "draft").glob("*.txt")))
    both = [*documents, draft.facts]
    about = find_subject(responsibility_network(both), both, "云泽县")
    known = texts | {draft.facts.document.id: draft.text}
    held = Elements(draw(both, known.__getitem__, about, extras=EXTRAS).html).data("page")
    (conflict,) = named("新建5G基站", held)["conflicts"]
    titles = [held["documents"][told["document"]]["title"] for told in conflict["told"]]
    assert sorted(titles) == ["云泽县乡村提质行动实施方案（征求意见稿）", "云泽县打好六场硬仗总体方案"]
    assert [len(told["quotes"]) for told in conflict["told"]] == [1, 1]


def test_a_projects_own_figures_are_its_own_and_no_other_projects() -> None:
    documents, texts = plans()
    facts = next(f for f in documents if f.document.region == "云泽县")
    line, station = (
        p.id for p in facts.projects if p.name in ("110千伏城西变电站", "云泽县城至高铁站连接线")
    )
    owners = {"改造10千伏线路": line, "户均停电时间": station}
    targets = [
        msgspec.structs.replace(t, project=owners[t.name]) if t.name in owners else t for t in facts.targets
    ]
    changed = [msgspec.structs.replace(facts, targets=targets)]
    about = subject("110千伏城西变电站")
    held = Elements(draw(changed, texts.__getitem__, about).html).data("page")
    assert {n["name"] for n in held["nodes"] if n["kind"] == "indicator"} == {"改造10千伏线路"}
    assert [t["figure"] for t in named("110千伏城西变电站", held)["targets"]] == ["86公里"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("地区生产总值", "indicator"),
        ("云泽县/indicator/地区生产总值", "indicator"),
        ("城西变电站", "project"),
        ("完善信息基础设施", "task"),
        ("云泽县财政局", "unit"),
    ],
)
def test_a_name_finds_indicators_and_projects_after_all_else(name: str, kind: str) -> None:
    assert subject(name).kind == kind


@pytest.mark.parametrize(
    "name", ["云泽县", "青岭县", "县科工信局", "产业培育主动仗", "云泽县打好产业培育主动仗工作专班",
             "强化用电保障", "地区生产总值", "110千伏城西变电站"],
)  # fmt: skip
def test_no_node_covers_another_and_each_has_its_place(name: str) -> None:
    documents, _ = plans()
    network = add_figures(responsibility_network(documents), documents, EXTRAS)
    about = find_subject(network, documents, name)
    part = part_about(network, about, EXTRAS)
    spots = layout(part, about, {}).spots
    assert set(spots) == set(part)
    assert [pair for pair in combinations(spots, 2) if covers(spots[pair[0]], spots[pair[1]])] == []


def test_figures_stand_under_their_task() -> None:
    nodes = {node["id"]: node for node in Elements(drawing(BUREAU, "indicators").html).data("nodes")}
    held = page(BUREAU, "indicators")
    task, station = (
        nodes[held["nodes"].index(named(name, held))] for name in ("完善信息基础设施", "新建5G基站")
    )
    assert 0 < station["y"] - task["y"] < 50


def test_an_enterprise_that_is_only_mentioned_does_not_look_responsible() -> None:
    county = County("松溪县").facts()
    mentioned = Unit(
        id="松溪县/长河钡业公司", name="长河钡业公司", aliases=[], kind="enterprise", function=None,
        english=None, region="松溪县", parent=None,
    )  # fmt: skip
    facts = msgspec.structs.replace(county, units=[*county.units, mentioned])
    assert mentioned.id not in responsibility_network([facts])
    tied = {m.unit for f in plans()[0] for task in f.tasks for _, m in task.mentions()}
    enterprises = [u.id for f in plans()[0] for u in f.units if u.kind == "enterprise" and u.id in tied]
    assert enterprises
    assert set(enterprises) <= set(responsibility_network(plans()[0]))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("前言。产值增长8%，税收增长5%。后文", "税收增长5%", "产值增长8%，税收增长5%。"),
        ("建站\t  新建80个；改造", "80个", "新建80个；"),
        ("产值增长8%", "8%", "产值增长8%"),
        ("一行\n 增长8% \n二行", "增长8%", "增长8%"),
    ],
)
def test_a_sentence_or_cell_is_found_around_words(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert text[slice(*sentence(text, start, start + len(words)))] == expected


def test_the_command_takes_the_kinds_and_names_them_in_its_help(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    Workspace(folder).ingest([next(EXAMPLES.glob("云泽*.txt"))])
    output = tmp_path / "figures.html"
    options = ["--with", "indicators", "--with", "projects", "-w", str(folder), "-o", str(output)]
    result = CliRunner().invoke(app, ["draw", "县科工信局", *options])
    assert result.exit_code == OK, result.stderr
    assert kinds(Elements(output.read_text("utf-8")).data("page")) >= {"indicator", "task", "unit"}
    told = CliRunner().invoke(app, ["draw", "--help"]).stdout
    assert "--with indicators --with projects" in told


def test_a_finding_that_a_person_dismissed_marks_nothing(tmp_path: Path) -> None:
    folder, output = tmp_path / "data", tmp_path / "gdp.html"
    Workspace(folder).ingest([next(EXAMPLES.glob("云泽*.txt"))])
    known = next(f.id for f in find(plans()[0]) if f.kind == "target-conflict" and "地区生产总值" in f.zh)
    for marked in (True, False):
        result = CliRunner().invoke(app, ["draw", "地区生产总值", "-w", str(folder), "-o", str(output)])
        assert result.exit_code == OK, result.stderr
        node = named("地区生产总值", Elements(output.read_text("utf-8")).data("page"))
        assert ("conflicts" in node) is marked
        why = ["--why", "附件为准", "-w", str(folder)]
        CliRunner().invoke(app, ["finding", "dismiss", known, *why])
