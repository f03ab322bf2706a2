"""The account of a document's text: what was read from each paragraph and cell, what was not, and why.

Paragraphs and cells are told apart as plain text prints them: a line is a paragraph; a tab at
a line's start begins a cell, which goes on until a blank line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal

import msgspec

from zeren.graph.cues import CLEAR, Gap, Span, figures, unit_pattern, units
from zeren.graph.marks import Mark, marks_of
from zeren.ontology.facts import Document, DocumentFacts

State = Literal["facts", "facts-and-gap", "gap", "nothing"]
STATES: tuple[State, ...] = ("facts", "facts-and-gap", "gap", "nothing")
"""Facts were read from a sentence; facts, and something was left; none, though it promises; no promise."""

_WORDS_OF_A_FACT = frozenset({"assignment", "task", "group"})
"""Marks as wide as a sentence: a figure or unit inside them is not thereby read."""

_SENTENCE = re.compile(r"\S[^。！？；]*[。！？；]*")
_ANNEX = re.compile(r"附\s*件\s*\d+(?:\s*[-－—]\s*\d+)*\s*[:：]?\s*")
_HEADING = re.compile(
    r"(?:([一二三四五六七八九十]+\s*[、．.])|([（(][一二三四五六七八九十]+[)）]))\s*[^。；\n]{2,40}"
)


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a paragraph or cell, the marks that touch it, and its gaps in the order of the text."""

    start: int
    end: int
    marks: list[Mark]
    gaps: list[Gap]

    @property
    def open(self) -> list[Gap]:
        """The gaps that no reason settles."""
        return [gap for gap in self.gaps if gap.open]

    @property
    def state(self) -> State:
        """Whether facts were read from it, and whether something was left."""
        if self.marks:
            return "facts-and-gap" if self.open else "facts"
        return "gap" if self.open else "nothing"


class Stretch(msgspec.Struct, frozen=True):
    """A paragraph or cell.

    `row` counts the printed rows of cells and is 0 for a paragraph; `column` is the cell's place in
    its row, empty cells counted, from 1 on. `level` is 1 for the title
    of an annex, 2 and 3 for headings (一、 and （一）), 0 otherwise; `heading` is then its words.
    `marks` are all that touch it, `wide` those of them that reach beyond it, as a table's row does.
    """

    start: int
    end: int
    annex: str
    row: int
    column: int
    level: int
    heading: str
    marks: list[Mark]
    wide: list[Mark]
    sentences: list[Sentence]


class Coverage(msgspec.Struct, frozen=True):
    """The account of one document, paragraph by paragraph in reading order."""

    document: Document
    stretches: list[Stretch]

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in reading order."""
        for stretch in self.stretches:
            yield from stretch.sentences

    def states(self) -> dict[State, int]:
        """How many sentences are in which state."""
        counts = dict.fromkeys(STATES, 0)
        for sentence in self.sentences():
            counts[sentence.state] += 1
        return counts

    def summary(self) -> dict[str, int]:
        """How many sentences there are: read, those among them with something left, not read, others."""
        states = self.states()
        total, read = sum(states.values()), states["facts"] + states["facts-and-gap"]
        return {
            "sentences": total, "read": read, "percent": round(100 * read / total) if total else 0,
            "partly": states["facts-and-gap"], "unread": states["gap"], "others": states["nothing"],
        }  # fmt: skip

    def reasons(self) -> dict[str, int]:
        """How many gaps there are of each reason, the most frequent first."""
        counts: dict[str, int] = {}
        for sentence in self.sentences():
            for gap in sentence.gaps:
                counts[gap.reason] = counts.get(gap.reason, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def cover(facts: DocumentFacts, text: str) -> Coverage:
    """The account of a document's stored text: every paragraph and cell with its facts and gaps."""
    marks = marks_of(facts, text)
    printed = list(_printed(text))
    wide = {mark for mark in marks if _is_wide(mark, printed)}
    placed, close = _Marks(marks), _Marks([mark for mark in marks if mark not in wide])
    reader = _Gaps(facts, text, [m for m in marks if m.kind not in _WORDS_OF_A_FACT])
    titles = {_plain(a.title) for a in facts.document.annexes}
    stretches, row, column, last = [], 0, 0, None
    for place in printed:
        here = placed.touching(place.start, place.end)
        beyond = [m for m in here if m in wide]
        if place.is_cell and not _same_row(last, place, beyond):
            row, column = row + 1, 0
        elif place.is_cell:
            column += place.ending
        column += 1 + place.leading
        last = (place, beyond) if place.is_cell else None
        annex = next((a for a in facts.document.annexes if a.start <= place.start < a.end), None)
        level, heading = _heading(text, place, titles)
        stretches.append(
            Stretch(
                start=place.start, end=place.end, annex=annex.label if annex else "",
                row=row if place.is_cell else 0, column=column if place.is_cell else 0,
                level=level, heading=heading, marks=here, wide=beyond,
                sentences=[
                    Sentence(start, end, close.touching(start, end), reader.of(start, end))
                    for start, end in _sentences(text, place)
                ],
            )
        )  # fmt: skip
    return Coverage(facts.document, stretches)


