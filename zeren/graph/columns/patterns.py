"""Triple patterns over the tables: all that is asked of one thing is asked of one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any, NamedTuple

from rdflib.paths import InvPath, MulPath, Path, SequencePath
from rdflib.term import Literal, URIRef, Variable

from zeren.graph.columns.paths import having, pairs
from zeren.graph.columns.relations import Classes, Column, Names, Relation, Unfit, quoted
from zeren.graph.columns.schema import CLASSES, JUDGED, PROPERTIES, often
from zeren.graph.columns.terms import of_term
from zeren.ontology.vocab import RDF, ZR

_TYPE = URIRef(RDF + "type")

Triple = tuple[Any, Any, Any]


class _Cell(NamedTuple):
    """A place of a pattern: the term that stands there, what SQL says for it, and what that holds."""

    term: Any
    sql: str
    column: Column


class Patterns:
    """The translation of one group of triple patterns.

    Args:
        base: what the ids stand under.
        names: for the parts of the statement.
        languages: the languages that variables must have, by their names.
        context: what is known of variables from elsewhere, by their names.
    """

    def __init__(
        self, base: str, names: Names, languages: Mapping[str, str], context: Mapping[str, Column]
    ) -> None:
        self._base = base
        self._names = names
        self._languages = languages
        self._classes: dict[str, Classes] = {
            name: column.classes for name, column in context.items() if column.classes is not None
        }

    def relation(self, triples: Iterable[Triple]) -> Relation:
        """What the patterns give together.

        Raises:
            Unfit: the tables cannot say it.
        """
        simple, paths = self._split(self._steps(triples))
        things = self._things(simple)
        self._narrow(things)
        parts, cells = [], []
        for (subject, _), said in things.items():
            if self._told(subject, said, paths):
                continue
            sql, found = self._star(subject, said)
            parts.append(sql)
            cells += found
        for subject, path, value in paths:
            sql, found = self._path(subject, path, value)
            parts.append(sql)
            cells += found
        return _joined(parts, cells, self._base)

    def _steps(self, triples: Iterable[Triple]) -> Iterable[Triple]:
        """The patterns, with a path of several steps as a pattern a step, and none against its direction."""
        for subject, predicate, value in triples:
            if isinstance(predicate, SequencePath):
                inner = [Variable(f"@{self._names.new()}") for _ in predicate.args[1:]]
                ends = zip([subject, *inner], predicate.args, [*inner, value], strict=True)
                yield from self._steps(ends)
            elif isinstance(predicate, InvPath):
                yield from self._steps([(value, predicate.arg, subject)])
            else:
                yield subject, predicate, value

    def _split(self, triples: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
        simple: list[Triple] = []
        paths: list[Triple] = []
        for triple in triples:
            (paths if isinstance(triple[1], Path) else simple).append(triple)
        if any(isinstance(predicate, Variable) for _, predicate, _ in simple):
            raise Unfit("a variable for a property")
        return simple, paths

    def _things(self, triples: Iterable[Triple]) -> dict[tuple[Any, bool], list[Triple]]:
        """The patterns by their subjects; what is judged of a thing stands apart."""
        found: dict[tuple[Any, bool], list[Triple]] = {}
        for triple in triples:
            judged = CLASSES[JUDGED].has(str(triple[1]))
            found.setdefault((triple[0], judged), []).append(triple)
        return found

    def _narrow(self, things: Mapping[tuple[Any, bool], list[Triple]]) -> None:
        """Find out of which classes things can be, by what is asked of them and by what names them."""
        changed = True
        while changed:
            before = dict(self._classes)
            for (subject, judged), said in things.items():
                if not judged:
                    self._meet(subject, self._having(said))
                for _, predicate, value in said:
                    known = PROPERTIES.get(str(predicate))
                    if known and known.names_a:
                        self._meet(value, frozenset({known.names_a}))
                    elif str(predicate) == ZR + "partOf":
                        self._meet(value, self._of(subject))
            changed = before != self._classes

    def _having(self, said: Iterable[Triple]) -> Classes:
        classes = frozenset(CLASSES) - {JUDGED}
        for _, predicate, value in said:
            if predicate == _TYPE:
                classes &= classes if isinstance(value, Variable) else {str(value).removeprefix(ZR)}
            else:
                classes &= having(str(predicate))
        return classes

    def _told(self, subject: Any, said: list[Triple], paths: list[Triple]) -> bool:
        """Whether a path leads from things of the class that is asked for, and of nothing else is asked."""
        kinds = [str(value).removeprefix(ZR) for _, predicate, value in said if predicate == _TYPE]
        return len(kinds) == len(said) and any(
            isinstance(path, MulPath) and start == subject and self._of(start) <= {*kinds}
            for start, path, _ in paths
        )

    def _of(self, term: Any) -> Classes:
        return (
            self._classes.get(str(term), frozenset(CLASSES))
            if isinstance(term, Variable)
            else frozenset(CLASSES)
        )

    def _meet(self, term: Any, classes: Classes) -> None:
        if isinstance(term, Variable):
            self._classes[str(term)] = self._of(term) & classes

    def _star(self, subject: Any, said: list[Triple]) -> tuple[str, list[_Cell]]:
        """All that is asked of one thing, over each class that it can be of."""
        judged = CLASSES[JUDGED].has(str(said[0][1]))
        classes = frozenset({JUDGED}) if judged else self._having(said) & self._of(subject)
        asked = [
            (predicate, value)
            for _, predicate, value in said
            if predicate != _TYPE or isinstance(value, Variable)
        ]
        if not classes:
            raise Unfit("things of no known class")
        columns = [self._column(str(predicate), value, classes) for predicate, value in asked]
        terms = [*zip(asked, columns, strict=True)]
        parts = [sql for kind in sorted(classes) for sql in self._of_class(kind, terms)]
        alias = self._names.new()
        known = Column("id", classes=None if judged else classes)
        cells = [_Cell(subject, f"{alias}.s", known)]
        for turn, ((_, value), column) in enumerate(terms):
            cells.append(_Cell(value, f"{alias}.c{turn}", column))
            if column.language is None:
                cells.append(_Cell(Variable(f"{value}@"), f"{alias}.l{turn}", Column("text")))
        return f"({' UNION ALL '.join(parts)}) {alias}", cells

    def _column(self, predicate: str, value: Any, classes: Classes) -> Column:
        if predicate == RDF + "type":
            return Column("iri")
        known = PROPERTIES[predicate]
        language: str | None = known.language
        if any(predicate in CLASSES[kind].spoken for kind in classes):
            language = self._languages.get(str(value)) if isinstance(value, Variable) else value.language
        return Column(
            known.kind, language, classes=self._of(value) if known.kind == "id" and known.names_a else None
        )

    def _of_class(self, kind: str, terms: list[tuple[tuple[Any, Any], Column]]) -> Iterable[str]:
        """SELECTs of one class: several where labels in any language are meant."""
        choices = [_languages(kind, str(predicate), column) for (predicate, _), column in terms]
        for languages in product(*choices):
            columns, tables, conditions = ["t.s"], [f'"{kind}" t'], []
            for turn, (((predicate, value), column), language) in enumerate(
                zip(terms, languages, strict=True)
            ):
                name = str(predicate)
                if predicate == _TYPE:
                    cell = quoted(ZR + kind)
                elif name in CLASSES[kind].often:
                    tables.append(f'JOIN "{often(kind, name)}" t{turn} ON t{turn}.s = t.s')
                    cell = f"t{turn}.o"
                else:
                    cell = f't."{CLASSES[kind].columns(name)[language]}"'
                    conditions.append(f"{cell} IS NOT NULL")
                if not isinstance(value, Variable):
                    conditions.append(f"{cell} = {of_term(value, self._base)[0]}")
                columns.append(f"{cell} AS c{turn}")
                if column.language is None:
                    columns.append(f"{quoted(language)} AS l{turn}")
            where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
            yield f"SELECT {', '.join(columns)} FROM {' '.join(tables)}{where}"

    def _path(self, subject: Any, path: Any, value: Any) -> tuple[str, list[_Cell]]:
        classes = self._classes.get(str(subject)) if isinstance(subject, Variable) else None
        found = pairs(path, classes)
        alias = self._names.new()
        ends = [_Cell(subject, f"{alias}.s", found.subject), _Cell(value, f"{alias}.o", found.object)]
        return f"({found.sql}) {alias}", ends


def _languages(kind: str, predicate: str, column: Column) -> Iterable[str]:
    """The languages in which things of a class have what a pattern asks for."""
    own = [PROPERTIES[predicate].language if predicate in PROPERTIES else ""]
    if predicate in CLASSES[kind].once:
        own = [*CLASSES[kind].columns(predicate)]
    return own if column.language is None else [one for one in own if one == column.language]


def _joined(parts: list[str], cells: list[_Cell], base: str) -> Relation:
    """The parts joined where they say the same variable."""
    first: dict[str, _Cell] = {}
    conditions = []
    for cell in cells:
        if isinstance(cell.term, Variable):
            known = first.setdefault(str(cell.term), cell)
            if known is cell:
                continue
            if (known.column.kind, known.column.language) != (cell.column.kind, cell.column.language):
                raise Unfit(f"?{cell.term} holds different kinds of values")
            conditions.append(f"{known.sql} = {cell.sql}")
        elif isinstance(cell.term, URIRef | Literal):
            sql, column = of_term(cell.term, base)
            if (column.kind, column.language) != (cell.column.kind, cell.column.language):
                raise Unfit(f"{cell.term} is of another kind than what it is held against")
            conditions.append(f"{cell.sql} = {sql}")
        else:
            raise Unfit("a blank node")
    columns = {name: cell.column for name, cell in first.items() if not name.startswith("@")}
    shown = ", ".join(f'{first[name].sql} AS "{name}"' for name in columns) or "1"
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return Relation(f"SELECT {shown} FROM {', '.join(parts)}{where}", columns)
