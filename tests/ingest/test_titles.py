"""A plan, an annex or a table's heading that is called two things."""

from __future__ import annotations

import pytest

from zeren.ingest.pipeline import read_text

PLAN = """云泽政办发〔2024〕3号
云泽县人民政府办公室
关于印发《云泽县安居
工程实施方案》的通知
各乡镇人民政府：
《云泽县安居工程实施方案》已经县人民政府同意，现予印发。
2024年3月6日
云泽县安居工程
实施方案
依据《岚平市安居工程实施方案》（岚政发〔2024〕1号），制定本方案。
一、任务
1.修房。修好房屋。（县住建局牵头）
附件：1.云泽县安居工程任务清单
附件1
云泽县安居工程任务清单
一、任务
1.修路。修好道路。（县交通运输局牵头）
"""


def found(text: str) -> list[tuple[str, list[str]]]:
    """The kind of each title that stands in two ways, and the words at its places."""
    facts = read_text(text, "方案.txt", "0" * 64)
    return [
        (f.kind, [text[p.start : p.end] for p in f.places])
        for f in facts.findings
        if f.kind.endswith("two-ways")
    ]


def test_titles_that_agree_are_left_alone_over_line_breaks_and_beside_a_higher_plan() -> None:
    assert found(PLAN) == []


def test_the_sentence_of_approval_may_name_another_plan() -> None:
    other = PLAN.replace("《云泽县安居工程实施方案》已经", "《云泽县安置工程实施方案》已经")
    assert found(other) == [("plan-named-two-ways", ["云泽县安置工程实施方案"])]


def test_the_heading_may_name_another_plan() -> None:
    assert found(PLAN.replace("安居工程\n实施方案\n依据", "宜居工程\n实施方案\n依据")) == [
        ("plan-named-two-ways", ["云泽县宜居工程\n实施方案"])
    ]


@pytest.mark.parametrize("place", ["《岚平市安居工程实施方案》已经", "《云泽县2023年安居工程实施方案》已经"])
def test_the_plan_of_another_place_or_year_is_another_plan(place: str) -> None:
    assert found(PLAN.replace("《云泽县安居工程实施方案》已经", place)) == []


def test_an_annex_is_announced_under_another_title() -> None:
    assert found(PLAN.replace("1.云泽县安居工程任务清单", "1.云泽县安居工程责任清单")) == [
        ("heading-named-two-ways", ["1.云泽县安居工程责任清单", "云泽县安居工程任务清单"])
    ]
    assert found(PLAN.replace("1.云泽县安居工程任务清单", "1.安居工程任务清单")) == []


TABLE = """附件2
云泽县重点任务表
	工作任务
	工作事项
	牵头单位

	一、治水
	1.修桥。
	县水利局

	工作任务
	工作事项
	牵头单位

	一、治水
	2.修堤。
	县水利局
"""


def test_a_tables_heading_is_printed_again_in_other_words() -> None:
    assert found(PLAN + TABLE) == []
    again = TABLE.replace("一、治水\n\t2", "一、治河\n\t2")
    assert found(PLAN + again) == [("heading-named-two-ways", ["一、治河", "一、治水"])]


def test_a_heading_of_the_main_text_may_call_a_campaign_otherwise_than_its_annex() -> None:
    plan = PLAN.replace("一、任务\n1.修房", "一、打好安居守底仗\n1.修房").replace(
        "任务清单", "打好安居守底仗任务清单"
    )
    assert found(plan) == []
    assert found(plan.replace("一、打好安居守底仗", "一、打好安居兜底仗")) == [
        ("heading-named-two-ways", ["打好安居兜底仗", "云泽县安居工程打好安居守底仗任务清单"])
    ]
