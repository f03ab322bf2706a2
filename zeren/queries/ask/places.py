"""Counties in English: Yunze, Yunze County."""

from __future__ import annotations

from pyoxigraph import Literal

from zeren.queries.ask.names import Name
from zeren.queries.given import Thing
from zeren.queries.graph import Graph, prologue, rows, values

_LEVELS = ("", " County", " District", " City", " Town", " Township", " Province")

_LOOKUP = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?label ?thing ?shown WHERE {
  # given
  ?thing skos:prefLabel|skos:altLabel ?label .
  ?thing a zr:Region .
  ?thing skos:prefLabel ?shown .
  FILTER(LANG(?shown) = "zh")
} ORDER BY ?thing"""
)


def english(graph: Graph, text: str, latin: dict[int, int], unknown: set[int]) -> list[Name]:
    """The counties that a text names in English.

    Args:
        graph: the graph whose counties count.
        text: the question, normalised.
        latin: of each English word, its start to its end.
        unknown: the starts of the words that mean nothing else; one of them must be in a name.
    """
    spans: dict[str, tuple[int, int]] = {}
    starts = sorted(latin)
    for number, start in enumerate(starts):
        for count, last in enumerate(starts[number : number + 5], 1):
            if not unknown & set(starts[number : number + count]):
                continue
            words = text[start : latin[last]].split()
            title = " ".join(word[:1].upper() + word[1:].lower() for word in words)
            spans.update((title + level, (start, latin[last])) for level in _LEVELS)
    if not spans:
        return []
    given = values("label", [Literal(spelling, language="en") for spelling in spans])
    found: dict[tuple[int, int], dict[str, Thing]] = {}
    for row in rows(graph.beyond or graph, _LOOKUP.replace("# given", given)):
        county = Thing(row["thing"], row["shown"], row["thing"])
        found.setdefault(spans[row["label"]], {})[county.iri] = county
    return [
        Name(*span, text[slice(*span)], {"county": tuple(t.values())}) for span, t in sorted(found.items())
    ]
