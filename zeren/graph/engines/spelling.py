"""A query with what the embedded engine takes beside it written into its text: a server takes text alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from zeren.graph.sparql import declares, opens


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with a PREFIX for each of the prefixes that it uses and does not declare."""
    used = {name for name in prefixes if re.search(rf"(?<![\w.-]){re.escape(name)}:", query)}
    missing = sorted(used - declares(query))
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in missing) + query


def given(query: str, terms: Mapping[Variable, NamedNode | BlankNode | Literal | Triple]) -> str:
    """A SELECT with values for its variables, as the first line of what it asks."""
    if not terms:
        return query
    at = opens(query)
    lines = "".join(f" VALUES {variable} {{ {term} }}" for variable, term in terms.items())
    return f"{query[:at]}{lines}{query[at:]}"
