"""Questions in a person's words, asked of the two example plans."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.queries.asking import ask, names
from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries.ask.normalise import language_of, normalise
from zeren.queries.ask.understand import understand


@pytest.mark.parametrize("case", read_cases("queries/fixtures/asked.txt"), ids=titled)
def test_a_question_is_read_and_answered(plans: Snapshot, case: Case) -> None:
    reading, *wanted = case.expected.splitlines()
    for question in case.text.splitlines():
        found = ask(plans, question)
        assert found.text == reading, question
        assert names(found) == [line.removeprefix("- ") for line in wanted], question


@pytest.mark.parametrize("case", read_cases("queries/fixtures/same.txt"), ids=titled)
def test_wordings_of_one_question_are_read_alike(plans: Snapshot, case: Case) -> None:
    for question in case.text.splitlines():
        understood = understand(plans, question)
        assert (understood.question.name, understood.text) == tuple(case.expected.splitlines()), question


@pytest.mark.parametrize("case", read_cases("queries/fixtures/refused.txt"), ids=titled)
def test_what_is_not_understood_is_refused_with_help(plans: Snapshot, case: Case) -> None:
    message, *helpful = case.expected.splitlines()
    for question in case.text.splitlines():
        with pytest.raises(NotUnderstoodError) as refused:
            ask(plans, question)
        assert refused.value.message == message, question
        shown = [*refused.value.nearest, refused.value.hint]
        assert [line for line in helpful if line.removeprefix("- ") not in shown] == [], question


def test_every_quote_is_what_stands_at_its_place(plans: Snapshot) -> None:
    found = ask(plans, "县财政局参与哪些任务")
    places = [place for row in found.rows for place in row["evidence"]]
    assert len(places) >= len(found.rows) > 10
    for place in places:
        assert plans.text(place["document"])[place["start"] : place["end"]] == place["quote"]


def test_rows_stand_in_the_order_of_the_documents_and_their_places(plans: Snapshot) -> None:
    first = [row["evidence"][0] for row in ask(plans, "县发改局牵头哪些任务").rows]
    places = [(place["document"], place["start"]) for place in first]
    assert len({document for document, _ in places}) == 2
    assert places == sorted(places)


def test_the_first_evidence_of_a_task_is_the_clause_that_names_the_unit(plans: Snapshot) -> None:
    for row in ask(plans, "县财政局牵头哪些任务").rows:
        assert re.search("财政\\s*局", row["evidence"][0]["quote"])
        assert "牵头" in row["evidence"][0]["quote"] or "\n\t" in row["evidence"][0]["quote"]


def test_a_bracketed_division_counts_as_its_unit(plans: Snapshot) -> None:
    led = {row["task"]["name"]: row for row in ask(plans, "青岭县财政局牵头哪些任务").rows}
    assert led["加快平台公司转型"]["lead"] == [{"id": "青岭县/财政局/国资办", "name": "县财政局（国资办）"}]


def test_a_part_under_a_name_of_its_own_does_not_count_as_the_unit_above_it(plans: Snapshot) -> None:
    of_the_squad = set(names(ask(plans, "云泽县公安局交警大队参与哪些任务")))
    of_the_bureau = set(names(ask(plans, "云泽县公安局参与哪些任务")))
    assert "整治道路交通隐患" in of_the_squad - of_the_bureau


def test_a_county_keeps_the_other_one_out(plans: Snapshot) -> None:
    found = ask(plans, "云泽县财政局牵头哪些任务")
    assert {row["county"] for row in found.rows} == {"云泽县"}
    assert found.parameters == {"unit": "云泽县/财政局"}


def test_the_top_of_a_ranking_has_the_most_and_says_which_tasks(plans: Snapshot) -> None:
    found = ask(plans, "云泽县哪个单位牵头的任务最多")
    counts = [row["tasks"] for row in found.rows]
    assert counts == sorted(counts, reverse=True)
    best = found.rows[0]
    assert len(ask(plans, f"云泽县{best['unit']['name']}牵头哪些任务").rows) == best["tasks"]
    assert len(best["evidence"]) == best["tasks"]


def test_how_many_asks_for_the_same_rows(plans: Snapshot) -> None:
    assert ask(plans, "云泽县财政局牵头多少项任务").rows == ask(plans, "云泽县财政局牵头哪些任务").rows


def test_a_day_without_a_year_is_in_the_year_of_the_plans(plans: Snapshot) -> None:
    assert understand(plans, "6月底前要完成哪些任务").text == "不晚于2024-06-30到期的任务"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("县财政局牵头哪些任务", "zh"),
        ("which tasks does the county finance bureau lead", "en"),
        ("which tasks does 县财政局 lead", "en"),
        ("who leads “做活县城夜间经济”?", "en"),
        ("新建5G基站由谁牵头", "zh"),
        ("GDP增长目标是多少", "zh"),
        ("who leads 植树", "en"),
        ("由谁牵头AI、5G和GDP", "zh"),
    ],
)
def test_the_answer_is_in_the_language_of_the_question(question: str, language: str) -> None:
    assert language_of(normalise(question)) == language


def test_the_language_can_be_chosen(plans: Snapshot) -> None:
    assert understand(plans, "云泽县财政局牵头哪些任务", "en").text.startswith("Tasks led by")


@pytest.mark.parametrize(
    "attempt",
    [
        'x" } UNION { ?s ?p ?o } #',
        "县财政局> . ?s ?p ?o . <x",
        "谁牵头“\\\" } DROP ALL ; {”",
        "谁牵头“$1 {unit} {{task}} %s”",
        "“SELECT * WHERE { ?s ?p ?o }”有哪些任务",
        "哪些文件引用了湘'发〔2021〕7号",
    ],
)  # fmt: skip
def test_the_words_of_a_question_never_become_a_query(plans: Snapshot, attempt: str) -> None:
    before = count(plans)
    try:
        found = ask(plans, attempt)
    except NotUnderstoodError:
        pass
    else:
        assert found.rows == []
    assert count(plans) == before


def count(plans: Snapshot) -> Any:
    solutions: Any = plans.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return next(iter(solutions))["n"].value
