"""Questions by their words: which question of the catalogue has a wording with just these."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from zeren.queries import catalog, index
from zeren.queries.ask.pieces import ASKED, Piece
from zeren.queries.ask.wordings import key
from zeren.queries.catalog import Language, Question
from zeren.queries.given import FILTERS, ROLES
from zeren.queries.index import Symbols

FILTER_SLOTS = {
    "{campaign}",
    "{category}",
    "{annex}",
    "{date}",
    "{section}",
    "{year}",
    "{words}",
    "{severity}",
    "{kind}",
    "{amount}",
}

_GO_WITH = {
    "{campaign}": ("campaign",), "{category}": ("category",), "{date}": ("due", "deadline"),
    "{task}": ("task",), "{section}": ("section",), "{group}": ("group",), "{annex}": ("annex", "contain"),
    "{severity}": ("contradiction",), "{kind}": ("category",),
    "{number}": ("document",), "{project}": ("project",), "{indicator}": ("project",),
    "{function}": ("function",),
    "{words}": ("contain",),
}  # fmt: skip
"""Words that say nothing more beside a name: 任务 beside a task's title, 完成 beside a day."""

NARROWED = 6
"""The names and days that may narrow one question; more are not looked through."""

FILTERED = 10
"""What a name costs that narrows an answer: more than all light words together."""

_LIGHT = ("document", "passive", "count", "loaded", "everywhere", "each", "doing")
"""Words that a question may do without when no wording has them."""

_DONE = {"task", "{task}", "document", "group", "{group}", "project", "{project}", "cite"}
"""What 被 goes with: 被县财政局牵头的任务 is what it leads, 被县财政局配合的单位 is not what supports it."""


class Token(NamedTuple):
    """A symbol of the question and the piece that it comes from."""

    symbol: str
    piece: Piece


class Match(NamedTuple):
    """A question whose wording fits.

    Attributes:
        question: of the catalogue.
        role: what the wording's {role} stood for, or the role beside a unit that narrows.
        kept: the tokens that the wording has.
        filters: the names and days of the question that narrow the answer.
        aside: the tokens that were left aside.
        cost: how much was left aside; the smallest fits best.
        turned: whether the wording names the second unit before the first.
    """

    question: Question
    role: str | None
    kept: tuple[Token, ...]
    filters: tuple[Token, ...]
    aside: tuple[Token, ...]
    cost: tuple[int, int]
    turned: bool = False


def find(tokens: list[Token], languages: tuple[Language, ...], *, together: bool = True) -> list[Match]:
    """The questions that the tokens ask, best first; none when a token is left that no wording has.

    Args:
        tokens: of the question, in order.
        languages: of the wordings to look at.
        together: whether several units stand in one row; else each has a part of its own.
    """
    found: dict[tuple[str, str | None], Match] = {}
    for left_out in _omissions(tokens):
        kept = [token for number, token in enumerate(tokens) if number not in left_out]
        for question, wording in _asking(tuple(token.symbol for token in kept), languages, together):
            match = _match(question, wording, tokens, left_out)
            known = found.get((question.name, match.role)) if match else None
            if match and (known is None or match.cost < known.cost):
                found[question.name, match.role] = match
    return sorted(found.values(), key=lambda match: (match.cost, match.question.name))


def _match(
    question: Question, wording: index.Wording, tokens: list[Token], left_out: frozenset[int]
) -> Match | None:
    """The question with what narrows it; None when it cannot be narrowed so."""
    role = wording.role
    filters = tuple(t for n, t in enumerate(tokens) if n in left_out and t.symbol.startswith("{"))
    narrowing = {token.symbol.strip("{}") for token in filters}
    roles = [t.symbol for n, t in enumerate(tokens) if n in left_out and t.symbol in ROLES]
    held = roles[0] if roles else None
    if "unit" in narrowing and held is None:
        held = "part"
    if narrowing - FILTERS[question.about].keys() or ("amount" in narrowing and not question.counted):
        return None
    if len(roles) > 1 or ("unit" in narrowing and "unit" in question.columns):
        return None  # One of the two would be dropped; the unit itself would be the only one that is found.
    if ("unit" in narrowing) != (held is not None) or (held and (role or question.parameters)):
        return None
    if "role" in question.parameters and role is None:
        return None
    kept = tuple(token for number, token in enumerate(tokens) if number not in left_out)
    aside = tuple(tokens[number] for number in sorted(left_out))
    if not _takes_all(question, kept, filters):
        return None
    asks_role = role is not None and all(token.symbol != "responsible-unit" for token in kept)
    cost = (FILTERED * len(filters) + len(left_out), int(asks_role))
    return Match(question, role or held, kept, filters, aside, cost, wording.turned)


