"""Long VALUES blocks, taken out of a query before it is parsed: a thousand tasks take rdflib a second."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Literal, URIRef, Variable

LONG = 2000
"""From how many characters on a block is taken out."""

_MARK = "urn:x-zeren-values:"
# Possessive throughout (`++`, `*+`): of a block that does not fit, nothing is tried twice.
_TERM = r'<[^<>"{}|^`\\\s]*+>|"[^"\\\n]*+"(?:@[A-Za-z-]++|\^\^<[^<>"{}|^`\\\s]*+>)?+|[0-9]++'
_LINE = rf"\(\s*+(?:(?:{_TERM})\s*+)++\)"
_BLOCK = re.compile(
    rf"VALUES\s+(?:(\?\w+)\s*\{{((?:\s|{_TERM})*+)\}}|\((\s*\?[?\w\s]*)\)\s*\{{((?:\s|{_LINE})*+)\}})"
)
_TERMS = re.compile(r'<([^<>]*)>|"([^"]*)"(?:@([A-Za-z-]+)|\^\^<([^<>]*)>)?|([0-9]+)')

Values = list[Mapping[Any, Any]]


class Shortened:
    """A query without its long blocks, of which each has one row of marks in its place.

    Args:
        sparql: a query, in which the engine wrote the terms of such blocks.

    Attributes:
        sparql: the query as it is to be parsed.
    """

    def __init__(self, sparql: str) -> None:
        self._blocks: list[Values] = []
        self.sparql = _BLOCK.sub(self._marked, sparql) if len(sparql) > LONG else sparql

    def rows(self, block: CompValue) -> Values:
        """The rows of a block as it was parsed, or of the one that stood in its place."""
        rows: Values = block.res
        first = next(iter(rows[0].values()), None) if len(rows) == 1 else None
        if isinstance(first, URIRef) and first.startswith(_MARK):
            return self._blocks[int(first.removeprefix(_MARK))]
        return rows

    def _marked(self, found: re.Match[str]) -> str:
        if len(found[0]) < LONG:
            return found[0]
        names = (found[1] or found[3]).split()
        terms = [_term(one) for one in _TERMS.finditer(found[2] or found[4])]
        if len(terms) % len(names):
            return found[0]
        variables = [Variable(name[1:]) for name in names]
        lines = (terms[at : at + len(names)] for at in range(0, len(terms), len(names)))
        self._blocks.append([dict(zip(variables, line, strict=True)) for line in lines])
        mark = f"<{_MARK}{len(self._blocks) - 1}>"
        return f"VALUES ({' '.join(names)}) {{ ({' '.join([mark] * len(names))}) }}"


def _term(found: re.Match[str]) -> URIRef | Literal:
    address, words, language, kind, number = found.groups()
    if address is not None:
        return URIRef(address)
    return Literal(int(number)) if number else Literal(words, lang=language, datatype=kind and URIRef(kind))
