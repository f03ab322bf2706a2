"""What the order of words says of several units: a row of equals, or one that does something to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zeren.queries.ask import match
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.match import Match, Token
from zeren.queries.ask.normalise import lower
from zeren.queries.ask.pieces import Piece
from zeren.queries.given import ROLES

_JOINS = (
    r"(?:\s|和|与|及|以及|跟|同|并|并且|且|还有|加|加上|连同|又有|也有|又|或|或者|还是|既|也|、|，|,|;|；|&|\+|“|”"
    r"|\b(?:and|or|both|either|as|well|also|plus|the|a|county|county's|of|in|from)\b|'s)*"
)
"""What stands between the units of a row; anything else sets them apart: 县财政局由县林业局, A does B."""
_TOGETHER = r"\bwith\b"
_JOIN = frozenset(("share", "or", "all", "each", "everywhere", "common"))
_BY = r"\s+(?:\w+\s+)?(?:by|from)\s+(?:the\s+)?(?:[\w']+\s+){0,2}$"
"""What stands between a word for a role and the unit that has it: supported by the finance bureau."""


def find(question: Asked, tokens: list[Token]) -> list[Match]:
    """The questions that the tokens ask, best first, with the order of their units heeded.

    Args:
        question: as it was asked.
        tokens: of a way to take it.
    """
    if sum(token.symbol == "{unit}" for token in tokens) < 2:
        return match.find(tokens, question.languages)
    row = together(question.text, question.pieces)
    ordered = tokens if row else active(question.text, tokens)
    return match.find(ordered, question.languages, together=row)


def together(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether all units of a question stand in one row, so that it is the same in any order.

    县财政局和县林业局配合的任务 has a row. 县财政局配合县林业局的任务 has none: one supports the other.

    Args:
        text: the question, normalised.
        pieces: of the question, from left to right.
    """
    shared = any("share" in piece.symbols for piece in pieces)
    units = [number for number, piece in enumerate(pieces) if piece.is_a("unit")]
    return all(_joined(text, pieces[first : last + 1], shared=shared) for first, last in pairwise(units))


def _joined(text: str, pieces: Sequence[Piece], *, shared: bool) -> bool:
    """Whether nothing between the first and the last of the pieces does more than join them."""
    inner = pieces[1:-1]
    said = [piece for piece in inner if piece.symbols]
    symbols = {symbol for piece in said for symbol in piece.symbols}
    gap = lower(text[pieces[0].end : pieces[-1].start])
    # A leads together with B, A shares responsibility with B, A takes part with B.
    beside = gap.isascii() and ("share" in symbols or re.search(_TOGETHER, gap))
    if beside and symbols <= ({"share", *ROLES} if shared else {"part"}) and symbols:
        return True
    for piece in said:
        gap = gap.replace(lower(piece.text), " ")
    for piece in inner:
        if piece.is_a("county"):
            gap = gap.replace(lower(piece.text), " ")
    return symbols <= _JOIN and re.fullmatch(_JOINS, gap) is not None


def active(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens with a unit before the role that something is done in by it: supported by A is A supports.

    Args:
        text: the question, normalised.
        tokens: of the question, in order; of two units at least.
    """
    return list(_active(lower(text), tokens))


def _active(text: str, tokens: list[Token]) -> Iterator[Token]:
    held: Token | None = None
    for token in tokens:
        if held is None:
            if token.symbol in ROLES:
                held = token
            else:
                yield token
            continue
        by = token.symbol == "{unit}" and re.fullmatch(_BY, text[held.piece.end : token.piece.start])
        first, second = (token, held) if by else (held, token)
        yield first
        held = second if second.symbol in ROLES else None
        if held is None:
            yield second
    if held:
        yield held
