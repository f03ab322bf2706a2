"""The answer to a question that is understood, in each way in which it can be."""

from __future__ import annotations

from msgspec.structs import replace

from zeren.errors import NotUnderstoodError
from zeren.queries.answer import Answer, answer
from zeren.queries.ask.understand import Understood
from zeren.queries.graph import Graph


def reply(graph: Graph, understood: Understood, asked: str) -> Answer:
    """The answer to the better reading, with those to the others in `also`.

    Raises:
        NotUnderstoodError: words that are looked for stand in no task; with questions for like words.
        WorkspaceError: the index of words is damaged.
    """
    best, *others = [_answered(graph, reading, asked) for reading in (understood, *understood.also)]
    return replace(best, also=tuple(others))


def _answered(graph: Graph, reading: Understood, asked: str) -> Answer:
    try:
        return answer(
            graph,
            reading.question,
            reading.given,
            text=reading.text,
            asked=asked,
            language=reading.language,
            names=reading.names,
        )
    except NotUnderstoodError as error:
        asks = "哪些任务提到“{}”" if reading.language == "zh" else "which tasks mention “{}”"
        questions = tuple(asks.format(word) for word in error.nearest)
        raise NotUnderstoodError(error.message, error.hint, questions) from None
