"""No word of a question is dropped in silence: what has no effect on an answer is refused, or said."""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.queries.asking import ask
from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries.ask.understand import understand

DROPPED = "queries/fixtures/dropped.txt"


@pytest.mark.parametrize("case", read_cases(DROPPED), ids=titled)
def test_words_that_no_question_can_use_are_at_fault(plans: Snapshot, case: Case) -> None:
    for question, fault in zip(case.text.splitlines(), case.expected.splitlines(), strict=True):
        with pytest.raises(NotUnderstoodError) as refused:
            ask(plans, question)
        assert fault in refused.value.message, question


@pytest.mark.parametrize("case", read_cases("queries/fixtures/told.txt"), ids=titled)
def test_words_that_change_nothing_are_told(plans: Snapshot, case: Case) -> None:
    for question, remark in zip(case.text.splitlines(), case.expected.splitlines(), strict=True):
        assert understand(plans, question).text.endswith(remark.strip("\n")), question


@pytest.mark.parametrize("case", read_cases(DROPPED), ids=titled)
def test_what_is_offered_instead_can_be_asked_as_it_stands(plans: Snapshot, case: Case) -> None:
    for question in case.text.splitlines():
        with pytest.raises(NotUnderstoodError) as refused:
            ask(plans, question)
        for offered in refused.value.nearest:
            assert ask(plans, offered).text, f"{offered}, offered for {question}"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("单位最多的任务", "tasks-ranked-by-units"),
        ("哪些任务单位最多", "tasks-ranked-by-units"),
        ("tasks with most units", "tasks-ranked-by-units"),
        ("任务最多的单位", "units"),
        ("which units have most tasks", "units"),
    ],
)
def test_what_is_ranked_is_what_is_asked_for(plans: Snapshot, question: str, name: str) -> None:
    assert understand(plans, question).question.name == name


def test_an_unknown_county_is_answered_with_the_question_for_the_loaded_ones(plans: Snapshot) -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        understand(plans, "白石县财政局牵头哪些任务")
    assert refused.value.nearest == ("云泽县财政局牵头哪些任务", "青岭县财政局牵头哪些任务")


def test_a_year_that_the_plans_are_of_stands_in_what_is_offered(plans: Snapshot) -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        understand(plans, "云泽县逾期的任务")
    assert any("2024" in offered and "云泽县" in offered for offered in refused.value.nearest)
