"""From a question in a person's words to a question of the catalogue and what it is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

import msgspec
from msgspec.structs import replace

from zeren.errors import NotUnderstoodError
from zeren.ontology.vocab import identifier
from zeren.queries.ask import (
    asides,
    asked,
    best,
    glosses,
    headings,
    near,
    order,
    scope,
    sought,
    stretches,
    take,
    weigh,
)
from zeren.queries.ask.asked import Asked, NotThereError
from zeren.queries.ask.describe import describe
from zeren.queries.ask.match import Match, Token
from zeren.queries.ask.names import FIGURES
from zeren.queries.ask.normalise import LONGEST, language_of, normalise
from zeren.queries.ask.pieces import UNKNOWN, Piece
from zeren.queries.catalog import Language, Question
from zeren.queries.given import Given, Things
from zeren.queries.graph import Graph


class Understood(msgspec.Struct, frozen=True):
    """A question that is understood.

    `question` is of the catalogue, `given` what it is asked about, `text` the reading in
    `language`; `names` are the question's names with the ids that they stand for. `also` are
    the other readings that fit as well.
    """

    question: Question
    given: Given
    language: Language
    text: str
    names: dict[str, list[str]]
    also: tuple[Understood, ...] = ()


def understand(graph: Graph, words: str, language: Language | None = None) -> Understood:
    """What a question asks of the graph.

    Args:
        graph: the graph whose names count.
        words: the question as typed.
        language: of the reading; the question's own when None.

    Raises:
        NotUnderstoodError: the words at fault and the nearest questions that can be answered.
    """
    text = normalise(words[: 2 * LONGEST])
    spoken = language or language_of(text)
    if len(text) > LONGEST or not re.search(r"\w", text):
        from zeren.queries.ask import refuse

        raise refuse.too_long(spoken, LONGEST) if len(text) > LONGEST else refuse.nothing(spoken)
    there = near.near(graph, text)
    if there:
        # What nothing there explains may be a name of another county.
        with suppress(NotUnderstoodError, NotThereError):
            question, found = _fitting(there, text, spoken, exact=True)
            if found and not any(piece.is_unknown for piece in question.pieces):
                return _understood(question, found)
    elif (instead := near.stand_in(graph, text)) and (refused := _not_loaded(instead, text, spoken)):
        raise refused
    asked_of = _beyond(graph, there, text) if there else graph
    try:
        question, found = _fitting(asked_of, text, spoken)
    except NotThereError as error:
        from zeren.queries.ask import refuse

        raise refuse.not_in_county(error.question, error.reason) from None
    if not found:
        from zeren.queries.ask import slips

        # What is still not understood is refused in the words that were asked.
        with suppress(NotUnderstoodError, NotThereError):
            text, written = slips.mended(question)
            mended, fitting = _fitting(asked_of, text, spoken)
            if fitting:
                return _with_slips(_understood(mended, fitting), asides.slips(mended, written))
    return _understood(question, found)


def _with_slips(understood: Understood, said: str) -> Understood:
    """A reading that says which words were taken for others."""
    also = tuple(_with_slips(other, said) for other in understood.also)
    return replace(understood, text=understood.text + said, also=also)


def _beyond(graph: Graph, there: near.Near, text: str) -> Graph:
    """The part that knows the names elsewhere; the whole where one of them is a county, named in short."""
    wider = there.seeing_beyond()
    named = scope.counties(asked.cut(wider, text, exact=True))
    return wider if {county.iri for county in named} <= there.regions else graph


def _not_loaded(graph: Graph, text: str, spoken: Language) -> NotUnderstoodError | None:
    """The refusal of a question about a county that is not loaded, as another county reads it."""
    from zeren.queries.ask import unloaded

    with suppress(NotUnderstoodError, NotThereError):
        question, found = _fitting(graph, text, spoken)
        return None if found else unloaded.asked_for(question, _rest(question))
    return None


def is_understood(graph: Graph, words: str) -> bool:
    """Whether a question is understood just as it is written, where its names are looked up in a graph.

    A question that names counties is asked of these.
    """
    text = normalise(words)
    there = near.near(graph.beyond or graph, text)
    with suppress(NotUnderstoodError, NotThereError):
        question, found = _fitting(there or graph, text, language_of(text))
        return bool(found and _reading(question, found[0]))
    return False


def _fitting(
    graph: Graph, text: str, spoken: Language, *, exact: bool = False
) -> tuple[Asked, list[_Fitting]]:
    """The question as it is read, and what of the catalogue fits it best; `exact` as in `asked.cut`."""
    question = _read(graph, text, spoken, exact=exact)
    found = _matched(question)
    if not found and any(piece.is_a(kind) for piece in question.pieces for kind in FIGURES):
        plain = _read(graph, text, spoken, figures=False, exact=exact)
        if found := _matched(plain):
            question = plain
    return question, found


def _read(graph: Graph, text: str, spoken: Language, *, figures: bool = True, exact: bool = False) -> Asked:
    known = asked.cut(graph, text, figures=figures, exact=exact)
    cut = glosses.said_once(text, weigh.weighed(text, known))
    question = Asked(graph, text, cut, scope.counties(cut), spoken)
    if stray := scope.unused(text, cut):
        from zeren.queries.ask import refuse

        raise refuse.stray_county(stray.text, spoken)
    try:
        return replace(question, pieces=scope.scoped(text, cut))
    except scope.NotInCountyError as error:
        raise NotThereError(question, error) from None


_Fitting = tuple[Match, dict[int, Things]]
"""A match, and the things that free words of the question stand for, by their place."""


def _understood(question: Asked, found: list[_Fitting]) -> Understood:
    if not found:
        from zeren.queries.ask import refuse

        raise refuse.refusal(question, understood_without=_rest(question))
    first = _reading(question, found[0])
    others: list[Understood] = []
    for fitting in found[1:]:
        with suppress(NotUnderstoodError):
            other = _reading(question, fitting)
            if all(_about(other) != _about(known) for known in (first, *others)):
                others.append(other)
    return replace(first, also=tuple(others))


def _about(reading: Understood) -> tuple[str, object]:
    """What makes two readings differ: a word for any role beside one for none makes no difference."""
    return reading.question.name, replace(reading.given, role=None)


def _reading(question: Asked, found: _Fitting) -> Understood:
    given = take.given(question, *found)
    return Understood(
        question=found[0].question,
        given=given,
        language=question.language,
        text=describe(question.graph, found[0].question, given, question.language)
        + "".join(asides.told(question, found[0])),
        names=_names(question),
    )


def _names(question: Asked) -> dict[str, list[str]]:
    return {
        piece.text: [
            identifier(thing.iri, question.graph.base_iri)
            for things in piece.name.things.values()
            for thing in things
        ]
        for piece in question.pieces
        if piece.name
    }


def _matched(question: Asked) -> list[_Fitting]:
    """The questions that fit, the best first; none when it is not understood."""
    question = replace(question, pieces=scope.mended(question.text, question.pieces))
    if listed := _below_a_heading(question):
        return listed
    readings = scope.readings(question.pieces)
    if plain := best.best(question, readings):
        return [(match, {}) for match in plain]
    return (
        _named_in_part(question, readings, stretches.TOPICS)
        or _looking_for_words(question)
        or _named_in_part(question, readings, stretches.FREE)
        or _doing_words(question)
    )


def _below_a_heading(question: Asked) -> list[_Fitting]:
    """The questions that fit where what could be an indicator is a heading whose tasks are asked for."""
    pieces = headings.uncovered(question)
    return _named_in_part(question, scope.readings(pieces), ("section",)) if pieces else []


def _looking_for_words(question: Asked) -> list[_Fitting]:
    """The questions that fit with what stands behind 提到, or the like, as words to look for."""
    return _of_words(sought.readings(question)) if sought.asks(question.text) else []


def _doing_words(question: Asked) -> list[_Fitting]:
    """The questions that fit where words without a name are led by whom is asked: 谁牵头黄牛养殖."""
    return _of_words(sought.led(question))


def _of_words(every: Iterable[Asked]) -> list[_Fitting]:
    for reading in every:
        symbols = {symbol for piece in reading.pieces for symbol in piece.symbols}
        # Words are looked for in tasks: 哪些文件提到… asks for something else.
        if "document" in symbols and "task" not in symbols:
            continue
        if found := best.best(reading, scope.readings(reading.pieces)):
            return [(match, {}) for match in found]
    return []


def _named_in_part(question: Asked, readings: list[list[Token]], kinds: tuple[str, ...]) -> list[_Fitting]:
    """The questions that fit with words as a part of what a thing of one of these kinds is called."""
    for tokens in readings:
        if found := _with_free_words(question, tokens, kinds):
            return found
    return []


def _with_free_words(question: Asked, tokens: list[Token], kinds: tuple[str, ...]) -> list[_Fitting]:
    """The questions that fit where the shortest stretch that can be a name is taken for one."""
    found: list[_Fitting] = []
    taken: tuple[int, int] | None = None
    for start, end, kind in stretches.found(tokens, kinds):
        if found and (start, end) != taken:
            break
        first, last = tokens[start].piece, tokens[end - 1].piece
        begin = headings.begin(question, kind, first.start, last.end)
        stretch = Piece(begin, last.end, question.text[begin : last.end])
        # 改造多少个老旧小区 asks for how many within the name of an indicator.
        within = [t for t in tokens[start:end] if kind == "indicator" and t.symbol in ("count", "amount")]
        wanted = [*tokens[:start], Token(f"{{{kind}}}", stretch), *within, *tokens[end:]]
        # Free words alone ask for nothing, but for a list of tasks: 十大民生实事有哪些.
        asks = len(wanted) > 1 or kind == "category" or headings.is_a_list(question, kind, stretch.text)
        short = len(stretch.text.strip("“”")) < stretches.SHORTEST and not stretch.text.startswith("“")
        fitting = best.best(question, scope.with_groups(wanted)) if asks and not short else []
        if found and fitting and fitting[0].cost != found[0][0].cost:
            continue
        if fitting and (things := take.free(question, kind, stretch.text)):
            found.append((fitting[0], {stretch.start: things}))
            taken = (start, end)
    return found


def _rest(question: Asked) -> bool:
    """Whether the question would be understood without the words that nothing explains."""
    readings = [[t for t in tokens if t.symbol != UNKNOWN] for tokens in scope.readings(question.pieces)]
    return any(order.find(question, tokens) for tokens in readings if tokens)
