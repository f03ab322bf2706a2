"""A question on its way to be understood: its text, its pieces, the counties that it names."""

from __future__ import annotations

import msgspec

from zeren.queries.ask import names, pieces, words
from zeren.queries.ask.normalise import lower
from zeren.queries.ask.pieces import Piece
from zeren.queries.ask.scope import NotInCountyError
from zeren.queries.catalog import Language
from zeren.queries.given import Things
from zeren.queries.graph import Graph


class Asked(msgspec.Struct, frozen=True):
    """A question: where it is asked, how it is written, what stands in it, in which language to answer."""

    graph: Graph
    text: str
    pieces: list[Piece]
    counties: Things
    language: Language

    @property
    def homes(self) -> list[str]:
        """The IRIs of the counties that it names."""
        return [county.iri for county in self.counties]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the wordings that can fit: those of the words that are no names."""
        return languages_of("".join(piece.text for piece in self.pieces if piece.name is None))

    def say(self, zh: str, en: str) -> str:
        """One of two texts, in the language of the answer."""
        return zh if self.language == "zh" else en

    def listed(self, parts: list[str]) -> str:
        """Parts in one text, each once."""
        return self.say("、", ", ").join(dict.fromkeys(parts))


class NotThereError(Exception):
    """A county has nothing of a name: told to who asks, with questions that are understood in its place.

    These are looked for by asking, so that who looks for them must not be told the same.
    """

    def __init__(self, question: Asked, reason: NotInCountyError) -> None:
        super().__init__(str(reason))
        self.question = question
        self.reason = reason


def languages_of(text: str) -> tuple[Language, ...]:
    """The languages whose letters stand in a text; Chinese when there are none."""
    latin = any(letter.isascii() and letter.isalpha() for letter in text)
    if latin and text.isascii():
        return ("en",)
    return ("zh", "en") if latin else ("zh",)


def cut(graph: Graph, text: str, *, figures: bool = True, exact: bool = False) -> list[Piece]:
    """The pieces of a normalised text, with the names that the graph knows.

    Dearer look-ups are made only while there are words that mean nothing.

    Args:
        graph: the graph whose names count.
        text: a question, normalised.
        figures: whether names of indicators and projects count, which are common words too.
        exact: whether words that mean nothing stay so, though they may be part of a name.
    """
    small = lower(text)
    latin = words.latin_words(small)
    known = names.find(graph, text)
    if figures:
        known = names.together([*known, *names.quantities(graph, small, latin)])
    else:
        only = [name.only(set(name.things) - set(names.FIGURES)) for name in known]
        known = [name for name in only if name.things]
    vocabulary = words.vocabulary(languages_of(text))
    if latin:
        from zeren.queries.ask import functions, places

        plain = [piece for piece in pieces.cut(text, vocabulary) if piece.is_unknown]
        unknown = {start for start in latin for piece in plain if piece.start <= start < piece.end}
        known += places.english(graph, text, latin, unknown)
        if functions.names_a_body(small):
            known += functions.english(graph, small, latin)
    found = pieces.cut(text, vocabulary, pieces.found_in(text, known))
    unknown = {at for at in latin for p in found if p.is_unknown and p.start <= at < p.end}
    if unknown and not exact:
        from zeren.queries.ask import people

        known += people.english(graph, text, small, latin, unknown)
        found = pieces.cut(text, vocabulary, pieces.found_in(text, known))
    left = [(p.start, p.end) for p in found if p.is_unknown and len(p.text) > 1 and not p.text.isascii()]
    if left and not exact:
        from zeren.queries.ask import functions

        known += functions.chinese(graph, text, left)
        found = pieces.cut(text, vocabulary, pieces.found_in(text, known))
    return found
