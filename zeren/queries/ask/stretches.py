"""Stretches of a question that may be a part of a name: words that nothing else explains."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.queries.ask.match import Token
from zeren.queries.ask.names import FIGURES
from zeren.queries.ask.pieces import UNKNOWN

SHORTEST = 3
"""Letters that free words need to name something by a part of its title: fewer stand in too many."""

_BESIDE = 12
"""The tokens beside free words that a question can have: no wording has more, with what narrows it."""

FREE = ("task", "campaign", "group", "category", "section", *FIGURES)
TOPICS = ("campaign", "group")
"""What 关于科技创新的任务 may name in part, before its words are looked for in the texts."""

_ABOUT = {"target": "indicator", "growth": "indicator", "reach": "indicator", "project": "project",
          "function": "function"}  # fmt: skip
"""Words that tell what the words beside them name."""


def found(tokens: list[Token], free: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Stretches of tokens with all that nothing explains, the shortest first, and what they may name."""
    unknown = [number for number, token in enumerate(tokens) if token.symbol == UNKNOWN]
    if not unknown and free != FREE:
        return
    if not unknown:
        # 组织推进机制 is a word for a group and the name of one; a campaign may stand in a task's title.
        taken = {"group": "group", "{campaign}": "task"}
        yield from ((n, n + 1, taken[t.symbol]) for n, t in enumerate(tokens) if t.symbol in taken)
        return
    first, last = unknown[0], unknown[-1] + 1
    spans = [
        (start, end)
        for start in range(first + 1)
        for end in range(last, len(tokens) + 1)
        if len(tokens) - (end - start) <= _BESIDE
    ]
    spans.sort(key=lambda span: (span[1] - span[0], span))
    with_units = {span: any(token.symbol == "{unit}" for token in tokens[slice(*span)]) for span in spans}
    likely = [_ABOUT[token.symbol] for token in tokens if token.symbol in _ABOUT]
    kinds = [kind for kind in dict.fromkeys((*likely, *free)) if kind in free]
    yield from ((*span, kind) for span in spans if not with_units[span] for kind in kinds)
    # A title may name a unit itself.
    yield from ((*span, "task") for span in spans if with_units[span] and "task" in free)
