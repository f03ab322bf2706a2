"""Expressions of SPARQL as expressions of SQL: an error is what is neither true nor false, NULL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Literal, URIRef, Variable

from zeren.graph.columns.relations import Column, Unfit, at, quoted
from zeren.graph.columns.schema import Kind
from zeren.graph.columns.terms import of_term
from zeren.ontology.vocab import XSD


class Value(NamedTuple):
    """An expression of SQL, and what it gives; `language` as of a column."""

    sql: str
    kind: Kind
    language: str | None = ""


class Scope(NamedTuple):
    """The variables that an expression can name: by name, the part that binds them and their column.

    `exists` says as SQL whether a pattern has an answer for a row of this scope.
    """

    base: str
    bound: Mapping[str, tuple[str, Column]]
    exists: Callable[[Any, Scope], str]


NUMBERS = ("integer", "decimal")


def condition(expression: Any, scope: Scope) -> str:
    """An expression as a condition: its effective boolean value.

    Raises:
        Unfit: the tables cannot say it.
    """
    found = value(expression, scope)
    if found.kind != "boolean":
        raise Unfit(f"a condition that gives {found.kind}")
    return found.sql


def value(expression: Any, scope: Scope) -> Value:
    """An expression; Unfit where the tables cannot say it."""
    if isinstance(expression, Variable):
        return _variable(str(expression), scope)
    if isinstance(expression, URIRef | Literal):
        sql, column = of_term(expression, scope.base)
        return Value(sql, column.kind, column.language)
    if not isinstance(expression, CompValue) or expression.name not in _FORMS:
        raise Unfit(f"the expression {getattr(expression, 'name', expression)}")
    return _FORMS[expression.name](expression, scope)


def _variable(name: str, scope: Scope) -> Value:
    if name not in scope.bound:
        raise Unfit(f"?{name} is not bound here")
    alias, column = scope.bound[name]
    return Value(at(alias, name), column.kind, column.language)


def text(expression: Any, scope: Scope) -> str:
    """An expression that gives a text, without its language."""
    found = value(expression, scope)
    if found.kind != "text":
        raise Unfit(f"a text is needed, not {found.kind}")
    return found.sql


def _number(expression: Any, scope: Scope) -> Value:
    found = value(expression, scope)
    if found.kind not in NUMBERS:
        raise Unfit(f"a number is needed, not {found.kind}")
    return found


def _and(expression: CompValue, scope: Scope) -> Value:
    parts = [expression.expr, *expression.other]
    return Value(f"({' AND '.join(condition(part, scope) for part in parts)})", "boolean")


def _or(expression: CompValue, scope: Scope) -> Value:
    parts = [expression.expr, *expression.other]
    return Value(f"({' OR '.join(condition(part, scope) for part in parts)})", "boolean")


def _not(expression: CompValue, scope: Scope) -> Value:
    return Value(f"(NOT {condition(expression.expr, scope)})", "boolean")


def _compared(expression: CompValue, scope: Scope) -> Value:
    operator = str(expression.op)
    if operator in ("IN", "NOT IN"):
        own = value(expression.expr, scope)
        others = [value(other, scope) for other in expression.other]
        if any(_unlike(own, other) for other in others):
            raise Unfit("values of different kinds")
        said = ", ".join(other.sql for other in others) or "NULL"
        return Value(f"({own.sql} {operator} ({said}))", "boolean")
    one, other = value(expression.expr, scope), value(expression.other, scope)
    if _unlike(one, other):
        raise Unfit("values of different kinds")
    if operator not in ("=", "!=") and one.kind in ("id", "iri"):
        raise Unfit("IRIs have no order")
    sql = f"({one.sql} {'<>' if operator == '!=' else operator} {other.sql})"
    if operator != "=" and not any(isinstance(part, Literal) for part in (expression.expr, expression.other)):
        # DuckDB takes a bare inequality for a way to join, far too good a one, and multiplies whole tables.
        sql = f"(CASE {sql} WHEN TRUE THEN TRUE WHEN FALSE THEN FALSE END)"
    return Value(sql, "boolean")


def _unlike(one: Value, other: Value) -> bool:
    if one.kind in NUMBERS and other.kind in NUMBERS:
        return False
    return one.kind != other.kind or one.language != other.language or one.language is None


def _sum(expression: CompValue, scope: Scope) -> Value:
    found = _number(expression.expr, scope)
    for operator, other in zip(expression.op, expression.other, strict=True):
        right = _number(other, scope)
        kind: Kind = "decimal" if "decimal" in (found.kind, right.kind) or operator == "/" else "integer"
        sql = f"({found.sql} {operator} {f'nullif({right.sql}, 0)' if operator == '/' else right.sql})"
        found = Value(sql, kind)
    return found


def _str(expression: CompValue, scope: Scope) -> Value:
    found = value(expression.arg, scope)
    if found.kind == "id":
        return Value(f"({quoted(scope.base)} || {found.sql})", "text")
    if found.kind in ("text", "iri"):
        return Value(found.sql, "text")
    if found.kind in ("integer", "date"):
        return Value(f"CAST({found.sql} AS VARCHAR)", "text")
    raise Unfit(f"{found.kind} as text")


def _lang(expression: CompValue, scope: Scope) -> Value:
    found = value(expression.arg, scope)
    if found.kind != "text":
        raise Unfit(f"the language of {found.kind}")
    if found.language is not None:
        return Value(f"CASE WHEN {found.sql} IS NULL THEN NULL ELSE {quoted(found.language)} END", "text")
    return _variable(f"{expression.arg}@", scope)


def _concat(expression: CompValue, scope: Scope) -> Value:
    parts = [value(part, scope) for part in expression.arg]
    languages = {part.language for part in parts}
    # Of texts in one language it is in that language (SPARQL 1.1, section 17.4.3.12), which nobody asks for.
    if any(part.kind != "text" for part in parts) or (len(languages) == 1 and languages != {""}):
        raise Unfit("texts of one language joined")
    return Value(f"({' || '.join(part.sql for part in parts)})", "text")


def _of_two(sql: str, kind: Kind) -> Callable[[CompValue, Scope], Value]:
    def form(expression: CompValue, scope: Scope) -> Value:
        if kind == "text" and value(expression.arg1, scope).language != "":
            raise Unfit("a part of a text in some language")
        return Value(sql.format(text(expression.arg1, scope), text(expression.arg2, scope)), kind)

    return form


def _regex(expression: CompValue, scope: Scope) -> Value:
    if expression.flags is not None:
        raise Unfit("flags of a regular expression")
    return Value(
        f"regexp_matches({text(expression.text, scope)}, {text(expression.pattern, scope)})", "boolean"
    )


def _substr(expression: CompValue, scope: Scope) -> Value:
    whole = value(expression.arg, scope)
    parts = [text(expression.arg, scope), _number(expression.start, scope).sql]
    if expression.length is not None:
        parts.append(_number(expression.length, scope).sql)
    return Value(f"substring({', '.join(parts)})", "text", whole.language)


def _strlen(expression: CompValue, scope: Scope) -> Value:
    return Value(f"length({text(expression.arg, scope)})", "integer")


def _if(expression: CompValue, scope: Scope) -> Value:
    one, other = (_maybe(part, scope) for part in (expression.arg2, expression.arg3))
    one, other = one or (other and other._replace(sql="NULL")), other or (one and one._replace(sql="NULL"))
    if one is None or other is None or _unlike(one, other):
        raise Unfit("values of different kinds")
    asked = condition(expression.arg1, scope)
    sql = f"CASE WHEN ({asked}) IS NULL THEN NULL WHEN {asked} THEN {one.sql} ELSE {other.sql} END"
    return Value(sql, "decimal" if "decimal" in (one.kind, other.kind) else one.kind, one.language)


def _maybe(expression: Any, scope: Scope) -> Value | None:
    """An expression; None for a variable that nothing binds."""
    if isinstance(expression, Variable) and str(expression) not in scope.bound:
        return None
    return value(expression, scope)


def _bound(expression: CompValue, scope: Scope) -> Value:
    name = str(expression.arg)
    return Value(f"({_variable(name, scope).sql} IS NOT NULL)" if name in scope.bound else "FALSE", "boolean")


def _coalesce(expression: CompValue, scope: Scope) -> Value:
    parts = [value(part, scope) for part in expression.arg]
    if any(_unlike(parts[0], part) for part in parts[1:]):
        raise Unfit("values of different kinds")
    return parts[0]._replace(sql=f"coalesce({', '.join(part.sql for part in parts)})")


def _round(expression: CompValue, scope: Scope) -> Value:
    found = _number(expression.arg, scope)
    # A half goes up (XPath fn:round, section 4.4.4), where round() of SQL goes away from zero.
    return found if found.kind == "integer" else found._replace(sql=f"floor({found.sql} + 0.5)")


def _year(expression: CompValue, scope: Scope) -> Value:
    found = value(expression.arg, scope)
    if found.kind != "date":
        raise Unfit(f"the year of {found.kind}")
    return Value(f"year({found.sql})", "integer")


def _cast(expression: CompValue, scope: Scope) -> Value:
    if str(expression.iri) != XSD + "integer":
        raise Unfit(f"the function {expression.iri}")
    return Value(f"TRY_CAST({text(expression.expr[0], scope)} AS BIGINT)", "integer")


def _exists(expression: CompValue, scope: Scope) -> Value:
    return Value(scope.exists(expression.graph, scope), "boolean")


def _not_exists(expression: CompValue, scope: Scope) -> Value:
    return Value(f"(NOT {scope.exists(expression.graph, scope)})", "boolean")


_FORMS: dict[str, Callable[[CompValue, Scope], Value]] = {
    "ConditionalAndExpression": _and,
    "ConditionalOrExpression": _or,
    "UnaryNot": _not,
    "RelationalExpression": _compared,
    "AdditiveExpression": _sum,
    "MultiplicativeExpression": _sum,
    "Builtin_STR": _str,
    "Builtin_LANG": _lang,
    "Builtin_CONCAT": _concat,
    "Builtin_STRSTARTS": _of_two("starts_with({0}, {1})", "boolean"),
    "Builtin_CONTAINS": _of_two("contains({0}, {1})", "boolean"),
    "Builtin_STRBEFORE": _of_two(
        "CASE WHEN contains({0}, {1}) THEN split_part({0}, {1}, 1) ELSE '' END", "text"
    ),
    "Builtin_STRAFTER": _of_two(
        "CASE WHEN contains({0}, {1}) THEN substring({0}, strpos({0}, {1}) + length({1})) ELSE '' END", "text"
    ),
    "Builtin_REGEX": _regex,
    "Builtin_SUBSTR": _substr,
    "Builtin_STRLEN": _strlen,
    "Builtin_IF": _if,
    "Builtin_BOUND": _bound,
    "Builtin_COALESCE": _coalesce,
    "Builtin_ROUND": _round,
    "Builtin_YEAR": _year,
    "Function": _cast,
    "Builtin_EXISTS": _exists,
    "Builtin_NOTEXISTS": _not_exists,
}
