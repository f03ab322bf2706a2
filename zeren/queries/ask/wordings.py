"""A question's wordings as sequences of meanings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zeren.queries.ask.words import CONDITIONAL, VAGUE, Vocabulary
from zeren.queries.catalog import Question
from zeren.queries.given import ROLES
from zeren.queries.index import Symbols


class WordingError(ValueError):
    """A wording that cannot be read: why, and which."""

    def __init__(self, message: str, wording: str) -> None:
        super().__init__(message)
        self.wording = wording


def spelled(
    question: Question, wordings: Iterable[str], vocabulary: Vocabulary
) -> Iterator[tuple[Symbols, str | None, bool]]:
    """Every sequence of symbols of a question's wordings, each once, with the role where they have one.

    A sequence begins with `*` where the order does not matter, with `>` where it does. The last
    part is whether the second unit is named before the first: {unit2}配合{unit}的任务.

    Raises:
        WordingError: a wording has a word that the vocabulary does not have, or a bracket too many or
            too few, or two wordings that are alike name the units in different order.
    """
    from zeren.queries.ask.pattern import expand

    found: dict[tuple[Symbols, str | None], bool] = {}
    for wording in wordings:
        try:
            every = expand(wording, lambda text: _meaning(text, vocabulary))
        except ValueError as error:
            raise WordingError(str(error), wording) from None
        for symbols in every:
            turned = "{unit2}" in symbols and symbols.index("{unit2}") < symbols.index("{unit}")
            plain = [part for symbol in symbols for part in _slots(symbol)]
            roles: list[str | None] = [_only_role(question, plain)]
            if "{role}" in plain:
                # Where the order does not matter, a role that is named twice cannot be told from once.
                roles = [role for role in ROLES if not (question.any_order and role in plain)]
            elif "{helper}" in plain:
                roles = [role for role in ROLES if role != "lead"]
            for role in roles:
                filled = tuple(role if role and s in ("{role}", "{helper}") else s for s in plain)
                symbols_of_it = key(filled, any_order=question.any_order)
                if found.setdefault((symbols_of_it, role), turned) != turned:
                    raise WordingError(f"which unit comes first in {wording!r}?", wording)
    yield from ((symbols, role, turned) for (symbols, role), turned in found.items())


def key(symbols: Iterable[str], *, any_order: bool) -> Symbols:
    """Symbols as they are compared: repetitions aside, and sorted where the order does not matter.

    没有 said twice is the opposite of 没有, and two roles are two relations: these are counted.
    单位 is as good as 谁 beside any other word; alone, it asks for the units, and 谁 for nothing.
    """
    symbols = list(symbols)
    if set(symbols) != {"body"}:
        symbols = ["who" if symbol == "body" else symbol for symbol in symbols]
    if any_order:
        counted = sorted(symbol for symbol in symbols if symbol.startswith("{") or symbol in _COUNTED)
        return ("*", *counted, *sorted({symbol for symbol in symbols if symbol not in counted}))
    kept: list[str] = []
    for symbol in symbols:
        again = symbol == "rank" and symbol in kept
        if not again and (not kept or symbol.startswith("{") or symbol in _COUNTED or kept[-1] != symbol):
            kept.append(symbol)
    return (">", *kept)


_COUNTED = ("none", *ROLES)


def _only_role(question: Question, symbols: list[str]) -> str | None:
    """责任单位 asks for a role as well as for units, where a question can be asked about a role.

    牵头单位和责任单位 asks for two roles, which is for all; 责任单位但不牵头 for one.
    """
    several = ROLES.keys() & {*symbols} and "none" not in symbols
    asks = "responsible-unit" in symbols and "role" in question.optional and not several
    return "responsible" if asks else None


def _slots(symbol: str) -> Symbols:
    """A slot as questions have it: {unit2} and {units} are units, {county2} is a county."""
    if symbol == "{units}":
        return ("{unit}", "{unit}")
    return (f"{symbol[:-2]}}}",) if symbol in ("{unit2}", "{county2}") else (symbol,)


def _meaning(text: str, vocabulary: Vocabulary) -> Symbols:
    from zeren.queries.ask import pieces

    found = pieces.cut(text, vocabulary)
    unknown = [piece.text for piece in found if piece.is_at_fault]
    if unknown:
        raise ValueError(f"words that words.yaml does not have: {', '.join(unknown)}")
    aside = (VAGUE, *CONDITIONAL)
    return tuple(symbol for piece in found for symbol in piece.symbols if symbol not in aside)
