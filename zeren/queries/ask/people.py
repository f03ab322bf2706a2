"""The leaders whom a question names: as the plans write them, or in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from zeren.ontology.surnames import SURNAME
from zeren.queries.ask.names import Name
from zeren.queries.ask.words import Vocabulary
from zeren.queries.given import Thing, Things
from zeren.queries.graph import Graph, prologue, rows, values

_LONGEST = 24
_AT_ONCE = 800
"""Names in one look-up; the store refuses queries of more than some thousand words."""

_PERSONS = (
    prologue("zr")
    + """SELECT DISTINCT ?person ?county WHERE {
  # given
  ?task zr:leader ?person .
  OPTIONAL { ?task zr:document/zr:region ?county }
} ORDER BY ?person ?county"""
)
_NAME = re.compile(f"{SURNAME}[\u4e00-\u9fff]{{1,2}}|[A-Z][a-z]+ [A-Z][a-z]+")


def named(graph: Graph, spellings: Iterable[str]) -> Iterator[Thing]:
    """The leaders who are called like one of these, once a county; those elsewhere if there are none."""
    every = [spelling for spelling in spellings if len(spelling) <= _LONGEST]
    here = list(_called(graph, every))
    yield from here
    if graph.beyond:
        known = {person.label for person in here}
        yield from _called(graph.beyond, [spelling for spelling in every if spelling not in known])


def _called(graph: Graph, spellings: list[str]) -> Iterator[Thing]:
    for at in range(0, len(spellings), _AT_ONCE):
        yield from _persons(graph, values("person", map(Literal, spellings[at : at + _AT_ONCE])))


def known(graph: Graph, counties: Things) -> list[str]:
    """The leaders whom the plans of these counties name, of all counties where there are none."""
    homes = {county.iri for county in counties}
    return list(dict.fromkeys(p.label for p in _persons(graph) if not homes or p.county in homes))


def looks_like_one(words: str) -> bool:
    """Whether words have the form of a person's name: 李雷, Li Lei."""
    return _NAME.fullmatch(words) is not None


def _persons(graph: Graph, given: str = "") -> Iterator[Thing]:
    for row in rows(graph, _PERSONS.replace("# given", given)):
        # The name alone is all that the graph has; namesakes of two counties are two persons.
        county = row.get("county")
        yield Thing(f"{county or ''}#{row['person']}", row["person"], county)


def english(graph: Graph, text: str, small: str, latin: dict[int, int], unknown: set[int]) -> list[Name]:
    """The leaders whom a text names in Latin letters: Zhou Mingyuan, Mingyuan Zhou.

    Args:
        graph: the graph whose leaders count.
        text: the question, normalised.
        small: the same in small letters.
        latin: of each English word, its start to its end.
        unknown: the starts of the words that mean nothing else; a name begins with one of them.
    """
    persons = {person.iri: person for person in _persons(graph)} if unknown else {}
    spelled = Vocabulary((way, (iri,)) for iri, person in persons.items() for way in _ways(person.label))
    found: dict[tuple[int, int], dict[str, Thing]] = {}
    for start in sorted(unknown):
        for word in spelled.at(small, latin, start):
            found.setdefault((word.start, word.end), {}).update({i: persons[i] for i in word.symbols})
    return [Name(*span, text[slice(*span)], {"person": (*t.values(),)}) for span, t in sorted(found.items())]


def _ways(person: str) -> list[str]:
    """The ways to write a name of two to four letters in Latin ones; none for a post."""
    from pypinyin import lazy_pinyin

    if len(person) > 4:
        return []
    sounds = lazy_pinyin(person)
    cut = 2 if len(person) == 4 else 1
    family, own = "".join(sounds[:cut]), "".join(sounds[cut:])
    return [f"{family} {own}", f"{own} {family}", " ".join(sounds), family + own]
