"""Figures that contradict each other, sums that do not add up, and what only looks like it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from zeren.graph import findings
from zeren.ingest.pipeline import read, read_text
from zeren.ontology.facts import DocumentFacts, Evidence, Finding

SHARED = Path(__file__).resolve().parents[3] / "shared"


def plan(*lines: str) -> DocumentFacts:
    head = ("云泽政办发〔2024〕3号", "云泽县人民政府办公室", "关于印发《云泽县重点工作方案》的通知",
            "2024年3月6日", "云泽县重点工作方案", "一、工作任务")  # fmt: skip
    return read_text("\n".join((*head, *lines)) + "\n", "方案.txt", "0" * 64)


def found(kind: str, *lines: str) -> list[Finding]:
    return [f for f in findings.every([plan(*lines)]) if f.kind == kind]


def two(first: str, second: str) -> list[Finding]:
    """The target conflicts of two tasks with a target each."""
    return found(
        "target-conflict",
        f"1.抓好运行。{first}。（县统计局牵头）",
        f"2.抓好调度。{second}。（县发改局牵头）",
    )


def test_two_values_for_one_figure_are_an_error_with_the_direction() -> None:
    (conflict,) = two("地区生产总值增长7.5%以上", "GDP增长8%以上")
    assert conflict.severity == "error"
    assert "高0.5个百分点" in conflict.zh
    assert conflict.en.endswith("; the one in the main text 一.2 is higher by 0.5 percentage points")


def test_one_value_that_binds_differently_is_a_warning() -> None:
    assert [f.severity for f in two("财政总收入增长8.5%以上", "财政总收入增长8.5%")] == ["warning"]
    reserved = two("财政总收入增长8.5%以上（以市下达任务为准）", "财政总收入增长8.5%以上")
    assert [f.severity for f in reserved] == ["warning"]


def test_values_in_different_units_are_compared_as_one() -> None:
    assert two("旅游总收入达到5000万元", "旅游总收入达到0.5亿元") == []
    (conflict,) = two("旅游总收入达到5000万元", "旅游总收入达到0.6亿元")
    assert conflict.severity == "error"
    assert "高1000万元" in conflict.zh


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("地区生产总值增长8%以上", "地区生产总值增长8%以上"),
        ("地区生产总值增长8%以上", "地区生产总值达到90亿元"),
        ("地区生产总值增长8%以上", "园区生产总值增长12%以上"),
        ("城镇居民人均可支配收入增长8%", "农村居民人均可支配收入增长9%"),
        ("旅游总收入达到5亿元", "累计旅游总收入达到20亿元"),
        ("投资完成率达到90%", "6月底前，投资完成率达到50%"),
        ("旅游总收入达到5亿元", "到2025年旅游总收入达到8亿元"),
    ],
)
def test_targets_that_only_look_alike_are_left_alone(first: str, second: str) -> None:
    assert two(first, second) == []


def test_growth_in_per_cent_and_in_points_is_one_figure_in_two_wordings() -> None:
    (wording,) = two("财政总收入增长7%", "财政总收入增长7个百分点")
    assert wording.severity == "warning"
    (conflict,) = two("财政总收入增长7%", "财政总收入增长7.5个百分点以上")
    assert (conflict.severity, "高0.5个百分点" in conflict.zh) == ("error", True)


def test_growth_that_is_raised_from_a_baseline_is_the_growth_of_the_same_quantity() -> None:
    (conflict,) = two("规模以上工业增加值增长8.5%", "规模工业增加值增长由6%提高到9.5%")
    assert conflict.severity == "error"


def test_a_ceiling_below_a_floor_contradicts_even_within_one_task() -> None:
    said = "1.稳定就业。失业率控制在5.5%以内，失业率不低于{}%。（县人社局牵头）"
    assert [f.severity for f in found("target-conflict", said.format(6))] == ["error"]
    assert found("target-conflict", said.format(4)) == []


def test_a_difference_is_told_in_the_unit_of_the_first_place() -> None:
    (conflict,) = two("旅游总收入达到5亿元", "旅游总收入达到60000万元")
    assert "高1亿元" in conflict.zh


def test_two_places_in_one_part_are_told_apart() -> None:
    (conflict,) = two("旅游总收入达到5亿元", "旅游总收入达到6亿元")
    assert "正文 一.1“5亿元”，正文 一.2“6亿元”；后者（正文 一.2）" in conflict.zh


def test_one_clause_with_a_number_and_once_without() -> None:
    (conflict,) = two("培育一批“云泽精品”产品和企业", "培育2家“云泽精品”产品和企业")
    assert conflict.severity == "warning"
    assert two("培育一批“云泽精品”产品和企业", "培育2家龙头产品和企业") == []


def sums(words: str) -> list[str]:
    return [f.severity for f in found("sum-does-not-add-up", f"1.抓好水利。{words}。（县水利局牵头）")]


def test_parts_that_exceed_the_whole_are_an_error_and_a_rest_is_a_warning() -> None:
    assert sums("全年化解债务4.2亿元，其中偿还1.6亿元、盘活1.9亿元、置换0.9亿元") == ["error"]
    assert sums("安排民生实事15件，其中：省级6件、市级3件，县级4件") == ["warning"]


@pytest.mark.parametrize(
    "words",
    [
        "新增蓄水能力14万方，其中：小型水库6万方，小水源8万方",
        "筹措资金1亿元，其中预算安排4000万元、上级支持0.6亿元",
        "引进企业10家以上，其中外资企业2家、民营企业3家",
        "新建车位320个，其中充电车位60个",
        "完成投资3亿元，其中工业增长8%、农业增长5%",
        "建成公路30公里，其中东乡10公里、西乡不少于5公里",
    ],
)
def test_sums_that_add_up_or_leave_it_open_are_left_alone(words: str) -> None:
    assert sums(words) == []


def test_ids_follow_from_the_places_and_not_from_the_order() -> None:
    facts = plan(
        "1.修桥。修好桥梁。（县水利局、县财政局牵头）",
        "2.修路。修好道路。（县水利局、县教育局牵头）",
    )
    other_way = msgspec.structs.replace(facts, tasks=facts.tasks[::-1], units=facts.units[::-1])
    assert findings.find([facts]) == findings.find([other_way])
    alone = msgspec.structs.replace(facts, tasks=facts.tasks[1:])
    assert {f.id for f in findings.find([alone])} < {f.id for f in findings.find([facts])}


@pytest.mark.skipif(not SHARED.exists(), reason="the real plans are not here")
def test_the_contradicting_figures_of_a_real_plan_are_all_found() -> None:
    known = json.loads((SHARED / "gold/xinhuang/conflicts.json").read_text("utf-8"))
    numeric = [c for c in known if c["kind"] in ("indicator-value", "indicator-comparator")]
    every = findings.every([read(SHARED / "plans/xinhuang.txt").facts])
    places = [f.places for f in every if f.kind == "target-conflict"]
    missed = [c["id"] for c in numeric if not any(_covers(place, c["places"]) for place in places)]
    assert (len(numeric), missed) == (7, [])


def _covers(places: list[Evidence], known: list[dict[str, int]]) -> bool:
    return all(any(p.start < k["end"] and k["start"] < p.end for p in places) for k in known)
