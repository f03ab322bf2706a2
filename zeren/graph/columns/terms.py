"""Terms of a query as values of SQL, and values of a row as terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph
from rdflib.term import Literal, URIRef

from zeren.graph.columns.relations import Column, Unfit, quoted
from zeren.graph.columns.schema import Kind
from zeren.ontology.vocab import XSD

_KINDS: dict[str, Kind] = {
    "integer": "integer", "decimal": "decimal", "double": "decimal", "date": "date", "boolean": "boolean",
    "string": "text",
}  # fmt: skip


def of_term(term: Any, base: str) -> tuple[str, Column]:
    """An IRI or a literal of a query as SQL, and what it holds.

    Raises:
        Unfit: there is no such kind of value in the tables.
    """
    if isinstance(term, URIRef):
        iri = str(term)
        inside = iri.startswith(base)
        return quoted(iri[len(base) :] if inside else iri), Column("id" if inside else "iri")
    if not isinstance(term, Literal):
        raise Unfit(f"{term!r} is neither an IRI nor a literal")
    if term.datatype is None:
        return quoted(str(term)), Column("text", term.language or "")
    kind = _KINDS.get(str(term.datatype).removeprefix(XSD))
    if kind is None:
        raise Unfit(f"a value of {term.datatype}")
    if kind in ("text", "date"):
        return ("DATE " if kind == "date" else "") + quoted(str(term)), Column(kind)
    if term.value is None:
        raise Unfit(f"{term} is no {kind}")
    return str(term), Column(kind)


def reader(column: Column, base: str) -> Callable[[Any], Any]:
    """What makes a term of pyoxigraph out of a value of a column; None stays."""
    kind = column.kind
    if kind == "id":
        return lambda value: None if value is None else pyoxigraph.NamedNode(base + value)
    if kind == "iri":
        return lambda value: None if value is None else pyoxigraph.NamedNode(value)
    if kind == "text":
        language = column.language or None
        return lambda value: None if value is None else pyoxigraph.Literal(value, language=language)
    datatype = pyoxigraph.NamedNode(XSD + kind)
    return lambda value: None if value is None else pyoxigraph.Literal(_lexical(value), datatype=datatype)


def _lexical(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        from decimal import Decimal

        return f"{Decimal(str(value)):f}".removesuffix(".0")
    return str(value)
