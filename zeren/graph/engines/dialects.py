"""In what servers differ from the standard, as far as Zeren's questions meet it: all of it stands here.

A query is written for any engine. What one of them cannot do, or does otherwise without a word, is put into
other words before it is sent, and what it says otherwise is read as it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

STANDARD, VIRTUOSO = "standard", "virtuoso"


class Dialect:
    """A server that keeps to the standard."""

    name = STANDARD

    def asked(self, sparql: str) -> str:
        """The query as the server is asked it."""
        return sparql

    def counted(self, sparql: str) -> str | None:
        """For CONSTRUCT, a SELECT whose answer tells whether the server left something out; None for none."""
        del sparql
        return None

    def told(self, results: bytes) -> bytes:
        """The server's results in JSON as they were meant."""
        return results

    def cut_off(self, headers: Mapping[str, str]) -> bool:
        """Whether the server left rows out and says so only beside them."""
        del headers
        return False


_OWN_BODIES = re.compile(
    r"(\?\w+) zr:partOf\? (\?\w+) \.\s+"
    r'FILTER\(\1 = \2 \|\| STRSTARTS\(STR\(\1\), CONCAT\(STR\(\2\), "/"\)\)\)'
)
"""How the catalogue says: a unit itself, or a part that is named after it."""

_SPELLED_OUT = (
    r"{ { \2 a zr:Unit . BIND(\2 AS \1) } UNION "
    r'{ \1 zr:partOf \2 FILTER(STRSTARTS(STR(\1), CONCAT(STR(\2), "/"))) } }'
)
"""The same without a path."""

_LONG_TOP = re.compile(r"(ORDER BY [^{}]*?)\s+LIMIT \d{5,}\s*$")

_YES_AND_NO = re.compile(rb'(XMLSchema#boolean", "value": )"([01])"')

_TEMPLATE = re.compile(r"(?is)^((?:\s*(?:#[^\n]*\n|(?:PREFIX|BASE)\s[^>]*>))*\s*)CONSTRUCT\s*(?:\{[^{}]*\})?")


class Virtuoso(Dialect):
    """Virtuoso 7.

    - Where two paths with `?` meet, it loses rows or invents some: the catalogue's is spelled out.
    - It sorts 10,000 rows at most under a LIMIT (SR353), and any number without one.
    - It leaves out what goes beyond `ResultSetMaxRows`, and says so in a header of SELECT alone.
    - It writes true and false as 1 and 0.
    """

    name = VIRTUOSO

    def asked(self, sparql: str) -> str:
        """The query without what Virtuoso answers wrongly."""
        return _LONG_TOP.sub(r"\1", _OWN_BODIES.sub(_SPELLED_OUT, sparql))

    def counted(self, sparql: str) -> str | None:
        """The solutions that a CONSTRUCT makes its triples of."""
        found = _TEMPLATE.match(sparql)
        # What is grouped cannot be shown with a star.
        grouped = re.search(r"\bGROUP\s+BY\b", sparql, re.IGNORECASE)
        return f"{found[1]}SELECT * {sparql[found.end() :]}" if found and not grouped else None

    def told(self, results: bytes) -> bytes:
        """The results with true and false in words."""
        return _YES_AND_NO.sub(lambda f: f[1] + (b'"true"' if f[2] == b"1" else b'"false"'), results)

    def cut_off(self, headers: Mapping[str, str]) -> bool:
        """Whether there were more rows than `ResultSetMaxRows`."""
        return "x-sparql-maxrows" in headers


_KNOWN: dict[str, Dialect] = {STANDARD: Dialect(), VIRTUOSO: Virtuoso()}


def dialect(name: str) -> Dialect:
    """The dialect with this name; one of a later Zeren is taken for the standard."""
    return _KNOWN.get(name, _KNOWN[STANDARD])


def spoken(headers: Mapping[str, str]) -> str:
    """The name of the dialect of a server that answers with these headers."""
    return VIRTUOSO if headers.get("server", "").startswith("Virtuoso") else STANDARD
