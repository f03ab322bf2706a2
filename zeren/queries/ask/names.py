"""The names in a question that the graph knows: counties, units, tasks, indicators, projects and others.

The question's own substrings are looked up as labels, so that the work does not grow with
the number of counties that are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from pyoxigraph import Literal

from zeren.ontology.vocab import ZR
from zeren.queries import quantities as named
from zeren.queries.given import Thing
from zeren.queries.graph import Graph, prologue, rows, values

Spans = set[tuple[int, int]]

_AT_ONCE = 800
"""Labels in one look-up; the store refuses queries of more than some thousand words."""
_LONGEST = 40
_RUN = r"[^\s，。？?!！;；、:]{2,}"
LEVELS = "县区市旗"
_FIGHT = ("打好", "打赢")
"""What stands before a campaign's name in titles."""


class Name(msgspec.Struct, frozen=True):
    """A stretch of the question that names things, by kind: county, unit, task, indicator and others."""

    start: int
    end: int
    text: str
    things: dict[str, tuple[Thing, ...]]

    def only(self, kinds: Iterable[str]) -> Name:
        """The name with these kinds alone."""
        return Name(
            self.start, self.end, self.text, {k: v for k, v in self.things.items() if k in set(kinds)}
        )


FIGURES = ("indicator", "project")
"""Kinds whose names are common words too; they give way where a question makes no sense with them."""

_KINDS = {
    "Region": "county", "Unit": "unit", "Campaign": "campaign", "WorkingGroup": "group", "Task": "task",
    "Indicator": "indicator", "Project": "project",
}  # fmt: skip

