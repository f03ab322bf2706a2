"""Whole documents: facts point into the text, whatever the text; a plan that is cut off is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zeren.errors import NoPlanError, UnreadableError
from zeren.ingest.assignments.clause import TRIGGER
from zeren.ingest.pipeline import read_text
from zeren.ontology.facts import DocumentFacts, decode, encode

HEAD = "云政办发〔2024〕5号\n云泽县人民政府办公室\n关于印发《云泽县打好硬仗总体方案》的通知\n2024年3月15日\n"
PLAN = HEAD + (
    "一、工作任务\n（一）防范债务风险（县财政局牵头）\n"
    "1.遏制新增债务。严控项目。（责任单位：县发改局、县财政局等相关单位）\n"
    "2.化解存量债务。筹措资金（县财政局、县城投集团等负责）。加强监测（县审计局牵头）。\n"
    "附件：1.打好兴业仗工作方案\n2.打好安民仗工作方案\n"
    "附件1\n打好兴业仗工作方案\n一、任务\n1.扩大消费。办好节庆。（县商务局牵头，县文旅广体局配合）\n"
    "附件2\n打好安民仗工作方案\n一、任务\n1.守护平安。排查隐患。（县应急局牵头，各乡镇等配合）\n"
)


def facts_of(text: str) -> DocumentFacts:
    return read_text(text, "plan.txt", "0" * 64)


def spans(facts: DocumentFacts) -> Iterator[tuple[int, int]]:
    proofs = (
        *(task.evidence for task in facts.tasks),
        *(group.evidence for group in facts.groups),
        *(citation.evidence for citation in facts.citations),
    )
    yield from ((e.start, e.end) for evidence in proofs for e in evidence)
    for finding in facts.findings:
        yield from ((e.start, e.end) for e in finding.places)
    yield from ((left.start, left.end) for left in facts.leftovers)


def test_a_plan_has_its_number_region_annexes_and_tasks() -> None:
    facts = facts_of(PLAN)
    assert facts.document.id == "云政办发-2024-5"
    assert facts.document.title == "云泽县打好硬仗总体方案"
    assert facts.document.issued == "2024-03-15"
    assert facts.region is not None
    assert (facts.region.id, facts.region.short, facts.region.english) == ("云泽县", "云泽", "Yunze County")
    assert [(a.label, a.campaign) for a in facts.document.annexes] == [
        ("0", None), ("1", "兴业仗"), ("2", "安民仗"),
    ]  # fmt: skip
    assert [(t.id.removeprefix("云政办发-2024-5/"), t.title) for t in facts.tasks] == [
        ("0/一/一", "防范债务风险"),
        ("0/一/一/1", "遏制新增债务"),
        ("0/一/一/2", "化解存量债务"),
        ("0/一/一/2~2", "化解存量债务"),
        ("1/一/1", "扩大消费"),
        ("2/一/1", "守护平安"),
    ]


def test_a_list_that_names_no_county_has_the_one_that_its_file_is_named_after() -> None:
    tasks = "1.修建公厕（县住建局牵头）"
    regions = [
        read_text(text, file, "0" * 64).document.region
        for text, file in (
            (tasks, "云泽县2024年任务.txt"),
            (tasks, "任务.txt"),
            (f"青岭县重点工作方案\n{tasks}", "云泽县2024年任务.txt"),
        )
    ]
    assert regions == ["云泽县", None, "青岭县"]
    with pytest.raises(NoPlanError):
        read_text("请勿删除。", "云泽县说明.txt", "0" * 64)


def test_a_clause_on_a_section_is_the_parent_of_the_items_and_not_their_lead() -> None:
    section, item, *_ = facts_of(PLAN).tasks
    assert [m.mention for m in section.lead] == ["县财政局"]
    assert (item.parent, item.lead) == (section.id, [])


def test_two_clauses_in_one_paragraph_each_have_their_own_sentences() -> None:
    _, _, first, second, *_ = facts_of(PLAN).tasks
    assert first.text == "化解存量债务。筹措资金"
    assert second.text == "加强监测"


def test_text_and_mentions_stand_where_the_facts_say() -> None:
    facts = facts_of(PLAN)
    for task in facts.tasks:
        for _, mention in task.mentions():
            assert PLAN[mention.start : mention.end] == mention.mention
        clause = next(e for e in task.evidence if e.role == "assignment")
        assert PLAN[clause.start] in "（("
        assert PLAN[clause.end - 1] in "）)"


def test_facts_survive_being_written_and_read() -> None:
    facts = facts_of(PLAN)
    assert decode(encode(facts)) == facts


@pytest.mark.parametrize("end", ["县应急局牵", "排查隐"])
def test_a_plan_that_breaks_off_before_its_annexes_end_is_refused(end: str) -> None:
    whole = PLAN + "附件3\n打好生态仗工作方案\n"
    announced = whole.replace(
        "2.打好安民仗工作方案\n附件1", "2.打好安民仗工作方案\n3.打好生态仗工作方案\n附件1"
    )
    cut = announced[: announced.index(end) + len(end)]
    with pytest.raises(UnreadableError, match=r"cut off.*3 are missing"):
        facts_of(cut)


def test_an_annex_that_is_announced_and_missing_is_said() -> None:
    whole = PLAN.replace("2.打好安民仗工作方案\n附件1", "2.打好安民仗工作方案\n3.打好生态仗工作方案\n附件1")
    assert [f.en for f in facts_of(whole).findings] == [
        "the main text lists annex 3, the file does not hold it"
    ]


def test_a_bracket_that_never_closes_is_read_and_said() -> None:
    facts = facts_of(
        HEAD + "一、任务\n1.守护平安。排查隐患。（县应急局牵头，县公安局配合\n2.扩大消费。（县商务局牵头）\n"
    )
    assert [[m.mention for _, m in task.mentions()] for task in facts.tasks] == [
        ["县应急局", "县公安局"],
        ["县商务局"],
    ]
    assert [f.kind for f in facts.findings if f.kind.startswith("bracket")] == ["bracket-unclosed"]


def test_a_trigger_that_ends_in_no_fact_is_told_with_its_reason_and_units() -> None:
    facts = facts_of(HEAD + "一、任务\n1.守护平安。由县公安局牵头组织巡查。\n2.明确牵头负责人。\n")
    assert [(left.words, left.reason, left.units) for left in facts.leftovers] == [
        ("由县公安局牵头组织巡查。", "running-text", ["县公安局"]),
        ("2.明确牵头负责人。", "compound-word", []),
    ]


def test_windows_line_ends_and_ideographic_spaces_change_nothing_but_places() -> None:
    plain, windows = facts_of(PLAN), facts_of(PLAN.replace("\n", "\r\n　　"))
    assert [t.id for t in plain.tasks] == [t.id for t in windows.tasks]
    assert [t.text for t in plain.tasks] == [t.text for t in windows.tasks]


HEADER = re.compile(r"\t(工作任务|牵头单位|责任单位)")
"""The words of a table's header are no assignment."""

