"""Whatever is asked, there is an answer or a refusal that helps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fixture_files import read_cases
from tests.queries.asking import ask
from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries import index
from zeren.queries.answer import Answer

WORDS = sorted({word for words in index.load().words.values() for word, _ in words})
NAMES = [
    *("县财政局", "云泽县", "青岭", "创新驱动攻坚仗", "“做活县城夜间经济”", "县十大民生实事", "附件2"),
    *("2024年6月底前", "漓政办发〔2024〕1号", "bureau", "finance", "Yunze", "、", "和", "的", "“", "”", "?"),
]
ASKED = [q for case in read_cases("queries/fixtures/same.txt") for q in case.text.splitlines()]

quietly = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def holds(plans: Snapshot, question: str) -> None:
    """The question is answered with rows that hold together, or refused with a message."""
    found = answered(plans, question)
    if isinstance(found, str):
        assert found
        return
    assert found.text
    assert not re.search(r"\{\w+\}", found.text)
    assert all(list(row) == found.columns for row in found.rows)
    solutions: Any = plans.query(found.sparql)
    assert bool(found.rows) == bool(list(solutions))


def answered(plans: Snapshot, question: str) -> Answer | str:
    """The answer, or the message of the refusal; anything else that is raised fails the test."""
    try:
        return ask(plans, question)
    except NotUnderstoodError as refused:
        return refused.message


@quietly
@given(st.text(max_size=80))
def test_any_letters(plans: Snapshot, question: str) -> None:
    holds(plans, question)


@quietly
@given(st.lists(st.sampled_from([*NAMES, *WORDS]), max_size=8))
def test_any_words_that_questions_use(plans: Snapshot, words: list[str]) -> None:
    holds(plans, "".join(f" {word} " if word.isascii() else word for word in words))


@settings(quietly, max_examples=60)
@given(st.sampled_from(ASKED), st.data())
def test_a_question_with_a_slip(plans: Snapshot, question: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(question)))
    slip = data.draw(st.sampled_from(["", "\\", '"', "}", "”", "不", " or ", "?x"]))
    holds(plans, question[:at] + slip + question[at + 1 :])


@pytest.mark.parametrize("letter", ["财", "a", "“", " "])
def test_a_question_without_end(plans: Snapshot, letter: str) -> None:
    holds(plans, letter * 1_000_000)
