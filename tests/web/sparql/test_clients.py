"""The clients that people have: SPARQLWrapper, rdflib and curl, each asking a running server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
from starlette.testclient import TestClient

from tests.web.sparql.conftest import Serve
from zeren.web.app import application
from zeren.workspace import Workspace

UNITS = "PREFIX zr: <https://w3id.org/zeren#> SELECT ?unit { ?unit a zr:Unit } ORDER BY ?unit"
TOKEN = "gaoning-sushi-0123456789"  # noqa: S105 # a token of this test alone
COUNT = 123
"""The units of the two example plans."""


def wrapper(address: str, query: str, form: str) -> SPARQLWrapper:
    client = SPARQLWrapper(address, returnFormat=form)
    client.setQuery(query)
    return client


def asked(address: str, query: str, form: str) -> Any:
    """What SPARQLWrapper makes of the answer; it has no type of its own."""
    return wrapper(address, query, form).queryAndConvert()


def test_sparqlwrapper_reads_rows_in_each_form(endpoint: str) -> None:
    found = asked(endpoint, UNITS, JSON)
    assert len(found["results"]["bindings"]) == COUNT
    assert len(asked(endpoint, UNITS, XML).getElementsByTagName("result")) == COUNT
    assert len(asked(endpoint, UNITS, CSV).splitlines()) == COUNT + 1
    assert len(asked(endpoint, UNITS, TSV).splitlines()) == COUNT + 1


@pytest.mark.parametrize("how", [POSTDIRECTLY, "urlencoded"])
def test_sparqlwrapper_posts_queries(endpoint: str, how: str) -> None:
    client = wrapper(endpoint, "ASK { ?s ?p ?o }", JSON)
    client.setMethod(POST)
    client.setRequestMethod(how)
    answer: Any = client.queryAndConvert()
    assert answer["boolean"] is True


def test_sparqlwrapper_reads_triples(endpoint: str) -> None:
    query = "PREFIX zr: <https://w3id.org/zeren#> CONSTRUCT { ?s a zr:Unit } { ?s a zr:Unit }"
    assert len(asked(endpoint, query, RDFXML)) == COUNT
    assert len(Graph().parse(data=asked(endpoint, query, TURTLE), format="ttl")) == COUNT


def test_sparqlwrapper_knows_a_mistake_as_a_mistake(endpoint: str) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column 15"):
        asked(endpoint, "SELECT * { ?s }", JSON)


def test_rdflib_asks_it_as_a_store(endpoint: str) -> None:
    graph = Graph(SPARQLStore(endpoint, context_aware=False))
    assert len(list(graph.query(UNITS))) == COUNT
    kind = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert len(list(graph.subjects(kind, URIRef("https://w3id.org/zeren#Unit")))) == COUNT


@contextmanager
def started(workspace: Workspace, *options: str) -> Iterator[str]:
    """`zeren serve` as a person starts it, and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "zeren", "serve", "--port", "0", "-w", str(workspace.path), *options],
        stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stderr
        address = process.stderr.readline().strip()
        for _ in range(100):
            try:
                httpx.get(f"{address}static/zeren.css")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield f"{address}sparql"
    finally:
        process.terminate()
        process.communicate()


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl_asks_zeren_serve(workspace_of_examples: Workspace) -> None:
    def curl(*arguments: str) -> str:
        line = ["curl", "--silent", "--noproxy", "*", address, *arguments]
        return subprocess.run(line, capture_output=True, check=True).stdout.decode()

    options = ("--query-seconds", "2", "--cors", "https://editor.example")
    with started(workspace_of_examples, *options) as address:
        rows = json.loads(curl("--data-urlencode", f"query={UNITS}"))["results"]["bindings"]
        assert len(rows) == COUNT
        table = curl("-G", "-H", "Accept: text/csv", "--data-urlencode", f"query={UNITS}")
        assert table.startswith("unit\r\n")
        direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", "ASK {}")
        assert json.loads(curl(*direct))["boolean"] is True
        assert "sd:Service" in curl()
        long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i && ?d != ?h) }"
        assert "stopped after 2 s" in curl("--data-urlencode", f"query={long}")
        headers = curl(
            "--head", "-G", "--data-urlencode", "query=ASK {}", "-H", "Origin: https://editor.example"
        )
        assert "access-control-allow-origin: https://editor.example" in headers


def test_pages_of_a_named_host_may_ask_and_no_others(serve: Serve) -> None:
    address = serve(origins=("https://editor.example",))
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    preflight = httpx.options(address, headers={"origin": "https://editor.example", **asked})
    assert preflight.headers["access-control-allow-origin"] == "https://editor.example"
    other = httpx.get(address, params={"query": "ASK {}"}, headers={"origin": "https://other.example"})
    assert "access-control-allow-origin" not in other.headers


@pytest.fixture
def guarded(workspace_of_examples: Workspace) -> TestClient:
    """An endpoint that asks for a token, and that pages of one other host may ask."""
    return TestClient(application(workspace_of_examples, token=TOKEN, origins=["https://editor.example"]))


@pytest.mark.parametrize("path", ["/sparql", "/en/sparql", "/sparql/examples", "/.well-known/void"])
def test_a_browser_may_ask_before_it_shows_the_token(guarded: TestClient, path: str) -> None:
    asked = {"access-control-request-method": "GET", "access-control-request-headers": "authorization"}
    preflight = guarded.options(path, headers={"origin": "https://editor.example", **asked})
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "https://editor.example"
    assert "authorization" in preflight.headers["access-control-allow-headers"].lower()
    assert "content-security-policy" in preflight.headers
    other = guarded.options(path, headers={"origin": "https://other.example", **asked})
    assert other.status_code >= 400
    assert "access-control-allow-origin" not in other.headers


def test_pages_of_a_named_host_read_that_a_token_is_asked_for(guarded: TestClient) -> None:
    named, query = {"origin": "https://editor.example"}, {"query": "ASK {}"}
    refused = guarded.get("/sparql", params=query, headers=named)
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == "https://editor.example"
    allowed = guarded.get("/sparql", params=query, headers={**named, "authorization": f"Bearer {TOKEN}"})
    assert allowed.json()["boolean"] is True
    assert allowed.headers["access-control-allow-origin"] == "https://editor.example"
    other = guarded.get("/sparql", params=query, headers={"origin": "https://other.example"})
    assert other.status_code == 401
    assert "access-control-allow-origin" not in other.headers


def test_other_pages_are_closed_to_other_hosts_and_ask_for_the_token(guarded: TestClient) -> None:
    asked = {"origin": "https://editor.example", "access-control-request-method": "GET"}
    for path in ("/", "/units", "/sparql/about", "/index.json"):
        for answer in (guarded.options(path, headers=asked), guarded.get(path, headers=asked)):
            assert answer.status_code == 401
            assert "access-control-allow-origin" not in answer.headers
