"""A graph's statements as rows of the tables, written as CSV by whatever process makes the graph."""

from __future__ import annotations

from collections.abc import Iterable

from zeren.graph.columns.schema import CLASSES, JUDGED, PROPERTIES, Misfit, Property, often, tables
from zeren.graph.values import Literal, Triple
from zeren.ontology.vocab import RDF, ZR

_TYPE = RDF + "type"
_COLUMNS = {name: [*columns] for name, columns in tables().items()}


def rows(graph: str, triples: Iterable[Triple], base: str) -> dict[str, bytes]:
    """The lines of CSV that a graph gives each table.

    Args:
        graph: its IRI.
        triples: what it says.
        base: what the ids stand under.

    Raises:
        Misfit: it says what no table holds.
    """
    kinds: dict[str, str] = {}
    said: dict[str, list[tuple[str, str | Literal]]] = {}
    for subject, predicate, value in triples:
        if predicate == _TYPE:
            if kinds.setdefault(subject, str(value)) != value:
                raise Misfit(f"{subject} has two classes")
        else:
            said.setdefault(subject, []).append((predicate, value))
    lines: dict[str, list[str]] = {}
    of = _quoted(_without(graph, base))
    for subject in {**kinds, **said}:
        kind = kinds[subject].removeprefix(ZR) if subject in kinds else JUDGED
        for table, line in _of_thing(kind, _without(subject, base), said.get(subject, ()), base):
            lines.setdefault(table, []).append(f"{of},{line}\n")
    return {table: "".join(found).encode() for table, found in lines.items()}


def _of_thing(
    kind: str, subject: str, said: Iterable[tuple[str, str | Literal]], base: str
) -> Iterable[tuple[str, str]]:
    shape = CLASSES.get(kind)
    if shape is None:
        raise Misfit(f"{kind} is no class of the tables")
    row = {"s": _quoted(subject)}
    for predicate, value in said:
        known = PROPERTIES.get(predicate)
        if known is None or not shape.has(predicate):
            raise Misfit(f"{predicate} is no property of {kind}")
        cell = _quoted(_cell(known, value, base))
        if predicate in shape.often:
            if _language(value) != known.language:
                raise Misfit(f"{value} is in another language than {known.language}")
            yield often(kind, predicate), f"{row['s']},{cell}"
            continue
        name = shape.columns(predicate).get(_language(value))
        if name is None or row.setdefault(name, cell) != cell:
            raise Misfit(f"{subject} has {name or value} twice, or in a language of its own")
    yield kind, ",".join([row.get(name, "") for name in _COLUMNS[kind][1:]])


def _language(value: str | Literal) -> str:
    return "" if isinstance(value, str) else value.language


def _cell(known: Property, value: str | Literal, base: str) -> str:
    """A value as its column holds it."""
    if isinstance(value, str):
        if known.kind == "id" and value.startswith(base):
            return value[len(base) :]
        if known.kind == "iri":
            return value
    elif known.kind == "text":
        if not value.datatype:
            return value.text
    elif value.datatype == known.kind:
        return value.text
    raise Misfit(f"{value} is no {known.kind}")


def _without(iri: str, base: str) -> str:
    if not iri.startswith(base):
        raise Misfit(f"{iri} does not stand under {base}")
    return iri[len(base) :]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
