"""What a SPARQL query gives, as values of Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
import pyoxigraph

from zeren.errors import QueryError, UsageError
from zeren.ontology.vocab import XSD
from zeren.queries.graph import Graph

if TYPE_CHECKING:
    import pandas

Value = str | int | float | bool | date | None

TRIPLE = ("subject", "predicate", "object")
"""The columns of the triples that CONSTRUCT and DESCRIBE give."""


class Solutions(msgspec.Struct, frozen=True):
    """What a SPARQL query gives.

    Attributes:
        sparql: the query.
        columns: the variables of SELECT in order; subject, predicate and object of triples.
        rows: values by column. An IRI is its whole text; numbers, days and truth values are
            those of Python, any other literal its text; None where a variable is unbound.
        boolean: what ASK gives; None for any other query.
        complete: False where more rows were left out than `limit` allows.
    """

    sparql: str
    columns: list[str]
    rows: list[dict[str, Value]]
    boolean: bool | None = None
    complete: bool = True

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame.

        Raises:
            MissingLibraryError: pandas is not installed.
        """
        from zeren.queries.frames import frame

        return frame(self.rows, self.columns)


def solve(graph: Graph, sparql: str, limit: int | None = None) -> Solutions:
    """The answer to SELECT, ASK, CONSTRUCT or DESCRIBE.

    Args:
        graph: what is asked.
        sparql: the query; the project's prefixes need no PREFIX.
        limit: how many rows are read; None for all.

    Raises:
        QueryError: the query has a mistake, would change the graph, or asks another server.
        UsageError: the limit is below 0.
    """
    if limit is not None and limit < 0:
        raise UsageError(f"limit takes a number from 0, not {limit}")
    found = graph.query(sparql)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Solutions(sparql, [], [], boolean=bool(found))
    if isinstance(found, pyoxigraph.QuerySolutions):
        columns = [variable.value for variable in found.variables]
        terms: Iterable[Iterable[Any]] = found
    else:
        columns = list(TRIPLE)
        terms = ((triple.subject, triple.predicate, triple.object) for triple in found)
    rows = _read(terms, columns)
    kept = list(islice(rows, limit))
    complete = limit is None or next(rows, None) is None
    return Solutions(sparql, columns, kept, complete=complete)


def _read(terms: Iterable[Iterable[Any]], columns: list[str]) -> Iterator[dict[str, Value]]:
    try:
        for row in terms:
            yield dict(zip(columns, map(value, row), strict=True))
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be run: {error}") from None


def value(term: Any) -> Value:
    """A term as a value of Python; a literal whose words do not fit its datatype is its words."""
    if term is None:
        return None
    if not isinstance(term, pyoxigraph.Literal):
        return str(term.value) if hasattr(term, "value") else str(term)
    read = _READ.get(term.datatype.value.removeprefix(XSD), str)
    try:
        return read(term.value)
    except ValueError:
        return term.value


_READ: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": lambda words: words in ("true", "1"),
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}
