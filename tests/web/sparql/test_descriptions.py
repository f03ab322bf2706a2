"""What the endpoint says of itself: service, data, example queries; to programs, and to queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from starlette.testclient import TestClient

from zeren.web.shelf import Shelf
from zeren.web.sparql import description
from zeren.workspace import Workspace

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
ZR = Namespace("https://w3id.org/zeren#")
SCHEMA = Namespace("https://schema.org/")


def described(explorer: TestClient, path: str) -> Graph:
    answer = explorer.get(path, headers={"accept": "text/turtle"})
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    return Graph().parse(data=answer.text, format="turtle")


def count(graph: Graph, node: Any, predicate: URIRef) -> int:
    value = graph.value(node, predicate)
    assert isinstance(value, Literal)
    return int(value)


def rows(explorer: TestClient, query: str) -> list[dict[str, str]]:
    bindings = explorer.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return [{name: term["value"] for name, term in binding.items()} for binding in bindings]


def test_the_service_is_described_where_it_answers(explorer: TestClient) -> None:
    graph = described(explorer, "/sparql")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == service
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert {"云泽政办发-2024-5", "青岭政办发-2024-7", "云泽县"} <= {name.rpartition("/")[2] for name in names}
    assert names == {row["g"] for row in rows(explorer, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")}


@pytest.mark.parametrize("beside", ["# not void:Dataset", 'FILTER("void:Dataset" != ?s)'])
def test_words_of_a_comment_or_a_string_ask_for_no_description(explorer: TestClient, beside: str) -> None:
    (all_of_them,) = rows(explorer, "SELECT (COUNT(*) AS ?n) { ?s a zr:Task }")
    (same,) = rows(explorer, f"SELECT (COUNT(*) AS ?n) {{ ?s a zr:Task .\n{beside}\n}}")
    assert int(same["n"]) == int(all_of_them["n"]) > 0


def test_the_counts_of_the_data_are_those_of_the_graph(explorer: TestClient) -> None:
    graph = described(explorer, "/.well-known/void")
    (data,) = graph.subjects(RDF.type, VOID.Dataset)
    (every,) = rows(explorer, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert count(graph, data, VOID.triples) == int(every["n"])
    for row in rows(explorer, "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class"):
        (part,) = [
            part
            for part in graph.objects(data, VOID.classPartition)
            if graph.value(part, VOID["class"]) == URIRef(row["class"])
        ]
        assert count(graph, part, VOID.entities) == int(row["n"])
    lead = "SELECT (COUNT(*) AS ?n) { ?task a zr:Task ; zr:lead ?unit . ?unit a zr:Unit }"
    links = graph.query(
        "SELECT ?n { ?data void:classPartition [ void:class zr:Task ; void:propertyPartition"
        " [ void:property zr:lead ; void:classPartition [ void:class zr:Unit ; void:triples ?n ] ] ] }",
        initNs={"void": VOID, "zr": ZR},
    )
    assert [str(n) for (n,) in cast(Iterable[tuple[Literal]], links)] == [rows(explorer, lead)[0]["n"]]


def test_the_examples_are_shacl_executables_that_run(explorer: TestClient) -> None:
    graph = described(explorer, "/sparql/examples")
    examples = set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(examples) > 80
    assert examples == set(graph.subjects(RDF.type, SH.SPARQLSelectExecutable))
    for example in sorted(examples, key=str)[::10]:
        comments = graph.objects(example, RDFS.comment)
        assert {one.language for one in comments if isinstance(one, Literal)} == {"zh", "en"}
        assert str(graph.value(example, SCHEMA.target)).endswith("/sparql")
        declared = graph.objects(graph.value(example, SH.prefixes), SH.declare)
        assert all(graph.value(one, SH.prefix) and graph.value(one, SH.namespace) for one in declared)
        answer = explorer.get("/sparql", params={"query": str(graph.value(example, SH.select))})
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("kind", ["application/ld+json", "application/n-triples", "application/rdf+xml"])
def test_a_description_is_to_be_had_in_each_form_of_triples(explorer: TestClient, kind: str) -> None:
    answer = explorer.get("/sparql/examples", headers={"accept": kind})
    assert answer.headers["content-type"].startswith(kind)
    assert "SPARQLExecutable" in answer.text


def test_the_same_description_has_the_same_bytes(explorer: TestClient) -> None:
    first, second = (
        explorer.get("/.well-known/void", headers={"accept": "text/turtle"}).content for _ in "12"
    )
    assert first == second


def test_editors_elsewhere_find_examples_and_terms_by_queries(explorer: TestClient) -> None:
    found = rows(
        explorer,
        "SELECT ?example ?comment ?query { ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ;"
        " sh:select|sh:ask|sh:construct ?query } ORDER BY ?example",
    )
    assert len(found) > 160
    terms = rows(
        explorer,
        "SELECT DISTINCT ?class ?property { ?part void:class ?class ;"
        " void:propertyPartition/void:property ?property }",
    )
    assert {"class": str(ZR.Task), "property": str(ZR.lead)} in terms


def test_an_example_is_text_that_can_be_asked(explorer: TestClient) -> None:
    answer = explorer.get("/sparql/examples/tasks-led-by.rq")
    assert answer.headers["content-type"].startswith("application/sparql-query")
    assert "VALUES ?unit" in answer.text
    assert rows(explorer, answer.text)
    assert explorer.get("/sparql/examples/no-such-question.rq").status_code == 404


def test_of_many_plans_some_show_how_things_hang_together(
    explorer: TestClient, workspace_of_examples: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = described(explorer, "/.well-known/void")
    monkeypatch.setattr(description, "ENOUGH", 1)
    with workspace_of_examples.snapshot() as published:
        graph = description.graph("void", Shelf(published), "http://testserver/sparql")
    named = f"<{VOID.property}>"
    links = {(str(quad.subject), str(quad.object)) for quad in graph if str(quad.predicate) == named}
    assert links <= {(f"<{s}>", f"<{o}>") for s, o in whole.subject_objects(VOID.property)}
    assert any(place.endswith("/zr-Task/zr-lead>") for place, _ in links)
    assert not any("/zr-Unit>" in str(q.subject) and "#triples" in str(q.predicate) for q in graph)
