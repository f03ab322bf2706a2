"""A question about one county asks the graphs that speak of it: answered or refused as by all graphs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zeren.errors import NotUnderstoodError
from zeren.graph.store import Snapshot
from zeren.queries import catalog, reach
from zeren.queries.answer import answer
from zeren.queries.ask import near
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


REFUSED = (
    "云泽县县航天局牵头哪些任务",
    "云泽县县财攻局牵头哪些任务",
    "云泽县林业局和县航天局共同承担哪些任务",
    "云泽县“建设航天城”由谁牵头",
    "云泽县老旧小区改造由谁负责",
    "云泽县“市水利局统筹”由谁负责",
    "云泽县欧阳锋负责哪些任务",
    "云泽县登月工程由谁牵头",
    "云泽县有哪些任务由市水利局和墨山县负责",
    "墨山县县财政局牵头哪些任务",
    "墨山县有哪些任务",
    "which tasks does the space bureau of Yunze County lead?",
)
"""Questions with words that nobody knows, that another county knows, or of a county that is not loaded."""


def refusal(graph: Snapshot, question: str) -> NotUnderstoodError:
    with pytest.raises(NotUnderstoodError) as refused:
        understand(graph, question)
    return refused.value


@pytest.mark.parametrize("question", REFUSED)
def test_a_refusal_says_what_the_whole_would_say(
    graph: Snapshot, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = refusal(graph, question)
    monkeypatch.setattr(near, "near", lambda *_: None)
    wide = refusal(graph, question)
    assert (narrow.message, narrow.hint) == (wide.message, wide.hint)
    assert bool(narrow.nearest) == bool(wide.nearest)


@pytest.mark.parametrize("question", REFUSED)
def test_a_refusal_asks_all_graphs_for_given_names_alone(
    graph: Snapshot, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert graph.shown.counties  # looked up once for each snapshot
    asked: list[str] = []
    own = Snapshot.own

    def spied(self: Snapshot, sparql: str, graphs: list[str] | None = None) -> object:
        asked.extend([sparql] if graphs is None else [])
        return own(self, sparql, graphs)

    monkeypatch.setattr(Snapshot, "own", spied)
    refusal(graph, question)
    assert asked
    assert [sparql for sparql in asked if "WHERE {\n  VALUES ?" not in sparql] == []


@pytest.mark.parametrize("words", ["养老", "旅游", "工程", "城乡居民"])
def test_words_are_looked_for_in_the_documents_of_the_county(
    graph: Snapshot, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [found for found in graph.search([words]) if found.place.document == "云泽政办发-2024-5"]
    read: list[str] = []
    text = Snapshot.text

    def spied(self: Snapshot, document: str) -> str:
        read.append(document)
        return text(self, document)

    monkeypatch.setattr(Snapshot, "text", spied)
    assert graph.search([words], "all", graph.graphs_of(["云泽县"])) == whole
    assert {*read} <= {"云泽政办发-2024-5"}


def test_words_that_another_county_has_are_no_reason_to_refuse(graph: Snapshot) -> None:
    reading = understand(graph, "云泽县提到统筹全市水利的任务")
    assert reading.given.words == ("统筹全市水利",)
    assert answer(graph, reading.question, reading.given).rows == []


def test_what_is_said_instead_of_unknown_words_stands_in_the_plans_of_the_county(graph: Snapshot) -> None:
    reading = understand(graph, "云泽县提到农村公鹿的任务")
    with pytest.raises(NotUnderstoodError) as refused:
        answer(graph, reading.question, reading.given)
    plan = graph.text("云泽政办发-2024-5")
    assert refused.value.nearest
    assert all(word in plan for word in refused.value.nearest)


@pytest.mark.parametrize(
    ("question", "counties"),
    [
        ("云泽县哪些任务引用了漓政办发〔2023〕21号", ["云泽县"]),
        ("漓政办发〔2024〕1号被云泽县哪些文件引用", ["云泽县"]),
        ("云泽县的漓政办发〔2024〕1号被哪些文件引用", []),
    ],
)
def test_a_county_narrows_who_cites_a_number_unless_the_number_is_its_own(
    graph: Snapshot, question: str, counties: list[str]
) -> None:
    things = understand(graph, question).given.things
    assert [county.label for county in things.get("county", ())] == counties


@pytest.mark.parametrize(
    "question",
    [
        "青岭和云泽县的财政局分别牵头哪些任务",
        "which tasks do the finance bureaus of Qingling and Yunze County lead?",
        "which tasks are in Qingling but not in Yunze County?",
    ],
)
def test_a_county_that_is_named_in_short_counts_as_much(
    graph: Snapshot, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = understand(graph, question)
    monkeypatch.setattr(near, "near", lambda *_: None)
    assert narrow == understand(graph, question)


def test_a_question_without_a_county_asks_all_graphs(graph: Snapshot) -> None:
    reading = understand(graph, "县财政局牵头哪些任务")
    homes = {thing.county for things in reading.given.things.values() for thing in things}
    assert len(homes) > 1
    asked = reach.graphs(graph, reading.question, reading.given)
    assert asked is None or {name.removeprefix(graph.base_iri) for name in asked} >= {"云泽县", "青岭县"}
