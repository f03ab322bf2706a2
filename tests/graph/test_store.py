"""The published graph: what a snapshot answers, and what it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib import Graph

from tests import county
from zeren.errors import NotUnderstoodError, QueryError
from zeren.graph import documents, search, searched, store
from zeren.graph.export.rdf import turtle
from zeren.graph.rdf import triples
from zeren.ontology.vocab import Place, iri
from zeren.workspace import Workspace


def count(workspace: Workspace, pattern: str = "?s ?p ?o", distinct: str = "") -> int:
    with workspace.snapshot() as published:
        answer = published.select(f"SELECT (COUNT({distinct}*) AS ?n) {{ {pattern} }}")
        return int(next(iter(answer))["n"].value)


def test_a_query_sees_every_graph_and_needs_no_prefixes(workspace: Workspace) -> None:
    with workspace.snapshot() as published:
        rows = published.select('SELECT ?task { ?task zr:lead/skos:prefLabel "县水利局"@zh } ORDER BY ?task')
        assert [row["task"].value for row in rows] == [
            iri("云溪政办发-2024-3/1/一"),
            iri("云溪政办发-2024-3/1/一/1"),
        ]


def test_values_are_bound_by_the_engine(workspace: Workspace) -> None:
    with workspace.snapshot() as published:
        unit = NamedNode(iri("云溪县/财政局"))
        rows = published.select("SELECT ?task ?unit { ?task zr:support ?unit }", {"unit": unit})
        assert [row["task"].value for row in rows] == [iri("云溪政办发-2024-3/1/一/1")]


def test_evidence_leads_back_to_the_words(workspace: Workspace) -> None:
    with workspace.snapshot() as published:
        assert published.text(county.DOCUMENT.id) == county.TEXT
        assert published.quote(Place(county.DOCUMENT.id, 166, 170)) == "县财政局"


def test_the_store_holds_each_triple_once(workspace: Workspace) -> None:
    assert count(workspace) == len(set(triples(county.FACTS)))


def test_documents_of_one_county_share_its_units(
    empty_workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "a.txt").write_text(county.plan(number=1), "utf-8")
    (folder / "b.txt").write_text(county.plan(number=2), "utf-8")
    empty_workspace.ingest([folder])
    assert count(empty_workspace) == count(empty_workspace, distinct="DISTINCT ")
    assert count(empty_workspace, '?unit skos:prefLabel "县水利局"@zh . ?task zr:lead ?unit') == 2
    with empty_workspace.snapshot() as published:
        exported = Graph().parse(data=turtle(published.all_facts()), format="turtle")
    assert len(exported) == count(empty_workspace)
    empty_workspace.remove(["云溪政办发-2024-1"])
    assert count(empty_workspace, '?unit skos:prefLabel "县水利局"@zh . ?task zr:lead ?unit') == 1
    empty_workspace.remove(["云溪政办发-2024-2"])
    assert count(empty_workspace) == 0


@pytest.mark.parametrize(
    ("query", "screen"),
    [
        (
            "SELECT ?任务 {\n  ?任务 zr:lead ?单位\n  ?单位 a zr:Unit\n}",
            "unexpected ?单位; expected , or . or ; or { or } (line 3, column 3)\n"
            "    ?单位 a zr:Unit\n"
            "    ^",
        ),
        (
            "SELECT * { ?任务 zr:lead 县财政局 }",
            "unexpected 县财政局; expected a variable, a name or a value (line 1, column 24)\n"
            "  SELECT * { ?任务 zr:lead 县财政局 }\n"
            "                           ^",
        ),
        (
            "SELECT * { ?s\tfoo:lead ?o }",
            "the prefix of foo:lead is not declared (line 1, column 15)\n"
            "  SELECT * { ?s foo:lead ?o }\n"
            "                ^",
        ),
        (
            "SELECT * { foo:task zr:lead ?o }",
            "the prefix of foo:task is not declared (line 1, column 12)\n"
            "  SELECT * { foo:task zr:lead ?o }\n"
            "             ^",
        ),
        (
            "PREFIX foo: <https://example.org/> SELECT * { ?s ?p foo:a foo:b ?o }",
            "unexpected foo:b; expected , or . or ; or { or } (line 1, column 59)\n"
            "  PREFIX foo: <https://example.org/> SELECT * { ?s ?p foo:a foo:b ?o }\n"
            "                                                            ^",
        ),
        (
            "SELECT * { ?s zr:lead ?o ",
            "the query ends too early; expected , or . or ; or { or } (line 1, column 26)\n"
            "  SELECT * { ?s zr:lead ?o \n"
            "                           ^",
        ),
        (
            'ASK { ?s ?p "财政局 }',
            "the string is not closed (line 1, column 19)\n"
            '  ASK { ?s ?p "财政局 }\n'
            "                       ^",
        ),
        (
            "SELECT * { ?s <plan> ?o }",
            "not a whole IRI: a relative one, or with a character that IRIs do not hold (line 1, column 15)\n"
            "  SELECT * { ?s <plan> ?o }\n"
            "                ^",
        ),
        (
            "SELECT ?u (COUNT(*) AS ?n) { ?t zr:lead ?u }",
            "SELECT shows what is neither grouped nor bound (line 1, column 45)\n"
            "  SELECT ?u (COUNT(*) AS ?n) { ?t zr:lead ?u }\n"
            "                                              ^",
        ),
        (
            "select",
            "the query ends too early; expected a variable, a name or a value (line 1, column 7)\n"
            "  select\n"
            "        ^",
        ),
        ("", "the query ends too early (line 1, column 1)\n  \n  ^"),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_with_a_caret(workspace: Workspace, query: str, screen: str) -> None:
    with workspace.snapshot() as published, pytest.raises(QueryError) as caught:
        published.query(query)
    assert caught.value.message == screen


def test_from_says_which_graphs_are_asked(workspace_of_examples: Workspace) -> None:
    with workspace_of_examples.snapshot() as published:

        def counted(dataset: str, pattern: str = "?s ?p ?o") -> int:
            query = f"SELECT (COUNT(*) AS ?n) {dataset} {{ {pattern} }}"
            return int(next(iter(published.select(query)))["n"].value)

        county = counted("", "GRAPH id:云泽县 { ?s ?p ?o }")
        other = counted("", "GRAPH id:青岭县 { ?s ?p ?o }")
        assert 0 < county < other + county < counted("")
        assert counted("FROM <https://example.org/nowhere>") == 0
        assert counted("FROM id:云泽县") == counted("fRoM id:云泽县 # FROM <x>\n") == county
        assert counted("FROM id:云泽县 FROM id:青岭县") == county + other
        assert counted("FROM NAMED id:云泽县", "GRAPH ?graph { ?s ?p ?o }") == county
        assert counted("FROM NAMED id:云泽县") == 0


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { serVice silent ?where { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { # a comment\nSERVICE<https://example.org/> {} }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <https://example.org/> {} }", "SERVICE"),
        ("PREFIX a: <https://example.org/> INSERT DATA { a:a a:b a:c }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("drop all", "DROP"),
        ("LOAD <file:///etc/passwd>", "LOAD"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, "nested"),
        ("SELECT * { FILTER(" + "!" * 5000 + "true) }", "nested"),
        ("SELECT * { " + "{} UNION " * 5000 + "{} }", "words"),
    ],
)
def test_what_would_write_or_leave_the_machine_is_refused(
    workspace: Workspace, query: str, word: str
) -> None:
    with workspace.snapshot() as published, pytest.raises(QueryError, match=word):
        published.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service zr:lead ?insert }",
        "SELECT * { ?s zr:service 'SERVICE <x> { }' } # SERVICE",
        "PREFIX service: <https://example.org/SERVICE/> SELECT * { ?s service:delete ?o }",
        'SELECT * { ?s ?p """a "quoted" SERVICE""" }',
        "SELECT * { VALUES ?x { " + "'财政局'@zh 1 " * 5000 + "} }",
    ],
)
def test_words_that_only_look_like_it_are_not_refused(workspace: Workspace, query: str) -> None:
    with workspace.snapshot() as published:
        published.query(query)


def test_a_value_for_a_variable_that_is_not_shown(workspace: Workspace) -> None:
    with workspace.snapshot() as published, pytest.raises(QueryError, match=r"\?unit"):
        published.query(
            "SELECT ?task { ?task zr:support ?unit }", {"unit": NamedNode("https://example.org/")}
        )


def test_a_document_that_is_not_there(workspace: Workspace) -> None:
    with workspace.snapshot() as published, pytest.raises(NotUnderstoodError, match="云溪政办发-2024-9"):
        published.text("云溪政办发-2024-9")


@pytest.mark.parametrize(("held", "reads"), [(1, 4), (2, 2)])
def test_a_snapshot_holds_the_texts_last_read_and_no_more(
    examples_as_read: Path, monkeypatch: pytest.MonkeyPatch, held: int, reads: int
) -> None:
    files: list[str] = []
    read = store.Snapshot.file

    def counted(snapshot: store.Snapshot, document: str, name: str) -> bytes:
        files.append(document)
        return read(snapshot, document, name)

    monkeypatch.setattr(documents, "TEXTS", held)
    monkeypatch.setattr(store.Snapshot, "file", counted)
    with Workspace(examples_as_read).snapshot() as published:
        texts = [published.text(document) for document in published.documents * 2]
    assert texts[:2] == texts[2:]
    assert len(files) == reads


@pytest.mark.parametrize(("remembered", "counted"), [(1, 4), (10_000, 2)])
def test_a_snapshot_remembers_no_more_than_so_many_tasks_that_were_found(
    examples_as_read: Path, monkeypatch: pytest.MonkeyPatch, remembered: int, counted: int
) -> None:
    looked: list[Sequence[str]] = []
    tasks = search.tasks

    def spied(
        snapshot: store.Snapshot, words: Sequence[str], part: search.Part, among: Sequence[str] | None
    ) -> list[search.Found]:
        looked.append(words)
        return tasks(snapshot, words, part, among)

    monkeypatch.setattr(searched, "FOUND", remembered)
    monkeypatch.setattr(search, "tasks", spied)
    with Workspace(examples_as_read).snapshot() as published:
        found = [published.search([word]) for word in ("资金", "企业") * 2]
    assert found[:2] == found[2:]
    assert len(looked) == counted
