"""Words that a question looks for in the texts: 提到黄牛的任务, 与黄牛有关的任务, tasks that mention 黄牛."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from zeren.queries.ask.asked import Asked
from zeren.queries.ask.names import Name
from zeren.queries.ask.normalise import lower
from zeren.queries.ask.pieces import Piece
from zeren.queries.ask.words import VAGUE
from zeren.queries.given import Thing

_CUE = (
    r"(?:同时|都|均)?(?:提到|提及|提过|说到|讲到|谈到|写到|写有|写着|涉及|牵涉|关于|有关|关乎|针对|围绕|含有|包含|包括|带有|出现)"
    r"(?:到|了|过)?(?:的是)?"
    r"|\b(?:mention(?:s|ed|ing)?|about|contain(?:s|ed|ing)?|concern(?:s|ed|ing)?|regarding"
    r"|refer(?:s|red|ring)? to|relat(?:e|es|ed|ing) to|involv(?:e|es|ed|ing)|deal(?:s|ing)? with"
    r"|touch(?:es|ing)? on|with the)\b"
    r"(?: the)?(?: words?| phrases?| terms?| texts?)?"
)
_CUE_BEHIND = r"(?:有关|相关|有关联|相关联)(?:系)?"
_BEFORE = r"[与和跟同]"
_BOUNDARY = (
    r"的|(?:工作)?任务|(?:工作|等)(?=[的有由中里，？]|$)|事项|有哪|有什|有多|是哪|由谁|由哪|谁|哪|多少"
    r"|[ ，,。．？?！!；;：:]|$"
)
_AND = r"(?:又|也|还)(?:提到|提及|说到|讲到|谈到|写到)|、|，|,|以及|及|和|与|跟|\band\b"
_OR = r"或者|或|\bor\b"
_LACKING = r"但|却|没有|不(?=[含提涉包是由])|\b(?:but|not|without|except)\b"
_EDGE = " '\"，,、"
_SAID = r"(?:这|几|两)?(?:个|些)?(?:等?字样|一词|词语?|字眼)$"
LONGEST = 40
"""Letters of words that are looked for."""

SHORTEST = 2
"""Letters of each of several words."""

SHORTEST_ALONE = 4
"""Letters of words that are looked for although no word such as 提到 asks for it."""

Span = tuple[int, int]


def asks(text: str) -> bool:
    """Whether a question has a word such as 提到 or mention."""
    return re.search(f"{_CUE}|{_CUE_BEHIND}", text.lower()) is not None


def readings(question: Asked) -> Iterator[Asked]:
    """The question with what stands beside a word such as 提到 as words to look for.

    They are the shortest around which all means something.
    """
    small = lower(question.text)
    quoted = [found.span() for found in re.finditer("“[^”]*”", small)]
    for cue in re.finditer(_CUE, small):
        ends = [found.start() for found in re.finditer(_BOUNDARY, small) if found.start() > cue.end()]
        ends = [end for end in ends if not any(start < end < last for start, last in quoted)]
        yield from _first(question, cue.span(), [(cue.end(), end) for end in ends])
    for cue in re.finditer(_CUE_BEHIND, small):
        starts = [found.end() for found in re.finditer(_BEFORE, small[: cue.start()])]
        starts += [piece.start for piece in question.pieces if piece.is_unknown and piece.end <= cue.start()]
        spans = [(start, cue.start()) for start in sorted(starts, reverse=True)]
        yield from _first(question, cue.span(), spans)


def led(question: Asked) -> Iterator[Asked]:
    """The question who leads or answers for something, with what stands in tasks as words to look for.

    It is all that nothing explains, in one stretch, and long enough to mean something by itself.
    """
    unknown = [piece for piece in question.pieces if piece.is_unknown]
    said = [symbol for piece in question.pieces for symbol in piece.symbols if not piece.is_unknown]
    if not unknown or "who" not in said or len({"lead", "responsible"} & {*said}) != 1:
        return
    start, end = unknown[0].start, unknown[-1].end
    words = question.text[start:end]
    beside = [piece for piece in question.pieces if piece.end <= start or end <= piece.start]
    alone = {*said} <= {"who", "lead", "responsible", VAGUE} and len(beside) + len(unknown) == len(
        question.pieces
    )
    if not alone or words.isascii() or not SHORTEST_ALONE <= len(words) <= LONGEST:
        return
    if not _is_a_name(question, words) and question.graph.has([words]):
        # 负责 is asked of the tasks, which show who leads them besides.
        asks = Piece(start, start, "", ("contain", "task") if "responsible" in said else ("contain",))
        looked = Piece(start, end, words, name=Name(start, end, words, {"words": (Thing(words, words),)}))
        pieces = sorted([*beside, asks, looked], key=lambda piece: (piece.start, piece.end))
        yield replace(question, pieces=pieces)


def _first(question: Asked, cue: Span, spans: Iterable[Span]) -> Iterator[Asked]:
    """The question with the first of these stretches as words to look for around which all is known.

    A longer one would hold words that mean something.
    """
    every = [_behind(piece, cue) for piece in question.pieces]
    for inner in spans:
        words = re.sub(_SAID, "", question.text[slice(*inner)].strip(_EDGE))
        start, end = min(cue[0], inner[0]), max(cue[1], inner[1])
        around = [piece for piece in every if piece.end <= start or end <= piece.start]
        inside = [piece for piece in every if start <= piece.start and piece.end <= end]
        whole = len(around) + len(inside) == len(every)
        if whole and re.search(r"\w", words) and not any(piece.is_unknown for piece in around):
            if len(words) <= LONGEST and not _is_a_name(question, words):
                asks = Piece(*cue, question.text[slice(*cue)], ("contain",))
                sought = Piece(*inner, words, name=Name(*inner, words, {"words": (Thing(words, words),)}))
                pieces = sorted([*around, asks, sought], key=lambda piece: piece.start)
                yield replace(question, pieces=pieces)
            return


def _behind(piece: Piece, cue: Span) -> Piece:
    """What a piece says behind the cue that it begins with: 相关工作 is a word, and 养老相关工作 asks."""
    if piece.start != cue[0] or piece.end <= cue[1]:
        return piece
    return replace(piece, start=cue[1], text=piece.text[cue[1] - piece.start :])


def looked_for(question: Asked, words: str) -> tuple[str, ...]:
    """The words one by one: those of a quotation and those that stand in a task together stay together.

    Raises:
        NotUnderstoodError: either of two words is asked for, or one without another.
    """
    quoted = re.findall("“([^“”]+)”", words)
    outside = re.sub("“[^“”]+”", "", words)
    if re.search(_OR, outside):
        from zeren.queries.ask import refuse

        raise refuse.either(words, question.language)
    if re.search(_LACKING, outside) and not question.graph.has([words]):
        from zeren.queries.ask import refuse

        raise refuse.lacking(words, question.language)
    if quoted and not re.sub(_AND, "", outside).strip():
        return tuple(dict.fromkeys(quoted))
    parts = [part.strip(_EDGE) for part in re.split(_AND, words)]
    if len(parts) == 1 or any(len(part) < SHORTEST for part in parts) or question.graph.has([words]):
        return (words,)
    return tuple(dict.fromkeys(parts))


def _is_a_name(question: Asked, words: str) -> bool:
    """Whether words look like a county or a unit, and stand in no task: a name that is not known."""
    if words.startswith("“"):
        return False
    from zeren.queries.ask import refuse

    return refuse.looks_like_a_name(words) and not question.graph.has([words])
