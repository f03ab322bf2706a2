"""The tasks that have the words which a question looks for, joined to its query and to its rows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace
from pyoxigraph import Literal, NamedNode

from zeren.errors import NotUnderstoodError, UsageError
from zeren.ontology.vocab import Place, iri, text_iri
from zeren.queries import catalog
from zeren.queries.ask.normalise import LONGEST
from zeren.queries.catalog import Language, Question
from zeren.queries.given import Given
from zeren.queries.graph import Graph, solutions

if TYPE_CHECKING:
    from zeren.graph.search import Found

MOST = 1000
"""The tasks of one answer; of more, the best are shown, and the answer says so."""

SENTENCES = 3
"""The sentences of a task that prove that it has the words; all hits are told besides."""

QUESTION = "tasks-about"
"""The question of the catalogue whose rows are the tasks that have words."""


def check(words: Sequence[str]) -> None:
    """Refuse words that nothing can be found by.

    Raises:
        UsageError: one has neither a letter nor a figure, or they are too long.
    """
    if not all(any(map(str.isalnum, word)) for word in words):
        raise UsageError("there is nothing to look for", "give a letter at least: zeren search 黄牛")
    # A question with these words may be no longer either.
    if (letters := sum(map(len, words))) > LONGEST:
        raise UsageError(f"{letters} letters are too many to look for", f"take {LONGEST} at most")


class Hits(msgspec.Struct, frozen=True):
    """The tasks that have the words, best first.

    Attributes:
        base: what the ids stand under.
        found: of each task, by IRI, the sentences that have the words, those with most of them
            first, each with the places of the words.
        total: how many tasks there are, with those that are too many to be shown.
    """

    base: str
    found: dict[str, dict[Place, list[Place]]]
    total: int

    def values(self, *, shown: bool) -> list[str]:
        """VALUES lines of a query: the tasks, with their rank and sentences where a question shows these."""
        if not shown:
            return [f"VALUES ?task {{ {' '.join(str(NamedNode(task)) for task in self.found)} }}"]
        lines = [
            f"  ({Literal(number)} {NamedNode(task)} {NamedNode(text_iri(place, self.base))})"
            for number, task in enumerate(self.found, 1)
            for place in islice(self.found[task], SENTENCES)
        ]
        return ["\n".join(["VALUES (?nth ?task ?found) {", *lines, "}"])]

    def mark(self, graph: Graph, rows: list[dict[str, Any]]) -> None:
        """Put the places of the words into rows about tasks, and the rows in the order of the tasks."""
        order = {task: number for number, task in enumerate(self.found)}
        rows.sort(key=lambda row: order[iri(row["task"]["id"], self.base)])
        for row in rows:
            row["hits"] = [
                {**graph.evidence(place), "words": [_said(graph, p) for p in words]}
                for place, words in self.found[iri(row["task"]["id"], self.base)].items()
            ]

    def told(self, text: str, language: Language) -> str:
        """A reading, with how many tasks there are where not all are shown."""
        if self.total == len(self.found):
            return text
        if language == "zh":
            return f"{text}，共 {self.total} 项，列出最相关的 {len(self.found)} 项"
        return f"{text}, the best {len(self.found)} of {self.total}"


def find(
    graph: Graph, question: Question, given: Given, language: Language, graphs: Sequence[str] | None = None
) -> Hits:
    """The tasks that have the words of a question.

    Args:
        graph: that is asked.
        question: of the catalogue.
        given: what it is asked about.
        language: of the answer.
        graphs: the IRIs of the graphs that hold all rows; None for all graphs.

    Raises:
        NotUnderstoodError: a word that stands in no task.
        WorkspaceError: the index of words is damaged.
    """
    found = graph.search(given.words, given.part, graphs)
    if not found:
        require(graph, given.words, language, graphs)
    by_iri = {iri(one.task, graph.base_iri): one for one in found}
    most = given.limit or MOST
    if len(by_iri) > most and question.key[0] == "task":
        if question.name != QUESTION or given.slots() - {"words"}:
            others = _others(graph, question, given, graphs)
            by_iri = {task: one for task, one in by_iri.items() if task in others}
    else:
        most = len(by_iri)
    kept = dict(list(by_iri.items())[:most])
    return Hits(
        base=graph.base_iri,
        found={task: _sentences(graph, one) for task, one in kept.items()},
        total=len(by_iri),
    )


def _others(graph: Graph, question: Question, given: Given, graphs: Sequence[str] | None) -> set[str]:
    """The tasks that the question has without its words."""
    from zeren.queries.compose import compose

    plain = catalog.get("tasks") if question.name == QUESTION else question
    head, _, rest = compose(plain, replace(given, words=())).partition("\nSELECT ")
    tasks = f"{head}\nSELECT DISTINCT ?task WHERE {{ {{ SELECT {rest} }} }}"
    return {row[0].value for row in solutions(graph, tasks, graphs) if row[0] is not None}


def _said(graph: Graph, place: Place) -> dict[str, Any]:
    return {"start": place.start, "end": place.end, "quote": graph.quote(place)}


def _sentences(graph: Graph, one: Found) -> dict[Place, list[Place]]:
    """The sentences with the hits, those with most of the words first, then those with the first hits."""
    from zeren.graph.excerpts import sentence
    from zeren.graph.passages import folded

    text = graph.text(one.place.document)
    found: dict[Place, list[Place]] = {}
    for hit in one.hits:
        found.setdefault(sentence(text, hit), []).append(hit)
    several = {place: {folded(graph.quote(hit)) for hit in hits} for place, hits in found.items()}
    return {place: found[place] for place in sorted(found, key=lambda place: -len(several[place]))}


def require(
    graph: Graph, words: Sequence[str], language: Language, graphs: Sequence[str] | None = None
) -> None:
    """See that every word stands in some task.

    Raises:
        NotUnderstoodError: one does not; with the nearest that do, in these graphs or in all.
    """
    for word in words:
        if not graph.has([word]):
            shown = word if re.fullmatch(r"\w+", word) else shlex.quote(word)
            if language == "zh":
                said = f"没有任务的标题或正文含有“{word}”（not found）"
                hint = f"任务以外的段落也查找：zeren search {shown} --everywhere"
            else:
                said = f"no task has “{word}” in its title or text (not found)"
                hint = (
                    f"the plans are Chinese; zeren search {shown} --everywhere looks through every paragraph"
                )
            raise NotUnderstoodError(said, hint, tuple(graph.like(word, graphs)))
