"""Unit names in running text, recognised by spaCy: a blank Chinese pipeline and its matchers.

Only sentences that matter are looked at, not the whole document: those that carry a
trigger and ended in no fact, so that the account can say which units they name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from zeren.ontology import lexicon
from zeren.ontology.functions import spellings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher

_LEVELS = "县市区省州旗"
_BEFORE_NAME = ("县委", "市委", "区委", "省委", "州委", "旗委")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A unit's name in running text, and its place in the text that was searched."""

    name: str
    start: int
    end: int


class Recogniser:
    """Finds the names of units in sentences.

    Args:
        names: names that the document prints for its units, besides those of the lexicon.
    """

    def __init__(self, names: Iterable[str]) -> None:
        from spacy.matcher import PhraseMatcher

        self._pipeline = _pipeline()
        self._own = PhraseMatcher(self._pipeline.vocab)
        own = sorted({name for name in names if len(name) > 2})
        if own:
            self._own.add("unit", [self._pipeline.make_doc(name) for name in own])

    def find(self, sentence: str) -> list[Recognised]:
        """The unit names of a sentence in order; of overlapping ones the longest."""
        from spacy.util import filter_spans

        doc = self._pipeline.make_doc(sentence)
        spans = [*self._own(doc, as_spans=True)]
        spans += [
            doc[_with_level(sentence, span.start) : span.end]
            for span in _usual(self._pipeline)(doc, as_spans=True)
        ]
        return [Recognised(s.text, s.start_char, s.end_char) for s in filter_spans(spans)]


def _with_level(sentence: str, start: int) -> int:
    """Where a name begins with the level written before it (a blank pipeline's tokens are characters)."""
    if sentence[max(0, start - 2) : start] in _BEFORE_NAME:
        return start - 2
    return start - 1 if start and sentence[start - 1] in _LEVELS else start


@cache
def _pipeline() -> Language:
    import spacy

    return spacy.blank("zh")


@cache
def _usual(pipeline: Language) -> PhraseMatcher:
    """The names of the lexicon without a level, and its fields as 财政部门, 住建主管部门.

    What a county has several of (国有企业, 中学) names nobody in running text.
    """
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(pipeline.vocab)
    words: set[str] = set()
    for function in lexicon.load().functions.values():
        if not function.several:
            words.update(name for name in spellings(function) if len(name) > 2)
        words.update(f"{field}{noun}" for field in function.fields for noun in ("部门", "主管部门"))
    matcher.add("unit", [pipeline.make_doc(word) for word in sorted(words)])
    return matcher
