"""What words say beside others: those that would be dropped although they mean something are at fault.

Every rule takes the pieces of a question and marks those that no wording can do justice to, so that
the question is refused with just these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from zeren.queries.ask.normalise import lower
from zeren.queries.ask.pieces import ASKED, BEYOND, Piece
from zeren.queries.ask.words import CONDITIONAL
from zeren.queries.given import ROLES, SHOWN_ROLES

_FIGURE = frozenset(("target", "growth", "reach", "{indicator}", "{project}"))
_BESIDE: dict[str, frozenset[str]] = {
    "where": frozenset(("office", "contradiction", "overlap", "cite", "group", "contain")),
    "how": frozenset(("compare", "parts", "division", "rank")) | _FIGURE,
    "amount": _FIGURE,
    "bound": _FIGURE,
}
"""What a word is answered beside: where has an answer for an office, not for leading a task."""

_ASKS = r"哪|什么|啥|谁|多少|几|何|\b(?:which|what|who|whom|whose|how|when|where|why)\b"
_ASKS_NEXT = _ASKS.replace("|why", "")
"""Not why, which the dismissed findings answer beside which they are."""

_NEXT = (
    r"(?:[。；;?？!！]|，|,|以及|并且|还有|\band\b)\s*(?:还|都|又|分别|also|then)?\s*(?:有|是|由|在)?\s*"
    rf"(?:(?:in|by|for|to|of|with|at|on)\s+)?(?:{_ASKS_NEXT})"
)
_HELPS = frozenset(ROLES) - {"lead"}
_STOPS = ("。", "；", ";", "?", "？", "!", "！", "，", ",")
_APART_UNITS = r"[为给对向从到把将让比归替就]|\b(?:for|to|from|over|through|about|than|into|via|under)\b"
_APART_COUNTIES = r"比|有|\b(?:than|to|from|has|have)\b"
_SETS_APART = frozenset(("none", "only", "compare"))
_PLAN = r"方案|计划|plan"
_THE = r"[了过]?(?:这份|这个|该|本)?|\s+(?:the|this|our|its)\s+"
_EVERY = frozenset(("所有", "全部", "全体", "每个", "每一个"))
_BORNE = re.compile("承担")
_ASSIGNED = re.compile("assign(?:s|ed)?|allocated|(?:fall|falls|fell) to")
_JOINS = "[和与及、或并且]"
"""What makes two of two roles: 承担和牵头的任务."""
_REPEATS = (
    r"(?:，|,)?\s*(?:都|各)?(?:分别|各)?(?:是|有)(?:哪些|什么|哪几项|哪几个|哪几家|谁)?$"
    r"|,?\s*(?:and )?(?:which|what|who) (?:ones |tasks |units )?are they$"
)
"""What asks for the rows of an answer that is counted: 有几项，分别是哪些."""
_ROLE_OF_IT = (
    r",?\s*and (?:who|which (?:units?|departments?)) "
    r"(?:leads?|supports?|assists?|guides?|(?:is|are) responsible for|takes? part in) it$"
)
"""What asks for another role in the task that the question names: who leads it, and who supports it."""
_DONE_TO = frozenset(("task", "{task}", "document", "group", "{group}", "project", "{project}", "cite"))
"""What can be led, supported or cited; a unit cannot."""


def weighed(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with those marked as `BEYOND` that mean something which no wording takes up.

    Args:
        text: the question, normalised.
        pieces: of the question, from left to right.
    """
    every = _symbols(pieces)
    found = [_beside(piece, every) for piece in _taken_up(text, pieces)]
    found = [_asked_for(found, number) for number in range(len(found))]
    if not every & {*ROLES} and "task" in every:
        found = [_counted(found, number) for number in range(len(found))]
    small = _without_names(lower(text), found)
    faults = (
        *_between(found), *_ends(found), *_every(found), *_whose(found), *_citing_the_plan(small, found),
        *_done_by(small, found), *_not_having(small, found), *_second_question(small, found),
    )  # fmt: skip
    at_fault = {piece.start for piece in faults}
    return [replace(p, symbols=(BEYOND,), name=None) if p.start in at_fault else p for p in found]


