"""What the questions need of a graph, whoever holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from pyoxigraph import Literal, NamedNode

from zeren.ontology.vocab import PREFIXES, Place

if TYPE_CHECKING:
    from zeren.graph.search import Found, Part
    from zeren.graph.shown import Shown

Term = NamedNode | Literal


class Graph(Protocol):
    """A graph that answers SPARQL over all its documents and knows their texts."""

    @property
    def base_iri(self) -> str:
        """What the ids stand under."""

    def query(self, sparql: str) -> Any:
        """The result of a query, as pyoxigraph gives it."""

    def own(self, sparql: str, graphs: Sequence[str] | None = None) -> Any:
        """The result of a SELECT of Zeren's own, which declares its prefixes; of some graphs, or of all."""

    def everywhere(self, sparql: str) -> Any:
        """The result of `own` over all graphs, in the way that is quickest where there are many."""

    def graphs_of(self, regions: Iterable[str]) -> list[str] | None:
        """The IRIs of the graphs that speak of these regions; None where nobody knows."""

    def quote(self, place: Place) -> str:
        """The words that stand at a place."""

    def evidence(self, place: Place) -> dict[str, Any]:
        """A place with its words, and its page or cell in the file where that has such."""

    @property
    def shown(self) -> Shown:
        """What answers show beside their rows: names, counties, tasks in brief."""

    def search(
        self, words: Sequence[str], part: Part = "all", graphs: Sequence[str] | None = None
    ) -> list[Found]:
        """The tasks whose title or text has all of the words, best first; in some graphs, or in all."""

    def has(self, words: Sequence[str]) -> bool:
        """Whether any task, of whatever county, has all of the words."""

    def holding(self, words: str) -> Iterator[list[str]]:
        """Of each document, of whatever county, that may have the words, the IRIs of its graphs."""

    def text(self, document: str) -> str:
        """The stored text of a document."""

    def like(self, word: str, graphs: Sequence[str] | None = None) -> list[str]:
        """The words in tasks that come closest to one, best first; in some graphs, or in all."""

    @property
    def labels(self) -> frozenset[str] | None:
        """What things are called here, where this is a part of the whole; None where that is too much."""

    @property
    def beyond(self) -> Graph | None:
        """The whole, where this is a part of it and names that it does not know are to be looked up there."""


def prologue(*prefixes: str) -> str:
    """PREFIX lines for these prefixes of the project."""
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in prefixes)


def values(variable: str, terms: Iterable[Term]) -> str:
    """A VALUES line. The engine writes the terms, so that no text of a question becomes query."""
    return f"VALUES ?{variable} {{ {' '.join(str(term) for term in terms)} }}"


def solutions(graph: Graph, sparql: str, graphs: Sequence[str] | None) -> Any:
    """The result of a question's SELECT.

    Args:
        graph: that is asked.
        sparql: the query, which declares its prefixes.
        graphs: the IRIs of the graphs that hold all rows; None for all graphs.
    """
    return graph.everywhere(sparql) if graphs is None else graph.own(sparql, graphs)


def rows(graph: Graph, sparql: str, graphs: Sequence[str] | None = None) -> Iterator[dict[str, str]]:
    """The rows of a SELECT as plain text: IRIs and the values of literals; unbound ones left out.

    Args:
        graph: that is asked.
        sparql: the query, which declares its prefixes.
        graphs: the IRIs of the graphs that hold all rows; None for all graphs.
    """
    solutions = graph.own(sparql, graphs)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}
