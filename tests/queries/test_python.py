"""The workspace in a program: the same answers as on the command line, as values of Python."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest
import rdflib

from tests.calling import data
from zeren import Workspace
from zeren.errors import (
    MissingLibraryError,
    NotUnderstoodError,
    QueryError,
    UsageError,
    WorkspaceError,
    ZerenError,
)
from zeren.ontology.vocab import ZR


@pytest.mark.parametrize(
    "question", ["云泽县财政局牵头哪些任务", "which tasks in Qingling have no lead", "哪些单位牵头的任务最多"]
)
def test_an_answer_is_the_one_that_the_command_line_gives(
    workspace_of_examples: Workspace, question: str
) -> None:
    answer = workspace_of_examples.ask(question)
    assert answer.rows
    assert answer.record() == data(workspace_of_examples, "ask", question)
    explained = data(workspace_of_examples, "ask", question, "--explain")
    assert explained["names"] == answer.names


def test_every_row_of_an_answer_has_the_words_that_prove_it(workspace_of_examples: Workspace) -> None:
    answer = workspace_of_examples.ask("云泽县财政局牵头哪些任务")
    assert answer.text == "县财政局（云泽县）牵头的任务"
    assert [row["task"]["name"] for row in answer.rows] == [
        "积极争取上级资金",
        "落实减税降费政策",
        "化解政府债务风险",
    ]
    for row in answer.rows:
        proof = row["evidence"][0]
        assert "县财政局" in proof["quote"]
        text = workspace_of_examples.text(proof["document"])
        assert text[proof["start"] : proof["end"]] == proof["quote"]


def test_the_sparql_of_an_answer_gives_its_rows(workspace_of_examples: Workspace) -> None:
    answer = workspace_of_examples.ask("云泽县财政局牵头哪些任务")
    found = workspace_of_examples.sparql(answer.sparql)
    assert {row["taskName"] for row in found.rows} == {row["task"]["name"] for row in answer.rows}


def test_an_answer_is_told_in_the_language_that_is_asked_for(workspace_of_examples: Workspace) -> None:
    assert workspace_of_examples.ask("云泽县财政局牵头哪些任务", "en").text.startswith("Tasks led by")


@pytest.mark.parametrize("question", ["县火星局牵头哪些任务", "今天天气怎么样", ""])
def test_a_question_that_is_not_understood_is_refused_with_what_can_be_asked(
    workspace_of_examples: Workspace, question: str
) -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        workspace_of_examples.ask(question)
    assert refused.value.nearest


@pytest.mark.parametrize(
    ("name", "given", "options"),
    [
        ("tasks-led-by", {"unit": "县财政局", "county": "青岭"}, ["--unit", "县财政局", "--county", "青岭"]),
        (
            "tasks-shared",
            {"unit": ["县财政局", "县税务局"]},
            ["--unit", "县财政局", "--unit", "县税务局"],
        ),
        ("units-ranked", {"role": "lead", "top": 3}, ["--role", "lead", "--top", "3"]),
        ("tasks-due", {"date": "2024年6月底前"}, ["--date", "2024年6月底前"]),
    ],
)
def test_a_question_of_the_catalogue_by_its_name(
    workspace_of_examples: Workspace, name: str, given: dict[str, Any], options: list[str]
) -> None:
    answer = workspace_of_examples.query(name, **given)
    assert answer.rows
    assert answer.record() == data(workspace_of_examples, "query", name, *options)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("tasks-led-by", {}, "needs unit"),
        ("tasks-led-by", {"unit": "县财政局", "colour": "red"}, "no question has a parameter colour"),
        ("tasks-led-by", {"unit": "县财政局", "number": "5号"}, "has no use for number"),
        ("tasks-led-by", {"unit": 5}, "unit takes words, not 5"),
        ("units-ranked", {"role": "lead", "top": 0}, "top takes a number from 1, not 0"),
        ("units-ranked", {"role": "boss"}, "no role is called boss"),
        ("tasks-about", {"words": "。"}, "there is nothing to look for"),
        ("tasks-about", {"words": "老" * 201}, "201 letters are too many"),
        ("tasks-due", {"date": 2024}, "date takes words, not 2024"),
    ],
)
def test_what_a_question_cannot_use_is_said(
    workspace_of_examples: Workspace, name: str, given: dict[str, Any], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        workspace_of_examples.query(name, **given)


@pytest.mark.parametrize(
    ("name", "given", "in_words"),
    [
        ("tasks-due", {"date": date(2024, 6, 30)}, {"date": "2024-06-30"}),
        ("tasks-in-annex", {"annex": 3}, {"annex": "3"}),
    ],
)
def test_days_and_numbers_are_given_as_values_of_python(
    workspace_of_examples: Workspace, name: str, given: dict[str, Any], in_words: dict[str, Any]
) -> None:
    answer = workspace_of_examples.query(name, **given)
    assert answer.rows
    assert answer == workspace_of_examples.query(name, **in_words)


def test_a_document_is_called_by_its_number_too(workspace_of_examples: Workspace) -> None:
    key, number = "云泽政办发-2024-5", "云泽政办发〔2024〕5号"
    assert workspace_of_examples.text(number) == workspace_of_examples.text(key)
    assert workspace_of_examples.facts(number) == workspace_of_examples.facts(key)


def test_an_unknown_question_is_answered_with_the_nearest_names(workspace_of_examples: Workspace) -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        workspace_of_examples.query("tasks-lead-by")
    assert "tasks-led-by" in refused.value.nearest


def test_sparql_gives_values_of_python(workspace_of_examples: Workspace) -> None:
    found = workspace_of_examples.sparql(
        "SELECT ?document (2 AS ?number) (1.5 AS ?share) (true AS ?yes) ?issued ?missing "
        '("soon"^^xsd:date AS ?unfit) { ?document dcterms:issued ?issued } ORDER BY ?issued'
    )
    assert found.columns == ["document", "number", "share", "yes", "issued", "missing", "unfit"]
    first = found.rows[0]
    assert str(first["document"]).startswith("https://w3id.org/zeren/id/")
    assert (first["number"], first["share"], first["yes"]) == (2, 1.5, True)
    assert isinstance(first["issued"], date)
    assert (first["missing"], first["unfit"]) == (None, "soon")
    assert found.boolean is None


def test_sparql_that_asks_and_sparql_that_constructs(workspace_of_examples: Workspace) -> None:
    assert workspace_of_examples.sparql("ASK { ?task a zr:Task }").boolean is True
    made = workspace_of_examples.sparql("CONSTRUCT { ?task a zr:Task } WHERE { ?task a zr:Task }", limit=1)
    assert (made.columns, len(made.rows), made.complete) == (["subject", "predicate", "object"], 1, False)


@pytest.mark.parametrize(
    ("limit", "rows", "complete"), [(1, 1, False), (2, 2, True), (3, 2, True), (None, 2, True)]
)
def test_sparql_says_whether_its_rows_are_all(
    workspace_of_examples: Workspace, limit: int | None, rows: int, complete: bool
) -> None:
    found = workspace_of_examples.sparql("SELECT ?plan { ?plan a zr:Plan }", limit)
    assert (len(found.rows), found.complete) == (rows, complete)


@pytest.mark.parametrize(
    "query", ["SELECT ?x {", "DROP ALL", "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }"]
)
def test_sparql_with_a_mistake_or_an_update_is_refused(workspace_of_examples: Workspace, query: str) -> None:
    with pytest.raises(QueryError):
        workspace_of_examples.sparql(query)


def test_the_graph_is_a_dataset_of_rdflib(workspace_of_examples: Workspace) -> None:
    graph = workspace_of_examples.graph()
    assert isinstance(graph, rdflib.Dataset)
    plans = [str(plan) for plan in graph.subjects(rdflib.RDF.type, rdflib.URIRef(ZR + "Plan"))]
    assert sorted(plans) == sorted(
        str(row["plan"]) for row in workspace_of_examples.sparql("SELECT ?plan { ?plan a zr:Plan }").rows
    )


def test_the_network_ties_tasks_to_their_units(workspace_of_examples: Workspace) -> None:
    network = workspace_of_examples.network()
    leading = {
        network.nodes[task]["name"]
        for task, _, tie in network.in_edges("云泽县/财政局", keys=True)
        if tie == "lead"
    }
    answer = workspace_of_examples.ask("云泽县财政局牵头哪些任务")
    assert leading == {row["task"]["name"] for row in answer.rows}


def test_an_answer_as_a_data_frame(workspace_of_examples: Workspace) -> None:
    frame = workspace_of_examples.ask("云泽县财政局牵头哪些任务").to_pandas()
    assert list(frame["task"]) == ["积极争取上级资金", "落实减税降费政策", "化解政府债务风险"]
    assert frame["lead"].iloc[0] == "县发展和改革局、县财政局"
    assert {"document", "start", "end", "quote"} <= set(frame.columns)
    none = workspace_of_examples.sparql("SELECT ?x { ?x a zr:Nothing }").to_pandas()
    assert (list(none.columns), len(none)) == (["x"], 0)


def test_without_pandas_the_error_says_how_to_install_it(
    workspace_of_examples: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = workspace_of_examples.ask("云泽县财政局牵头哪些任务")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingLibraryError) as missing:
        answer.to_pandas()
    assert "pandas" in missing.value.message
    assert missing.value.hint == 'pip install "zeren[pandas]"'


def test_a_workspace_that_is_not_there_is_a_zeren_error(tmp_path: Any) -> None:
    nowhere = Workspace(tmp_path / "nowhere")
    for question in (lambda: nowhere.ask("有哪些任务"), lambda: nowhere.sparql("ASK {}"), nowhere.network):
        with pytest.raises(WorkspaceError) as error:
            question()
        assert isinstance(error.value, ZerenError)
        assert not nowhere.path.exists()


def test_what_cannot_be_used_is_said(workspace_of_examples: Workspace) -> None:
    with pytest.raises(UsageError, match="limit takes a number from 0, not -1"):
        workspace_of_examples.sparql("SELECT ?task { ?task a zr:Task }", limit=-1)
    french: Any = "fr"
    with pytest.raises(UsageError, match="zh or en, not in fr"):
        workspace_of_examples.ask("云泽县财政局牵头哪些任务", french)
    nothing: Any = None
    with pytest.raises(UsageError, match="a question is text, not None"):
        workspace_of_examples.ask(nothing)
    with pytest.raises(NotUnderstoodError) as failure:
        workspace_of_examples.text("云泽政办发-2024-6")
    assert failure.value.nearest[0] == "云泽政办发-2024-5"
