"""A bureau's own offices in an answer about the bureau: which row comes from which, and in which role.

县财政局（国资办） is an office of 县财政局: what it leads is counted with what the bureau leads. An answer
tells so, and shows the one that the plan names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import NamedNode

from zeren.graph.briefs import Brief
from zeren.ontology.vocab import Place, identifier
from zeren.queries.catalog import Language, Question
from zeren.queries.given import SHOWN_ROLES, Given
from zeren.queries.graph import Graph, prologue, rows, solutions, values
from zeren.queries.rows import Row, one

_SHOWN = 3
"""The offices that are told one by one; of more, how many there are."""

_HELD = re.compile(r"((?:zr:(?:lead|responsible|support|guide)\|?)+) \?body\b")
"""How a query says in which roles a task names the unit or its office."""

_OFFICES = (
    prologue("zr")
    + """SELECT ?office WHERE {
  # given
  ?office zr:partOf ?unit .
  FILTER(STRSTARTS(STR(?office), CONCAT(STR(?unit), "/")))
} LIMIT 1"""
)


def told(
    graph: Graph,
    question: Question,
    given: Given,
    found: list[Row],
    *,
    sparql: str,
    text: str,
    language: Language,
    graphs: Sequence[str] | None = None,
) -> str:
    """A reading, with the offices that rows come from; these rows show the office in their column `unit`.

    Args:
        graph: that was asked.
        question: of the catalogue.
        given: what it was asked about.
        found: the rows, as they were read.
        sparql: the query that gave them.
        text: how the question was understood.
        language: of the reading.
        graphs: the IRIs of the graphs that hold all rows; None for all graphs.
    """
    key = question.key[0]
    units = given.things.get("unit", ())
    if "?body" not in sparql or not _any(graph, [unit.iri for unit in units], graphs):
        return text
    bodies: dict[str, list[str]] = {}
    for thing, body in solutions(graph, _by_body(sparql, key), graphs):
        if thing is not None and body is not None:
            own = bodies.setdefault(identifier(thing.value, graph.base_iri), [])
            own.append(identifier(body.value, graph.base_iri))
    bureaus = {identifier(unit.iri, graph.base_iri) for unit in units}
    offices: set[str] = set()
    for row in found:
        own = bodies.get(_id(row.get(key)), [])
        offices |= {*own} - bureaus
        if own and "unit" in question.columns and key != "unit":
            row["unit"] = one([{"id": body, "name": graph.shown.name(body)} for body in own])
    return _with(text, [graph.shown.name(office) or office for office in sorted(offices)], language)


def _any(graph: Graph, units: list[str], graphs: Sequence[str] | None) -> bool:
    given = values("unit", map(NamedNode, units))
    return bool(units) and any(True for _ in rows(graph, _OFFICES.replace("# given", given), graphs))


def _by_body(sparql: str, key: str) -> str:
    """The query with, of each row, the units that it comes from: the one asked about, or its offices."""
    head, _, rest = sparql.partition("\nSELECT ")
    where = rest[rest.index("{") : rest.rindex("\n}") + 2]
    return f"{head}\nSELECT DISTINCT ?{key} ?body WHERE {where}\nORDER BY ?{key} ?body"


def _id(value: Any) -> str:
    return str(value["id"]) if isinstance(value, dict) else str(value)


def _with(text: str, names: list[str], language: Language) -> str:
    if not names or not text:
        return text
    names = list(dict.fromkeys(names))
    shown, more = names[:_SHOWN], len(names) - _SHOWN
    if language == "zh":
        return f"{text}，含{'、'.join(shown)}{f'等{len(names)}个内设机构' if more > 0 else ''}"
    return f"{text}, with {', '.join(shown)}{f' and {more} more offices' if more > 0 else ''}"


def belongs(unit: str, bureau: str) -> bool:
    """Whether a unit, by its id, is a bureau or an office within it: its tasks count as the bureau's."""
    return unit == bureau or unit.startswith(f"{bureau}/")


def named(question: Question, parameters: Mapping[str, Any], row: Row, brief: Brief) -> list[Place]:
    """Where a task names the units that are asked about, or offices of them, in the role asked for.

    Args:
        question: of the catalogue.
        parameters: what it was asked about, as an answer has them.
        row: of the answer.
        brief: of the row's task.
    """
    wanted: dict[str, set[str]] = {}
    for unit, roles in _asked(question, parameters, row):
        wanted.setdefault(unit, set()).update(roles)
    return [
        Place(brief.document, mention.start, mention.end)
        for role, mentions in brief.named.items()
        for mention in mentions
        if any(role in wanted.get(unit, ()) for unit in _upwards(mention.unit))
    ]


def _upwards(unit: str) -> Iterator[str]:
    """The ids of a unit and of all to which it belongs."""
    parts = unit.split("/")
    return ("/".join(parts[:end]) for end in range(len(parts), 0, -1))


def _asked(
    question: Question, parameters: Mapping[str, Any], row: Row
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ids of the units that a row is about, each with the roles that it is asked for in."""
    said = parameters.get("role")
    any_of = (said,) if said in SHOWN_ROLES else SHOWN_ROLES
    held = _HELD.search(question.sparql)
    own = tuple(re.findall(r"zr:(\w+)", held[1])) if held else any_of
    for slot in ("unit", "unit2", "units"):
        roles = own if slot == "unit" else any_of
        yield from ((unit, roles) for unit in _flat(parameters.get(slot)))
    # A row that has the place of its own mention needs no other of the same unit.
    if "unit" not in parameters and "mention" not in question.columns:
        yield from ((unit, any_of) for slot in ("unit", "unit2") for unit in _flat(row.get(slot)))


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield str(value["id"])
    elif isinstance(value, Iterable):
        for part in value:
            yield from _flat(part)
