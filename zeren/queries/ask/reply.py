"""The answer to a question that is understood, in each way in which it can be."""

from __future__ import annotations

from msgspec.structs import replace

from zeren.queries.answer import Answer, answer
from zeren.queries.ask.understand import Understood
from zeren.queries.graph import Graph


def reply(graph: Graph, understood: Understood, asked: str) -> Answer:
    """The answer to the better reading, with those to the others in `also`."""
    best, *others = [
        answer(
            graph,
            reading.question,
            reading.given,
            text=reading.text,
            asked=asked,
            language=reading.language,
            names=reading.names,
        )
        for reading in (understood, *understood.also)
    ]
    return replace(best, also=tuple(others))
