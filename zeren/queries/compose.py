"""A question of the catalogue and what it is asked about, as one SPARQL query that runs anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from zeren.errors import UsageError
from zeren.ontology.vocab import XSD, ZR
from zeren.queries.catalog import GIVEN, Question
from zeren.queries.given import FILTERS, ROLES, Given
from zeren.queries.graph import values

if TYPE_CHECKING:
    from zeren.queries.hits import Hits

_GIVEN = re.compile(rf"^([ \t]*){GIVEN}(?:: (.*))?$", re.MULTILINE)


def compose(question: Question, given: Given, hits: Hits | None = None) -> str:
    """The query's text with what it is given in place of its `# given` line.

    Every value becomes a term that the engine itself writes, in a VALUES line: no text of a
    question becomes query, and the same text gives the same rows in any engine. For words that
    are looked for, these are the tasks that have them.

    Args:
        question: of the catalogue.
        given: what it is asked about.
        hits: the tasks that have the words of `given`, if it has any.

    Raises:
        UsageError: a parameter is missing, or something is given that the question cannot use.
        ValueError: words are given without the tasks that have them.
    """
    if given.words and hits is None:
        raise ValueError("words are looked for before the query is composed")
    slots = given.slots()
    missing = question.parameters.keys() - slots
    spare = slots - question.parameters.keys() - question.optional.keys() - FILTERS[question.about].keys()
    if "unit" in slots - question.parameters.keys():
        # Where each row is a unit, the one that narrows would be the only row.
        spare = spare | {"unit"} if "unit" in question.columns else spare - {"role"}
    if question.rank is None:
        spare |= {name for name in ("top", "fewest") if getattr(given, name)}
    if missing:
        needed = ", ".join(sorted(missing))
        raise UsageError(f"{question.name} needs {needed}", f"zeren query {question.name} --help")
    if spare:
        useless = ", ".join(sorted(spare))
        raise UsageError(f"{question.name} has no use for {useless}", f"zeren query {question.name} --help")
    searched = hits.values(shown="found" in question.columns) if hits else []
    filters = FILTERS[question.about].items()
    narrowed = [p for slot, p in filters if p and slot in slots and slot not in question.parameters]
    text = _filled(question.sparql.rstrip(), [*_values(given)], [*searched, *narrowed])
    if amount := given.texts.get("amount"):
        sign, count = amount.rstrip("0123456789"), int(amount.lstrip("<>="))
        before, order, after = text.rpartition("ORDER BY")
        text = f"{before}HAVING({question.counted} {sign} {count})\n{order}{after}"
    if question.rank and given.fewest:
        text = text.replace(f"DESC(?{question.rank})", f"ASC(?{question.rank})")
    if question.rank and given.top:
        text += f"\nLIMIT {given.top}"
    return text + "\n"


def _filled(sparql: str, own: list[tuple[str, str]], narrowing: list[str]) -> str:
    """A query with lines in place of those that begin with `# given`."""
    apart = {slot for found in _GIVEN.finditer(sparql) for slot in (found[2] or "").split()}
    common = [*(line for slot, line in own if slot not in apart), *narrowing]

    def filled(found: re.Match[str]) -> str:
        lines = [line for slot, line in own if slot in found[2].split()] if found[2] else common
        return "\n".join(found[1] + line for whole in lines for line in whole.split("\n")) or found[0]

    return _GIVEN.sub(filled, sparql)


def _values(given: Given) -> Iterator[tuple[str, str]]:
    """Slots and the lines that give them their values."""
    for slot, things in given.things.items():
        yield slot, values(slot, [NamedNode(thing.iri) for thing in things])
    if given.units:
        pairs = [
            f"({NamedNode(thing.iri)} {Literal(number)})"
            for number, things in enumerate(given.units, 1)
            for thing in things
        ]
        yield "units", f"VALUES (?unit ?asked) {{ {' '.join(pairs)} }}"
        yield "units", values("many", [Literal(len(given.units))])
    for slot, text in given.texts.items():
        if slot != "amount":
            yield slot, values(slot, [Literal(text)])
    if given.period:
        kind = NamedNode(XSD + "date")
        first, last = (Literal(day.isoformat(), datatype=kind) for day in given.period)
        yield "date", f"VALUES (?from ?to) {{ ({first} {last}) }}"
    if given.year:
        yield "year", values("year", [Literal(given.year)])
    if given.role and ROLES[given.role]:
        yield "role", values("role", [NamedNode(ZR + ROLES[given.role])])
