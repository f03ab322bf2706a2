"""What is said of a person who leads nothing: no plan names somebody called so."""

from __future__ import annotations

from msgspec.structs import replace

from zeren.errors import NotUnderstoodError
from zeren.queries.ask import faults, order, people, scope
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.names import Name
from zeren.queries.ask.nearest import NEAREST, names_like, with_names
from zeren.queries.given import Things


def asked_for(question: Asked) -> NotUnderstoodError | None:
    """The refusal where all but a person's name, which is not known, asks for the tasks of a leader."""
    unknown = [piece for piece in question.pieces if piece.is_unknown]
    if len(unknown) != 1 or not people.looks_like_one(unknown[0].text):
        return None
    (piece,) = unknown
    person = replace(piece, symbols=(), name=Name(piece.start, piece.end, piece.text, {"person": ()}))
    asked = [person if each is piece else each for each in question.pieces]
    fits = any(order.find(question, tokens) for tokens in scope.readings(asked))
    return leader(question, piece.text, question.counties) if fits else None


def leader(question: Asked, name: str, counties: Things) -> NotUnderstoodError:
    """The refusal of a person whom no plan of these counties names as a leader, with those whom they name."""
    homes = question.listed([county.label for county in counties])
    leaders = people.known(question.graph, counties)
    search = faults.search([name])
    # What is offered instead is not about the person again.
    others = replace(question, pieces=[piece for piece in question.pieces if not piece.is_a("person")])
    return NotUnderstoodError(
        question.say(
            f"{homes or '已载入'}的方案没有写明由“{name}”负责的任务（not found）",
            f"no plan{f' of {homes}' if homes else ''} names “{name}” as the leader of a task (not found)",
        ),
        question.say(
            f"任务的名称请加引号“”；在原文中查找：{search}",
            f"put the title of a task in quotation marks; to look for words in the plans: {search}",
        ),
        with_names(others, name, names_like(name, leaders) or leaders[:NEAREST]),
    )
