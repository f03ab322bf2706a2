"""Asking as the tests do."""

from __future__ import annotations

from zeren.queries.answer import Answer
from zeren.queries.ask.reply import reply
from zeren.queries.ask.understand import understand
from zeren.queries.graph import Graph


def ask(graph: Graph, question: str) -> Answer:
    """The answer to a question, or the refusal to give one."""
    return reply(graph, understand(graph, question), question)


def names(found: Answer) -> list[str]:
    """What each row is about, by name."""
    first = found.columns[0]
    return [row[first]["name"] if isinstance(row[first], dict) else str(row[first]) for row in found.rows]
