"""What a question names is used or refused: nothing of it is dropped in silence."""

from __future__ import annotations

import pytest

from tests.queries.asking import ask
from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries.ask.understand import understand


@pytest.mark.parametrize(
    "question",
    [
        "县财政局牵头、县税务局和县审计局负责的任务",
        "风险化解阻击仗和营商环境提升仗有哪些任务",
        "附件1和附件3有哪些任务",
        "云泽县财政局牵头哪些任务，青岭县财政局配合哪些任务",
        "云泽县任务中青岭县财政局牵头的",
        "云泽方案什么时候发布",
    ],
)
def test_a_question_with_more_than_it_can_use_is_refused(plans: Snapshot, question: str) -> None:
    with pytest.raises(NotUnderstoodError):
        understand(plans, question)


@pytest.mark.parametrize("counties", ["云泽县和青岭县", "云泽县、青岭县的", "青岭县与云泽县"])
def test_counties_in_a_row_all_belong_to_the_unit_behind_them(plans: Snapshot, counties: str) -> None:
    both = {row["task"]["id"] for row in ask(plans, f"{counties}财政局牵头哪些任务").rows}
    assert both == {row["task"]["id"] for row in ask(plans, "县财政局牵头哪些任务").rows}


def test_a_county_that_belongs_to_nothing_is_named(plans: Snapshot) -> None:
    with pytest.raises(NotUnderstoodError, match="云泽县"):
        understand(plans, "云泽县任务中青岭县财政局牵头的")
