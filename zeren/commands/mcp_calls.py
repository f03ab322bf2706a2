"""What the tools of `zeren mcp` answer: plain data, each function called in a process of its own.

The first argument is the folder of the workspace; it is opened for every call, so that an answer
is of what is published now.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from zeren.errors import UsageError
from zeren.ontology.vocab import Place, place_of
from zeren.workspace import Workspace

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.queries.answer import Answer
    from zeren.queries.catalog import Language, Question

Record = dict[str, Any]

LONGEST_SOURCE = 10_000
"""Characters of a document that one call quotes, and as many on each side."""

LETTERS = 100_000
"""Bytes of JSON that the rows of one answer may take: what an assistant can still read."""

ONTOLOGY = {
    "zeren.ttl": "The classes and properties of the graph, explained in Chinese and English.",
    "shapes.ttl": "What holds for every instance of them (SHACL).",
}
"""The files of the ontology, and what each is for."""


@cache
def ready() -> None:
    """Make this process end with the one that started it, even while the engine computes."""

    def watch(parent: int) -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    Thread(target=watch, args=[os.getppid()], daemon=True).start()


def ask(workspace: str, question: str, language: Language | None, limit: int) -> Record:
    """The answer to a question in words."""
    return _answer(Workspace(workspace).ask(question, language), limit)


def query(workspace: str, name: str, parameters: Mapping[str, Any], language: Language, limit: int) -> Record:
    """The answer to a question of the catalogue."""
    from zeren.workspace import asking

    with Workspace(workspace).snapshot() as graph:
        return _answer(asking.query(graph, name, parameters, language), limit)


def _answer(found: Answer, limit: int) -> Record:
    return found.record() | {"names": found.names} | _cut("rows", found.rows, limit)


def list_questions(_workspace: str, language: Language) -> Record:
    """The catalogue."""
    from zeren.queries import catalog

    return {"questions": [_question(question, language) for question in catalog.load()]}


def _question(question: Question, language: Language) -> Record:
    from zeren.queries.ask.resolve import SLOTS
    from zeren.queries.given import FILTERS

    narrowing = [slot for slot in ("unit", *SLOTS) if slot in FILTERS[question.about]]
    return {
        "name": question.name,
        "title": question.title[language],
        "parameters": question.parameters,
        "optional": {
            **question.optional,
            **{slot: slot for slot in narrowing if slot not in question.parameters},
        },
        "ranked": question.rank is not None,
        "examples": question.examples_in(language),
    }


def show(workspace: str, name: str, limit: int) -> Record:
    """All that is known about each thing that a name stands for."""
    from zeren.commands.show import called

    with Workspace(workspace).snapshot() as published:
        found = called(published, name)
    each = LETTERS // len(found)
    things = [
        {"kind": known.kind, "id": known.id, "name": known.name, "record": known.record}
        | _cut("facts", known.facts, limit, each)
        for known in found
    ]
    return {"name": name, **_cut("found", things, limit, 2 * LETTERS)}


def sparql(workspace: str, query: str, limit: int) -> Record:
    """The answer to a SPARQL query, with the words that its evidence stands for."""
    from zeren.queries.solutions import solve

    with Workspace(workspace).snapshot() as graph:
        found = solve(graph, query, limit)
        rows = [
            {"values": row, "evidence": list(_evidence(graph, row) or _evidence_of_things(graph, row))}
            for row in found.rows
        ]
    answer: Record = {"columns": found.columns, **_cut("rows", rows, limit)}
    answer["complete"] = answer["complete"] and found.complete
    if not found.complete:
        del answer["count"]  # nobody counted the others
    return answer if found.boolean is None else {"boolean": found.boolean}


def _evidence(graph: Snapshot, row: Mapping[str, object]) -> list[Record]:
    """The words of each place that a row names."""
    places = (_place(graph, str(value)) for value in row.values())
    return [graph.evidence(place) for place in places if place]


def _place(graph: Snapshot, value: str) -> Place | None:
    try:
        place = place_of(value, graph.base_iri)
    except ValueError:
        return None
    there = place.document in graph.documents
    fits = there and 0 <= place.start <= place.end <= len(graph.text(place.document))
    return place if fits else None


def _evidence_of_things(graph: Snapshot, row: Mapping[str, object]) -> Iterator[Record]:
    """Of a row that names no place: the words where its things are written."""
    from zeren.graph.written import written_itself

    for value in row.values():
        if str(value).startswith(graph.base_iri) and (place := written_itself(graph, str(value))):
            yield graph.evidence(place)


def findings(
    workspace: str,
    *,
    kind: str | None,
    county: str | None,
    document: str | None,
    min_severity: Literal["error", "warning", "info"],
    dismissed: bool,
    limit: int,
) -> Record:
    """Contradictions, gaps and oddities, worst first."""
    from zeren.commands import found

    with Workspace(workspace).snapshot() as published:
        judged = published.judgements()
        asked = found.of_kinds(
            found.about(list(published.all_facts()), county, document), [kind] if kind else []
        )
        shown = found.shown(asked, judged, found.Level(min_severity), everything=dismissed)
        return _cut("findings", found.records(published, shown, judged), limit)


def source(workspace: str, document: str, start: int, end: int, around: int) -> Record:
    """A place of a document, and what stands around it.

    Raises:
        UsageError: there is no such place, or it is too long.
    """
    from zeren.commands import lookup

    with Workspace(workspace).snapshot() as published:
        record = lookup.document(published.records(), document)
        text = published.text(record.id)
        quoted = published.evidence(Place(record.id, start, end))
    if not start <= end <= len(text):
        raise UsageError(f"{record.id} has the characters 0 to {len(text)}, not {start} to {end}")
    if end - start > LONGEST_SOURCE:
        raise UsageError(
            f"{end - start} characters are more than {LONGEST_SOURCE}", "ask for them piece by piece"
        )
    return {
        **quoted,
        "title": record.title,
        "before": text[max(0, start - around) : start],
        "after": text[end : end + around],
    }


def text(workspace: str, document: str) -> str:
    """The whole text of a document, by its id."""
    return Workspace(workspace).text(document)


def documents(workspace: str) -> list[tuple[str, str]]:
    """The id and title of every document."""
    return [(record.id, record.title) for record in Workspace(workspace).documents()]


def ontology(name: str) -> str:
    """A file of the ontology."""
    from zeren.ontology import terms

    return terms.source(name)


def _cut(key: str, rows: Sequence[Any], limit: int, letters: int = LETTERS) -> Record:
    """As many rows as an answer holds, how many there are, and whether these are all."""
    kept: list[Any] = []
    for row in rows[:limit]:
        encoded = msgspec.json.encode(row)
        letters -= len(encoded)
        if letters < 0:
            break
        kept.append(msgspec.json.decode(encoded))  # what JSON cannot say, such as NaN, is null here
    return {key: kept, "count": len(rows), "shown": len(kept), "complete": len(kept) == len(rows)}
