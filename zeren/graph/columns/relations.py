"""What a part of a query becomes: a SELECT whose columns are the variables that it binds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import NamedTuple

from zeren.graph.columns.schema import Kind

Classes = frozenset[str]


class Unfit(Exception):  # noqa: N818 # no error: such a query is asked of the graph
    """A query says what cannot be said over the tables; the graph itself answers it."""


class Column(NamedTuple):
    """A variable as a column.

    Attributes:
        kind: of its values.
        language: of its values, "" for none; None where the column `name@` says it row by row.
        null: whether it may be unbound.
        classes: those of which the things it names can be; None where nobody knows.
    """

    kind: Kind
    language: str | None = ""
    null: bool = False
    classes: Classes | None = None


class Relation(NamedTuple):
    """A SELECT, and its columns by the names of their variables."""

    sql: str
    columns: dict[str, Column]


ALONE = Relation("SELECT 1", {})
"""What a group without patterns gives: one row that binds nothing."""


class Names:
    """Names for the parts of one statement, none of them twice."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self) -> str:
        """The next name."""
        return f"r{next(self._numbers)}"


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def at(alias: str, variable: str) -> str:
    """A variable's column in a part of a statement."""
    return f'{alias}."{variable}"'


def selected(alias: str, variables: Iterable[str]) -> str:
    """The columns of a part, under their own names; something where there is none."""
    return ", ".join(at(alias, name) for name in variables) or "1"


def equal(
    left: str, right: str, variables: Iterable[str], a: Mapping[str, Column], b: Mapping[str, Column]
) -> list[str]:
    """The conditions under which rows of two parts agree in the variables that both bind.

    Raises:
        Unfit: one may be unbound, or the two never hold the same.
    """
    found = []
    for name in variables:
        one, other = a[name], b[name]
        if one.null or other.null:
            raise Unfit(f"?{name} may be unbound where it is joined")
        if one.kind != other.kind or one.language != other.language:
            raise Unfit(f"?{name} holds different kinds of values")
        found.append(f"{at(left, name)} = {at(right, name)}")
    return found


def shared(a: Relation, b: Relation) -> list[str]:
    """The variables that both bind."""
    return [name for name in a.columns if name in b.columns]


def met(a: Column, b: Column) -> Column:
    """A variable that two parts bind to the same."""
    both = b.classes if a.classes is None else a.classes if b.classes is None else a.classes & b.classes
    return a._replace(null=a.null and b.null, classes=both)
