"""From a question in a person's words to a question of the catalogue and what it is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from zeren.ontology.vocab import identifier
from zeren.queries.ask import asked, match, scope, sought, take
from zeren.queries.ask.asked import Asked
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
    `language`; `names` are the question's names with the ids that they stand for.
    """

    question: Question
    given: Given
    language: Language
    text: str
    names: dict[str, list[str]]


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
    if not text or len(text) > LONGEST:
        from zeren.queries.ask import refuse

        raise refuse.too_long(spoken, LONGEST) if text else refuse.nothing(spoken)
    question = _read(graph, text, spoken)
    found = _matched(question)
    if found is None and any(piece.is_a(kind) for piece in question.pieces for kind in FIGURES):
        plain = _read(graph, text, spoken, figures=False)
        if found := _matched(plain):
            question = plain
    return _understood(question, found)


def _read(graph: Graph, text: str, spoken: Language, *, figures: bool = True) -> Asked:
    cut = asked.cut(graph, text, figures=figures)
    question = Asked(graph, text, cut, scope.counties(cut), spoken)
    if stray := scope.unused(text, cut):
        from zeren.queries.ask import refuse

        raise refuse.stray_county(stray.text, spoken)
    try:
        return replace(question, pieces=scope.scoped(text, cut))
    except scope.NotInCountyError as error:
        from zeren.queries.ask import refuse

        raise refuse.not_in_county(question, error) from None


def _understood(question: Asked, found: tuple[Match, dict[int, Things]] | None) -> Understood:
    if found is None:
        from zeren.queries.ask import refuse

        raise refuse.refusal(question, understood_without=_rest(question))
    given = take.given(question, *found)
    return Understood(
        question=found[0].question,
        given=given,
        language=question.language,
        text=describe(question.graph, found[0].question, given, question.language),
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


def _matched(question: Asked) -> tuple[Match, dict[int, Things]] | None:
    """The question that fits best, and the things that free words of it stand for, by their place."""
    question = replace(question, pieces=scope.mended(question.text, question.pieces))
    readings = scope.readings(question.pieces)
    if plain := _best(question, readings):
        return plain, {}
    topics = _named_in_part(question, readings, _TOPICS)
    return topics or _looking_for_words(question) or _named_in_part(question, readings, _FREE)


def _looking_for_words(question: Asked) -> tuple[Match, dict[int, Things]] | None:
    """The question that fits with what stands behind 提到, or the like, as words to look for."""
    if not sought.asks(question.text):
        return None
    for reading in sought.readings(question):
        symbols = {symbol for piece in reading.pieces for symbol in piece.symbols}
        # Words are looked for in tasks: 哪些文件提到… asks for something else.
        if "document" in symbols and "task" not in symbols:
            continue
        if found := _best(reading, scope.readings(reading.pieces)):
            return found, {}
    return None


def _named_in_part(
    question: Asked, readings: list[list[Token]], kinds: tuple[str, ...]
) -> tuple[Match, dict[int, Things]] | None:
    """The question that fits with words as a part of what a thing of one of these kinds is called."""
    for tokens in readings:
        for start, end, kind in _stretches(tokens, kinds):
            first, last = tokens[start].piece, tokens[end - 1].piece
            stretch = Piece(first.start, last.end, question.text[first.start : last.end])
            wanted = [*tokens[:start], Token(f"{{{kind}}}", stretch), *tokens[end:]]
            # Free words alone ask for nothing.
            short = len(stretch.text.strip("“”")) < SHORTEST_FREE and not stretch.text.startswith("“")
            fitting = _best(question, scope.with_groups(wanted)) if len(wanted) > 1 and not short else None
            if fitting and (things := take.free(question, kind, stretch.text)):
                return fitting, {stretch.start: things}
    return None


def _best(question: Asked, readings: Iterable[list[Token]]) -> Match | None:
    """The match that leaves least of its reading aside; of equally good ones, that of the first reading."""
    known = (tokens for tokens in readings if all(token.symbol != UNKNOWN for token in tokens))
    found = [m for tokens in known for m in match.find(tokens, question.languages)]
    return min(found, key=lambda m: m.cost, default=None)


def _rest(question: Asked) -> bool:
    """Whether the question would be understood without the words that nothing explains."""
    readings = [[t for t in tokens if t.symbol != UNKNOWN] for tokens in scope.readings(question.pieces)]
    return any(match.find(tokens, question.languages) for tokens in readings if tokens)


SHORTEST_FREE = 3
"""Letters that free words need to name something by a part of its title: fewer stand in too many."""

_BESIDE = 12
"""The tokens beside free words that a question can have: no wording has more, with what narrows it."""

_FREE = ("task", "campaign", "group", "category", "section", *FIGURES)
_TOPICS = ("campaign", "group")
"""What 关于科技创新的任务 may name in part, before its words are looked for in the texts."""

_ABOUT = {"target": "indicator", "growth": "indicator", "reach": "indicator", "project": "project"}
"""Words that tell what the words beside them name."""


def _stretches(tokens: list[Token], free: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Stretches of tokens with all that nothing explains, the shortest first, and what they may name."""
    unknown = [number for number, token in enumerate(tokens) if token.symbol == UNKNOWN]
    if not unknown and free != _FREE:
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
