"""Example queries: the questions of the catalogue, each asked about something that the loaded plans speak of.

As RDF they are SHACL executables, in the form of the SIB's collection of example queries, which editors read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import msgspec
from msgspec.structs import replace

from zeren.errors import NotUnderstoodError, UsageError
from zeren.graph.values import Literal, Triple
from zeren.ontology.vocab import RDF, RDFS, SCHEMA, SH
from zeren.queries import catalog
from zeren.queries.ask.describe import describe
from zeren.queries.ask.understand import understand
from zeren.queries.catalog import LANGUAGES, Language
from zeren.queries.compose import compose
from zeren.queries.given import Given
from zeren.web.pages.examples import Possible, topics
from zeren.web.shelf import Shelf


class Example(msgspec.Struct, frozen=True):
    """A query of the catalogue: its name, what it is listed under, what it gives, the query itself."""

    name: str
    topic: str
    title: dict[Language, str]
    query: str


def example(shelf: Shelf, name: str) -> Example:
    """A question of the catalogue as an example.

    Raises:
        NotUnderstoodError: there is no such question, or nothing that is loaded can fill it.
    """
    for topic in topics(shelf, "zh"):
        for possible in topic.questions:
            if possible.name == name:
                return _example(shelf, possible)
    raise NotUnderstoodError(f"no example is called {name}")


def every(shelf: Shelf) -> Iterator[Example]:
    """All examples that what is loaded can fill, by topic."""
    return (_example(shelf, possible) for topic in topics(shelf, "zh") for possible in topic.questions)


def _example(shelf: Shelf, possible: Possible) -> Example:
    question = catalog.get(possible.name)
    with suppress(NotUnderstoodError, UsageError, ValueError):
        reading = understand(shelf.published, possible.question)
        if reading.question.name == question.name:
            given = _one_of_each(reading.given)
            title = {language: describe(shelf.published, question, given, language) for language in LANGUAGES}
            return Example(question.name, question.topic, title, _plain(compose(question, given)))
    title = {language: re.sub(r"\{\w+\}", "…", question.title[language]) for language in LANGUAGES}
    return Example(question.name, question.topic, title, _plain(question.sparql))


def _plain(query: str) -> str:
    """A query without the line that waits for what it is given."""
    return re.sub(rf"^\s*{catalog.GIVEN}.*\n", "", query, flags=re.MULTILINE)


def triples(shelf: Shelf, address: str) -> Iterator[Triple]:
    """The examples as SHACL executables.

    Args:
        shelf: whose plans they are about.
        address: of the endpoint; the examples' names stand behind `#` under `/examples`.
    """
    prefixes = f"{address}/examples#prefixes"
    yield from declared(prefixes, shelf.published.prefixes)
    for one in every(shelf):
        subject = f"{address}/examples#{one.name}"
        yield subject, RDF + "type", SH + "SPARQLExecutable"
        yield subject, RDF + "type", SH + "SPARQLSelectExecutable"
        yield subject, SH + "prefixes", prefixes
        yield subject, SH + "select", Literal(one.query)
        for language in LANGUAGES:
            yield subject, RDFS + "comment", Literal(one.title[language], language=language)
        yield subject, SCHEMA + "keywords", Literal(one.topic)
        yield subject, SCHEMA + "target", address


def declared(subject: str, prefixes: dict[str, str]) -> Iterator[Triple]:
    """Prefixes as SHACL declares them."""
    for prefix, namespace in sorted(prefixes.items()):
        declaration = f"{subject}-{prefix}"
        yield subject, SH + "declare", declaration
        yield declaration, SH + "prefix", Literal(prefix)
        yield declaration, SH + "namespace", Literal(namespace, datatype="anyURI")


def _one_of_each(given: Given) -> Given:
    """Of a name that stands for things in several counties, the first one alone."""
    return replace(
        given,
        things={slot: things[:1] for slot, things in given.things.items()},
        units=tuple(things[:1] for things in given.units),
    )