# Written so that the engine starts from the labels: with UNION it reads every label of the graph.
_LOOKUP = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?label ?kind ?thing ?shown ?own ?county WHERE {
  # given
  ?thing skos:prefLabel|skos:altLabel|zr:title ?label .
  ?thing a ?kind .
  OPTIONAL { ?thing zr:region ?own }
  OPTIONAL { ?thing zr:document/zr:region ?county }
  OPTIONAL { ?thing skos:prefLabel ?shown FILTER(LANG(?shown) = "zh") }
} ORDER BY ?thing ?label ?kind"""
)
# Whether some task has a category is asked, not which: one of many counties has thousands.
_CATEGORIES = (
    prologue("zr")
    + """SELECT DISTINCT ?category WHERE {
  # given
  FILTER EXISTS { ?task zr:category ?category }
} ORDER BY ?category"""
)


def find(graph: Graph, text: str) -> list[Name]:
    """Every name in the text that is a label in the graph, overlapping ones too, longer ones first.

    Args:
        graph: the graph whose labels count.
        text: a question, normalised, letters as typed.
    """
    spellings: dict[str, Spans] = {}
    levelled: dict[str, Spans] = {}
    for start, end, spelling in _spellings(text):
        spellings.setdefault(spelling, set()).add((start, end))
        for level in LEVELS:
            levelled.setdefault(level + spelling, set()).add((start, end))
    found: dict[tuple[int, int], dict[str, dict[str, Thing]]] = {}
    listed: dict[str, Spans] = {}
    for label, kind, thing in _labels(graph, dict.fromkeys((*spellings, *levelled))):
        # Units alone are known without the level before their name: 财政局 is 县财政局.
        for span in spellings.get(label, set()) | (levelled.get(label, set()) if kind == "unit" else set()):
            found.setdefault(span, {}).setdefault(kind, {})[thing.iri] = thing
            if kind == "indicator":
                listed.setdefault(thing.label, set()).add(span)
    for span, thing in _of_one_quantity(graph, spellings, listed):
        found.setdefault(span, {}).setdefault("indicator", {})[thing.iri] = thing
    for kind, thing in _called(graph, spellings):
        for span in spellings[thing.label]:
            found.setdefault(span, {}).setdefault(kind, {})[thing.iri] = thing
    _whole_campaigns(graph, text, found)
    return [
        Name(
            *span,
            text[slice(*span)],
            {kind: tuple(things.values()) for kind, things in sorted(kinds.items())},
        )
        for span, kinds in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1]))
    ]


def _whole_campaigns(
    graph: Graph, text: str, found: dict[tuple[int, int], dict[str, dict[str, Thing]]]
) -> None:
    """Campaigns beside the tasks that are titled like them: 打好某某仗 names either, and so does 某某仗."""
    named = {span: kinds["campaign"] for span, kinds in found.items() if "campaign" in kinds}
    titles = {fight + text[slice(*span)]: span for span in named for fight in _FIGHT}
    for (start, end), campaigns in named.items():
        if text[max(start - 2, 0) : start] in _FIGHT:
            found.setdefault((start - 2, end), {})["campaign"] = campaigns
    for label, kind, thing in _labels(graph, titles):
        if kind == "task":
            found[titles[label]].setdefault("task", {})[thing.iri] = thing


def _of_one_quantity(
    graph: Graph, spellings: dict[str, Spans], listed: dict[str, Spans]
) -> Iterator[tuple[tuple[int, int], Thing]]:
    """The indicators that are called otherwise: what one county prints 规模工业增加值, another 规模以上….

    Args:
        graph: the graph whose indicators count.
        spellings: of every stretch that may be a name, where it stands.
        listed: of the indicators whose printed names were found, the names under which they are listed.
    """
    wanted = {name: set(spans) for name, spans in listed.items()}
    for spelling, spans in spellings.items():
        if (own := named.rules().spelled(spelling)) != spelling:
            wanted.setdefault(own, set()).update(spans)
    for label, kind, thing in _labels(graph, wanted):
        if kind == "indicator":
            yield from ((span, thing) for span in sorted(wanted[label]))


def _spellings(text: str) -> Iterator[tuple[int, int, str]]:
    """Every stretch that may be a Chinese label, as labels are written."""
    for run in re.finditer(_RUN, text):
        for start in range(run.start(), run.end() - 1):
            for end in range(start + 2, min(run.end(), start + _LONGEST) + 1):
                plain = text[start:end]
                if not plain.isascii():
                    yield start, end, plain.replace("(", "（").replace(")", "）")
    for quoted in re.finditer("“([^”]+)”", text):
        for title in dict.fromkeys((quoted[1], re.sub(r"\s", "", quoted[1]))):
            yield (*quoted.span(1), title)


def _labels(graph: Graph, spellings: Iterable[str]) -> Iterator[tuple[str, str, Thing]]:
    """The things with one of these labels, each with it and its kind; those elsewhere if there are none."""
    every = list(spellings)
    known = set()
    for found in _labelled(graph, every):
        known.add(found[0])
        yield found
    if graph.beyond:
        yield from _labelled(graph.beyond, (spelling for spelling in every if spelling not in known))


def _labelled(graph: Graph, spellings: Iterable[str]) -> Iterator[tuple[str, str, Thing]]:
    few = graph.labels
    asked = spellings if few is None else [spelling for spelling in spellings if spelling in few]
    for given in _given(asked, "label", "zh"):
        for row in rows(graph, _LOOKUP.replace("# given", given)):
            kind = _KINDS.get(row["kind"].removeprefix(ZR))
            if kind:
                county = row.get("own") if kind in ("unit", "indicator") else row.get("county")
                yield row["label"], kind, Thing(row["thing"], row.get("shown", row["label"]), county)


def quantities(graph: Graph, small: str, latin: dict[int, int]) -> list[Name]:
    """The indicators that a text names in English, or by a usual name that no plan prints.

    Where none is called so, those whose names hold the words: 高标准农田 is what is built anew and
    what is improved.

    Args:
        graph: the graph whose indicators count.
        small: the question in small letters.
        latin: of each English word, its start to its end.
    """
    from zeren.queries.ask import near, partial
    from zeren.queries.ask.words import Vocabulary

    usual = Vocabulary((name, (own,)) for name, own in named.usual())
    meant = {
        (word.start, word.end): named.names(word.symbols[0])
        for start in range(len(small))
        for word in usual.at(small, latin, start)
    }
    things: dict[str, dict[str, Thing]] = {}
    for label, kind, thing in _labels(graph, dict.fromkeys(n for names in meant.values() for n in names)):
        if kind == "indicator":
            things.setdefault(label, {})[thing.iri] = thing
    found = []
    for span, names in sorted(meant.items()):
        own = {iri: thing for name in names for iri, thing in things.get(name, {}).items()}
        held = (partial.labelled(part, "indicator", names[0], ()) for part in near.parts(graph, names[0]))
        if meaning := tuple(own.values()) or next(filter(None, held), ()):
            found.append(Name(*span, small[slice(*span)], {"indicator": meaning}))
    return found


def together(known: Iterable[Name]) -> list[Name]:
    """The names, those of one stretch as one that stands for all that they mean."""
    found: dict[tuple[int, int], Name] = {}
    for name in known:
        first = found.get((name.start, name.end))
        if first is None:
            found[name.start, name.end] = name
            continue
        kinds = sorted({*first.things, *name.things})
        both = {k: dict.fromkeys((*first.things.get(k, ()), *name.things.get(k, ()))) for k in kinds}
        things = {kind: tuple({thing.iri: thing for thing in both[kind]}.values()) for kind in kinds}
        found[name.start, name.end] = Name(name.start, name.end, first.text, things)
    return list(found.values())


def _called(graph: Graph, spellings: Iterable[str]) -> Iterator[tuple[str, Thing]]:
    """Categories and leaders, of whom the graph has the names alone."""
    from zeren.queries.ask import people

    yield from (("category", category) for category in _categories(graph, spellings))
    yield from (("person", person) for person in people.named(graph, spellings))


def _categories(graph: Graph, spellings: Iterable[str]) -> Iterator[Thing]:
    """The categories that are called so, wherever they are."""
    for given in _given(spellings, "category", None):
        for row in rows(graph.beyond or graph, _CATEGORIES.replace("# given", given)):
            yield Thing(row["category"], row["category"])


def _given(spellings: Iterable[str], variable: str, language: str | None) -> Iterator[str]:
    every = list(spellings)
    for at in range(0, len(every), _AT_ONCE):
        yield values(
            variable, [Literal(spelling, language=language) for spelling in every[at : at + _AT_ONCE]]
        )
