"""The columns of many plans answer every question as their graph does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from zeren.errors import NotUnderstoodError, ZerenError
from zeren.graph.columns import files
from zeren.graph.columns.engine import Columns
from zeren.graph.columns.given import LONG
from zeren.graph.columns.relations import Unfit
from zeren.graph.columns.translate import translated
from zeren.graph.store import Snapshot
from zeren.ontology.judgements import Judgement
from zeren.queries import catalog, hits, reach
from zeren.queries.answer import answer
from zeren.queries.ask.understand import understand
from zeren.queries.catalog import Question
from zeren.queries.compose import compose
from zeren.workspace import Workspace

GRAPH_ALONE = {"about-unit"}
"""The questions that ask for any property there is, which no table can say."""

NARROWED = (
    "云泽县有多少任务",
    "青岭县哪些任务没有牵头单位",
    "牵头任务最少的3个单位",
    "云泽县各单位参与任务数排名",
    "两县的指标有哪些",
    "2024年的目标有哪些",
    "牵头任务超过5项的单位有哪些",
    "省级文件被哪些任务引用",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The example plans with their columns, and one finding that a person has judged."""
    folder = tmp_path_factory.mktemp("columns")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "MANY", 2)
        workspace = Workspace(folder / "data")
        workspace.ingest(Path("examples"))
        finding = next(iter(workspace.snapshot().facts("云泽政办发-2024-5").findings)).id
        workspace.judge(Judgement(finding, "accepted", "已核"))
        with workspace.snapshot() as opened:
            yield opened


def columns(graph: Snapshot) -> Columns:
    assert graph.columns is not None, "the generation has columns"
    return graph.columns


def composed(graph: Snapshot, question: str) -> str:
    reading = understand(graph, question)
    found = hits.find(graph, reading.question, reading.given, "zh") if reading.given.words else None
    return compose(reading.question, reading.given, found)


def rows(solutions: Iterable[Iterable[Any]]) -> Counter[tuple[Any, ...]]:
    """Solutions as they can be compared: numbers by their value, what is listed in any order."""
    return Counter(tuple(_plain(term) for term in solution) for solution in solutions)


def _plain(term: Any) -> Any:
    kind = getattr(term, "datatype", None)
    if kind is not None and kind.value.endswith(("#decimal", "#integer")):
        return float(term.value)
    return term and (" ".join(sorted(term.value.split(" "))), getattr(term, "language", None))


@pytest.mark.parametrize("question", catalog.load(), ids=lambda question: question.name)
def test_every_question_gives_the_rows_of_the_graph(graph: Snapshot, question: Question) -> None:
    for example in question.examples:
        sparql = composed(graph, example.question)
        found = columns(graph).select(sparql)
        if question.name in GRAPH_ALONE:
            assert found is None, "it can be said over the tables now: take it off the list"
            continue
        assert found is not None, "the tables can say it"
        plain = graph.own(sparql)
        assert [name.value for name in found.variables] == [name.value for name in plain.variables]
        assert rows(found) == rows(plain), example.question


@pytest.mark.parametrize("question", catalog.load(), ids=lambda question: question.name)
def test_answers_are_the_same_to_the_letter(
    graph: Snapshot, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "graphs", lambda *_: None)
    reading = understand(graph, question.examples[0].question)
    found = answer(graph, reading.question, reading.given)
    with monkeypatch.context() as without:
        without.setattr(Snapshot, "columns", None)
        plain = answer(graph, reading.question, reading.given)
    assert found.record() == plain.record()


@pytest.mark.parametrize("question", NARROWED)
def test_narrowed_questions_give_the_rows_of_the_graph(graph: Snapshot, question: str) -> None:
    try:
        sparql = composed(graph, question)
    except NotUnderstoodError as error:
        pytest.fail(f"{question}: {error}")
    found = columns(graph).select(sparql)
    assert found is not None
    assert rows(found) == rows(graph.own(sparql))


