"""The columns of a generation, as questions ask them: SPARQL in, solutions out, if they can say it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyoxigraph

from zeren.errors import WorkspaceError
from zeren.graph.columns.relations import Unfit
from zeren.graph.columns.terms import reader
from zeren.graph.columns.translate import Statement, translated

if TYPE_CHECKING:
    from collections.abc import Callable

REMEMBERED = 256
"""How many translated queries are kept: people ask the same questions, and a page asks its own."""

BATCH = 10_000
"""Rows that are taken from the engine at once."""


class Rows:
    """The solutions of a query, in the form of `pyoxigraph.QuerySolutions`: terms by variable, read once.

    Attributes:
        variables: that the query shows, in order.
    """

    def __init__(self, statement: Statement, answer: duckdb.DuckDBPyConnection, base: str) -> None:
        self.variables = [pyoxigraph.Variable(name) for name in statement.variables]
        self._answer = answer
        names = list(statement.columns)
        self._cells = [
            (
                names.index(name),
                _reader(statement, name, base),
                names.index(f"{name}@") if f"{name}@" in names else None,
            )
            for name in statement.variables
        ]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        while batch := self._answer.fetchmany(BATCH):
            for row in batch:
                yield tuple(
                    [
                        read(row[own])
                        if language is None or row[own] is None
                        else pyoxigraph.Literal(row[own], language=row[language])
                        for own, read, language in self._cells
                    ]
                )


def _reader(statement: Statement, name: str, base: str) -> Callable[[Any], Any]:
    return reader(statement.columns[name], base)


class Columns:
    """The file of columns, opened only to be read.

    Args:
        path: the file.
        base: what the ids stand under.

    Raises:
        WorkspaceError: it is damaged.
    """

    def __init__(self, path: Path, base: str) -> None:
        self._base = base
        self._path = path
        self._translated = lru_cache(REMEMBERED)(self._translate)
        try:
            self._file = duckdb.connect(str(path), read_only=True)
        except duckdb.Error as error:
            raise self._damaged(error) from None

    def select(self, sparql: str) -> Rows | None:
        """The solutions of a SELECT over all graphs; None where the tables cannot say it.

        Args:
            sparql: the query, which declares its prefixes.

        Raises:
            WorkspaceError: the file is damaged.
        """
        statement = self._translated(sparql)
        if statement is None:
            return None
        try:
            return Rows(statement, self._file.cursor().execute(statement.sql), self._base)
        except duckdb.Error as error:
            raise self._damaged(error) from None

    def _translate(self, sparql: str) -> Statement | None:
        try:
            return translated(sparql, self._base)
        except Unfit:
            return None

    def _damaged(self, why: object) -> WorkspaceError:
        from zeren.graph.documents import DERIVED

        return WorkspaceError(f"the columns in {self._path} cannot be read: {why}", DERIVED)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
