"""What two plans of one county say against each other: what counts, where it stands, how it goes away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zeren.cli import app
from zeren.graph import findings
from zeren.graph.rdf import graphs
from zeren.ingest.pipeline import read_text
from zeren.ontology.facts import DocumentFacts, Finding, decode, encode
from zeren.ontology.vocab import ZR, iri
from zeren.workspace import Workspace

GENERAL = (
    "1.抓好工程。抓好澜河水库除险加固、鹿鸣大桥改造等两大项目。（县发改局牵头，县财政局负责）",
    "2.抓好运行。地区生产总值增长7.5%以上。（县统计局牵头）",
    "3.抓好更新。全年改造城镇老旧小区26个。（县住建局牵头）",
)
WATER = (
    "1.守住底线。加快澜河水库除险加固，严防超汛限水位。（县水利局牵头）",
    "2.抓好增长。地区生产总值增长8%以上。（县发改局牵头）",
    "3.抓好小区。改造城镇老旧小区，配套停车车位。（县城管执法局牵头）",
)


def text(title: str, number: int, *lines: str, year: int = 2024, county: str = "云泽") -> str:
    head = (
        f"{county}政办发〔{year}〕{number}号",
        f"{county}县人民政府办公室",
        f"关于印发《{county}县{title}》的通知",
        f"{year}年3月{number}日",
        f"{county}县{title}",
        "一、工作任务",
    )
    return "\n".join((*head, *lines)) + "\n"


def plan(title: str, number: int, *lines: str, year: int = 2024, county: str = "云泽") -> DocumentFacts:
    return read_text(text(title, number, *lines, year=year, county=county), "方案.txt", "0" * 64)


GENERAL_PLAN = plan("重点工作方案", 3, *GENERAL)
WATER_PLAN = plan("水利和城建工作方案", 8, *WATER)


def between(*documents: DocumentFacts) -> list[Finding]:
    return findings.between(documents)


def test_two_plans_of_one_county_contradict_each_other_with_the_words_of_both() -> None:
    found = {(f.kind, f.severity): f for f in between(GENERAL_PLAN, WATER_PLAN)}
    assert set(found) == {
        ("target-conflict", "error"),
        ("lead-conflict", "error"),
        ("lead-conflict", "warning"),
    }
    project = found["lead-conflict", "error"]
    assert project.zh == (
        "同一项目“澜河水库除险加固”在不同地方由不同单位牵头："
        "《云泽县重点工作方案》正文 一.1“抓好工程”由县发改局牵头；"
        "《云泽县水利和城建工作方案》正文 一.1“守住底线”由县水利局牵头"
    )
    figure = found["target-conflict", "error"]
    assert figure.zh.endswith("后者（《云泽县水利和城建工作方案》正文）高0.5个百分点")
    assert "the main text of 《云泽县水利和城建工作方案》 is higher" in figure.en
    assert figure.documents() == ["云泽政办发-2024-3", "云泽政办发-2024-8"]
    assert "老旧小区" in found["lead-conflict", "warning"].zh


@pytest.mark.parametrize(
    "other",
    [
        plan("水利和城建工作方案", 8, *WATER, year=2025),
        plan("水利和城建工作方案", 8, *WATER, county="青岭"),
        plan("水利和城建工作方案", 8, *GENERAL),
    ],
    ids=["another year", "another county", "the same leads and figures"],
)
def test_plans_that_do_not_contradict_each_other(other: DocumentFacts) -> None:
    assert between(GENERAL_PLAN, other) == []


def test_a_figure_for_the_same_year_counts_whenever_the_plans_were_issued() -> None:
    long = plan("发展规划", 5, "1.抓好增长。到2025年，地区生产总值增长6%以上。（县发改局牵头）")
    later = plan("重点工作方案", 3, "1.抓好增长。地区生产总值增长8%以上。（县发改局牵头）", year=2025)
    assert [f.kind for f in between(long, later)] == ["target-conflict"]


def test_what_one_plan_shows_alone_is_not_told_again() -> None:
    within = plan("重点工作方案", 3, *GENERAL, "4.抓好增长。GDP增长9%以上。（县统计局牵头）")
    roads = plan("公路工作方案", 8, "1.修路。修好县道。（县交通运输局牵头）")
    assert {f.kind for f in findings.find([within])} == {"target-conflict"}
    assert between(within, roads) == []


def test_ids_stand_under_the_county_and_do_not_follow_the_order_of_the_plans() -> None:
    there, back = between(GENERAL_PLAN, WATER_PLAN), between(WATER_PLAN, GENERAL_PLAN)
    assert there == back
    assert all(f.id.startswith("云泽县/finding/") for f in there)
    assert len({f.id for f in there}) == len(there)


def test_the_document_of_a_place_survives_the_file_and_is_left_out_where_it_is_the_own() -> None:
    (figure,) = [f for f in between(GENERAL_PLAN, WATER_PLAN) if f.kind == "target-conflict"]
    kept = DocumentFacts(GENERAL_PLAN.document, None, [], [], [], [], [figure], [], [])
    written = encode(kept)
    assert decode(written).findings == [figure]
    assert written.count(b'"document":"') == 2  # the finding's, and that of its second place
    assert encode(GENERAL_PLAN) == encode(decode(encode(GENERAL_PLAN)))
    assert b'"end":5,"document"' not in encode(GENERAL_PLAN)


def test_they_stand_in_the_countys_graph_with_a_place_in_each_text() -> None:
    by_iri = {graph.iri: list(graph.triples) for graph in graphs([GENERAL_PLAN, WATER_PLAN])}
    (figure,) = [f for f in between(GENERAL_PLAN, WATER_PLAN) if f.kind == "target-conflict"]
    said = [(p, o) for s, p, o in by_iri[iri("云泽县")] if s == iri(figure.id)]
    assert {o for p, o in said if p == ZR + "document"} == {
        iri("云泽政办发-2024-3"),
        iri("云泽政办发-2024-8"),
    }
    texts = {str(o).partition("/text#")[0] for p, o in said if p == ZR + "evidence"}
    assert texts == {iri("云泽政办发-2024-3"), iri("云泽政办发-2024-8")}
    alone = [s for s, _, _ in by_iri[iri("云泽政办发-2024-3")] if s.startswith(iri("云泽县/finding/"))]
    assert alone == []


QUOTES = "SELECT ?e WHERE { ?f a zr:Finding ; zr:findingKind 'target-conflict' ; zr:evidence ?e }"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "a.txt").write_text(text("重点工作方案", 3, *GENERAL), "utf-8")
    (tmp_path / "b.txt").write_text(text("水利和城建工作方案", 8, *WATER), "utf-8")
    store = Workspace(tmp_path / "data")
    store.ingest([tmp_path / "a.txt", tmp_path / "b.txt"])
    return store


def listed(store: Workspace, *command: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, [*command, "--workspace", str(store.path), "--format", "json"])
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_check_list_and_export_quote_both_plans(workspace: Workspace, tmp_path: Path) -> None:
    def quotes(records: list[dict[str, object]]) -> list[tuple[str, str]]:
        (record,) = [r for r in records if r["kind"] == "target-conflict"]
        places = record["places"]
        assert isinstance(places, list)
        return [(place["document"], place["quote"]) for place in places]

    both = [
        ("云泽政办发-2024-3", "地区生产总值增长7.5%以上"),
        ("云泽政办发-2024-8", "地区生产总值增长8%以上"),
    ]
    assert quotes(listed(workspace, "check")) == both
    assert quotes(listed(workspace, "list", "findings", "--document", "云泽政办发〔2024〕8号")) == both
    CliRunner().invoke(
        app,
        [
            "export",
            "--format",
            "jsonl",
            "--output",
            str(tmp_path / "out"),
            "--workspace",
            str(workspace.path),
        ],
    )
    lines = (tmp_path / "out" / "findings.jsonl").read_text("utf-8").splitlines()
    assert quotes([json.loads(line) for line in lines]) == both


def test_a_plan_that_is_replaced_or_removed_takes_its_contradictions_along(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.snapshot() as published:
        assert len(list(published.select(QUOTES))) == 2
    mended = [line.replace("增长8%", "增长7.5%") for line in WATER]
    (tmp_path / "b.txt").write_text(text("水利和城建工作方案", 8, *mended), "utf-8")
    workspace.ingest([tmp_path / "b.txt"])
    with workspace.snapshot() as published:
        assert list(published.select(QUOTES)) == []
        assert len(list(published.select("SELECT ?f WHERE { ?f zr:findingKind 'lead-conflict' }"))) == 2
    workspace.remove(["云泽政办发-2024-8"])
    with workspace.snapshot() as published:
        assert list(published.select("SELECT ?f WHERE { ?f zr:findingKind 'lead-conflict' }")) == []
