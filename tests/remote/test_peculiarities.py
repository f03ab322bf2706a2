"""What servers do otherwise than the standard says, or than the embedded engine does, as it is put right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryTriples, Variable

from tests import county
from tests.remote import servers
from tests.remote.servers import Started
from zeren.errors import QueryError
from zeren.graph.engines.spelling import declared, given
from zeren.graph.store import Snapshot
from zeren.workspace import Workspace

TASKS = 40


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    tasks = [f"任务{number}（县水利局牵头，县财政局等负责）" for number in range(TASKS)]
    path.write_text(county.plan(tasks=tasks), "utf-8")
    return path


@pytest.fixture
def there(server: Started, plan: Path, tmp_path: Path) -> Iterator[Snapshot]:
    Workspace(tmp_path / "data", reader=county.read, store=server.address).ingest(plan)
    with Workspace(tmp_path / "data").snapshot() as snapshot:
        yield snapshot


@pytest.fixture
def here(plan: Path, tmp_path: Path) -> Iterator[Snapshot]:
    Workspace(tmp_path / "embedded", reader=county.read).ingest(plan)
    with Workspace(tmp_path / "embedded").snapshot() as snapshot:
        yield snapshot


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?unit ?name { ?unit a zr:Unit ; skos:prefLabel ?name } ORDER BY ?unit LIMIT 20000",
        "SELECT ?task { GRAPH id:云溪政办发-2024-3 { ?task a zr:Task } } ORDER BY ?task",
        "SELECT ?task FROM id:云溪政办发-2024-3 { ?task a zr:Task } ORDER BY ?task",
        "SELECT ?name FROM id:云溪县 { ?unit a zr:Unit ; skos:prefLabel ?name } ORDER BY ?name",
        'SELECT ?unit { ?unit skos:prefLabel ?name FILTER(REGEX(?name, "^县[水财]利?")) } ORDER BY ?unit',
        "SELECT (COUNT(DISTINCT ?task) AS ?n) { ?task a zr:Task }",
        "SELECT ?unit ?body { ?body zr:partOf? ?unit .\n"
        '  FILTER(?body = ?unit || STRSTARTS(STR(?body), CONCAT(STR(?unit), "/"))) ?unit a zr:Unit }'
        " ORDER BY ?unit ?body",
    ],
)
def test_a_query_has_the_same_rows_in_the_same_order(here: Snapshot, there: Snapshot, query: str) -> None:
    own, theirs = ([tuple(row) for row in graph.select(query)] for graph in (here, there))
    assert own
    assert theirs == own


def test_yes_no_and_triples_are_of_the_same_types(here: Snapshot, there: Snapshot) -> None:
    for query in ("ASK { ?task a zr:Task }", "ASK { ?task a zr:Nothing }"):
        assert bool(there.query(query)) is bool(here.query(query))
    construct = "CONSTRUCT { ?task zr:title ?title } WHERE { ?task a zr:Task ; zr:title ?title }"
    own, theirs = here.query(construct), there.query(construct)
    assert isinstance(own, QueryTriples)
    assert isinstance(theirs, QueryTriples)
    assert {*map(str, theirs)} == {*map(str, own)}


def test_values_and_patterns_are_the_same(here: Snapshot, there: Snapshot) -> None:
    unit = NamedNode(here.base_iri + "云溪县/水利局")
    asked = "SELECT ?task ?unit { ?task zr:lead ?unit } ORDER BY ?task"
    own, theirs = ([tuple(row) for row in graph.select(asked, {"unit": unit})] for graph in (here, there))
    assert theirs == own
    patterns = (
        (unit, None, None, None),
        (None, None, unit, None),
        (None, None, None, NamedNode(here.base_iri + "云溪县")),
        (NamedNode("https://example.org/nothing"), None, None, None),
    )
    for pattern in patterns:
        assert {*there.store.quads_for_pattern(*pattern)} == {*here.store.quads_for_pattern(*pattern)}
    assert {*there.store.named_graphs()} == {*here.store.named_graphs()}


def test_a_mistake_is_shown_with_its_place(there: Snapshot) -> None:
    with pytest.raises(QueryError, match=r"the prefix of nix:a is not declared \(line 1, column 16\)"):
        there.query("SELECT ?a { ?b nix:a ?a }")


def test_an_update_never_reaches_the_server(there: Snapshot) -> None:
    with pytest.raises(QueryError, match="the graph is read-only"):
        there.query("CLEAR ALL")
    assert there.select("SELECT ?task { ?task a zr:Task }")


@pytest.mark.virtuoso
def test_what_virtuoso_leaves_out_without_a_word_is_told(tmp_path: Path, plan: Path) -> None:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip(f"Virtuoso is not installed: {servers.HOW_TO_GET_VIRTUOSO}")
    (tmp_path / "server").mkdir()
    with servers.virtuoso(program, tmp_path / "server", rows=TASKS // 2) as started:
        workspace = Workspace(tmp_path / "data", reader=county.read, store=started.address)
        workspace.ingest(plan)
        for query in (
            "SELECT ?task { ?task a zr:Task }",
            "CONSTRUCT { ?task a ?kind } WHERE { ?task a ?kind }",
            "CONSTRUCT WHERE { ?task zr:lead ?unit }",
        ):
            with pytest.raises(QueryError, match="left out what goes beyond its own limit of rows") as told:
                workspace.sparql(query)
            assert "ResultSetMaxRows" in told.value.hint
            assert len(workspace.sparql(f"{query} LIMIT 5").rows) == 5


def test_prefixes_are_declared_where_they_are_used_alone() -> None:
    known = {"zr": "https://a/", "skos": "https://b/", "id": "https://c/"}
    query = "PREFIX skos: <https://own/>\nSELECT ?x { ?x zr:a skos:b }"
    assert declared(query, known) == f"PREFIX zr: <https://a/>\n{query}"
    assert declared("SELECT * { ?s ?p ?o }", known) == "SELECT * { ?s ?p ?o }"


def test_values_stand_behind_the_brace_that_begins_the_pattern() -> None:
    query = 'SELECT ?x # {\nWHERE { ?x <https://a{> "{" }'
    text = given(query, {Variable("x"): Literal('"}', language="zh")})
    assert text == 'SELECT ?x # {\nWHERE { VALUES ?x { "\\"}"@zh } ?x <https://a{> "{" }'