def asked_besides(text: str, pieces: Sequence[Piece]) -> str:
    """The second of two questions that are asked at once; empty where there is one."""
    second = next(_second_question(_without_names(lower(text), pieces), pieces), None)
    if second is None:
        return ""
    before = _without_names(text, pieces)[: second.start].rstrip()
    clause = max(before.rfind(stop) for stop in _STOPS) + 1
    names_alone = any(p.is_a("unit") and p.start >= clause and p.end <= second.start for p in pieces)
    return text[clause if clause and names_alone else second.start :].strip("。.？?！! ")


def _without_names(text: str, pieces: Sequence[Piece]) -> str:
    """The text with blanks for names and quotations, whose words ask for nothing."""
    for piece in pieces:
        if piece.name:
            text = text[: piece.start] + " " * (piece.end - piece.start) + text[piece.end :]
    return text


def _beside(piece: Piece, every: set[str]) -> Piece:
    """A word that is answered beside some words alone adds nothing there, and is at fault elsewhere."""
    condition = next((symbol for symbol in piece.symbols if symbol in CONDITIONAL), None)
    if condition is None:
        return piece
    return replace(piece, symbols=() if every & _BESIDE[condition] else (BEYOND,))


def _taken_up(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, without what a word behind them says more exactly.

    承担哪些牵头任务 and “assigned … as lead” ask for the lead alone; “tasks in which” is “tasks where”;
    几家 beside a target asks for the number of them.
    """
    small = lower(text)
    every = _symbols(pieces)
    for number, piece in enumerate(pieces):
        word = small[piece.start : piece.end]
        behind = next((p for p in pieces[number + 1 :] if p.symbols or p.name), None)
        borne = _BORNE.fullmatch(word) and behind and behind.symbols[:1] and behind.symbols[0] in SHOWN_ROLES
        joined = behind and re.search(_JOINS, small[piece.end : behind.start])
        where = word == "where" and "task" in _symbols(pieces[:number])
        if (
            (borne and not joined)
            or where
            or (_ASSIGNED.fullmatch(word) and _as_role(small, pieces[number:]))
        ):
            yield replace(piece, symbols=())
        elif word == "几家" and every & {"target", "reach"} and "{indicator}" in every:
            yield replace(piece, symbols=("count",))
        else:
            yield piece


def _as_role(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether a role is told behind “as”: assigned to the finance bureau as lead unit."""
    roles = (p for p in pieces[1:] if p.symbols[:1] and p.symbols[0] in (*SHOWN_ROLES, "responsible-unit"))
    return any(re.search(r"\bas (?:an? |the )?$", text[: piece.start]) for piece in roles)


def _symbols(pieces: Sequence[Piece]) -> set[str]:
    names = {f"{{{kind}}}" for piece in pieces if piece.name for kind in piece.name.things}
    return names | {symbol for piece in pieces for symbol in piece.symbols}


def _asked_for(pieces: list[Piece], number: int) -> Piece:
    """哪些文件 asks for documents; 方案中 says where to look, and may be left aside."""
    piece = pieces[number]
    asked = number and piece.symbols == ("document",) and re.search(_ASKS, pieces[number - 1].text.lower())
    return replace(piece, figure=ASKED) if asked else piece


def _counted(pieces: list[Piece], number: int) -> Piece:
    """单位最多的任务 ranks tasks by units, of any part; 任务最多的单位 ranks units."""
    piece = pieces[number]
    before, after = pieces[max(number - 1, 0)], pieces[min(number + 1, len(pieces) - 1)]
    if piece.symbols != ("body",):
        return piece
    if piece.text.isascii():
        counts = before.figure in ("most", "fewest") and "task" in _symbols(pieces[:number])
    else:
        behind = pieces[number + 2 : number + 3]
        tasks = any("task" in other.symbols for other in behind)
        counts = after.figure in ("most", "fewest") and not tasks
    return replace(piece, symbols=("part", "body")) if counts else piece


def _between(pieces: list[Piece]) -> Iterator[Piece]:
    """县财政局为县发改局: what stands between two units or counties must do no more than join them."""
    named = [n for n, p in enumerate(pieces) if p.is_a("unit") or p.is_a("county")]
    apart = _SETS_APART & _symbols(pieces)
    for first, second in pairwise(named):
        gap = pieces[first + 1 : second]
        if any(piece.symbols or piece.name for piece in gap):
            continue
        units = pieces[first].is_a("unit") and pieces[second].is_a("unit")
        if not units and (apart or pieces[second].is_a("unit")):
            continue
        behind = pieces[second + 1].symbols[:1] if second + 1 < len(pieces) else ()
        pattern = _APART_UNITS if units else _APART_COUNTIES
        if units and behind and behind[0] in _HELPS:
            # In whose tasks the first unit helps is said behind 牵头, not behind a word for helping.
            pattern += "|[在于]"
        yield from (piece for piece in gap if re.fullmatch(pattern, piece.text.lower()))


def _ends(pieces: list[Piece]) -> Iterator[Piece]:
    """最多 and 最少 are two rankings."""
    ends = [piece for piece in pieces if piece.symbols == ("rank",) and piece.figure in ("most", "fewest")]
    if len({piece.figure for piece in ends}) > 1:
        yield ends[-1]


def _every(pieces: list[Piece]) -> Iterator[Piece]:
    """所有单位都参与: what all units do is not what each of them does."""
    for before, body, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if before.text in _EVERY and body.symbols == ("body",) and after.symbols == ("all",):
            yield before


def _whose(pieces: list[Piece]) -> Iterator[Piece]:
    """配合谁的任务 asks for those whose tasks they are; whose tasks are most is a ranking."""
    for before, who, after in zip([None, *pieces], pieces, pieces[1:], strict=False):
        of_whom = who.text.lower() == "whose" or (who.text == "谁" and after.text == "的")
        done = before.symbols[:1] if before else ()
        if of_whom and (not before or (done and done[0] in ROLES)) and "{unit}" in _symbols(pieces):
            yield who


def _citing_the_plan(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """Which documents cite the plan is not known: plans tell what they cite themselves."""
    words = [piece for piece in pieces if piece.symbols]
    for cites, cited in pairwise(words):
        gap = text[cites.end : cited.start]
        pair = (cites.symbols, cited.symbols) == (("cite",), ("document",)) and cited.figure != ASKED
        if pair and re.search(_PLAN, cited.text.lower()) and re.fullmatch(_THE, gap):
            yield cites


def _done_by(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """Which units are supported by F asks for whom F supports, not for who supports it."""
    for number, piece in enumerate(pieces):
        role = piece.symbols[:1]
        if not role or role[0] not in (*SHOWN_ROLES, "part") or not number:
            continue
        before = _symbols(pieces[:number])
        passive = re.search(r"\b(?:is|are|was|were|be|been|being)\s*$", text[: piece.start])
        by = re.match(r"\s+by\b", text[piece.end :])
        if passive and by and before & {"who", "body"} and not before & _DONE_TO:
            yield piece


def _not_having(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """What the first county does not have and the second has; wordings have it the other way round."""
    counties = [piece.start for piece in pieces if piece.is_a("county")]
    for piece in pieces:
        has = piece.symbols == ("none",) and re.match(r"\s*(?:have|has|contain)\b", text[piece.end :])
        if has and counties and counties[0] < piece.start < counties[-1]:
            yield piece


def _second_question(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Two questions in one; one of them would be dropped."""
    first = re.search(_ASKS, text)
    end = text.rstrip("。.？?！! ")
    repeats = f"{_REPEATS}|{_ROLE_OF_IT}" if "{task}" in _symbols(pieces) else _REPEATS
    if first and (repeated := re.search(repeats, end)) and repeated.start() >= first.end():
        text = end[: repeated.start()]
    if first and (second := re.search(_NEXT, text[first.end() :])):
        start, last = (first.end() + at for at in second.span())
        yield from (piece for piece in pieces if start <= piece.start and piece.end >= last)
    # 县财政局牵头哪些任务，县审计局配合哪些任务
    clauses = (p for p in pieces if p.is_a("unit") and text[: p.start].rstrip().endswith(_STOPS))
    for unit in clauses:
        again = re.search(_ASKS_NEXT, text[unit.end :])
        if again and first and first.end() <= unit.start:
            yield from (p for p in pieces if p.start <= unit.end + again.start() < p.end)