PREFIXES = """PREFIX zr: <https://w3id.org/zeren#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

SAID = {
    "labels in every language": "SELECT ?unit ?name { ?unit a zr:Unit ; skos:prefLabel ?name }",
    "the language of each label": "SELECT ?u (LANG(?name) AS ?l) { ?u skos:prefLabel ?name }",
    "a class for a variable": "SELECT ?kind (COUNT(?s) AS ?n) { ?s a ?kind ; zr:evidence ?e } GROUP BY ?kind",
    "what is judged": "SELECT ?f ?state { ?f zr:severity ?s . OPTIONAL { ?f zr:state ?state } }",
    "any number of steps": "SELECT ?a ?b { ?a zr:partOf* ?b . ?a a zr:Task }",
    "one step or none": "SELECT ?a ?b { ?a zr:partOf? ?b . ?h zr:unit ?a }",
    "against its direction": "SELECT ?u ?t { ?u ^zr:lead ?t }",
    "what is left out": "SELECT ?t { ?t a zr:Task MINUS { ?t zr:lead ?u } }",
    "what is nowhere": "SELECT ?t { ?t a zr:Task FILTER NOT EXISTS { ?t zr:deadline ?d } }",
    "either": "SELECT ?t ?u { { ?t zr:lead ?u } UNION { ?t zr:support ?u } }",
    "in order": "SELECT DISTINCT ?title { ?t zr:title ?title ; zr:order ?o } ORDER BY DESC(?o) LIMIT 7",
    "sums of numbers": "SELECT (SUM(?y) AS ?n) (MAX(?v) AS ?most) { ?t zr:year ?y ; zr:value ?v }",
    "quotes in words": """SELECT ?u { ?u skos:prefLabel "it's; DROP TABLE \\"Unit\\" --"@zh }""",
    "rounded": "SELECT ?t (ROUND(?v / 2.0) AS ?half) { ?t zr:value ?v }",
    "parts of texts": 'SELECT (SUBSTR(?n, 2, 3) AS ?s) { ?t zr:title ?n FILTER(CONTAINS(?n, "水")) }',
    "what nothing binds": "SELECT ?t ?none { ?t a zr:Task MINUS { ?t zr:lead ?none } }",
    "lengths of texts": "SELECT ?t { ?t zr:title ?n FILTER(STRLEN(?n) > 9 || REGEX(?n, '^.水')) }",
}


@pytest.mark.parametrize("what", SAID)
def test_what_sparql_can_say_means_the_same(graph: Snapshot, what: str) -> None:
    sparql = PREFIXES + SAID[what]
    found = columns(graph).select(sparql)
    assert found is not None
    if "LIMIT" in sparql:
        assert [*map(tuple, found)] == [*map(tuple, graph.own(sparql))]
    else:
        assert rows(found) == rows(graph.own(sparql))


LISTED = {
    "tasks": "SELECT ?t ?title { VALUES ?t { TASKS } ?t zr:title ?title }",
    "tasks, twice": "SELECT ?u {{VALUES ?t {TASKS} ?t zr:lead ?u} UNION {VALUES ?t {TASKS} ?t zr:guide ?u}}",
    "tasks with numbers": "SELECT ?n ?t ?title { VALUES (?n ?t) { NUMBERED } ?t zr:title ?title }",
    "words with their language": "SELECT ?t ?title { VALUES ?title { TITLES } ?t zr:title ?title }",
    "words with brackets": 'SELECT ?t ?title { VALUES ?title { TITLES "} <a> (b)"@zh } ?t zr:title ?title }',
    "words with marks": r'SELECT ?t ?title { VALUES ?title { TITLES "\"c\""@zh } ?t zr:title ?title }',
    "numbered words with marks": r'SELECT ?n ?t { VALUES (?n ?w) { WORDS (0 "\"c\""@zh) } ?t zr:title ?w }',
    "days": "SELECT ?t ?d { VALUES ?d { DAYS DAYS } ?t zr:deadline ?d }",
}


@pytest.mark.parametrize("what", LISTED)
def test_long_lists_in_a_query_mean_the_same(graph: Snapshot, what: str) -> None:
    known = [*graph.select("SELECT ?t ?title ?d { ?t zr:title ?title OPTIONAL { ?t zr:deadline ?d } }")]
    sparql = PREFIXES + LISTED[what]
    for name, terms in (
        ("TASKS", [str(row["t"]) for row in known]),
        ("NUMBERED", [f"({number} {row['t']})" for number, row in enumerate(known)]),
        ("TITLES", [str(row["title"]) for row in known]),
        ("WORDS", [f"({number} {row['title']})" for number, row in enumerate(known, 100)]),
        ("DAYS", [str(row["d"]) for row in known if row["d"]]),
    ):
        sparql = sparql.replace(name, " ".join(terms))
    assert len(sparql) > LONG
    found = columns(graph).select(sparql)
    assert found is not None
    assert rows(found) == rows(graph.own(sparql))


UNSAID = {
    "any property": "SELECT ?p { ?t a zr:Task ; ?p ?o }",
    "a property that there is not": "SELECT ?t { ?t <https://example.org/none> ?o }",
    "other graphs": "SELECT ?t FROM <https://example.org/g> { ?t a zr:Task }",
    "one graph": "SELECT ?t { GRAPH ?g { ?t a zr:Task } }",
    "no SELECT": "ASK { ?t a zr:Task }",
    "texts of one language": "SELECT (CONCAT(?n, ?n) AS ?m) { ?t zr:title ?n }",
    "flags": 'SELECT ?t { ?t zr:title ?n FILTER(REGEX(?n, "A", "i")) }',
    "maybe unbound": "SELECT ?t { ?t a zr:Task OPTIONAL { ?t zr:annex ?a } ?g zr:member ?u ; zr:annex ?a }",
}


@pytest.mark.parametrize("what", UNSAID)
def test_what_the_tables_cannot_say_is_left_to_the_graph(graph: Snapshot, what: str) -> None:
    with pytest.raises(Unfit):
        translated(PREFIXES + UNSAID[what], graph.base_iri)
    assert columns(graph).select(PREFIXES + UNSAID[what]) is None


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    damaged = tmp_path / "columns.duckdb"
    damaged.write_bytes(b"\0" * 5000)
    with pytest.raises(ZerenError, match=r"columns.*cannot be read"):
        Columns(damaged, "https://w3id.org/zeren/id/")
