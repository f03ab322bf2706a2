"""Who leads or answers for something that is no name: a role is not answered with another one."""

from __future__ import annotations

import pytest

from tests.queries.asking import ask
from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries.ask import partial


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("谁牵头小微企业", "各单位牵头的任务数（文中含有“小微企业”）"),
        ("谁负责小微企业", "文中含有“小微企业”的任务"),
        ("谁负责安全生产", "安全生产守底仗的任务"),
        ("云泽县谁牵头粮食播种面积", "牵头粮食播种面积（云泽县）的目标的单位"),
    ],
)
def test_what_is_no_name_is_looked_for_in_campaigns_and_tasks(
    plans: Snapshot, question: str, reading: str
) -> None:
    found = ask(plans, question)
    assert found.text == reading
    assert found.rows


def test_words_that_stand_in_no_task_are_refused(plans: Snapshot) -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        ask(plans, "谁牵头深空探测")
    assert refused.value.nearest


def test_who_leads_a_figure_leaves_out_those_who_are_responsible_beside_the_lead(plans: Snapshot) -> None:
    def units(question: str, word: str = "") -> set[str]:
        return {row["unit"]["id"] for row in ask(plans, question).rows if not word or word in row["role"]}

    led, answering = "云泽县谁牵头粮食播种面积", "云泽县谁负责粮食播种面积"
    assert units(led) == units(answering, "lead") == {"云泽县/农业农村局"}
    assert units(led) < units(answering)


def test_an_indicator_is_not_meant_by_words_in_the_middle_of_its_name(plans: Snapshot) -> None:
    def called(words: str) -> list[str]:
        return sorted({thing.label for thing in partial.find(plans, "indicator", words, ())})

    assert called("小微企业") == []
    assert called("小微企业贷款") == called("普惠小微企业") == ["普惠小微企业贷款"]
