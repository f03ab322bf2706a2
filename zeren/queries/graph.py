"""What the questions need of a graph, whoever holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from pyoxigraph import Literal, NamedNode

from zeren.ontology.vocab import PREFIXES, Place

if TYPE_CHECKING:
    from zeren.graph.briefs import Plan
    from zeren.graph.search import Found, Part

Term = NamedNode | Literal


class Graph(Protocol):
    """A graph that answers SPARQL over all its documents and knows their texts."""

    @property
    def base_iri(self) -> str:
        """What the ids stand under."""

    def query(self, sparql: str) -> Any:
        """The result of a query, as pyoxigraph gives it."""

    def quote(self, place: Place) -> str:
        """The words that stand at a place."""

    def plan_of(self, task: str) -> Plan:
        """The plan, in brief, that has the task with this id."""

    def name(self, thing: str) -> str | None:
        """What the thing with this id is called in Chinese."""

    def county(self, home: str) -> str | None:
        """The name of the region with this id, or of the region of the document with this id."""

    def search(self, words: Sequence[str], part: Part = "all") -> list[Found]:
        """The tasks whose title or text has all of the words, best first."""

    def text(self, document: str) -> str:
        """The stored text of a document."""

    def like(self, word: str) -> list[str]:
        """The words in tasks that come closest to one, best first."""


def prologue(*prefixes: str) -> str:
    """PREFIX lines for these prefixes of the project."""
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in prefixes)


def values(variable: str, terms: Iterable[Term]) -> str:
    """A VALUES line. The engine writes the terms, so that no text of a question becomes query."""
    return f"VALUES ?{variable} {{ {' '.join(str(term) for term in terms)} }}"


def rows(graph: Graph, sparql: str) -> Iterator[dict[str, str]]:
    """The rows of a SELECT as plain text: IRIs and the values of literals; unbound ones left out."""
    solutions = graph.query(sparql)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}
