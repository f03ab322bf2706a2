"""What is said of a county whose plans are not there."""

from __future__ import annotations

import re
from itertools import islice

from zeren.errors import NotUnderstoodError
from zeren.ontology.numerals import HAN
from zeren.queries.ask.asked import Asked
from zeren.queries.ask.names import LEVELS
from zeren.queries.ask.near import COUNTY
from zeren.queries.ask.nearest import NEAREST, with_names
from zeren.queries.ask.pieces import Piece
from zeren.queries.catalog import Language
from zeren.queries.graph import Graph

_ENGLISH_COUNTY = r"^[A-Z][\w'-]*(?: [A-Z][\w'-]*)*$"
_NO_PLACE = rf"[你我他您最很太更]|^[第县市省]|[{HAN}百千万亿\d]+[年月日元个项件种类]"
"""What no name of a county has: 最长的任务 asks for none, nor does 三年行动方案."""
_A_PERSON = {"convener", "deputy"}
"""What a person is, whose name begins a question: 某某召集哪些专班."""


def asked_for(question: Asked, understood_without: bool) -> NotUnderstoodError | None:
    """A county that is asked about and not loaded, with those that are."""
    county = meant(question, understood_without)
    if county is None:
        return None
    named = {own.label for own in question.counties}
    loaded = [pair for pair in question.graph.shown.counties if pair[0] not in named]
    known = (question.say(zh, en.removesuffix(" County")) for zh, en in loaded)
    instead = with_names(question, county, islice(known, NEAREST))
    return refused(question.graph, county, question.language, instead)


def refused(
    graph: Graph, county: str, language: Language, instead: tuple[str, ...] = ()
) -> NotUnderstoodError:
    """A county whose plans are not there, and what may be asked `instead`."""
    known = graph.shown.counties
    if language == "zh":
        names = "、".join(zh for zh, _ in known)
        return NotUnderstoodError(
            f"没有载入{county}的文件（not loaded）", f"已载入：{names or '无'}", instead
        )
    names = ", ".join(en for _, en in known)
    return NotUnderstoodError(
        f"no plan of {county} is loaded (not loaded)", f"loaded: {names or 'none'}", instead
    )


def meant(question: Asked, understood_without: bool) -> str | None:
    """The words of a question that name a county, though none that is known."""
    people = any(_A_PERSON & {*piece.symbols} for piece in question.pieces)
    for number, piece in enumerate(question.pieces):
        if not piece.is_unknown or re.search(_NO_PLACE, piece.text):
            continue
        if people and not re.match(f"{COUNTY}$", piece.text) and not piece.text.isascii():
            continue
        first = not any(other.symbols or other.name for other in question.pieces[:number])
        if piece.text.isascii():
            if _stands_for_a_place(question.text, piece, understood_without):
                return piece.text
        elif (first or understood_without) and (found := re.match(COUNTY, piece.text)):
            return found[0]
        elif first and 1 < len(piece.text) <= 6:
            after = question.pieces[number + 1] if number + 1 < len(question.pieces) else None
            if after and after.start == piece.end and after.is_a("unit"):
                return piece.text + (after.text[0] if after.text[0] in LEVELS else "")
            if (
                understood_without
                and len(piece.text) <= 4
                and question.text[piece.end : piece.end + 1] not in "的:"
            ):
                return piece.text
    return None


def _stands_for_a_place(text: str, piece: Piece, understood_without: bool) -> bool:
    before, after = text[: piece.start].rstrip().lower(), text[piece.end :].lstrip().lower()
    placed = re.search(r"\b(in|of|from|for)( the)?$", before) or re.match(
        r"(county|district|city|'s)\b", after
    )
    return bool(placed and (understood_without or re.match(_ENGLISH_COUNTY, piece.text)))
