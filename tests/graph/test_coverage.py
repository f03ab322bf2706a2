"""The account of a text: every character is in it, facts stand where they are, gaps say why."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from tests import county
from zeren.graph.coverage import Coverage, Sentence, cover
from zeren.graph.marked import mark_up, words
from zeren.ingest import pipeline
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
