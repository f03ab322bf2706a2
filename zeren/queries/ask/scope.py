"""Which county each name of a question belongs to, and the question as tokens for its wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product

from msgspec.structs import replace

from zeren.errors import NotUnderstoodError
from zeren.queries.ask.match import Token
from zeren.queries.ask.names import FIGURES, Name
from zeren.queries.ask.pieces import BEYOND, QUOTED, UNKNOWN, Piece
from zeren.queries.ask.words import VAGUE
from zeren.queries.given import Thing

_SCOPED = ("unit", "task", "group", "campaign", "indicator", "project", "person")
_OF = r"\s*(?:of|in|from|at)\s+(?:the\s+)?(?:county\s+(?:of\s+)?)?|的?|'s\s+"
_AND = r"和|与|及|以及|跟|、|and|,|，"
_GAP = rf"\s*(?:{_AND})?\s*"
_READINGS = 32
_APART = {"only", "none", "not-part"}
"""Words that set counties apart: 只有云泽县有, 云泽县有而青岭县没有."""


class NotInCountyError(NotUnderstoodError):
    """A name that other counties know, and the one that was asked about does not."""

    def __init__(self, piece: Piece, counties: Sequence[Thing]) -> None:
        super().__init__(piece.text)
        self.piece = piece
        self.counties = tuple(counties)


def counties(pieces: Sequence[Piece]) -> tuple[Thing, ...]:
    """Every county that the question names, in order, each once."""
    found = [thing for piece in pieces if piece.name for thing in piece.name.things.get("county", ())]
    return tuple({thing.iri: thing for thing in found}.values())


def scoped(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with their names narrowed to the counties that are named.

    A county right before a name (青岭县财政局), or behind it in English (the finance bureau of
    Qingling), is that name's; the others hold for every name without a county of its own.

    Raises:
        NotInCountyError: the county is loaded, and has nothing of that name.
    """
    every = counties(pieces)
    found: list[Piece] = []
    for number, piece in enumerate(pieces):
        here = piece
        if piece.name and not piece.is_a("county") and every:
            here = narrowed(piece, _own(text, pieces, number) or every)
        if found and found[-1].end == here.start and _is_part(here, found[-1]):
            found.pop()  # 县财政局国资股
        found.append(here)
    return found


def _is_part(piece: Piece, whole: Piece) -> bool:
    """Whether a name means a division of what the name before it means."""
    if not (piece.is_a("unit") and whole.is_a("unit") and piece.name and whole.name):
        return False
    wholes = [f"{thing.iri}/" for thing in whole.name.things["unit"]]
    return all(any(t.iri.startswith(iri) for iri in wholes) for t in piece.name.things["unit"])


def _own(text: str, pieces: Sequence[Piece], number: int) -> tuple[Thing, ...]:
    piece = pieces[number]
    if number:
        before = pieces[number - 1]
        gap = text[before.end : piece.start]
        if before.name and "county" in before.name.things and re.fullmatch(_OF, gap):
            return _together(text, pieces, number - 1)
    for after in pieces[number + 1 : number + 4]:
        if after.name:
            belongs = re.match(r"\s*(?:of|in|from|at)\b", text[piece.end : after.start].lower())
            return _row(text, pieces[pieces.index(after) :]) if belongs else ()
    return ()


def _row(text: str, pieces: Sequence[Piece]) -> tuple[Thing, ...]:
    """The counties of the row of names that the pieces begin with: of Yunze and Qingling."""
    found: tuple[Thing, ...] = ()
    end = pieces[0].start
    for piece in pieces:
        if piece.name and "county" in piece.name.things and re.fullmatch(_GAP, text[end : piece.start]):
            found, end = (*found, *piece.name.things["county"]), piece.end
        elif piece.name or not re.fullmatch(_AND, piece.text):
            break
    return found


