"""The algebra of a query's WHERE: groups, options, alternatives and what is left out, as nested SELECTs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rdflib.plugins.sparql.algebra import translateGroupGraphPattern
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Literal, Variable

from zeren.graph.columns import expressions
from zeren.graph.columns.expressions import Scope
from zeren.graph.columns.given import Values
from zeren.graph.columns.patterns import Patterns
from zeren.graph.columns.relations import (
    ALONE,
    Column,
    Names,
    Relation,
    Unfit,
    at,
    equal,
    met,
    selected,
    shared,
)
from zeren.graph.columns.terms import of_term

Context = Mapping[str, Column]
Languages = Mapping[str, str]


class Groups:
    """The translation of one query's groups.

    Args:
        base: what the ids stand under.
        select: translates a SELECT within the query.
        given: the rows of a VALUES block.
    """

    def __init__(
        self, base: str, select: Callable[[CompValue], Relation], given: Callable[[CompValue], Values]
    ) -> None:
        self.base = base
        self._given = given
        self.names = Names()
        self._select = select
        self._outer: list[Mapping[str, tuple[str, Column]]] = []

    def relation(self, part: CompValue, languages: Languages, context: Context) -> Relation:
        """What a part of the algebra gives.

        Args:
            part: as rdflib names it.
            languages: the languages that variables must have, since a filter around the part says so.
            context: what is known of variables that the part shares with what it is joined to.

        Raises:
            Unfit: the tables cannot say it.
        """
        forms = {
            "BGP": self._patterns,
            "Join": self._join,
            "LeftJoin": self._option,
            "Filter": self._filter,
            "Extend": self._bind,
            "Union": self._union,
            "Minus": self._minus,
            "ToMultiSet": self._rows,
        }
        if part.name not in forms:
            raise Unfit(f"{part.name} in a group")
        return forms[part.name](part, languages, context)

    def scope(
        self, alias: str, columns: Context, beside: Mapping[str, tuple[str, Column]] | None = None
    ) -> Scope:
        """The variables of a part under this name, those of a part beside it, and those around both."""
        bound: dict[str, tuple[str, Column]] = {}
        for outer in (*self._outer, beside or {}):
            bound |= outer
        bound |= {name: (alias, column) for name, column in columns.items()}
        return Scope(self.base, bound, self._exists)

    def _patterns(self, part: CompValue, languages: Languages, context: Context) -> Relation:
        if not part.triples:
            return ALONE
        return Patterns(self.base, self.names, languages, context).relation(part.triples)

    def _join(self, part: CompValue, languages: Languages, context: Context) -> Relation:
        one = self.relation(part.p1, languages, context)
        other = self.relation(part.p2, languages, {**context, **one.columns})
        if one is ALONE or other is ALONE:
            return other if one is ALONE else one
        a, b = self.names.new(), self.names.new()
        conditions = equal(a, b, shared(one, other), one.columns, other.columns)
        new = [name for name in other.columns if name not in one.columns]
        shown = ", ".join([selected(a, one.columns), *([selected(b, new)] if new else [])])
        on = " AND ".join(conditions) or "TRUE"
        columns = {**other.columns, **one.columns}
        columns |= {name: met(one.columns[name], other.columns[name]) for name in shared(one, other)}
        return Relation(f"SELECT {shown} FROM ({one.sql}) {a} JOIN ({other.sql}) {b} ON {on}", columns)

    def _option(self, part: CompValue, languages: Languages, context: Context) -> Relation:
        one = self.relation(part.p1, languages, context)
        inner = {**languages, **spoken(part.expr)}
        other = self.relation(part.p2, inner, {**context, **one.columns})
        a, b = self.names.new(), self.names.new()
        conditions = equal(a, b, shared(one, other), one.columns, other.columns)
        if part.expr.name != "TrueFilter":
            both = self.scope(a, one.columns, {n: (b, c) for n, c in other.columns.items()})
            conditions.append(expressions.condition(part.expr, both))
        new = {n: c._replace(null=True) for n, c in other.columns.items() if n not in one.columns}
        shown = ", ".join([selected(a, one.columns), *([selected(b, new)] if new else [])])
        on = " AND ".join(conditions) or "TRUE"
        return Relation(
            f"SELECT {shown} FROM ({one.sql}) {a} LEFT JOIN ({other.sql}) {b} ON {on}", {**one.columns, **new}
        )

    def _filter(self, part: CompValue, languages: Languages, context: Context) -> Relation:
        own = spoken(part.expr)
        found = self.relation(part.p, {**languages, **own}, context)
        alias = self.names.new()
        where = expressions.condition(part.expr, self.scope(alias, found.columns))
        sql = f"SELECT {selected(alias, found.columns)} FROM ({found.sql}) {alias} WHERE {where}"
        return Relation(sql, found.columns)

    def _bind(self, part: CompValue, languages: Languages, context: Context) -> Relation:
        found = self.relation(part.p, languages, context)
        return self.extended(found, str(part.var), part.expr)

    def extended(self, found: Relation, name: str, expression: Any) -> Relation:
        """A part with one variable more."""
        alias = self.names.new()
        new = expressions.value(expression, self.scope(alias, found.columns))
        known = found.columns.get(str(expression)) if isinstance(expression, Variable) else None
        columns = {**found.columns, name: known or Column(new.kind, new.language, null=True)}
        shown = f"{selected(alias, found.columns)}, {new.sql}"
        if new.language is None:
            columns[f"{name}@"] = Column("text", null=True)
            return Relation(
                f'SELECT {shown} AS "{name}", {at(alias, f"{expression}@")} AS "{name}@" '
                f"FROM ({found.sql}) {alias}",
                columns,
            )
        return Relation(f'SELECT {shown} AS "{name}" FROM ({found.sql}) {alias}', columns)

    def _union(self, part: CompValue, languages: Languages, context: Context) -> Relation:
        parts = [self.relation(one, languages, context) for one in (part.p1, part.p2)]
        columns: dict[str, Column] = {}
        for found in parts:
            for name, column in found.columns.items():
                known = columns.get(name)
                if known and (known.kind, known.language) != (column.kind, column.language):
                    raise Unfit(f"?{name} holds different kinds of values")
                both = known.classes | column.classes if known and known.classes and column.classes else None
                columns[name] = column._replace(
                    null=column.null or bool(known and known.null), classes=both if known else column.classes
                )
        columns = {
            name: column._replace(null=column.null or any(name not in found.columns for found in parts))
            for name, column in columns.items()
        }
        selects = []
        for found in parts:
            alias = self.names.new()
            cells = (at(alias, name) if name in found.columns else f'NULL AS "{name}"' for name in columns)
            selects.append(f"SELECT {', '.join(cells) or '1'} FROM ({found.sql}) {alias}")
        return Relation(" UNION ALL ".join(selects), columns)

    def _minus(self, part: CompValue, languages: Languages, context: Context) -> Relation:
        one = self.relation(part.p1, languages, context)
        other = self.relation(part.p2, {}, {**context, **one.columns})
        if not shared(one, other):
            return one
        a, b = self.names.new(), self.names.new()
        on = " AND ".join(equal(a, b, shared(one, other), one.columns, other.columns))
        return Relation(
            f"SELECT {selected(a, one.columns)} FROM ({one.sql}) {a} "
            f"WHERE NOT EXISTS (SELECT 1 FROM ({other.sql}) {b} WHERE {on})",
            one.columns,
        )

    def _rows(self, part: CompValue, _languages: Languages, _context: Context) -> Relation:
        """VALUES, or a SELECT within the query."""
        return self._values(self._given(part.p)) if part.p.name == "values" else self._select(part.p)

    def _values(self, rows: Values) -> Relation:
        names = sorted({str(name) for row in rows for name in row})
        columns: dict[str, Column] = {}
        lines = []
        for row in rows:
            cells = []
            for name in names:
                sql, column = of_term(row.get(Variable(name)), self.base)
                if columns.setdefault(name, column) != column:
                    raise Unfit(f"?{name} holds different kinds of values")
                cells.append(sql)
            lines.append(f"({', '.join(cells)})")
        if not lines:
            raise Unfit("no values")
        alias = self.names.new()
        said = ", ".join(f'"{name}"' for name in names)
        return Relation(f"SELECT * FROM (VALUES {', '.join(lines)}) {alias}({said})", columns)

    def _exists(self, graph: CompValue, scope: Scope) -> str:
        """Whether a pattern has an answer that agrees with a row."""
        part = graph if graph.name in _TRANSLATED else translateGroupGraphPattern(graph)
        around = {name: column for name, (_, column) in scope.bound.items()}
        self._outer.append(scope.bound)
        try:
            found = self.relation(part, {}, around)
        finally:
            self._outer.pop()
        alias = self.names.new()
        conditions = []
        for name, column in found.columns.items():
            if name not in scope.bound:
                continue
            outer, known = scope.bound[name]
            if known.null or column.null or (known.kind, known.language) != (column.kind, column.language):
                raise Unfit(f"?{name} where it is held against a pattern")
            conditions.append(f"{at(alias, name)} = {at(outer, name)}")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"EXISTS (SELECT 1 FROM ({found.sql}) {alias}{where})"


_TRANSLATED = ("BGP", "Join", "LeftJoin", "Filter", "Extend", "Union", "Minus", "ToMultiSet")


def spoken(expression: CompValue) -> dict[str, str]:
    """The languages that a condition demands of variables: `LANG(?name) = "zh"`, alone or with others."""
    return dict(_spoken(expression))


def _spoken(expression: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(expression, CompValue):
        return
    if expression.name == "ConditionalAndExpression":
        for part in (expression.expr, *expression.other):
            yield from _spoken(part)
    elif expression.name == "RelationalExpression" and expression.op == "=":
        asked, language = expression.expr, expression.other
        if isinstance(asked, CompValue) and asked.name == "Builtin_LANG" and isinstance(language, Literal):
            yield str(asked.arg), str(language)
