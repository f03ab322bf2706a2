"""What does not fit in a plan: every kind of finding, what it says, where, and what it leaves alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from zeren.graph import findings
from zeren.ingest.pipeline import read, read_text
from zeren.ontology.facts import Deadline, DocumentFacts, Finding

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
YUNZE, QINGLING = "云泽县打好六场硬仗总体方案.txt", "青岭县重点工作总体方案.txt"


def plan(*lines: str) -> tuple[DocumentFacts, str]:
    head = ("云泽政办发〔2024〕3号", "云泽县人民政府办公室", "关于印发《云泽县重点工作方案》的通知",
            "2024年3月6日", "云泽县重点工作方案")  # fmt: skip
    text = "\n".join((*head, *lines)) + "\n"
    return read_text(text, "方案.txt", "0" * 64), text


def found(kind: str, *lines: str) -> list[tuple[str, str]]:
    """The severity of each finding of a kind, and the words at its first place."""
    facts, text = plan("一、工作任务", *lines)
    return [
        (f.severity, text[f.places[0].start : f.places[0].end])
        for f in findings.find([facts])
        if f.kind == kind
    ]


def test_two_leads_are_a_hint_and_four_a_warning() -> None:
    assert found("several-leads", "1.修桥。修好桥梁。（县水利局、县财政局牵头）") == [("info", "县水利局")]
    many = "1.修桥。修好桥梁。（县水利局、县财政局、县教育局、县民政局牵头）"
    assert found("several-leads", many) == [("warning", "县水利局")]
    assert found("several-leads", "1.修桥。修好桥梁。（县水利局牵头，县财政局负责）") == []


def test_a_task_without_a_lead_is_told_with_its_clause() -> None:
    assert found("no-lead", "1.修桥。修好桥梁。（县水利局、县财政局等负责）") == [
        ("warning", "（县水利局、县财政局等负责）")
    ]


def test_a_lead_above_makes_a_missing_lead_a_hint() -> None:
    assert found(
        "no-lead", "（一）治水（县水利局牵头）", "1.修桥。修好桥梁。（责任单位：县财政局、县林业局）"
    ) == [("info", "（责任单位：县财政局、县林业局）")]


def test_a_lead_that_is_listed_as_responsible_too() -> None:
    line = "1.修桥。修好桥梁。（县水利局牵头，县财政局、县水利局等负责）"
    assert found("lead-also-responsible", line) == [("warning", "县水利局")]


def test_a_unit_that_stands_twice_in_one_list() -> None:
    line = "1.修桥。修好桥梁。（县水利局牵头，县财政局、县林业局、县财政局负责）"
    assert found("unit-repeated", line) == [("error", "县财政局")]


def test_two_names_of_one_unit_in_one_list_may_be_meant() -> None:
    line = "1.修桥。修好桥梁。（县水利局牵头，县发改局、县林业局、县发展和改革局负责）"
    assert found("unit-repeated", line) == [("warning", "县发展和改革局")]
    assert found("body-names", line) == [("info", "县发展和改革局")]


def test_an_open_list_that_names_nobody() -> None:
    nobody = "1.修桥。修好桥梁。（县水利局牵头，各相关单位负责）"
    assert found("nobody-named", nobody) == [("info", "（县水利局牵头，各相关单位负责）")]
    somebody = "1.修桥。修好桥梁。（县水利局牵头，县财政局等相关单位负责）"
    assert found("nobody-named", somebody) == []


def test_a_citation_by_number_alone_unless_another_gives_the_title() -> None:
    alone = "1.修桥。落实云水发〔2022〕41号文件要求。（县水利局牵头）"
    titled = "2.修路。落实《桥梁办法》（云水发〔2022〕41号）。（县水利局牵头）"
    assert found("citation-without-title", alone) == [("info", "云水发〔2022〕41号文件")]
    assert found("citation-without-title", alone, titled) == []


TREE = ("（一）治水（县水利局牵头）", "1.修桥。修好桥梁。（县财政局牵头）")


def late(above: str | None, below: str) -> list[tuple[str, str]]:
    """The kinds of findings about the deadlines of a section and of the task in it."""
    facts, _ = plan("一、工作任务", *TREE)
    section, task = facts.tasks
    assert task.parent == section.id
    dated = [
        msgspec.structs.replace(t, deadline=Deadline(f"{day}前", day, "date") if day else None)
        for t, day in ((section, above), (task, below))
    ]
    checked = findings.find([msgspec.structs.replace(facts, tasks=dated)])
    return [(f.severity, f.kind) for f in checked if f.kind.startswith("deadline")]


def test_a_deadline_before_the_plans_own_date() -> None:
    assert late(None, "2024-02-29") == [("error", "deadline-past")]
    assert late(None, "2024-03-06") == []


def test_a_deadline_after_that_of_the_task_above() -> None:
    assert late("2024-06-30", "2024-12-31") == [("error", "deadline-after-parent")]
    assert late("2024-06-30", "2024-06-30") == []


def test_one_project_under_two_leads_in_two_places() -> None:
    facts, text = plan(
        "一、工作任务",
        "1.抓好工程。抓好澜河水库除险加固、鹿鸣大桥改造等两大项目。（县发改局牵头，县财政局负责）",
        "2.守住底线。加快澜河水库除险加固，严防超汛限水位。（县水利局牵头）",
    )
    (conflict,) = [f for f in findings.find([facts]) if f.kind == "lead-conflict"]
    assert conflict.severity == "error"
    assert "“澜河水库除险加固”" in conflict.zh
    assert "县发改局牵头" in conflict.zh
    assert "led by 县水利局" in conflict.en
    assert "附件" not in conflict.en
    assert "正文" not in conflict.en
    assert [text[e.start : e.end] for e in conflict.places] == [
        "澜河水库除险加固", "澜河水库除险加固", "县发改局", "县水利局",
    ]  # fmt: skip


def test_one_lead_in_two_places_is_no_conflict() -> None:
    assert (
        found(
            "lead-conflict",
            "1.抓好工程。抓好澜河水库除险加固、鹿鸣大桥改造等两大项目。（县水利局牵头）",
            "2.守住底线。加快澜河水库除险加固。（县水利局、县应急局牵头）",
        )
        == []
    )


@cache
def examples(name: str) -> tuple[list[Finding], str]:
    reading = read(EXAMPLES / name)
    return findings.every([reading.facts]), reading.text


@pytest.mark.parametrize(
    ("name", "kind", "quote"),
    [
        (YUNZE, "target-conflict", "地区生产总值增长7.5%以上"),
        (YUNZE, "target-conflict", "净增高新技术企业6家以上"),
        (YUNZE, "target-conflict", "城镇新增就业3300人以上"),
        (
            YUNZE,
            "sum-does-not-add-up",
            "4.2亿元，其中预算资金偿还1.6亿元、资产盘活偿还1.9亿元、展期置换0.9亿元",
        ),
        (YUNZE, "sum-does-not-add-up", "15件"),
        (YUNZE, "lead-conflict", "全年改造城镇老旧小区26个"),
        (YUNZE, "campaign-named-two-ways", "打好风险化解阻击仗工作方案"),
        (YUNZE, "several-leads", "县发展和改革局"),
        (YUNZE, "no-lead", "（县科技和工业信息化局、县市场监督管理局等负责）"),
        (YUNZE, "lead-also-responsible", "县农业农村局"),
        (YUNZE, "unit-repeated", "县科工信局"),
        (YUNZE, "label-repeated", "3.推进老旧小区更新"),
        (YUNZE, "label-missing", "4.强化人才支撑"),
        (YUNZE, "unit-name-joined", "国网云泽供县电公司"),
        (YUNZE, "bracket-unclosed", "（县应急局牵头，县消防救援大队、县卫健局、县人武部等配合"),
        (YUNZE, "citation-without-title", "漓民生办发〔2024〕2号"),
        (QINGLING, "target-conflict", "地区生产总值增长7.5%以上"),
        (QINGLING, "target-conflict", "新增高新技术企业4家以上"),
        (QINGLING, "target-conflict", "城镇新增就业2600人"),
        (QINGLING, "sum-does-not-add-up", "1.8亿元"),
        (QINGLING, "lead-conflict", "开工改造老旧小区28个"),
        (QINGLING, "campaign-named-two-ways", "打好风险化解狙击仗"),
        (QINGLING, "several-leads", "县商务局"),
        (QINGLING, "no-lead", "1.落实储备任务"),
        (QINGLING, "lead-also-responsible", "县农业农村局"),
        (QINGLING, "unit-repeated", "县统计局"),
        (QINGLING, "unit-repeated", "县教育局"),
        (QINGLING, "unit-name-joined", "县市场督监管理局"),
        (QINGLING, "citation-without-title", "漓发改投〔2023〕108号"),
    ],
)
def test_the_planted_contradictions_of_the_examples_are_found(name: str, kind: str, quote: str) -> None:
    every, text = examples(name)
    assert any(quote in text[e.start : e.end] for f in every if f.kind == kind for e in f.places)


@pytest.mark.parametrize("name", [YUNZE, QINGLING])
def test_every_error_in_the_examples_was_planted(name: str) -> None:
    every, _ = examples(name)
    errors = {f.kind for f in every if f.severity == "error"}
    assert errors == {
        "unit-repeated", "campaign-named-two-ways", "target-conflict", "sum-does-not-add-up",
    }  # fmt: skip


@pytest.mark.parametrize("name", [YUNZE, QINGLING])
def test_ids_are_unique_and_every_finding_speaks_both_languages(name: str) -> None:
    every, _ = examples(name)
    assert len({f.id for f in every}) == len(every)
    assert all(f.zh and f.en and f.zh != f.en for f in every)


def test_the_registered_kinds_are_those_that_are_found() -> None:
    read_facts = [read(EXAMPLES / name).facts for name in (YUNZE, QINGLING)]
    assert {f.kind for f in findings.find(read_facts)} <= set(findings.KINDS)
