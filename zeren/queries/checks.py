"""What a file of the catalogue must say beyond its form, so that no answer is silently a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

import pyoxigraph

from zeren.errors import QueryError
from zeren.graph.sparql import explained, refuse
from zeren.queries import details
from zeren.queries.catalog import GIVEN, LANGUAGES, Kind, Question
from zeren.queries.given import FILTERS
from zeren.queries.rows import EVIDENCE
from zeren.queries.sources import Source

SLOTS = {*get_args(Kind), "unit2", "county2", "date", "amount"} - {"period"}
"""What a slot may be called."""

_NAMED = re.compile(r"\{(\w+)\}")
_VARIABLES = {"date": ("from", "to"), "units": ("unit",), "words": ()}
"""The variables that a slot is given as, where it is not the one of its name."""


def faults(source: Source, question: Question) -> Iterator[str]:
    """Everything that is wrong with a question whose header has its form, each with its line."""
    yield from _slots(source, question)
    yield from _languages(source, question)
    try:
        refuse(source.text)
        shown = _shown(source)
    except QueryError as error:
        found = re.search(r"\(line (\d+), column \d+\)", error.message)
        yield source.fault(error.message, int(found[1]) if found else _line_of_query(source))
        return
    yield from _query(source, question)
    yield from _columns(source, question, shown)


def _slots(source: Source, question: Question) -> Iterator[str]:
    """Slots that are no parameters, or that do not come into the query."""
    own = {**question.parameters, **question.optional}
    for slot in own:
        if slot not in SLOTS:
            yield source.fault(f"no slot is called {slot}", source.line_of("(parameters|optional)", slot))
    for language, title in question.title.items():
        shown = {"date" if slot == "day" else slot for slot in _NAMED.findall(title)}
        for slot in sorted(shown - own.keys()):
            reason = f"the title has {{{slot}}}, which is no parameter"
            yield source.fault(reason, source.line_of("title", f"{{{slot}}}"))
        for slot in sorted(question.parameters.keys() - shown):
            yield source.fault(f"the title in {language} does not show {{{slot}}}", source.line_of("title"))
    further = [*(("unit", "unit2") if "units" in own else ()), *(("helper",) if "role" in own else ())]
    known = {*own, *further, *FILTERS[question.about]}
    for wording in (wording for wordings in question.wordings.values() for wording in wordings):
        for slot in sorted({*_NAMED.findall(wording)} - known):
            yield source.fault(f"{{{slot}}} is no parameter", source.line_of("wordings", wording))


def _languages(source: Source, question: Question) -> Iterator[str]:
    """What is said in one language alone."""
    for language in LANGUAGES:
        for field in ("title", "description", "wordings"):
            if not getattr(question, field).get(language):
                yield source.fault(f"there is no {field} in {language}", source.line_of(field))
        if not question.examples_in(language):
            yield source.fault(f"there is no example in {language}", source.line_of("examples"))


def _query(source: Source, question: Question) -> Iterator[str]:
    """A query into which what is given does not come, or whose order is not that of its ranking."""
    first = _line_of_query(source)
    if not re.search(rf"^[ \t]*{GIVEN}[ \t]*$", question.sparql, re.MULTILINE):
        yield source.fault(f"the query has no line {GIVEN}: whatever is asked about would be ignored", first)
    for slot in {**question.parameters, **question.optional}:
        if not all(_has(question, variable) for variable in _variables(slot, question)):
            yield source.fault(f"the query has no ?{slot}, so that {{{slot}}} would be ignored", first)
    if not _has(question, question.about):
        yield source.fault(f"the query has no ?{question.about}, which it is about", first)
    if question.rank and f"ORDER BY DESC(?{question.rank})" not in question.sparql:
        yield source.fault(f"the query does not end in ORDER BY DESC(?{question.rank})", first)


def _columns(source: Source, question: Question, shown: set[str]) -> Iterator[str]:
    """Columns that no row has."""
    of_tasks = question.key[:1] == ["task"]
    held = {*shown, *EVIDENCE, *(details.COLUMNS if of_tasks else ())}
    for column in (column for column in question.columns if column not in held):
        yield source.fault(f"the query does not show ?{column}", source.line_of("columns", column))
    for field, named in (("key", question.key), ("rank", [question.rank] if question.rank else [])):
        for column in (column for column in named if column not in question.columns):
            yield source.fault(f"{column} is no column", source.line_of(field, column))


def _variables(slot: str, question: Question) -> tuple[str, ...]:
    if slot == "date" and "?from" not in question.sparql:
        return ("to",)
    return _VARIABLES.get(slot, (slot,))


def _has(question: Question, variable: str) -> bool:
    return re.search(rf"\?{variable}\b", question.sparql) is not None


def _line_of_query(source: Source) -> int:
    lines = enumerate(source.text.splitlines(), 1)
    return next((n for n, line in lines if line.strip() and not line.startswith("#")), 1)


def _shown(source: Source) -> set[str]:
    """The variables that the query shows, as it stands: a header is a comment of SPARQL.

    Raises:
        QueryError: it has a mistake, or is no SELECT.
    """
    try:
        found = _nothing().query(source.text)
    except SyntaxError as error:
        raise explained(source.text, error, {}) from None
    if not isinstance(found, pyoxigraph.QuerySolutions):
        raise QueryError("it is no SELECT")
    return {variable.value for variable in found.variables}


@cache
def _nothing() -> pyoxigraph.Store:
    """A graph of nothing, in which a query ends at once."""
    return pyoxigraph.Store()