def _together(text: str, pieces: Sequence[Piece], last: int) -> tuple[Thing, ...]:
    """The counties of a row of names (云泽县和青岭县财政局) that ends with a piece."""
    name = pieces[last].name
    found = name.things["county"] if name else ()
    start = pieces[last].start
    for before in reversed(pieces[:last]):
        if before.name is None and re.fullmatch(_AND, before.text):
            start = before.start
        elif before.name and "county" in before.name.things and re.fullmatch(_GAP, text[before.end : start]):
            found = (*before.name.things["county"], *found)
            start = before.start
        else:
            break
    return found


def unused(text: str, pieces: Sequence[Piece]) -> Piece | None:
    """A county that no name belongs to although other names have counties of their own."""
    own = [
        _own(text, pieces, number)
        for number, piece in enumerate(pieces)
        if piece.name and not piece.name.things.get("county")
    ]
    used = {thing.iri for things in own for thing in things}
    if not used:
        return None
    for piece in pieces:
        mine = piece.name.things.get("county", ()) if piece.name else ()
        if mine and not used & {thing.iri for thing in mine}:
            return piece
    return None


def narrowed(piece: Piece, wanted: Sequence[Thing]) -> Piece:
    """A name with the things of these counties alone; plain words where it names none of them there.

    Raises:
        NotInCountyError: it is the name of a unit or a leader, and these counties have none of that name.
    """
    name = piece.name
    if name is None or not set(name.things) & set(_SCOPED):
        return piece
    homes = [thing.iri for thing in wanted]
    kept = {
        kind: tuple(thing for thing in things if kind not in _SCOPED or _within(thing, kind, homes))
        for kind, things in name.things.items()
    }
    kept = {kind: things for kind, things in kept.items() if things}
    if not kept and (piece.is_a("unit") or piece.is_a("person")):
        raise NotInCountyError(piece, wanted)
    kept = kept or {QUOTED: ()}
    return replace(piece, name=replace(name, things=kept))


def _within(thing: Thing, kind: str, homes: Sequence[str]) -> bool:
    """Whether a thing is of one of these counties; what belongs to no county is of every one."""
    if kind == "campaign":
        return any(thing.iri.startswith(f"{home}/") for home in homes)
    return thing.county is None or thing.county in homes


def touching(text: str, pieces: Sequence[Piece]) -> Piece | None:
    """A unit's name that goes on in letters of another or of nothing known: one unit that is not known.

    县公安局 is a unit; 县公安局航空队 is not two things.
    """
    for first, second in pairwise(pieces):
        joined = first.end == second.start and not first.text[-1:].isascii()
        units = [piece.is_a("unit") for piece in (first, second)]
        if joined and any(units) and (all(units) or first.is_unknown or second.is_unknown):
            return Piece(first.start, second.end, text[first.start : second.end], (UNKNOWN,))
    return None


