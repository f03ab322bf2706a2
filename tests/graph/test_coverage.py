"""The account of a text: every character is in it, facts stand where they are, gaps say why."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import county
from zeren.graph.coverage import Coverage, Sentence, cover
from zeren.graph.marked import mark_up
from zeren.graph.marked_text import words
from zeren.ingest import pipeline
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import Content, Grid, GridCell, Line
from zeren.ontology.facts import DocumentFacts

PLAN = """云溪政办发〔2024〕3号
云溪县人民政府办公室
关于印发《云溪县重点工作方案》的通知

一、工作任务

1.修好河堤。2024年修好河堤3公里，服务65岁及以上老人。工期按7天一段安排。（县水利局牵头）
2.植树。县水利局送来树苗。请县林业局局长到场。由有关单位负责。
"""
EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))


def account(text: str = PLAN) -> Coverage:
    return cover(pipeline.read_text(text, "plan.txt", "0" * 64), text)


def sentence(coverage: Coverage, text: str, start: str) -> Sentence:
    return next(s for s in coverage.sentences() if text[s.start : s.end].startswith(start))


def gaps(start: str) -> list[tuple[str, str, bool]]:
    return [(PLAN[g.start : g.end], g.reason, g.open) for g in sentence(account(), PLAN, start).gaps]


def test_a_figure_that_no_target_holds_is_open() -> None:
    assert gaps("工期") == [("7天", "figure-not-read", True)]


def test_a_figure_that_is_clearly_no_target_says_what_it_is() -> None:
    assert ("2024", "document-number", False) in gaps("云溪政办发")
    assert ("1", "label", False) in gaps("1.修好")
    assert ("65岁", "threshold", False) in gaps("2024年修好")


def test_a_change_without_a_figure_is_open_and_a_road_a_version_and_a_service_are_none() -> None:
    text = PLAN + "化肥使用量负增长，企业实现倍增。维护207国道和系统3.0版，做好24小时值班和120转运。\n"
    told = [(text[g.start : g.end], g.open) for s in account(text).sentences() for g in s.gaps]
    assert told[-6:] == [
        ("负增长", True), ("倍增", True), ("207", False), ("3.0", False), ("24小时", False), ("120", False),
    ]  # fmt: skip


def test_units_in_running_text_are_gaps_unless_they_are_the_issuer_or_a_person() -> None:
    assert gaps("县水利局送来") == [("县水利局", "unit-in-text", True)]
    assert not [g for g in sentence(account(), PLAN, "云溪县人民政府").gaps if g.open]


def test_a_duty_that_became_no_fact_carries_the_reason_of_the_reading() -> None:
    assert gaps("由有关单位") == [("由有关单位负责。", "generic-duty", True)]


def test_a_clause_marks_its_task_and_its_units() -> None:
    marks = sentence(account(), PLAN, "（县水利局").marks
    assert {(m.kind, PLAN[m.start : m.end]) for m in marks} >= {
        ("assignment", "（县水利局牵头）"),
        ("lead", "县水利局"),
    }


def test_what_is_printed_again_is_no_second_gap() -> None:
    twice = PLAN + "县水利局送来树苗。\n"
    (again,) = [s for s in account(twice).sentences() if s.start > len(PLAN) - 1]
    assert [(g.reason, g.open) for g in again.gaps] == [("printed-again", False)]


def test_made_facts_are_where_they_say(facts: DocumentFacts) -> None:
    coverage = cover(facts, county.TEXT)
    deadlines = [m for s in coverage.stretches for m in s.marks if m.kind == "deadline"]
    assert [county.TEXT[m.start : m.end] for m in deadlines] == ["2024年12月底前"]
    assert coverage.states()["facts"] > 3


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_word_and_every_place_of_a_plan_is_in_its_account(path: Path) -> None:
    reading = pipeline.read(path)
    coverage = cover(reading.facts, reading.text)
    told = "".join(reading.text[s.start : s.end] for s in coverage.stretches)
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", reading.text)
    shown = {m for stretch in coverage.stretches for m in stretch.marks}
    for task in reading.facts.tasks:
        assert {(e.start, e.end) for e in task.evidence} <= {(m.start, m.end) for m in shown}
    inside = [s for stretch in coverage.stretches for s in stretch.sentences]
    assert all(a.end <= b.start for a, b in pairwise(inside))
    assert {leftover.start for leftover in reading.facts.leftovers} == {
        g.start for s in inside for g in s.gaps if g.cue == "trigger"
    }


def test_a_row_of_a_table_is_one_row_of_the_account() -> None:
    for path in EXAMPLES:
        reading = pipeline.read(path)
        for stretch in (coverage := cover(reading.facts, reading.text)).stretches:
            cells = [s for s in coverage.stretches if s.row and s.row == stretch.row]
            assert len({m.fact for s in cells for m in s.wide if m.kind == "assignment"}) <= 1


def test_the_page_shows_the_text_unchanged_and_escaped() -> None:
    hostile = "</script><img src=x onerror=alert(1)>&amp;"
    text = PLAN + hostile + "\n"
    page = mark_up(account(text), text)
    assert "<img" not in page
    main = page.partition('<main id="text"')[2].partition("</main>")[0].partition(">")[2]
    shown = re.sub("<[^>]*>", "", main).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "".join(shown.split()) == "".join(text.split())


def test_a_fact_called_like_markup_is_escaped_too(facts: DocumentFacts) -> None:
    named = msgspec.structs.replace(facts.tasks[0], title="</script><b>")
    page = mark_up(cover(msgspec.structs.replace(facts, tasks=[named]), county.TEXT), county.TEXT)
    assert page.count("</script>") == 2
    assert "<b>" not in page


def test_the_same_account_gives_the_same_bytes_and_both_languages_say_the_same() -> None:
    assert mark_up(account(), PLAN) == mark_up(account(), PLAN)
    strings = words()
    assert list(strings["zh"]) == list(strings["en"])
    told = {g.reason for s in account().sentences() for g in s.gaps}
    assert told <= set(strings["zh"])


HEADER = "云溪县2024年任务表\n\n\t序号\n\t任务\n\t牵头单位\n\t责任单位\n\n"
CELLS = (
    "", "", "1", "修好河堤3公里", "县水利局", "县水利局牵头，县林业局配合", "县水利局（牵头），县财政局",
    "由有关单位负责", "注：6—7共用牵头", "；。", "责任单位：县财政局", "2024年底前完成；由县直各单位配合。",
)  # fmt: skip
PARAGRAPHS = (
    "1.修好河堤。（县水利局牵头，县林业局配合）",
    "责任单位：县财政局（县林业局指导）",
    "由县水利局牵头，县林业局负责，县财政局配合，集中整治。",
    "；以上任务由有关单位负责！请各单位配合？",
    "注：任务3由县水务集团牵头实施，责任单位：县财政局。",
)
BLOCKS = st.lists(
    st.sampled_from(PARAGRAPHS).map(Line)
    | st.lists(
        st.lists(st.sampled_from(CELLS).map(GridCell), min_size=4, max_size=4), min_size=1, max_size=4
    ).map(lambda rows: Grid([[GridCell(t) for t in ("序号", "工作任务", "牵头单位", "责任单位")], *rows])),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_each_letter_is_in_one_class_of_the_account_and_what_was_left_is_in_no_fact(
    blocks: list[Content],
) -> None:
    title = [Line("云溪政办发〔2024〕3号"), Line("云溪县2024年重点工作任务表")]
    source = compose([*title, *blocks])
    facts, text = pipeline.read_source(source, "plan.xlsx", "0" * 64), source.text
    coverage = cover(facts, text)
    letters = [at for s in coverage.sentences() for at in range(s.start, s.end) if not text[at].isspace()]
    assert letters == [at for at, letter in enumerate(text) if not letter.isspace()]
    summary = coverage.summary()
    assert summary["read"] + summary["unread"] + summary["others"] == summary["sentences"]
    told = {
        at
        for kind in ("lead", "responsible", "support", "guide", "member", "office", "deadline")
        for s in coverage.stretches
        for m in s.marks
        if m.kind == kind
        for at in range(m.start, m.end)
    }
    left = [at for found in facts.leftovers for at in range(found.start, found.end)]
    assert len(left) == len({*left})
    assert not told & {*left}


def test_a_cell_that_says_the_roles_itself_is_read_and_not_left() -> None:
    text = HEADER + "\t1\n\t修好河堤\n\t县水利局牵头，县林业局配合\n\t县财政局\n"
    facts = pipeline.read_text(text, "plan.txt", "0" * 64)
    (task,) = facts.tasks
    assert [m.mention for _, m in task.mentions()] == ["县水利局", "县财政局", "县林业局"]
    assert facts.leftovers == []
    assert [s.open for s in cover(facts, text).sentences() if s.open] == []


def test_a_row_that_holds_neither_work_nor_units_is_no_task() -> None:
    cells = [["1", "修好河堤", "县水利局", ""], ["3天内由有关单位负责", "", "", ""]]
    header = [GridCell(words) for words in ("序号", "工作任务", "牵头单位", "责任单位")]
    grid = Grid([header, *([GridCell(words) for words in row] for row in cells)])
    source = compose([Line("云溪县2024年任务表"), grid])
    facts = pipeline.read_source(source, "plan.xlsx", "0" * 64)
    assert [task.title for task in facts.tasks] == ["修好河堤"]
    assert [left.words for left in facts.leftovers] == ["3天内由有关单位负责"]


def test_what_stands_beside_a_clause_in_one_sentence_is_left_alone() -> None:
    text = PLAN + "注：由县水务集团牵头实施，责任单位：县水利局。\n"
    facts = pipeline.read_text(text, "plan.txt", "0" * 64)
    assert [left.words for left in facts.leftovers][-1] == "注：由县水务集团牵头实施，"


def test_empty_cells_keep_their_columns_on_the_page() -> None:
    text = HEADER + (
        "\t一、水利\n\t\n\t\n\t\n\n\t1\n\t修好河堤\n\t\n\t县水利局\n\n\t2\n\t植树\n\t县林业局\n\t\n"
    )
    main = mark_up(account(text), text).partition("<main")[2].partition("</main>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall("<tr.*?</tr>", main, re.DOTALL)]
    assert [[re.sub("<[^>]*>", "", cell) for cell in row] for row in rows] == [
        ["序号", "任务", "牵头单位", "责任单位"],
        ["一、水利"],
        ["1", "修好河堤", "", "县水利局"],
        ["2", "植树", "县林业局", ""],
    ]
