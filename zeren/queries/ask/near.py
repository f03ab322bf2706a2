"""The part of a graph that a question speaks of where it names counties: names are looked up there first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal

from zeren.ontology.vocab import Place, identifier
from zeren.queries.graph import Graph, prologue, rows, values
from zeren.queries.reach import COUNTIES

if TYPE_CHECKING:
    from zeren.graph.search import Found, Part
    from zeren.graph.shown import Shown

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LEVELS = "省市州盟县区旗"
_LONGEST = 12
"""Letters of a region's full name; the longest counties, of several peoples, have as many."""

_ENGLISH = re.compile(r"\b((?:[a-z]+ ){1,3})(county|district|city|town|province)\b", re.IGNORECASE)

_LOOKUP = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?region WHERE {
  # given
  ?region skos:prefLabel ?label .
  ?region a zr:Region .
}"""
)


def near(graph: Graph, text: str) -> Graph | None:
    """The graph as the counties know it that a text names in full; None where the whole has to be asked.

    Args:
        graph: the whole.
        text: a question, normalised.
    """
    labels = [*(Literal(name, language="zh") for name in _chinese(text))]
    labels += (Literal(name, language="en") for name in _english(text))
    if not labels:
        return None
    named = [row["region"] for row in rows(graph, _LOOKUP.replace("# given", values("label", labels)))]
    if not 0 < len(named) <= COUNTIES:
        return None
    graphs = graph.graphs_of(identifier(region, graph.base_iri) for region in named)
    return None if graphs is None else _Near(graph, graphs)


def _chinese(text: str) -> list[str]:
    found = (
        run[0][start : end + 1]
        for run in _HAN.finditer(text)
        for end, letter in enumerate(run[0])
        if letter in _LEVELS
        for start in range(max(0, end - _LONGEST + 1), end)
    )
    return list(dict.fromkeys(found))


def _english(text: str) -> Iterator[str]:
    for found in _ENGLISH.finditer(text):
        words = found[1].split()
        for start in range(len(words)):
            yield " ".join(word.capitalize() for word in (*words[start:], found[2]))


class _Near:
    """A graph of which only some graphs are asked; texts, and what is shown, are those of the whole."""

    def __init__(self, whole: Graph, graphs: Sequence[str]) -> None:
        self._whole = whole
        self._graphs = graphs

    @property
    def base_iri(self) -> str:
        return self._whole.base_iri

    @property
    def shown(self) -> Shown:
        return self._whole.shown

    def query(self, sparql: str) -> Any:
        return self._whole.query(sparql)

    def own(self, sparql: str, graphs: Sequence[str] | None = None) -> Any:
        return self._whole.own(sparql, self._graphs if graphs is None else graphs)

    def everywhere(self, sparql: str) -> Any:
        return self.own(sparql)

    def graphs_of(self, regions: Iterable[str]) -> list[str] | None:
        return self._whole.graphs_of(regions)

    def quote(self, place: Place) -> str:
        return self._whole.quote(place)

    def evidence(self, place: Place) -> dict[str, Any]:
        return self._whole.evidence(place)

    def search(self, words: Sequence[str], part: Part = "all") -> list[Found]:
        return self._whole.search(words, part)

    def text(self, document: str) -> str:
        return self._whole.text(document)

    def like(self, word: str) -> list[str]:
        return self._whole.like(word)
