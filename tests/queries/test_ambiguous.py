"""A question that can mean two things is answered in both ways, the better first."""

from __future__ import annotations

import pytest

from tests.queries.asking import ask
from zeren.graph.store import Snapshot
from zeren.queries import catalog


@pytest.mark.parametrize(
    ("question", "better", "other"),
    [
        ("两县都有哪些指标", "indicators-in-both", "targets"),
        ("云泽县和青岭县都有哪些任务", "tasks-in-both", "tasks"),
        ("县财政局和县发改局牵头哪些任务", "tasks-of-either", "tasks-shared"),
        ("青岭县产业兴县主动仗涉及哪些单位", "units", "units-of-task"),
        ("青岭县产业兴县主动仗由谁总牵头", "who-leads", "units-ranked"),
        (
            "what do the finance bureau and the audit bureau lead",
            "tasks-of-either",
            "tasks-shared",
        ),
    ],
)
def test_both_readings_are_answered(plans: Snapshot, question: str, better: str, other: str) -> None:
    found = ask(plans, question)
    (also,) = found.also
    assert (found.question.name, also.question.name) == (better, other)
    assert found.text != also.text
    record = found.record()
    assert record["also"] == [
        {key: also.record()[key] for key in ("understood", "sparql", "columns", "rows", "count")}
    ]


def test_a_question_that_means_one_thing_has_no_other_reading(plans: Snapshot) -> None:
    for name in ("tasks-led-by", "who-leads", "units-of-task", "tasks-shared", "targets-of"):
        for example in catalog.get(name).examples:
            assert "also" not in ask(plans, example.question).record(), example.question


def test_counties_are_set_apart(plans: Snapshot) -> None:
    def titles(question: str) -> set[str]:
        return {row["task"]["name"] for row in ask(plans, question).rows}

    here, there = titles("云泽县有哪些任务"), titles("青岭县有哪些任务")
    assert titles("云泽县有而青岭县没有的任务") == here - there
    assert titles("只有青岭县有的任务有哪些") == there - here
    assert titles("两县相同的任务") == here & there


def test_what_one_unit_leads_without_another(plans: Snapshot) -> None:
    def tasks(question: str) -> set[str]:
        return {row["task"]["id"] for row in ask(plans, question).rows}

    led = tasks("云泽县财政局牵头哪些任务")
    shared = tasks("云泽县财政局和县发改局共同承担哪些任务")
    assert tasks("云泽县财政局牵头而云泽县发改局不参与的任务") == led - shared
    either = tasks("云泽县财政局或云泽县税务局牵头的任务")
    assert either == led | tasks("云泽县税务局牵头哪些任务")


def test_the_load_of_a_unit_stands_beside_the_mean_of_its_county(plans: Snapshot) -> None:
    (row,) = ask(plans, "云泽县财政局的任务量和平均水平比较").rows
    assert row["tasks"] == len(ask(plans, "云泽县财政局参与哪些任务").rows)
    assert 1 < row["mean"] < row["tasks"]
