"""The query operation of the SPARQL 1.1 Protocol: the W3C's tests that a read-only endpoint can pass.

Each case has the name that it has in the W3C's suite; the graphs are those of the two example plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from zeren.web.security import LONGEST_BODY

FIRST, SECOND = (f"https://w3id.org/zeren/id/{plan}" for plan in ("云泽政办发-2024-5", "青岭政办发-2024-7"))
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
UTF16 = "ASK {}".encode("utf-16")
XML, TURTLE = "application/sparql-results+xml", "text/turtle"

Pairs = tuple[tuple[str, str], ...]


class Case(NamedTuple):
    """A request: its method, what stands in the address, how the body is sent and what it holds."""

    name: str
    method: str = "GET"
    address: Pairs = ()
    kind: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = {}

    def ask(self, client: TestClient) -> Any:
        """The response."""
        headers = {**self.headers, **({"content-type": self.kind} if self.kind else {})}
        return client.request(self.method, "/sparql", params=self.address, content=self.body, headers=headers)


def form(*pairs: tuple[str, str]) -> bytes:
    return urlencode(pairs).encode()


def has_both(inside: str) -> str:
    """Whether the plans' tasks are there, each as `inside` reaches them."""
    return "ASK { " + inside.replace("#1", f"<{FIRST}>").replace("#2", f"<{SECOND}>") + " }"


IN_DEFAULT = has_both("?a zr:document #1 . ?b zr:document #2")
IN_NAMED = has_both("GRAPH #1 { ?a zr:document #1 } GRAPH #2 { ?b zr:document #2 }")
IN_EITHER = has_both("?a zr:document #1 . GRAPH #2 { ?b zr:document #2 }")
DEFAULTS: Pairs = (("default-graph-uri", FIRST), ("default-graph-uri", SECOND))
NAMED: Pairs = (("named-graph-uri", FIRST), ("named-graph-uri", SECOND))
FULL: Pairs = (("default-graph-uri", FIRST), ("named-graph-uri", SECOND))

TRUE = (
    Case("query_get", address=(("query", "ASK {}"),)),
    Case("query_post_form", "POST", kind=FORM, body=form(("query", "ASK {}"))),
    Case("query_post_direct", "POST", kind=DIRECT, body=b"ASK {}"),
    Case("query_dataset_default_graph", address=(
        ("query", has_both("?a zr:document #1 FILTER NOT EXISTS { ?b zr:document #2 }")), DEFAULTS[0],
    )),
    Case("query_dataset_default_graphs_get", address=(("query", IN_DEFAULT), *DEFAULTS)),
    Case("query_dataset_default_graphs_post", "POST", DEFAULTS, DIRECT, IN_DEFAULT.encode()),
    Case("query_dataset_named_graphs_get", address=(("query", IN_NAMED), *NAMED)),
    Case("query_dataset_named_graphs_post", "POST", NAMED, DIRECT, IN_NAMED.encode()),
    Case("query_dataset_full", "POST", FULL, DIRECT, IN_EITHER.encode()),
    Case(
        "query_multiple_dataset", "POST", DEFAULTS, DIRECT,
        IN_DEFAULT.replace("ASK", f"ASK FROM <{FIRST}>").encode(),
    ),
)  # fmt: skip

REFUSED = (
    (Case("bad_query_method", "PUT", (("query", "ASK {}"),)), 405),
    (Case("bad_multiple_queries", address=(("query", "ASK {}"), ("query", "SELECT * {}"))), 400),
    (Case("bad_query_wrong_media_type", "POST", kind="text/plain", body=b"ASK {}"), 415),
    (Case("bad_query_missing_form_type", "POST", body=form(("query", "ASK {}"))), 415),
    (Case("bad_query_missing_direct_type", "POST", body=b"ASK {}"), 415),
    (Case("bad_query_non_utf8", "POST", kind=f"{DIRECT}; charset=UTF-16", body=UTF16), 415),
    (Case("bad_query_syntax", address=(("query", "ASK {"),)), 400),
    (Case("bad_update_get", address=(("update", "CLEAR ALL"),)), 403),
    (Case("an update as a form", "POST", kind=FORM, body=form(("update", "CLEAR ALL"))), 403),
    (Case("an update as it is", "POST", kind="application/sparql-update", body=b"CLEAR ALL"), 403),
    (Case("an update as a query", address=(("query", "DELETE WHERE { ?s ?p ?o }"),)), 400),
    (Case("LOAD", address=(("query", "LOAD <http://example.org/>"),)), 400),
    (Case("SERVICE", address=(("query", "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }"),)), 403),
    (Case("bytes that are no UTF-8", "POST", kind=DIRECT, body=b"ASK { ?s ?p '\xff' }"), 400),
    (Case("a graph that is no IRI", address=(("query", "ASK {}"), ("default-graph-uri", "no IRI"))), 400),
    (Case("no form that there is", address=(("query", "ASK {}"),), headers={"accept": "image/png"}), 406),
    (Case("rows as Turtle", address=(("query", "SELECT * {}"),), headers={"accept": TURTLE}), 406),
)  # fmt: skip