def mended(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with every name that goes on in other letters taken as a whole that is not known."""
    found = list(pieces)
    while torn := touching(text, found):
        inside = [piece for piece in found if torn.start <= piece.start and piece.end <= torn.end]
        at = found.index(inside[0])
        found[at : at + len(inside)] = [torn]
    return found


def readings(pieces: Sequence[Piece]) -> list[list[Token]]:
    """The question as tokens, in every way in which its names can be taken, at most some thirty."""
    words = {symbol for piece in pieces for symbol in piece.symbols}
    several = sum(piece.is_a("unit") for piece in pieces) > 1
    if several:
        together: list[list[str]] = [["share"]]
    else:
        # 两县都有哪些指标 asks for those of both, or just for all of them.
        together = [["all"], []] if len(counties(pieces)) > 1 or "everywhere" in words else [[]]
    options = [
        [[Token(UNKNOWN, piece)]] if _counts(piece, words, several=several)
        else _options(piece, words, together)
        for piece in pieces
    ]  # fmt: skip
    found: list[list[Token]] = []
    for chosen in product(*(o for o in options if o)):
        found += with_groups([token for part in chosen for token in part])
        if len(found) >= _READINGS:
            break
    return found


def _counts(piece: Piece, words: set[str], *, several: bool) -> bool:
    """Whether it is a number of tasks or units where nothing is ranked: which three is not known."""
    counted = piece.figure.isdigit() and piece.symbols in (("task",), ("body",))
    return counted and "rank" not in words and not (several and piece.symbols == ("body",))


def _options(piece: Piece, words: set[str], together: list[list[str]]) -> list[list[Token]]:
    """The ways to take a piece, each as its tokens; none for one that says nothing.

    Args:
        piece: of the question.
        words: what the question's words mean.
        together: what 都 and both can mean beside these names.
    """
    if piece.name:
        return _options_of_name(piece, piece.name, words)
    if piece.period:
        due = words & {"due", "deadline", "overdue"}
        return [[Token("{year}" if piece.period.whole_year and not due else "{date}", piece)]]
    if piece.symbols == ("all",):
        return [[Token(symbol, piece) for symbol in meant] for meant in together]
    symbols = [UNKNOWN if symbol == BEYOND else symbol for symbol in piece.symbols if symbol != VAGUE]
    if symbols == ["responsible-unit"]:
        return [[Token(symbols[0], piece)], [Token("responsible", piece), Token("body", piece)]]
    return [[Token(symbol, piece) for symbol in symbols]] if symbols else []


def _options_of_name(piece: Piece, name: Name, words: set[str]) -> list[list[Token]]:
    kinds = sorted(name.things, key=lambda kind: (kind in FIGURES, kind))
    if "county" in kinds:
        # A county narrows the names beside it; where counties are set apart, it is a thing asked about.
        return [[], [Token("{county}", piece)]] if words & _APART else []
    if kinds == [QUOTED]:
        return [[Token(UNKNOWN, piece)]]
    taken = [[Token(f"{{{kind}}}", replace(piece, name=name.only([kind])))] for kind in kinds]
    # A heading with a lead of its own is a task, and the section of the tasks below it.
    if "task" in kinds and "campaign" not in kinds and words & {"task", "section"}:
        taken.append([Token("{section}", piece)])
    # 哪些县的财政局 asks for the bureaus of one function, whatever each county calls them.
    if "unit" in kinds and words & {"county", "everywhere", "function"}:
        taken.append([Token("{function}", piece)])
    return taken


def with_groups(tokens: list[Token]) -> list[list[Token]]:
    """The tokens, and before them the tokens with campaigns taken as their working groups."""
    grouped = _grouped(tokens)
    return [tokens] if grouped == tokens else [grouped, tokens]


_OF_GROUPS = {"convener", "deputy", "member", "office"}


def _without_its_word(tokens: list[Token]) -> list[Token]:
    """The tokens without “campaign” between a campaign and its group: the innovation campaign group."""
    symbols = [token.symbol for token in tokens]
    between = ["{campaign}", "campaign", "group"]
    said = {at + 1 for at in range(len(tokens)) if symbols[at : at + 3] == between}
    return [token for number, token in enumerate(tokens) if number not in said]


def _grouped(tokens: list[Token]) -> list[Token]:
    """产业培育主动仗 + 专班 is the group of that campaign; so is the campaign alone beside 召集人."""
    found: list[Token] = []
    tokens = _without_its_word(tokens)
    asks = bool(_OF_GROUPS & {token.symbol for token in tokens})
    number = 0
    while number < len(tokens):
        pair = [token.symbol for token in tokens[number : number + 2]]
        if pair in (["{campaign}", "group"], ["group", "{campaign}"]):
            campaign = tokens[number + pair.index("{campaign}")]
            found.append(Token("{group}", campaign.piece))
            number += 2
        else:
            token = tokens[number]
            found.append(Token("{group}", token.piece) if asks and token.symbol == "{campaign}" else token)
            number += 1
    return found
