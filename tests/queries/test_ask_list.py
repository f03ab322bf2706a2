"""A long list of questions in both languages, judged by the facts themselves."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.queries.asking import ask
from tests.queries.expected import RANKED, ranked, rows
from tests.queries.truth import Truth
from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries import catalog
from zeren.queries.answer import Answer
from zeren.queries.ask.normalise import language_of, normalise

RIGHT = 0.98
"""The share of the questions that must be answered right."""

NOT_ASKED = {
    "zh": ("rivals-of", "documents-cited-most"),
    "en": ("rivals-of", "tasks-led-without", "title-of-number"),
}
"""Questions that the list has answered in the other language alone.

The facts alone do not answer the first: which units stand against each other in a finding.
"""

LIST = [
    (q, case.expected)
    for case in read_cases("queries/fixtures/questions.txt")
    for q in case.text.splitlines()
]
IN = {
    language: [(q, right) for q, right in LIST if language_of(normalise(q)) == language]
    for language in ("zh", "en")
}


class Asked(NamedTuple):
    """A question of the list, what is right, and what came: an answer or the message of a refusal."""

    question: str
    expected: str
    came: Answer | str

    def said(self) -> str:
        """What came, in a line."""
        came = self.came if isinstance(self.came, str) else f"{self.came.text}: {len(self.came.rows)} rows"
        return f"{self.question}\n    wanted {self.expected}\n    came   {came}"


def came(plans: Snapshot, question: str) -> Answer | str:
    try:
        return ask(plans, question)
    except NotUnderstoodError as refused:
        return refused.message


def right(truth: Truth, asked: Asked) -> bool:
    if isinstance(asked.came, str):
        return asked.expected == "refused"
    if asked.expected == "refused":
        return False
    if asked.expected.split()[0] in RANKED:
        return ranked_right(asked.came, *ranked(truth, asked.expected))
    return {key(row[asked.came.columns[0]]) for row in asked.came.rows} == rows(truth, asked.expected)


def key(cell: object) -> str:
    return cell["id"] if isinstance(cell, dict) else str(cell)


def ranked_right(found: Answer, counts: dict[str, int], many: int | None, fewest: bool) -> bool:
    """Whether each row has its count, and no better one is left out; of equal ones any may be shown."""
    pairs = any("+" in counted for counted in counts)
    count = found.question.rank or found.columns[2 if pairs else 1]
    shown_rows = {
        "+".join(sorted(key(row[column]) for column in found.columns[: 2 if pairs else 1])): row[count]
        for row in found.rows
    }
    best = sorted(counts.values(), reverse=not fewest)[:many]
    shown = sorted(shown_rows.values(), reverse=not fewest)
    return shown == best and all(counts.get(each) == count for each, count in shown_rows.items())


def test_the_list_is_long_and_in_both_languages() -> None:
    assert len(set(LIST)) == len(LIST) >= 200
    assert len(IN["en"]) >= 60
    assert len(IN["zh"]) >= 140


def test_the_list_is_in_words_that_the_catalogue_does_not_give() -> None:
    given = {example.question for question in catalog.read() for example in question.examples}
    assert [question for question, _ in LIST if question in given] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nearly_all_are_answered_right_and_none_as_another_question(plans: Snapshot, language: str) -> None:
    truth = Truth(plans)
    asked = [Asked(question, expected, came(plans, question)) for question, expected in IN[language]]
    wrong = [each for each in asked if not right(truth, each)]
    assert [each.said() for each in wrong if not isinstance(each.came, str)] == []
    assert len(wrong) <= (1 - RIGHT) * len(asked), "\n".join(each.said() for each in wrong)
    read = {each.came.question.name for each in asked if not isinstance(each.came, str)}
    left = [
        question.name for question in catalog.read() if question.name not in {*read, *NOT_ASKED[language]}
    ]
    assert left == [], "questions of the catalogue that the list has to ask as well"


@pytest.mark.parametrize("case", read_cases("queries/fixtures/unanswerable.txt"), ids=titled)
def test_what_nobody_can_answer_is_refused(plans: Snapshot, case: Case) -> None:
    for line in case.text.splitlines():
        question, _, fault = line.partition(" → ")
        with pytest.raises(NotUnderstoodError) as refused:
            ask(plans, question)
        assert fault in refused.value.message
        shown = "\n".join((refused.value.hint, *refused.value.nearest))
        assert any(each in shown for each in case.expected.splitlines()), question


def test_many_questions_are_tried_that_nobody_can_answer() -> None:
    tried = [
        line for case in read_cases("queries/fixtures/unanswerable.txt") for line in case.text.splitlines()
    ]
    assert len(set(tried)) >= 60
