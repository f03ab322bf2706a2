"""What triples are made of, for any RDF library: literals by their datatype, subjects with properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from zeren.ontology.facts import Evidence
from zeren.ontology.vocab import RDF, SKOS, ZR, Place, text_iri


class Literal(NamedTuple):
    """A value: its text, with a language or a datatype (the end of an XSD name), or neither."""

    text: str
    language: str = ""
    datatype: str = ""


Triple = tuple[str, str, str | Literal]
"""Subject and predicate as IRIs; the object as an IRI or a value."""


Property = tuple[str, str | Literal | None]
"""A predicate's IRI and its value; None where the record says nothing."""


def described(subject: str, kind: str, *properties: Property) -> Iterator[Triple]:
    """The subject's class and each property that has a value."""
    yield subject, RDF + "type", ZR + kind
    for predicate, value in properties:
        if value:
            yield subject, predicate, value


def text(words: str | None) -> Literal | None:
    """Words without a language; nothing for none."""
    return Literal(words) if words else None


def zh(words: str | None) -> Literal | None:
    """Chinese words; nothing for none."""
    return Literal(words, language="zh") if words else None


def en(words: str | None) -> Literal | None:
    """English words; nothing for none."""
    return Literal(words, language="en") if words else None


def date(day: str | None) -> Literal | None:
    """A day, ISO 8601; nothing for none."""
    return Literal(day, datatype="date") if day else None


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype="integer")


def decimal(number: float | None) -> Literal | None:
    """A number as XSD writes decimals, without an exponent; nothing for none."""
    if number is None:
        return None
    return Literal(f"{Decimal(str(number)):f}".removesuffix(".0"), datatype="decimal")


def true(wanted: bool) -> Literal | None:
    """True, where it is wanted; what does not hold is not written."""
    return Literal("true", datatype="boolean") if wanted else None


def labels(name: str, others: Iterable[str] = (), english: str | None = None) -> Iterator[Property]:
    """The name under which a thing is shown, the English one where there is one, and each other name once."""
    yield SKOS + "prefLabel", zh(name)
    yield SKOS + "prefLabel", en(english)
    yield from ((SKOS + "altLabel", zh(other)) for other in dict.fromkeys(others) if other != name)


def places(name: str, document: str, spans: Iterable[Evidence], base: str) -> Iterator[Property]:
    """Places under the property with this name, each once; of the document unless they name another."""
    for place in dict.fromkeys(Place(s.document or document, s.start, s.end) for s in spans):
        yield ZR + name, text_iri(place, base)