def paragraphs(text: str) -> list[int]:
    """Where each paragraph and cell of a text begins, in order: the starts of the stretches of `cover`."""
    return [place.start for place in _printed(text)]


class _Marks:
    """Finds the marks that touch a place, without looking at all of them.

    Args:
        marks: sorted by their start.
    """

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._reach = list(accumulate((mark.end for mark in marks), max))

    def touching(self, start: int, end: int) -> list[Mark]:
        low, high = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [mark for mark in self._marks[low:high] if start < mark.end]


class _Printed(msgspec.Struct, frozen=True):
    """A paragraph or cell as it is printed.

    Of the empty cells before it, `ending` stand before the last blank line and `leading` behind it.
    """

    start: int
    end: int
    is_cell: bool
    blank_before: bool
    ending: int = 0
    leading: int = 0


class _Gaps:
    """Finds what a sentence promises and no fact holds."""

    def __init__(self, facts: DocumentFacts, text: str, close: Sequence[Mark]) -> None:
        self._text = text
        self._taken: list[Span] = sorted({(m.start, m.end) for m in close})
        self._starts = [start for start, _ in self._taken]
        self._longest = max((end - start for start, end in self._taken), default=0)
        self._names = unit_pattern(facts.units)
        self._issuer = facts.document.issuer
        self._read: set[str] = set()
        self._leftovers = sorted(
            (Gap("trigger", x.reason, x.reason not in CLEAR, x.start, x.end) for x in facts.leftovers),
            key=lambda gap: gap.start,
        )

    def of(self, start: int, end: int) -> list[Gap]:
        sentence = start, end
        gaps, words = self._all(sentence), _plain(self._text[slice(*sentence)])
        if words in self._read:
            # Headings of a table stand again at a page break.
            again = {"reason": "printed-again", "open": False}
            return [msgspec.structs.replace(gap, **again) if gap.open else gap for gap in gaps]
        self._read.add(words)
        return gaps

    def _all(self, sentence: Span) -> list[Gap]:
        start, end = sentence
        low, high = bisect_left(self._starts, start - self._longest), bisect_right(self._starts, end)
        taken = self._taken[low:high]
        first, last = (bisect_left(self._leftovers, at, key=lambda gap: gap.start) for at in sentence)
        triggers = self._leftovers[first:last]
        numbers = list(figures(self._text, sentence, taken))
        named = list(units(self._text, sentence, self._names, taken, self._issuer))
        # A unit's name may hold a figure, and is then one gap.
        inside = [(gap.start, gap.end) for gap in named]
        numbers = [gap for gap in numbers if not any(s <= gap.start < e for s, e in inside)]
        return sorted([*triggers, *numbers, *named], key=lambda gap: (gap.start, -gap.end))


def _printed(text: str) -> Iterator[_Printed]:
    """The paragraphs and cells in order, without the white space around them, empty cells left out."""
    current: _Printed | None = None
    blank, offset, ending, leading = False, 0, 0, 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        start = offset + len(line) - len(line.lstrip())
        offset += len(line)
        is_cell = line.lstrip(" \f\u3000\xa0").startswith("\t")
        if not words:
            if is_cell:
                leading += 1
            else:
                blank, ending, leading = True, ending + leading, 0
            if is_cell and current:
                yield current
                current = None
            continue
        goes_on = current and current.is_cell and not is_cell and not blank and not _ANNEX.fullmatch(words)
        if current and goes_on:
            current = msgspec.structs.replace(current, end=start + len(words))
        else:
            if current:
                yield current
            current = _Printed(start, start + len(words), is_cell, blank, ending, leading)
        blank, ending, leading = False, 0, 0
    if current:
        yield current


def _is_wide(mark: Mark, printed: Sequence[_Printed]) -> bool:
    first = bisect_right(printed, mark.start, key=lambda place: place.start) - 1
    return first >= 0 and mark.end > printed[first].end


def _same_row(last: tuple[_Printed, list[Mark]] | None, place: _Printed, beyond: Sequence[Mark]) -> bool:
    """Whether a cell stands in the row of the cell before it: the facts know better than blank lines."""
    if last is None:
        return False
    rows = {m.fact for m in last[1] if m.kind in _WORDS_OF_A_FACT}
    here = {m.fact for m in beyond if m.kind in _WORDS_OF_A_FACT}
    return bool(rows & here) if rows or here else not place.blank_before


def _heading(text: str, place: _Printed, titles: set[str]) -> tuple[int, str]:
    """The level and the words of a heading, (0, "") for other text."""
    words = text[place.start : place.end]
    if place.is_cell:
        return 0, ""
    if _plain(words) in titles:
        return 1, words
    if found := _HEADING.match(words):
        return (2 if found[1] else 3), found[0].strip()
    return 0, ""


def _plain(words: str) -> str:
    return re.sub(r"\s", "", words).replace("（", "(").replace("）", ")")


def _sentences(text: str, place: _Printed) -> Iterator[Span]:
    for found in _SENTENCE.finditer(text, place.start, place.end):
        yield found.start(), found.start() + len(found[0].rstrip())
