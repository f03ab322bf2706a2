"""Short quotes: the words of a place with what stands around them, cut to what is read at a glance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from zeren.ontology.vocab import Place

LENGTH = 60
"""Characters of a quote."""

MARKS = "【】"
"""What the words of a place stand between, where others stand around them."""

_CLAUSES = re.compile("[，,、：:]")
_ENDS = re.compile(r"[。；;！？!?\n\t]")


def excerpts(
    places: Iterable[Place], text_of: Callable[[str], str], words: Sequence[str] = (), length: int = LENGTH
) -> list[tuple[Place, str]]:
    """Quotes that show every place, in the order of the places.

    A place inside another is shown with that one around it; several in one sentence stand in one
    quote where that is short enough.

    Args:
        places: what is to be quoted.
        text_of: gives a document's stored text.
        words: what matters; of a place that is too long to be shown, these are.
        length: the characters of a quote.

    Returns:
        Each quote with the place from its first to its last marked word.
    """
    found: list[list[Place]] = []
    for place in _innermost(dict.fromkeys(places)):
        near = next((group for group in found if _together(group, place, text_of, length)), None)
        if near is None:
            found.append([place])
        else:
            near.append(place)
    quotes = []
    for group in found:
        whole = Place(group[0].document, min(p.start for p in group), max(p.end for p in group))
        text = text_of(whole.document)
        shown = _narrowed(text, whole, words) if whole.end - whole.start > length else whole
        quotes.append((whole, _quote(text, shown, sorted(group) if shown == whole else [shown], length)))
    return quotes


def sentence(text: str, place: Place) -> Place:
    """The sentence around a place, its stop included, without the space at its beginning."""
    first, last = _sentence(text, place)
    first += len(text[first : place.start]) - len(text[first : place.start].lstrip())
    return Place(place.document, first, last)


def _narrowed(text: str, place: Place, words: Sequence[str]) -> Place:
    """The first of the words that stands in a long place, the longest first; else the place itself."""
    for said in sorted(words, key=lambda w: (-len(w), w)):
        at = text.find(said, place.start, place.end)
        if at >= 0:
            return Place(place.document, at, at + len(said))
    return place


def _innermost(places: Iterable[Place]) -> list[Place]:
    every = list(places)
    return [p for p in every if not any(p != q and _holds(p, q) for q in every)]


def _holds(outer: Place, inner: Place) -> bool:
    return outer.document == inner.document and outer.start <= inner.start and inner.end <= outer.end


def _together(group: Sequence[Place], place: Place, text_of: Callable[[str], str], length: int) -> bool:
    if any(p.document != place.document or (p.start < place.end and place.start < p.end) for p in group):
        return False
    start, end = min(*(p.start for p in group), place.start), max(*(p.end for p in group), place.end)
    return end - start <= length and not _ENDS.search(text_of(place.document), start, end)


def _quote(text: str, whole: Place, marked: Sequence[Place], length: int) -> str:
    """The words of a place, marked where there is room for more around them."""
    if whole.end - whole.start > length:
        return _cut(text[whole.start : whole.end], length)
    first, last = _sentence(text, whole)
    spare = length - (whole.end - whole.start)
    left = min(whole.start - first, max(spare // 2, spare - (last - whole.end)))
    right = min(last - whole.end, spare - left)
    begin, end = _at_clauses(text, whole, whole.start - left, whole.end + right, (first, last))
    if (begin, end) == (marked[0].start, marked[0].end):
        return _plain(text[begin:end])
    words, at = "…" if begin > first else "", begin
    for place in marked:
        words += text[at : place.start] + MARKS[0] + text[place.start : place.end] + MARKS[1]
        at = place.end
    return _plain(words + text[at:end] + ("…" if end < last else ""))


def _at_clauses(text: str, whole: Place, begin: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """The bounds of a cut sentence, moved inwards to whole clauses where it has any there."""
    if begin > sentence[0]:
        stop = _CLAUSES.search(text, begin, whole.start)
        begin = stop.end() if stop else begin
    if end < sentence[1]:
        stops = list(_CLAUSES.finditer(text, whole.end, end))
        end = stops[-1].start() if stops else end
    return begin, end


def _sentence(text: str, place: Place) -> tuple[int, int]:
    """Where the sentence around a place begins and ends, its stop included."""
    before = [found.end() for found in _ENDS.finditer(text, max(0, place.start - 500), place.start)]
    after = _ENDS.search(text, max(place.start, place.end - 1))
    last = after.start() + (not after[0].isspace()) if after else len(text)
    return before[-1] if before else max(0, place.start - 500), max(last, place.end)


def _cut(words: str, length: int) -> str:
    """Long words by their beginning and their end."""
    words = _plain(words)
    tail = length // 3
    return words if len(words) <= length else f"{words[: length - tail]}…{words[-tail:]}"


def _plain(words: str) -> str:
    return " ".join(words.split())
