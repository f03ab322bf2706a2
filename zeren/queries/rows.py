"""The rows of an answer: the solutions of its query, those about one thing joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from zeren.ontology.vocab import FUNCTION_IRI, XSD, ZR, identifier, place_of
from zeren.queries.catalog import Language, Question
from zeren.queries.graph import Graph, solutions

EVIDENCE = ("found", "evidence", "mention")
"""The columns that are places: sentences with words that were looked for, what proves a row, its unit."""

Row = dict[str, Any]


def read(
    graph: Graph,
    question: Question,
    sparql: str,
    language: Language,
    graphs: Sequence[str] | None = None,
) -> list[Row]:
    """The rows of a query: things as id and name, numbers as numbers, places as `Place`.

    Rows that agree in the question's key are one: their places together, other differing values as a
    list. A row that knows nothing of its key, such as a target that no unit answers for, agrees with
    none that says otherwise in any column.

    Args:
        graph: that is asked.
        question: of the catalogue.
        sparql: its query.
        language: of names.
        graphs: the IRIs of the graphs that hold all rows; None for all graphs.
    """
    found_by = solutions(graph, sparql, graphs)
    columns = _Columns(question, [variable.value for variable in found_by.variables], language)
    found: dict[tuple[Any, ...], Row] = {}
    for solution in found_by:
        terms = tuple(solution)
        row = found.setdefault(columns.key(terms), {})
        columns.put(row, terms, graph.base_iri)
    return [columns.finished(row, graph.base_iri) for row in found.values()]


class _Columns:
    """Where the columns of a question stand among the variables of its query.

    Until a row is finished, each of its columns holds the values by term, in their order.
    """

    def __init__(self, question: Question, names: list[str], language: Language) -> None:
        at = {name: number for number, name in enumerate(names)}
        english = "English" if language == "en" else ""
        self.language = language
        self.places = [(column, at.get(column)) for column in question.columns if column in EVIDENCE]
        self.values = [
            (column, at[column], at.get(column + english) if english else None, at.get(f"{column}Name"))
            for column in question.columns
            if column in at and column not in EVIDENCE
        ]
        telling = {column: (one, other) for column, one, _, other in self.values}
        self.all = [place for pair in telling.values() for place in pair if place is not None]
        self.own = [place for c in question.key for place in telling.get(c, ()) if place is not None]

    def key(self, terms: tuple[Any, ...]) -> tuple[Any, ...]:
        """What tells the row of a solution apart."""
        key = tuple([terms[place] for place in self.own])
        return key if any(key) else tuple([terms[place] for place in self.all])

    def put(self, row: Row, terms: tuple[Any, ...], base: str) -> None:
        """Add to a row what a solution says."""
        for column, own, english, plain in self.values:
            if (term := terms[own]) is None:
                continue
            known = row.setdefault(column, {})
            if term not in known:
                name = (english is not None and terms[english]) or (plain is not None and terms[plain])
                known[term] = (
                    {"id": identifier(term.value, base), "name": name.value}
                    if name
                    else _value(term, self.language)
                )
        for column, place in self.places:
            known = row.setdefault(column, {})
            if place is not None and (term := terms[place]) is not None:
                known[term] = None

    def finished(self, row: Row, base: str) -> Row:
        """The row with its values in place of those by term."""
        for column, *_ in self.values:
            if known := row.get(column):
                values = [*known.values()]
                row[column] = values[0] if len(values) == 1 else one(_distinct(values))
        for column, _ in self.places:
            words = " ".join([term.value for term in row[column]]).split()
            row[column] = [place_of(word, base) for word in dict.fromkeys(words)]
        return row


def _distinct(values: Iterable[Any]) -> list[Any]:
    kept: list[Any] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def one(values: list[Any]) -> Any:
    """The only one of several values, else all of them."""
    return values[0] if len(values) == 1 else values


def _value(term: Any, language: Language) -> Any:
    text = term.value
    if text.startswith(FUNCTION_IRI):
        return _function(text.removeprefix(FUNCTION_IRI), language)
    if text.startswith(ZR):
        return text.removeprefix(ZR).lower()
    kind = getattr(term, "datatype", None)
    if kind is not None and kind.value == XSD + "integer":
        return int(text)
    if kind is not None and kind.value == XSD + "decimal":
        return float(text)
    return text


def _function(name: str, language: Language) -> dict[str, str]:
    from zeren.ontology import lexicon

    known = lexicon.load().functions.get(name)
    return {"id": name, "name": name if known is None else known.full if language == "zh" else known.english}
