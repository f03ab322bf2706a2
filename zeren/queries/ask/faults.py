"""The words that a question is refused for, as a person would name them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from msgspec.structs import replace

from zeren.queries.ask.asked import Asked
from zeren.queries.ask.pieces import BEYOND, QUOTED, UNKNOWN, Piece

BODY = r"(?:局|办|委|部|院|会|中心|公司|集团|政府|镇|乡|银行|支行|所|社|队|站|厅|室)$"
"""How the names of units end."""

ENGLISH_BODY = (
    r"(?:bureau|department|office|commission|committee|administration|agency|authority|company|centre|center)s?"
    r"\b"
)
_LEVEL = r"\b(?:provincial|national|state|central|municipal|city|prefectural|district|township|town) $"


def at_fault(question: Asked) -> list[Piece]:
    """The pieces that the question is refused for, neighbours as one: 多少人 and 口 are 多少人口."""
    found: list[Piece] = []
    for piece in question.pieces:
        if not (piece.is_at_fault or piece.is_a(QUOTED)):
            continue
        before = found[-1] if found else None
        if before and before.end == piece.start and not piece.name and not before.name:
            start = before.start
            found[-1] = Piece(start, piece.end, question.text[start : piece.end], (UNKNOWN,))
        else:
            found.append(piece)
    return found


def torn_off(question: Asked, torn: Piece) -> Piece:
    """Of a unit's name that goes on, what it goes on with, unless that makes another name: 县财政局监督."""
    unit = next((p for p in question.pieces if p.start == torn.start and p.is_a("unit")), None)
    if unit is None or unit.end == torn.end or re.search(rf"{BODY}|[股科处组长]$", torn.text):
        return torn
    tail = torn.text[unit.end - unit.start :]
    return replace(torn, start=unit.end, text=tail) if re.search(r"\w", tail) else torn


def whole(question: Asked, piece: Piece) -> str:
    """The words at fault with the rest of the name that they are cut from: 航天 + 工作 + 局."""
    text, end = question.text, piece.end
    if BEYOND in piece.symbols:
        return piece.text
    if piece.text.isascii():
        tail = re.match(rf"\s{ENGLISH_BODY}", text[end:], re.IGNORECASE)
        level = re.search(_LEVEL, text[: piece.start], re.IGNORECASE) if tail else None
        return text[level.start() if level else piece.start : end + (tail.end() if tail else 0)]
    start = _with_the_word_before(question, piece)
    behind = {other.start: other.end for other in question.pieces if not other.name and len(other.text) < 4}
    while not re.search(BODY, text[start:end]) and end in behind:
        if not re.search(BODY, text[start : behind[end]]):
            break
        end = behind[end]
    return text[start:end]


def _with_the_word_before(question: Asked, piece: Piece) -> int:
    """Where a single letter's name begins, of which the rest is a county's: 镇 of 云泽镇."""
    before = next((p for p in question.pieces if p.end == piece.start and p.is_a("county")), None)
    return before.start if before and re.fullmatch(BODY, piece.text) else piece.start


def search(named: Sequence[str]) -> str:
    """The command that looks for the longest of the words at fault in the plans."""
    longest = max((fault.strip("“”") for fault in named), key=len)
    return f"zeren search {longest if longest.isalnum() else shlex.quote(longest)}"
