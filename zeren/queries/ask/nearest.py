"""What comes closest to a question or a name that is not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from zeren.queries import catalog
from zeren.queries.ask import match, words
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.pieces import UNKNOWN
from zeren.queries.catalog import Language, Question
from zeren.queries.given import Things
from zeren.queries.graph import Graph, prologue, rows

NEAREST = 3
_ALIKE = 0.2

_UNIT_NAMES = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?label ?county WHERE {
  ?unit a zr:Unit ; skos:prefLabel ?label .
  OPTIONAL { ?unit zr:region ?county }
} ORDER BY ?label LIMIT 20000"""
)


def nearest(question: Asked) -> tuple[str, ...]:
    """The questions of the catalogue that share most words with this one, with its own names put in."""
    aside = {UNKNOWN, words.NOW}
    asked = {symbol for piece in question.pieces for symbol in piece.symbols} - aside
    asked = {"who" if symbol == "body" else symbol for symbol in asked}
    own: dict[str, list[str]] = {}
    for piece in question.pieces:
        for kind in piece.name.things if piece.name else ():
            own.setdefault(kind, []).append(piece.text)
    asked |= {f"{{{kind}}}" for kind in own}
    best: dict[str, float] = {}
    for known in match.wordings(question.language).values():
        for wording in known:
            symbols = set(wording.symbols[1:])
            closeness = len(asked & symbols) / len(asked | symbols | {""})
            best[wording.question] = max(best.get(wording.question, 0), closeness)
    # Of questions equally near, those about tasks first: most people come for them.
    names = sorted(best, key=lambda name: (-best[name], catalog.get(name).about != "task", name))
    shown = (_filled(catalog.get(name), own, question.language) for name in names)
    return tuple(islice((each for each in shown if each), NEAREST))


def _filled(question: Question, own: dict[str, list[str]], language: Language) -> str:
    """The question's first wording with the asker's names; without them, an example that anybody can ask."""
    units: Iterator[str] = iter(own.get("unit", ()))

    def name(found: re.Match[str]) -> str:
        slot = found[1]
        if slot == "units" and len(own.get("unit", ())) > 1:
            return ("和" if language == "zh" else " and ").join(own["unit"])
        if slot in ("unit", "unit2"):
            return next(units, "{}")
        return own.get(slot, ["{}"])[0]

    shown = re.sub(r"\{(\w+)\}", name, question.wordings[language][0])
    if "{}" not in shown:
        return shown
    # Every county has a finance bureau; the task or campaign of an example is not the asker's.
    general = set(question.parameters.values()) <= {"unit", "units", "role", "period"}
    return question.examples_in(language)[0] if general else ""


def unit_names(graph: Graph, counties: Things, asked: str, *, every: bool = False) -> list[str]:
    """The names of the units of these counties, of all when there are none, in the language asked in.

    `every` gives the other names of each unit too.
    """
    query = _UNIT_NAMES.replace("skos:prefLabel", "skos:prefLabel|skos:altLabel") if every else _UNIT_NAMES
    homes = {county.iri for county in counties}
    return [
        row["label"]
        for row in rows(graph, query)
        if row["label"].isascii() == asked.isascii() and (not homes or row.get("county") in homes)
    ]


def names_like(word: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that share most pairs of letters with the word, best first."""
    pairs = _pairs(word)
    every = {name: _pairs(name) for name in names}
    alike = {name: 2 * len(pairs & own) / (len(pairs) + len(own)) for name, own in every.items()}
    best = sorted((name for name in alike if alike[name] > _ALIKE), key=lambda name: (-alike[name], name))
    return tuple(best[:NEAREST])


def _pairs(word: str) -> set[str]:
    plain = word.lower()
    return {plain[at : at + 2] for at in range(len(plain))}
