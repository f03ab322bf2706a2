"""One question, three places: `zeren ask`, `zeren sparql` with the printed query, rdflib over the Turtle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
import rdflib

from tests.queries.asking import ask
from zeren.graph.export.rdf import turtle
from zeren.graph.store import Snapshot
from zeren.ontology.vocab import FUNCTION_IRI, ZR, identifier
from zeren.queries import catalog
from zeren.queries.answer import Answer
from zeren.queries.rows import EVIDENCE

QUESTIONS = [
    *(question.examples[0].question for question in catalog.read()),
    "云泽县财政局牵头哪些任务",
    "青岭县牵头任务最少的三个单位",
    "青岭县县十大民生实事中县教育局牵头的有哪些",
    "县民政局牵头的任务中哪些要长期坚持",
    "云泽县2024年11月底前县住建局要完成的任务",
    "2024年的方案里县财政局牵头哪些任务",
    "云泽县有哪些工作专班",
]


@pytest.fixture(scope="module")
def exported(plans: Snapshot) -> rdflib.Graph:
    return rdflib.Graph().parse(
        data=turtle(plans.all_facts(), judgements=plans.judgements().values()), format="turtle"
    )


def pieces(text: str) -> str:
    """What stands in a cell: joined places in any order are the same, and so are 9 and 9.0."""
    words = (word.removesuffix(".0") if word.removesuffix(".0").isdigit() else word for word in text.split())
    return " ".join(sorted(words))


def in_the_store(plans: Snapshot, sparql: str) -> tuple[list[str], list[tuple[str, ...]]]:
    solutions: Any = plans.query(sparql)
    names = [variable.value for variable in solutions.variables]
    return names, [tuple(pieces(s[name].value) if s[name] else "" for name in names) for s in solutions]


def in_rdflib(graph: rdflib.Graph, sparql: str) -> list[tuple[str, ...]]:
    rows: Iterable[Any] = graph.query(sparql)
    return [tuple("" if cell is None else pieces(str(cell)) for cell in row) for row in rows]


def named(cell: str, base: str) -> str:
    """The id behind an IRI, and other text as it is; a role by the name that facts give it."""
    if cell.startswith(ZR):
        return cell.removeprefix(ZR).lower()
    return identifier(cell, base) if cell.startswith(base) else cell.removeprefix(FUNCTION_IRI)


def keys(found: Answer) -> set[tuple[str, ...]]:
    """What tells the rows of an answer apart, as the query has it."""
    return {
        tuple("" if cell is None else str(cell["id"] if isinstance(cell, dict) else cell) for cell in cells)
        for cells in ([row[column] for column in found.question.key] for row in found.rows)
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_printed_query_gives_the_same_rows_everywhere(
    plans: Snapshot, exported: rdflib.Graph, question: str
) -> None:
    found = ask(plans, question)
    names, rows = in_the_store(plans, found.sparql)
    assert sorted(in_rdflib(exported, found.sparql)) == sorted(rows)
    of_keys = [names.index(column) for column in found.question.key]
    assert {tuple(named(row[at], plans.base_iri) for at in of_keys) for row in rows} == keys(found)
    of_places = [names.index(column) for column in EVIDENCE if column in names]
    assert {place for row in rows for at in of_places for place in row[at].split()} == {
        f"{plans.base_iri}{place['document']}/text#char={place['start']},{place['end']}"
        for row in found.rows
        for place in row["evidence"]
    }
