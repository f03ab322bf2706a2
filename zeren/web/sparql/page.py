"""The page of the editor: a query, examples, and the answer as a table or what is wrong with it."""

from __future__ import annotations

import msgspec

from zeren.render import Language
from zeren.web.pages.examples import Topic, topics
from zeren.web.records import Page, named
from zeren.web.shelf import Shelf
from zeren.web.sparql import examples
from zeren.web.sparql.asking import Asked
from zeren.web.sparql.formats import ROWS, TRIPLES
from zeren.web.sparql.tabled import Table
from zeren.web.sparql.workers import Bounds

SHOWN_ROWS = 1000
"""Rows that the page shows; the other forms give all."""

FIRST = """PREFIX zr: <https://w3id.org/zeren#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?unit ?name (COUNT(DISTINCT ?task) AS ?tasks) WHERE {
  ?task zr:lead ?unit .
  ?unit skos:prefLabel ?name . FILTER(LANG(?name) = "zh")
}
GROUP BY ?unit ?name
ORDER BY DESC(?tasks) ?name
LIMIT 20
"""
"""The query that the page begins with: who leads most."""


class Trouble(msgspec.Struct, frozen=True):
    """Why there is no answer: the HTTP status, what is wrong, what to do."""

    status: int
    message: str
    hint: str = ""


class Found(msgspec.Struct, frozen=True):
    """An answer: the table, how many rows it has, and whether there are more."""

    table: Table
    rows: int
    more: bool


class SparqlPage(Page, frozen=True, kw_only=True):
    """The editor's page.

    `is_given` is whether the query came with the request; `rows` and `triples` are the forms of answers
    by name and label; `seconds` and `most_rows` what a query may take and give, `shown_rows` what the
    page shows.
    """

    query: str
    is_given: bool
    topics: list[Topic]
    rows: list[tuple[str, str]]
    triples: list[tuple[str, str]]
    seconds: float
    most_rows: int
    shown_rows: int
    found: Found | None
    trouble: Trouble | None


def build(
    shelf: Shelf,
    language: Language,
    asked: Asked,
    bounds: Bounds,
    *,
    found: Found | None,
    trouble: Trouble | None,
) -> SparqlPage:
    """The page for what a request asks.

    Raises:
        NotUnderstoodError: it names an example that is not there.
    """
    query = asked.query
    if query is None:
        query = examples.example(shelf, asked.example).query if asked.example else FIRST
    return SparqlPage(
        title=named("SPARQL 查询", "SPARQL"),
        query=query,
        is_given=bool(asked.example) or asked.query is not None,
        topics=topics(shelf, language.value),
        rows=[(form.name, form.label) for form in ROWS[:-1]],
        triples=[(form.name, form.label) for form in TRIPLES[:-1]],
        seconds=bounds.seconds,
        most_rows=bounds.rows,
        shown_rows=min(SHOWN_ROWS, bounds.rows),
        found=found,
        trouble=trouble,
    )
