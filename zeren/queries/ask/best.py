"""Which of the questions that fit leave least of the words aside."""

from __future__ import annotations

from collections.abc import Iterable

from zeren.queries.ask import order
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.match import FILTERED, Match, Token
from zeren.queries.ask.pieces import UNKNOWN


def best(question: Asked, readings: Iterable[list[Token]]) -> list[Match]:
    """The matches that leave least aside, and of each other reading the best that are nearly as good.

    Of equally good ones, that of the first reading comes first.
    """
    known = [tokens for tokens in readings if all(token.symbol != UNKNOWN for token in tokens)]
    both = _spans(known, "{task}") & _spans(known, "{campaign}")
    matches = [order.find(question, tokens) for tokens in known]
    found = [(_cost(each, both), each) for every in matches for each in every if each.cost == every[0].cost]
    found.sort(key=lambda costly: costly[0])
    return [each for cost, each in found if cost[0] // FILTERED == found[0][0][0] // FILTERED]


_NEARER = 2
"""What a campaign's name is nearer to the campaign than to a title that has more letters."""


def _spans(readings: list[list[Token]], symbol: str) -> set[tuple[int, int]]:
    return {(t.piece.start, t.piece.end) for tokens in readings for t in tokens if t.symbol == symbol}


def _cost(match: Match, both: set[tuple[int, int]]) -> tuple[int, int]:
    """What a match leaves aside; a campaign is no dearer than the task that is titled like it.

    Who leads or answers for 某某仗 is asked of its own row in the table of duties, anything else rather of
    all its tasks.
    """
    aside, role = match.cost
    if any(t.symbol == "responsible" for t in match.kept):
        aside += any(t.symbol == "{campaign}" and (t.piece.start, t.piece.end) in both for t in match.kept)
    if any((t.piece.start, t.piece.end) in both for t in match.filters if t.symbol == "{campaign}"):
        aside -= FILTERED + (_NEARER if match.role is None else 0)
    return max(aside, 0), role
