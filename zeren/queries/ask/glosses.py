"""Names that a question says twice: in English with the Chinese in brackets, or with another name for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.queries.ask.normalise import lower
from zeren.queries.ask.pieces import Piece
from zeren.queries.given import ROLES

_BRACKETS = r"\(([^()]+)\)"
_HAN = "[\u4e00-\u9fff]"
_COMMITTEES = ("party committee", "cpc committee")
_HARD = frozenset(
    (
        *ROLES,
        "responsible-unit",
        "task",
        "none",
        "who",
        "count",
        "rank",
        "member",
        "share",
        "convener",
        "deputy",
    )
)
"""What words ask for, so that they are no part of a name."""


def said_once(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without what only says a name another time.

    Of the Heyuan Group (禾源集团) the Chinese is kept, since it is what plans print; of foreign trade
    (imports and exports), which mean the same, the first.

    Args:
        text: the question, normalised.
        pieces: of the question, from left to right.
    """
    found = list(pieces)
    for bracket in re.finditer(_BRACKETS, text):
        inside = [p for p in found if bracket.start() < p.start and p.end < bracket.end()]
        before = [p for p in found if p.end <= bracket.start()]
        if len(inside) == 1 and before and _same(before[-1], inside[0]):
            found.remove(inside[0])
        elif inside and _is_chinese_name(bracket, inside):
            said = _rendering(text, before, bracket.start())
            if any(piece.is_unknown for piece in said):
                found = [piece for piece in found if piece not in said]
    return [piece for number, piece in enumerate(found) if not _is_whose_department(text, found, number)]


def _is_whose_department(text: str, pieces: Sequence[Piece], number: int) -> bool:
    """Whether it is “party committee” behind a county in the name of one of its departments."""
    before = [piece for piece in pieces[:number] if piece.symbols or piece.name]
    if len(before) < 2 or lower(pieces[number].text).removeprefix("county ") not in _COMMITTEES:
        return False
    body, county = before[-2:]
    between = lower(text[body.end : county.start])
    return body.is_a("unit") and county.is_a("county") and re.fullmatch(r" of (?:the )?", between) is not None


def _same(first: Piece, second: Piece) -> bool:
    """Whether two names mean one thing, or things of one kind of which one holds the other's."""
    if first.name is None or second.name is None:
        return False
    kinds = first.name.things.keys() & second.name.things.keys()
    return any({*first.name.things[kind]} & {*second.name.things[kind]} for kind in kinds)


def _is_chinese_name(bracket: re.Match[str], inside: Sequence[Piece]) -> bool:
    """Whether the bracket holds Chinese alone, which names something or may do so in part."""
    named = any(piece.name or piece.is_unknown for piece in inside)
    asks = any(piece.symbols and piece.symbols[0] in _HARD - {"task"} for piece in inside)
    return bool(re.match(_HAN, bracket[1])) and named and not asks


def _asks(piece: Piece) -> bool:
    """Whether a word is no part of a name; key livelihood items may be one, tasks are asked for."""
    if piece.symbols == ("task",):
        return lower(piece.text).startswith(("task", "work"))
    return bool(_HARD & {*piece.symbols})


def _rendering(text: str, before: Sequence[Piece], end: int) -> list[Piece]:
    """The English words right before a bracket, back to a word that is no part of a name."""
    said: list[Piece] = []
    for piece in reversed(before):
        gap = lower(text[piece.end : end]).strip(" '’-")
        if gap or not piece.text.isascii() or piece.period or _asks(piece):
            break
        if not piece.symbols and not piece.name:
            break
        said.insert(0, piece)
        end = piece.start
    return said
