"""Where the title and the text of each task stand in its document, and how words are looked for there."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from zeren.ontology.facts import DocumentFacts, Evidence, Task

Span = tuple[int, int]

_FULL_WIDTH = 0xFEE0
"""How far the full-width form of a Latin letter, figure or mark is from the plain one."""


class Passage(msgspec.Struct, frozen=True, array_like=True):
    """The places of one task's words: its printed title, if it was found, and its text."""

    task: str
    title: Span | None
    text: list[Span]


def folded(text: str) -> str:
    """A text as words are compared: one width of letters, small letters, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def pattern(words: str) -> re.Pattern[str]:
    """What finds words in a stored text: in either case and width, over the line ends of a narrow cell."""
    return re.compile(r"\s*".join(map(_letter, folded(words))))


def _letter(letter: str) -> str:
    forms = {letter, letter.upper()} if letter.isascii() else {letter}
    forms |= {chr(ord(form) + _FULL_WIDTH) for form in forms if "!" <= form <= "~"}
    return re.escape(letter) if len(forms) == 1 else f"[{''.join(map(re.escape, sorted(forms)))}]"


def passages(facts: DocumentFacts, text: str) -> list[Passage]:
    """The passages of a document's tasks, in the order of the facts.

    Args:
        facts: of the document.
        text: its stored text.
    """
    squeezed = _Squeezed(text)
    return [Passage(task.id, _title(task, squeezed), list(_text(task))) for task in facts.tasks]


def _text(task: Task) -> Iterator[Span]:
    yield from sorted({(e.start, e.end) for e in _own(task) if e.role == "text"})


def _own(task: Task) -> list[Evidence]:
    """The evidence in the task's own document."""
    return [e for e in task.evidence if e.document in (None, task.document)]


def _title(task: Task, text: _Squeezed) -> Span | None:
    """The title at the head of the task's words, in its row, or the heading nearest above; else the first."""
    title = "".join(task.title.split())
    own = [(e.start, e.end) for e in _own(task)]
    if not title or not own:
        return None
    spans = sorted(own, key=lambda span: (text.find(title, *span) != text.at(span[0]), span))
    for start, end in spans:
        if (found := text.find(title, start, end)) >= 0:
            return text.span(found, len(title))
    above = text.last(title, min(start for start, _ in own))
    found = above if above >= 0 else text.find(title, 0, None)
    return text.span(found, len(title)) if found >= 0 else None


class _Squeezed:
    """A text without its white space, which knows where each letter stood."""

    def __init__(self, text: str) -> None:
        self._places = [found.start() for found in re.finditer(r"\S", text)]
        self._letters = "".join(text.split())

    def at(self, place: int) -> int:
        """The letter that stands at a place of the text, or first behind it."""
        return bisect_left(self._places, place)

    def find(self, words: str, start: int, end: int | None) -> int:
        """The first letter of words between two places of the text; -1 where they are not."""
        return self._letters.find(words, self.at(start), None if end is None else self.at(end))

    def last(self, words: str, end: int) -> int:
        """The first letter of the last such words before a place; -1 where they are not."""
        return self._letters.rfind(words, 0, self.at(end))

    def span(self, letter: int, length: int) -> Span:
        """The places of so many letters in the text."""
        return self._places[letter], self._places[letter + length - 1] + 1
