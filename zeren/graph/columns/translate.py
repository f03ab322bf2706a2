"""A SELECT of SPARQL as one statement of SQL over the tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from zeren.graph.columns import expressions
from zeren.graph.columns.given import Shortened
from zeren.graph.columns.groups import Groups
from zeren.graph.columns.relations import Column, Relation, Unfit, at, quoted, selected


class Statement(NamedTuple):
    """A statement of SQL, and the columns that it gives, in order.

    A column whose language changes from row to row has it behind all others, under `name@`.
    """

    sql: str
    columns: dict[str, Column]
    variables: tuple[str, ...]


def translated(sparql: str, base: str) -> Statement:
    """A query as SQL.

    Args:
        sparql: a SELECT that declares its prefixes and asks all graphs.
        base: what the ids stand under.

    Raises:
        Unfit: the tables cannot say it.
    """
    short = Shortened(sparql)
    query = translateQuery(parseQuery(short.sparql)).algebra
    if query.name != "SelectQuery" or query.datasetClause:
        raise Unfit(f"a {query.name}")
    return _Selects(base, short).statement(query.p)


class _Selects:
    """The translation of a query's SELECTs: what each of them groups, counts, orders and shows."""

    def __init__(self, base: str, short: Shortened) -> None:
        self._groups = Groups(base, self.relation, short.rows)

    def statement(self, part: CompValue) -> Statement:
        found = self.relation(part)
        variables = tuple(name for name in found.columns if not name.endswith("@"))
        return Statement(found.sql, found.columns, variables)

    def relation(self, part: CompValue) -> Relation:
        """A SELECT, from the outermost part of its algebra."""
        first, number = 0, None
        if part.name == "Slice":
            first, number, part = part.start, part.length, part.p
        distinct = part.name in ("Distinct", "Reduced")
        if distinct:
            part = part.p
        if part.name != "Project":
            raise Unfit(f"{part.name} for a SELECT")
        shown, part = [str(name) for name in part.PV], part.p
        order = []
        if part.name == "OrderBy":
            order, part = part.expr, part.p
        last = number + first if number is not None else None
        return self._shown(self._counted(part, order, last), shown, order, distinct, (first, number))

    def _counted(self, part: CompValue, order: list[CompValue], last: int | None) -> Relation:
        """What stands below a SELECT's order: a group of patterns, or what is counted of one.

        Of rows that are ranked, only those up to the `last` are needed.
        """
        steps = []
        inner = part
        while inner.name in ("Extend", "Filter") and _counts(inner):
            steps.append(inner)
            inner = inner.p
        if inner.name != "AggregateJoin":
            return self._groups.relation(part, {}, {})
        steps.reverse()
        keys = [str(key) for key in inner.p.expr or [] if isinstance(key, Variable)]
        if len(keys) != len(inner.p.expr or []):
            raise Unfit("groups by more than variables")
        group = self._groups.relation(inner.p.p, {}, {})
        keys = [key for key in keys if key in group.columns]
        listed = [aggregate for aggregate in inner.A if aggregate.name == "Aggregate_GroupConcat"]
        late = _later(steps, {str(aggregate.res) for aggregate in listed})
        if (
            last is None
            or not listed
            or not keys
            or _named(order, late)
            or any(group.columns[key].null for key in keys)
        ):
            return self._stepped(self._grouped(group, keys, inner.A), steps)
        counted = [aggregate for aggregate in inner.A if aggregate not in listed]
        early = [step for step in steps if step.name == "Filter" or str(step.var) not in late]
        if any(step.name == "Filter" and _named([step.expr], late) for step in steps):
            return self._stepped(self._grouped(group, keys, inner.A), steps)
        top = self._stepped(self._grouped(group, keys, counted, shown=True), early)
        best = self._best(top, order, last)
        return self._stepped(self._listed(best, group, keys, listed), [s for s in steps if s not in early])

    def _stepped(self, found: Relation, steps: list[CompValue]) -> Relation:
        """What is counted, with names for it and conditions on it."""
        for step in steps:
            if step.name == "Extend":
                found = self._groups.extended(found, str(step.var), step.expr)
            else:
                alias = self._groups.names.new()
                where = expressions.condition(step.expr, self._groups.scope(alias, found.columns))
                sql = f"SELECT {selected(alias, found.columns)} FROM ({found.sql}) {alias} WHERE {where}"
                found = Relation(sql, found.columns)
        return found

    def _grouped(
        self, group: Relation, keys: list[str], aggregates: list[CompValue], *, shown: bool = False
    ) -> Relation:
        """What is counted of a group by keys, which are `shown` as `@name` where they are needed again."""
        alias = self._groups.names.new()
        by = [at(alias, key) for key in keys]
        cells, columns = [], {}
        for aggregate in aggregates:
            sql, column = self._aggregate(aggregate, alias, group)
            cells.append(f'{sql} AS "{aggregate.res}"')
            columns[str(aggregate.res)] = column
        if shown:
            cells += [f'{at(alias, key)} AS "@{key}"' for key in keys]
            columns |= {f"@{key}": group.columns[key] for key in keys}
        grouped = f" GROUP BY {', '.join(by)}" if by else ""
        return Relation(f"SELECT {', '.join(cells)} FROM ({group.sql}) {alias}{grouped}", columns)

    def _best(self, found: Relation, order: list[CompValue], last: int) -> Relation:
        alias = self._groups.names.new()
        by = ", ".join(self._ordered(condition, alias, found) for condition in order)
        ordered = f" ORDER BY {by}" if by else ""
        sql = f"SELECT {selected(alias, found.columns)} FROM ({found.sql}) {alias}{ordered} LIMIT {last}"
        return Relation(sql, found.columns)

    def _listed(self, best: Relation, group: Relation, keys: list[str], listed: list[CompValue]) -> Relation:
        """The best rows of a ranking with what is listed for each: for these alone it is gathered."""
        a, b = self._groups.names.new(), self._groups.names.new()
        cells, columns = [selected(a, best.columns)], dict(best.columns)
        for aggregate in listed:
            sql, column = self._aggregate(aggregate, b, group)
            cells.append(f'{sql} AS "{aggregate.res}"')
            columns[str(aggregate.res)] = column
        on = " AND ".join(f"{at(a, f'@{key}')} = {at(b, key)}" for key in keys)
        sql = (
            f"SELECT {', '.join(cells)} FROM ({best.sql}) {a} JOIN ({group.sql}) {b} ON {on} "
            f"GROUP BY {selected(a, best.columns)}"
        )
        return Relation(sql, columns)

    def _aggregate(self, aggregate: CompValue, alias: str, found: Relation) -> tuple[str, Column]:
        distinct = "DISTINCT " if aggregate.distinct else ""
        name = aggregate.name.removeprefix("Aggregate_")
        if name == "Count" and str(aggregate.vars) == "*":
            if distinct:
                raise Unfit("COUNT(DISTINCT *)")
            return "count(*)", Column("integer")
        inner = expressions.value(aggregate.vars, self._groups.scope(alias, found.columns))
        if inner.language is None:
            raise Unfit("counts of texts in several languages")
        match name:
            case "Count":
                return f"count({distinct}{inner.sql})", Column("integer")
            case "Sample":
                known = found.columns.get(str(aggregate.vars))
                # Grouped by, it is the same in all rows of the group.
                column = known or Column(inner.kind, inner.language, True)
                return f"any_value({inner.sql})", column
            case "Min" | "Max" if inner.kind not in ("id", "iri", "boolean"):
                return f"{name.lower()}({inner.sql})", Column(inner.kind, inner.language, True)
            case "Sum" if inner.kind == "integer":
                return f"coalesce(sum({distinct}{inner.sql})::BIGINT, 0)", Column("integer")
            case "GroupConcat" if inner.kind == "text":
                gap = quoted(str(aggregate.separator if aggregate.separator is not None else " "))
                sql = f"coalesce(string_agg({distinct}{inner.sql}, {gap}), '')"
                return sql, Column("text")
        raise Unfit(f"the aggregate {name}")

    def _unbound(self, found: Relation, names: list[str]) -> Relation:
        """The rows with variables that are shown and that nothing binds."""
        if not names:
            return found
        alias = self._groups.names.new()
        cells = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in names)
        columns = found.columns | {name: Column("id", null=True) for name in names}
        return Relation(f"SELECT {alias}.*, {cells} FROM ({found.sql}) {alias}", columns)

    def _shown(
        self,
        found: Relation,
        shown: list[str],
        order: list[CompValue],
        distinct: bool,
        part: tuple[int, int | None],
    ) -> Relation:
        found = self._unbound(found, [name for name in shown if name not in found.columns])
        alias = self._groups.names.new()
        names = [*shown, *(f"{name}@" for name in shown if f"{name}@" in found.columns)]
        columns = {name: found.columns[name] for name in names}
        cells = selected(alias, names)
        by = ", ".join(self._ordered(condition, alias, found) for condition in order)
        first, number = part
        limit = (f" LIMIT {number}" if number is not None else "") + (f" OFFSET {first}" if first else "")
        source = f"FROM ({found.sql}) {alias}"
        ordered = f" ORDER BY {by}" if by else ""
        if not distinct:
            return Relation(f"SELECT {cells} {source}{ordered}{limit}", columns)
        if not by:
            return Relation(f"SELECT DISTINCT {cells} {source}{limit}", columns)
        outer = self._groups.names.new()
        turned = f'SELECT {cells}, row_number() OVER (ORDER BY {by}) AS "@turn" {source}'
        kept = selected(outer, names)
        return Relation(
            f'SELECT {kept} FROM ({turned}) {outer} GROUP BY {kept} ORDER BY min({outer}."@turn"){limit}',
            columns,
        )

    def _ordered(self, condition: CompValue, alias: str, found: Relation) -> str:
        """What rows are ordered by: what is unbound is the least (SPARQL 1.1, section 15.1)."""
        inner: Any = expressions.value(condition.expr, self._groups.scope(alias, found.columns))
        down = condition.order == "DESC"
        return f"{inner.sql} {'DESC NULLS LAST' if down else 'ASC NULLS FIRST'}"


def _later(steps: list[CompValue], listed: set[str]) -> set[str]:
    """The names of what is listed, and of all that is made of it."""
    late = set(listed)
    for step in steps:
        if step.name == "Extend" and _named([step.expr], late):
            late.add(str(step.var))
    return late


def _named(expressions: Iterable[Any], names: set[str]) -> bool:
    """Whether any of these variables stands in expressions."""
    return any(_names(expression) & names for expression in expressions)


def _names(expression: Any) -> set[str]:
    if isinstance(expression, Variable):
        return {str(expression)}
    if isinstance(expression, CompValue):
        expression = [part for key, part in expression.items() if key != "_vars"]
    if isinstance(expression, list):
        return set().union(*map(_names, expression))
    return set()


def _counts(part: CompValue) -> bool:
    """Whether groups are counted somewhere below a part, behind names and conditions only."""
    while part.name in ("Extend", "Filter"):
        part = part.p
    return bool(part.name == "AggregateJoin")