PIECES = """
附件1⏎|附件：1.方案⏎|一、任务⏎|（一）|1.|（1）|①|县发改局|各乡镇|相关单位|牵头|负责|配合|等|、|，|。
|（|)|【|”|“|⏎|→|⏎→|责任单位：|→工作任务⏎→牵头单位⏎→责任单位|成立工作专班，由|任召集人|成员单位包括
|云发〔2023〕1、2号|　|２|和|及|(县财政局牵头，县住建局等负责）|2024年6月底前|😀|𠮷
"""
"""The words that plans are made of; ⏎ is a line break, → a tab."""


def piece(words: str) -> str:
    return words.replace("⏎", "\n").replace("→", "\t")


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([piece(p) for p in PIECES.replace("\n", "").split("|")]), max_size=60))
def test_any_mixture_of_a_plans_own_words_is_read(pieces: list[str]) -> None:
    text = HEAD + "".join(pieces)
    try:
        facts = facts_of(text)
    except UnreadableError:
        return
    for start, end in spans(facts):
        assert 0 <= start < end <= len(text)
    for task in facts.tasks:
        for _, mention in task.mentions():
            assert "".join(text[mention.start : mention.end].split()) == mention.mention
    covered = sorted(spans(facts))
    for trigger in TRIGGER.finditer(text, len(HEAD)):
        told = any(start <= trigger.start() < end for start, end in covered)
        assert told or HEADER.search(text), f"{trigger.group()} at {trigger.start()} is lost"
    assert len({t.id for t in facts.tasks}) == len(facts.tasks)
    assert decode(encode(facts)) == facts
