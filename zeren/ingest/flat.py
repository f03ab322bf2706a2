"""Text without white space that still knows where each of its characters stands.

Plans break names across lines and set spaces inside words; names are read without
either, while offsets keep pointing into the stored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

_WORDS = re.compile(r"\S+")
_SPACE_IN_PROSE = re.compile(r"\s+")


class Flat(msgspec.Struct, frozen=True, gc=False):
    """`text` without white space, and for each character its offset in the document.

    Where no white space was left out, the offsets are a range: they take no room, and parts no time.
    """

    text: str
    offsets: Sequence[int]

    def __len__(self) -> int:
        """The number of characters, white space aside."""
        return len(self.text)

    def __getitem__(self, part: slice) -> Flat:
        """A part of the text, as of a string; steps are not supported."""
        return Flat(self.text[part], self.offsets[part])

    def without(self, parts: Iterable[tuple[int, int]]) -> Flat:
        """The text without some parts of it, given by their indexes, in order."""
        gone = list(parts)
        if not gone:
            return self
        kept = [*range(len(self))]
        for start, end in reversed(gone):
            del kept[start:end]
        return Flat("".join(self.text[i] for i in kept), tuple(self.offsets[i] for i in kept))

    def gap(self, at: int) -> bool:
        """Whether white space stands before the character at an index, the first one aside."""
        return 0 < at < len(self.offsets) and self.offsets[at] > self.offsets[at - 1] + 1

    @property
    def start(self) -> int:
        """The offset of the first character; only for text that is not empty."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """The offset behind the last character; only for text that is not empty."""
        return self.offsets[-1] + 1


def flatten(text: str, start: int, end: int) -> Flat:
    """The document's text from start to end without white space."""
    words = [found.span() for found in _WORDS.finditer(text, start, end)]
    if len(words) == 1:
        return Flat(text[slice(*words[0])], range(*words[0]))
    return Flat(
        "".join([text[a:b] for a, b in words]), tuple(chain.from_iterable(range(*at) for at in words))
    )


def tidy(text: str) -> str:
    """Words as they are read: no white space but a single one between two Latin words."""

    def between(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
        return " " if latin else ""

    return _SPACE_IN_PROSE.sub(between, text).strip()
