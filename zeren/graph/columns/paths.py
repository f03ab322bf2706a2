"""Property paths over the tables, as SELECTs with the columns `s` and `o`."""

from __future__ import annotations

from typing import Any, NamedTuple

from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.term import URIRef

from zeren.graph.columns.relations import Classes, Column, Unfit
from zeren.graph.columns.schema import CLASSES, PROPERTIES, often


class Pairs(NamedTuple):
    """A SELECT of `s` and `o`, and what these hold."""

    sql: str
    subject: Column
    object: Column


def having(predicate: str) -> Classes:
    """The classes whose things may have a property."""
    return frozenset(kind for kind, shape in CLASSES.items() if shape.has(predicate))


def pairs(path: Any, subjects: Classes | None) -> Pairs:
    """What a path joins.

    Args:
        path: a property's IRI, or a path of rdflib.
        subjects: the classes of which its subjects can be; None for any.

    Raises:
        Unfit: the tables cannot say it.
    """
    if isinstance(path, URIRef):
        return _property(str(path), subjects)
    if isinstance(path, InvPath):
        turned = pairs(path.arg, None)
        return Pairs(f"SELECT o AS s, s AS o FROM ({turned.sql}) t", turned.object, turned.subject)
    if isinstance(path, AlternativePath):
        parts = [pairs(part, subjects) for part in path.args]
        return Pairs(
            " UNION ALL ".join(part.sql for part in parts),
            _either([part.subject for part in parts]),
            _either([part.object for part in parts]),
        )
    if isinstance(path, SequencePath):
        found = pairs(path.args[0], subjects)
        for step in path.args[1:]:
            after = pairs(step, found.object.classes)
            sql = f"SELECT a.s, b.o FROM ({found.sql}) a JOIN ({after.sql}) b ON a.o = b.s"
            found = Pairs(sql, found.subject, after.object)
        return found
    if isinstance(path, MulPath):
        return _repeated(path, subjects)
    raise Unfit(f"the path {path}")


def _property(predicate: str, subjects: Classes | None) -> Pairs:
    classes = having(predicate) if subjects is None else having(predicate) & subjects
    known = PROPERTIES.get(predicate)
    if known is None or not classes or any(predicate in CLASSES[kind].spoken for kind in classes):
        raise Unfit(f"the property {predicate}")
    parts = [_of_class(kind, predicate) for kind in sorted(classes)]
    reached = (
        frozenset({known.names_a}) if known.names_a else classes if predicate.endswith("#partOf") else None
    )
    return Pairs(
        " UNION ALL ".join(parts),
        Column("id", classes=classes),
        Column(known.kind, known.language, classes=reached),
    )


def _of_class(kind: str, predicate: str) -> str:
    if predicate in CLASSES[kind].often:
        return f'SELECT s, o FROM "{often(kind, predicate)}"'
    (name,) = CLASSES[kind].columns(predicate).values()
    return f'SELECT s, "{name}" AS o FROM "{kind}" WHERE "{name}" IS NOT NULL'


def _repeated(path: MulPath, subjects: Classes | None) -> Pairs:
    """A path taken once or not (`?`), once or more (`+`), or any number of times (`*`).

    The way of no step leads from a thing to itself. Of all things that could be meant, these are
    those of the classes that have the property.
    """
    step = pairs(path.path, subjects)
    if step.subject.kind != "id" or step.object.kind != "id" or step.subject.classes is None:
        raise Unfit(f"the path {path}")
    both = step.subject.classes | (step.object.classes or frozenset())
    own = " UNION ALL ".join(f'SELECT s, s AS o FROM "{kind}"' for kind in sorted(both))
    if path.mod == "?":
        sql = f"{own} UNION SELECT s, o FROM ({step.sql}) t"
    else:
        first = step.sql if path.mod == "+" else f"{own} UNION {step.sql}"
        sql = (
            f"SELECT s, o FROM (WITH RECURSIVE step AS ({step.sql}), way AS (SELECT s, o FROM ({first}) t "
            "UNION SELECT way.s, step.o FROM way JOIN step ON way.o = step.s) SELECT s, o FROM way) t"
        )
    return Pairs(sql, Column("id", classes=both), Column("id", classes=both))


def _either(columns: list[Column]) -> Column:
    kinds = {(column.kind, column.language) for column in columns}
    if len(kinds) > 1:
        raise Unfit("a path whose ways lead to different kinds of values")
    known = [column.classes for column in columns]
    every = frozenset().union(*[k for k in known if k is not None])
    return columns[0]._replace(classes=None if None in known else every)