@pytest.mark.parametrize("case", TRUE, ids=lambda case: case.name)
def test_a_query_is_answered_however_the_protocol_lets_it_be_sent(case: Case, explorer: TestClient) -> None:
    answer = case.ask(explorer)
    assert answer.status_code == 200, answer.text
    assert answer.json()["boolean"] is True


def test_graphs_that_are_not_named_are_not_asked(explorer: TestClient) -> None:
    answer = Case("", address=(("query", IN_DEFAULT), DEFAULTS[0])).ask(explorer)
    assert answer.json()["boolean"] is False
    answer = Case("", address=(("query", "ASK { GRAPH ?g { ?s ?p ?o } }"), DEFAULTS[0])).ask(explorer)
    assert answer.json()["boolean"] is False


@pytest.mark.parametrize(("case", "status"), REFUSED, ids=lambda value: getattr(value, "name", str(value)))
def test_what_is_no_query_is_refused_with_a_reason(case: Case, status: int, explorer: TestClient) -> None:
    answer = case.ask(explorer)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/")
    assert len(answer.text) > 20


@pytest.mark.parametrize(
    ("name", "query", "accept"),
    [
        ("query_content_type_select", "SELECT (1 AS ?one) {}", XML),
        ("query_content_type_ask", "ASK {}", XML),
        ("query_content_type_describe", "DESCRIBE zr:Unit", "application/rdf+xml"),
        ("query_content_type_construct", "CONSTRUCT { <s:s> <p:p> 1 } {}", "application/rdf+xml"),
        *((f"SELECT as {kind}", "SELECT (1 AS ?one) {}", kind) for kind in (
            "application/sparql-results+json", "text/csv", "text/tab-separated-values",
        )),
        *((f"CONSTRUCT as {kind}", "CONSTRUCT { <s:s> <p:p> 1 } {}", kind) for kind in (
            TURTLE, "application/n-triples", "application/ld+json",
        )),
    ],
)  # fmt: skip
def test_an_answer_has_the_form_that_is_asked_for(
    name: str, query: str, accept: str, explorer: TestClient
) -> None:
    answer = explorer.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 200, name
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert answer.headers["vary"].startswith("Accept")
    assert answer.text


def test_head_is_answered_like_get_and_options_tells_the_methods(explorer: TestClient) -> None:
    head = explorer.head("/sparql", params={"query": "ASK {}"})
    assert head.status_code == 200
    assert head.headers["content-type"] == "application/sparql-results+json"
    options = explorer.options("/sparql")
    assert options.status_code == 204
    assert options.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert explorer.delete("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_mistake_is_told_with_its_line_and_a_caret(explorer: TestClient) -> None:
    query = "SELECT * {\n  ?task zr:lead .\n}"
    words = explorer.get("/sparql", params={"query": query}).text.splitlines()
    assert "line 2, column 17" in words[0]
    assert words[1:3] == ["    ?task zr:lead .", "                  ^"]
    problem = explorer.get("/sparql", params={"query": query}, headers={"accept": "application/json"})
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 400
    assert "line 2" in problem.json()["detail"]


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_body_that_goes_on_and_on_is_refused_like_any_other_fault(
    explorer: TestClient, method: str
) -> None:
    def endless() -> Iterator[bytes]:
        yield from (b" " * (1 << 16) for _ in range(LONGEST_BODY // (1 << 16) + 2))

    def ask(accept: str) -> Any:
        headers = {"content-type": DIRECT, "accept": accept}
        # Of a GET the body is read only while a query is answered.
        query = {} if method == "POST" else {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"}
        return explorer.request(method, "/sparql", params=query, content=endless(), headers=headers)

    answer = ask("application/json")
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 413
    assert str(LONGEST_BODY) in answer.json()["detail"]
    assert ask("*/*").headers["content-type"].startswith("text/plain")


def test_an_answer_names_the_generation_that_it_comes_from(explorer: TestClient) -> None:
    seen = {explorer.get("/sparql", params={"query": "ASK {}"}).headers["x-zeren-generation"] for _ in "123"}
    assert len(seen) == 1


def test_other_hosts_may_not_ask_unless_they_are_named(explorer: TestClient) -> None:
    answer = explorer.get("/sparql", params={"query": "ASK {}"}, headers={"origin": "https://editor.example"})
    assert "access-control-allow-origin" not in answer.headers
