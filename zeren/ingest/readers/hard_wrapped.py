"""Paragraphs of a text that was broken into lines of one width, as text taken from a printed page is.

Its lines are full but for the last of each paragraph: most of them end within a few columns of
one another, wherever a word or a name happens to stand.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from zeren.ingest.brackets import CLOSING, OPENING
from zeren.ingest.outline import labels

_FEWEST = 10
"""Lines of prose from which on a width can be told."""

_NARROWEST = 40
"""Columns that a printed line has at least; a Chinese character takes two."""

_RAGGED = 4
"""Columns that a full line may lack: a half-width character, or a stop that hangs over."""

_FULL, _OVER = 0.4, 0.05
"""The share of lines that are full at least, and of those that are longer at most."""

Span = tuple[int, int]


def paragraphs(text: str, lines: Sequence[Span]) -> list[Span]:
    """The paragraphs that lines of prose make; the lines as they are where they are not of one width.

    A full line goes on in the next unless that begins with a label or is set in.
    """
    width = _width(text, lines)
    if width is None:
        return list(lines)
    found: list[Span] = []
    goes_on = False
    for start, end in lines:
        if goes_on and _continues(text, found[-1], start, end):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        goes_on = _columns(text, _line_start(text, start), end) >= width - _RAGGED
    return found


def _width(text: str, lines: Sequence[Span]) -> int | None:
    """The columns of a full line; None where the lines have no width in common."""
    columns = [_columns(text, _line_start(text, start), end) for start, end in lines]
    wide = Counter(n for n in columns if n >= _NARROWEST)
    if len(columns) < _FEWEST or not wide:
        return None
    width = max(wide, key=lambda n: (sum(wide[n - lack] for lack in range(_RAGGED + 1)), n))
    full = sum(width - _RAGGED <= n <= width for n in columns)
    over = sum(n > width for n in columns)
    return width if full >= _FULL * len(columns) and over <= _OVER * len(columns) else None


def _continues(text: str, before: Span, start: int, end: int) -> bool:
    """Whether a line goes on with a paragraph: inside its bracket, or neither labelled nor set in."""
    words = text[before[0] : before[1]]
    if sum(words.count(c) for c in OPENING) > sum(words.count(c) for c in CLOSING):
        return True
    set_in = _line_start(text, start) < start
    return not set_in and labels.parse(text[start:end]) is None


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _columns(text: str, start: int, end: int) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text[start:end])
