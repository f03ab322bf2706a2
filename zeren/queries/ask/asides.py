"""What of a question makes no difference to its answer, said beside how it was understood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.queries.ask.asked import Asked
from zeren.queries.ask.match import Match
from zeren.queries.ask.words import VAGUE

_BOTH = r"both|the two|two|each of the two|两|两个|二"


def told(question: Asked, found: Match) -> Iterator[str]:
    """The remarks about a reading, each in brackets, in the language of the answer."""
    vague = [f"“{piece.text}”" for piece in question.pieces if VAGUE in piece.symbols]
    if vague:
        yield question.say(
            f"（不区分{question.listed(vague)}）", f" ({question.listed(vague)} makes no difference)"
        )
    if not found.question.rank and any(token.piece.figure in ("most", "fewest") for token in found.kept):
        yield question.say("（全部列出，未排名）", " (all are listed, not ranked)")
    both = [t for t in found.aside if t.symbol == "everywhere" and re.match(_BOTH, t.piece.text.lower())]
    if both and found.question.columns[0] == "unit":
        yield question.say("（各县的单位都列出）", " (the units of either county)")
