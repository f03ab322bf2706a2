"""What comes closest to a question or a name that is not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from zeren.errors import NotUnderstoodError
from zeren.queries import catalog
from zeren.queries.ask import match, words
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.names import LEVELS
from zeren.queries.ask.pieces import BEYOND, UNKNOWN, Piece
from zeren.queries.catalog import Language, Question
from zeren.queries.given import ROLES, Things
from zeren.queries.graph import Graph, prologue, rows

NEAREST = 3
_ALIKE = 0.2
_OF_COUNTIES = r"[各两哪][^，]{0,2}县|counties|county have"
_YEAR = r"\b20\d\d(?=[-年]|\b)"

_UNIT_NAMES = (
    prologue("zr", "skos")
    + """SELECT DISTINCT ?label ?county WHERE {
  ?unit a zr:Unit ; skos:prefLabel ?label .
  OPTIONAL { ?unit zr:region ?county }
} ORDER BY ?label LIMIT 20000"""
)


def nearest(question: Asked) -> tuple[str, ...]:
    """The questions of the catalogue that share most words with this one, with its own names put in.

    Each of them is understood as it stands.
    """
    aside = {UNKNOWN, BEYOND, words.NOW}
    asked = {symbol for piece in question.pieces for symbol in piece.symbols} - aside
    asked = {"who" if symbol == "body" else symbol for symbol in asked}
    own: dict[str, list[str]] = {}
    for number, piece in enumerate(question.pieces):
        before = question.pieces[number - 1] if number else None
        home = before.text if before and before.end == piece.start and before.is_a("county") else ""
        for kind in piece.name.things if piece.name else ():
            own.setdefault(kind, []).append(_as_named(question, home, piece, kind))
    if question.language == "zh":
        own["role"] = [_role(question, own)]
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
    asked_here = (_answered(question.graph, _at_home(question, each)) for each in shown if each)
    return tuple(islice((each for each in asked_here if each), NEAREST))


def with_names(question: Asked, fault: str, known: Iterable[str]) -> tuple[str, ...]:
    """The question with each of these names in place of the words at fault, where that is understood.

    Where none is, the nearest questions; the names themselves where nothing but a name was asked.
    """
    # 甲局和丙局 is not offered as 甲局和甲局.
    names = tuple(name for name in known if name not in question.text.replace(fault, ""))
    written = (
        re.sub(rf"([{LEVELS}])\1", r"\1", question.text.replace(fault, name, 1)) for name in names
    )  # fmt: skip
    if question.text.strip("“”") == fault:
        return names
    return tuple(filter(None, (_answered(question.graph, [each]) for each in written))) or nearest(question)


def _role(question: Asked, own: dict[str, list[str]]) -> str:
    """The word for a role beside leading, which most questions ask for themselves."""
    words = [p.text for p in question.pieces if len(p.symbols) == 1 and p.symbols[0] in ROLES]
    other = [p.text for p in question.pieces if p.text in words and p.symbols != ("lead",)]
    return next(iter(other), "参与" if "unit" in own else "牵头")


def _as_named(question: Asked, home: str, piece: Piece, kind: str) -> str:
    """A name of the question as it is written there, with the county that it belongs to."""
    written = home + question.text[piece.start : piece.end]
    return f"the {written}" if kind == "unit" and written.isascii() and written[0].islower() else written


def _in_loaded_year(question: Asked, shown: str) -> str:
    """An example with the year of the plans in place of its own, where they are of one year."""
    from zeren.queries.ask.take import year_of

    with suppress(NotUnderstoodError):
        if re.search(_YEAR, shown):
            return re.sub(_YEAR, str(year_of(question.graph, shown, question.counties, "zh")), shown)
    return shown


def _at_home(question: Asked, shown: str) -> Iterator[str]:
    """What may be asked instead: of the county and the year that are asked about, or as it is shown."""
    county = [piece.text for piece in question.pieces if piece.is_a("county")]
    shown = _in_loaded_year(question, shown)
    if len(county) == 1 and county[0] not in shown and not re.search(_OF_COUNTIES, shown):
        if question.language == "zh":
            yield re.sub(rf"([{LEVELS}])\1", r"\1", county[0] + shown)
        else:
            yield f"{shown.rstrip('?')} in {county[0]}"
    yield shown


def _answered(graph: Graph, shown: Iterable[str]) -> str:
    """The first of these questions that is understood; nothing when none is."""
    from zeren.queries.ask.understand import is_understood

    return next((each for each in shown if is_understood(graph, each)), "")


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