def _takes_all(question: Question, kept: tuple[Token, ...], filters: tuple[Token, ...]) -> bool:
    """Whether the question has a place for each name: of two campaigns none may be dropped in silence."""
    named = [token.symbol for token in (*kept, *filters) if token.symbol.startswith("{")]
    units = named.count("{unit}")
    slots = sum(kind == "unit" for kind in question.parameters.values())
    if "units" not in question.parameters and units > max(slots, 1):
        return False
    return all(named.count(symbol) == 1 for symbol in named if symbol in FILTER_SLOTS)


def _omissions(tokens: list[Token]) -> Iterator[frozenset[int]]:
    """The sets of tokens that may be left aside: names that narrow, with their words, and light words."""
    slots = {token.symbol for token in tokens}
    free = {word for slot in slots for word in _GO_WITH.get(slot, ())} | set(_LIGHT)
    if "{unit}" in slots and not slots & _DONE:
        free.discard("passive")
    light: dict[str, set[int]] = {}
    for number, token in enumerate(tokens):
        if (token.symbol in free and token.piece.figure != ASKED) or _counts_units(tokens, token):
            light.setdefault(token.symbol, set()).add(number)
    heavy = [{number} for number, token in enumerate(tokens) if token.symbol in FILTER_SLOTS]
    heavy += _held(tokens)
    if len(heavy) > NARROWED:
        return
    for many in range(len(heavy) + 1):
        for chosen in combinations(heavy, many):
            for few in range(len(light) + 1):
                for aside in combinations(light.values(), few):
                    yield frozenset().union(*aside, *chosen)


def _held(tokens: list[Token]) -> list[set[int]]:
    """A unit with the role beside it, which may narrow: 县财政局牵头的任务中哪些长期坚持.

    In Chinese it is the role behind it: 不配合县财政局牵头的任务 has another unit's role before it.
    Where no role is named, it is any: 县财政局的任务中哪些长期坚持.
    """
    symbols = {token.symbol for token in tokens}
    if "task" in symbols and not symbols & ROLES.keys():
        return [{number} for number, token in enumerate(tokens) if token.symbol == "{unit}"]
    return [
        {number, beside}
        for number, token in enumerate(tokens)
        for beside in (number + 1, number - 1)
        if token.symbol == "{unit}"
        and 0 <= beside < len(tokens)
        and tokens[beside].symbol in ROLES
        and (beside > number or tokens[beside].piece.text.isascii())
        # 没有县财政局牵头的有期限的任务 is not what it leads.
        and not (number and tokens[number - 1].symbol == "none")
    ]


def _counts_units(tokens: list[Token], token: Token) -> bool:
    """两个单位 behind two names says nothing more."""
    named = sum(t.symbol == "{unit}" for t in tokens)
    return token.symbol == "body" and token.piece.figure == str(named)


def _asking(
    symbols: Symbols, languages: tuple[Language, ...], together: bool
) -> Iterator[tuple[Question, index.Wording]]:
    named = symbols.count("{unit}")
    for language in languages:
        for wanted in (key(symbols, any_order=False), key(_two(symbols), any_order=True)):
            for wording in wordings(language).get(wanted, ()):
                question = catalog.get(wording.question)
                # A row of units is no pair of which one does something to the other.
                if named < 2 or together == ("units" in question.parameters):
                    yield question, wording


def _two(symbols: Symbols) -> Symbols:
    """The symbols with two units in place of more: wordings about several units name two."""
    spare = max(symbols.count("{unit}") - 2, 0)
    kept = list(symbols)
    for _ in range(spare):
        kept.remove("{unit}")
    return tuple(kept)


@cache
def wordings(language: Language) -> dict[Symbols, list[index.Wording]]:
    """The wordings in a language, by their symbols."""
    found: dict[Symbols, list[index.Wording]] = {}
    for wording in index.load().wordings[language]:
        found.setdefault(wording.symbols, []).append(wording)
    return found
