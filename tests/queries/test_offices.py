"""What a bureau's own offices do is told as theirs, in answers about the bureau."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.asking import ask
from zeren.graph.store import Snapshot
from zeren.queries import offices
from zeren.queries.answer import Answer

OFFICE = "县财政局（国资办）"


def row_of(found: Answer, title: str) -> dict[str, Any]:
    (row,) = [row for row in found.rows if row[found.columns[0]]["name"] == title]
    return row


def test_a_row_shows_the_office_that_the_plan_names(plans: Snapshot) -> None:
    found = ask(plans, "青岭县财政局牵头哪些任务")
    assert found.text == f"县财政局（青岭县）牵头的任务，含{OFFICE}"
    assert row_of(found, "加快平台公司转型")["unit"] == {"id": "青岭县/财政局/国资办", "name": OFFICE}
    assert row_of(found, "筹措建设资金")["unit"]["name"] == "县财政局"


@pytest.mark.parametrize(
    ("question", "ending"),
    [
        ("which tasks does 青岭县财政局 lead", f", with {OFFICE}"),
        ("青岭县财政局在哪些专班", f"，含{OFFICE}"),
        ("与青岭县财政局共同承担任务最多的单位是哪个", f"，含{OFFICE}"),
        ("青岭县财政局牵头的任务中哪些没有时限", f"牵头），含{OFFICE}"),
        ("云泽县财政局牵头哪些任务", "牵头的任务"),
        ("青岭县发改局牵头哪些任务", "牵头的任务"),
    ],
)
def test_offices_are_told_only_where_rows_come_from_them(plans: Snapshot, question: str, ending: str) -> None:
    assert ask(plans, question).text.endswith(ending)


def test_the_mention_in_the_role_asked_for_is_the_proof(plans: Snapshot) -> None:
    """The bureau itself is responsible where its office leads."""

    def named(question: str) -> list[str]:
        found = ask(plans, question)
        row = row_of(found, "加快平台公司转型")
        brief = plans.shown.task(row["task"]["id"])
        places = offices.named(found.question, found.parameters, row, brief)
        return ["".join(plans.quote(place).split()) for place in places]

    assert named("青岭县财政局牵头哪些任务") == [OFFICE]
    assert named("青岭县财政局负责哪些任务") == ["县财政局"]
    assert named("青岭县财政局参与哪些任务") == [OFFICE, "县财政局"]


def test_the_group_whose_office_a_unit_is_counts_as_its_own(plans: Snapshot) -> None:
    groups = {
        row["group"]["name"]: (row["unit"]["name"], row["relation"])
        for row in ask(plans, "青岭县财政局在哪些专班").rows
    }
    assert groups["青岭县打好风险化解阻击仗工作专班"] == ("县财政局", "office")
    assert groups["青岭县打好改革创新攻坚仗工作专班"] == (OFFICE, "member")
    both = row_of(ask(plans, "云泽县财政局在哪些专班"), "云泽县打好风险化解狙击仗工作专班")
    assert both["relation"] == ["member", "office"]
