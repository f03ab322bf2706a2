"""The part of a graph that a question speaks of where it names counties: names are looked up there first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import Literal

from zeren.ontology.vocab import Place, identifier
from zeren.queries.graph import Graph, prologue, rows, values
from zeren.queries.reach import COUNTIES

if TYPE_CHECKING:
    from zeren.graph.search import Found, Part
    from zeren.graph.shown import Shown

COUNTY = r"^[^省]{1,8}?[县区市州旗](?![长委府])"
"""How a text begins that begins with the name of a county."""
_ANY = "[哪各几两全每]"
"""What a question about any counties begins with."""

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LEVELS = "省市州盟县区旗"
_LONGEST = 12
"""Letters of a region's full name; the longest counties, of several peoples, have as many."""

_ELSEWHERE = 20
"""Documents with some words in which a name that has them is looked for."""

_ENGLISH = re.compile(r"\b((?:[a-z]+ ){1,3})(county|district|city|town|province)\b", re.IGNORECASE)

_LOOKUP = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?region WHERE {
  # given
  ?region skos:prefLabel ?label .
  ?region a zr:Region .
}"""
)

_LABELS = (
    prologue("zr", "skos") + "SELECT DISTINCT ?label { ?thing skos:prefLabel|skos:altLabel|zr:title ?label }"
)


def near(graph: Graph, text: str) -> Near | None:
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
    return None if graphs is None else Near(graph, graphs, frozenset(named))


def stand_in(graph: Graph, text: str) -> Graph | None:
    """The graph as the first county knows it, for a text that names one that no document speaks of.

    What other words of the text mean is found there, and a name that no letter stands of is in no other.
    None where a text names none, or may name something that is there.

    Args:
        graph: the whole.
        text: a question, normalised.
    """
    begins = _begins(text)
    loaded = graph.shown.counties[:1] if begins and not any(graph.holding(begins)) else []
    first = near(graph, loaded[0][0]) if loaded else None
    return first.seeing_beyond() if first else None


def _begins(text: str) -> str:
    """The words that a text begins with as with the name of a county; none where it does not."""
    found = re.match(COUNTY, text)
    return "" if found is None or re.match(_ANY, text) else found[0]


def parts(graph: Graph, words: str) -> Iterator[Graph]:
    """Where things are looked up that have these words in their name: here, then elsewhere, if that counts.

    Elsewhere are the first documents that have the words: in which county a name stands does not matter.
    """
    yield graph
    if graph.beyond:
        yield from (Near(graph.beyond, own) for own in islice(graph.beyond.holding(words), _ELSEWHERE))


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


class _Solutions(NamedTuple):
    """The solutions of a query, all of them read."""

    variables: list[Any]
    rows: list[Any]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)


class Near:
    """A graph of which only some graphs are asked; texts, and what is shown, are those of the whole.

    It lives as long as a question, which asks the same several times, and remembers what it was told.

    Args:
        whole: the graph of which it is a part.
        graphs: the IRIs of the graphs that are asked; None for all.
        regions: the IRIs of those that are named.
        beyond: where names are looked up that these do not know, by all their letters; None for nowhere.
    """

    def __init__(
        self,
        whole: Graph,
        graphs: Sequence[str] | None,
        regions: frozenset[str] = frozenset(),
        beyond: Graph | None = None,
    ) -> None:
        self.regions = regions
        self._whole = whole
        self._graphs = graphs
        self._beyond = beyond
        self._told: dict[str, _Solutions] = {}

    def seeing_beyond(self) -> Near:
        """The same, which knows the names too that stand elsewhere alone."""
        wider = Near(self._whole, self._graphs, self.regions, Near(self._whole, None))
        wider._told = self._told
        return wider

    @property
    def beyond(self) -> Graph | None:
        """Where names are looked up that are not known here; None for nowhere."""
        return self._beyond

    @property
    def labels(self) -> frozenset[str] | None:
        """What things are called here."""
        return None if self._graphs is None else frozenset(row["label"] for row in rows(self, _LABELS))

    @property
    def base_iri(self) -> str:
        """As the whole."""
        return self._whole.base_iri

    @property
    def shown(self) -> Shown:
        """As the whole."""
        return self._whole.shown

    def query(self, sparql: str) -> Any:
        """As the whole."""
        return self._whole.query(sparql)

    def own(self, sparql: str, graphs: Sequence[str] | None = None) -> Any:
        """The result of a SELECT of Zeren's own, of these graphs."""
        if graphs is not None:
            return self._whole.own(sparql, graphs)
        if sparql not in self._told:
            solutions = self._whole.own(sparql, self._graphs)
            self._told[sparql] = _Solutions(solutions.variables, list(solutions))
        return self._told[sparql]

    def everywhere(self, sparql: str) -> Any:
        """As `own`."""
        return self.own(sparql)

    def graphs_of(self, regions: Iterable[str]) -> list[str] | None:
        """As the whole."""
        return self._whole.graphs_of(regions)

    def quote(self, place: Place) -> str:
        """As the whole."""
        return self._whole.quote(place)

    def evidence(self, place: Place) -> dict[str, Any]:
        """As the whole."""
        return self._whole.evidence(place)

    def search(
        self, words: Sequence[str], part: Part = "all", graphs: Sequence[str] | None = None
    ) -> list[Found]:
        """The tasks of these graphs that have all of the words, best first."""
        return self._whole.search(words, part, self._graphs if graphs is None else graphs)

    def has(self, words: Sequence[str]) -> bool:
        """As the whole."""
        return bool(self.search(words)) or self._whole.has(words)

    def holding(self, words: str) -> Iterator[list[str]]:
        """As the whole."""
        return self._whole.holding(words)

    def text(self, document: str) -> str:
        """As the whole."""
        return self._whole.text(document)

    def like(self, word: str, graphs: Sequence[str] | None = None) -> list[str]:
        """The words in tasks of these graphs that come closest to one."""
        return self._whole.like(word, self._graphs if graphs is None else graphs)
