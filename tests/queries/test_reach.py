"""A question about one county asks the graphs that speak of it, and is answered as by all graphs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries import catalog, reach
from zeren.queries.answer import answer
from zeren.queries.ask.understand import Understood, understand
from zeren.queries.catalog import Question
from zeren.workspace import Workspace

CITY = """漓江政办发〔2024〕9号
漓江市人民政府办公室关于印发《漓江市重点工作方案》的通知
一、工作任务
1.支持云泽县修路。建成公路30公里，2024年12月底前完成。（云泽县财政局牵头，青岭县财政局、市财政局负责）
2.统筹全市水利。（市水利局牵头，云泽县水利局、青岭县水利局配合）
"""


@pytest.fixture(scope="module")
def graph(examples_as_read: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The example plans, and a city's that gives work to offices of both counties."""
    folder = tmp_path_factory.mktemp("three")
    (folder / "漓江市.txt").write_text(CITY, "utf-8")
    workspace = Workspace(shutil.copytree(examples_as_read, folder / "data"))
    report = workspace.ingest(folder / "漓江市.txt")
    assert report.documents[0].tasks == 2
    return workspace.snapshot()


def readings(graph: Snapshot, question: Question) -> list[Understood]:
    """How the examples of a question are read, alone and behind the name of a county."""
    found = []
    for example in (question.examples[0], question.examples[-1]):
        for county in ("", "云泽县"):
            try:
                found.append(understand(graph, county + example.question))
            except NotUnderstoodError:
                continue
    return found


@pytest.mark.parametrize("question", catalog.load(), ids=lambda question: question.name)
def test_the_rows_are_those_of_all_graphs(
    graph: Snapshot, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reading in readings(graph, question):
        try:
            narrow = answer(graph, reading.question, reading.given)
            with monkeypatch.context() as whole:
                whole.setattr(reach, "graphs", lambda *_: None)
                wide = answer(graph, reading.question, reading.given)
        except NotUnderstoodError:
            continue
        assert narrow.rows == wide.rows, reading.given


def test_a_county_is_asked_without_the_plans_of_others(graph: Snapshot) -> None:
    asked = graph.graphs_of(["云泽县"])
    assert asked is not None
    names = [name.removeprefix(graph.base_iri) for name in asked]
    assert names == ["云泽政办发-2024-5", "云泽县", "judgements"]


def test_what_holds_counties_against_each_other_asks_all_graphs(graph: Snapshot) -> None:
    reading = understand(graph, "只有云泽县有的任务有哪些")
    assert reach.graphs(graph, reading.question, reading.given) is None


def test_a_question_without_a_county_asks_all_graphs(graph: Snapshot) -> None:
    reading = understand(graph, "县财政局牵头哪些任务")
    homes = {thing.county for things in reading.given.things.values() for thing in things}
    assert len(homes) > 1
    asked = reach.graphs(graph, reading.question, reading.given)
    assert asked is None or {name.removeprefix(graph.base_iri) for name in asked} >= {"云泽县", "青岭县"}
