"""Words that are no names, looked for in the titles and texts of tasks, and in any paragraph."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from zeren.graph.passages import Passage, Span, folded, passages, pattern
from zeren.ontology.vocab import Place

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot

Part = Literal["title", "text", "all"]
"""Where in a task words are looked for."""

NEAREST = 5
SHORT, OFTEN = 2, 3
_LONGEST = 24
"""Letters of a word that is compared with others."""

_AT_ONCE = 8
"""Documents that are looked through together for any task."""

_HAN = "[\u3400-\u9fff]"


class Found(NamedTuple):
    """A task, by its id, or a paragraph without one, that has all of the words: its place, and the hits."""

    task: str
    place: Place
    hits: tuple[Place, ...]


class _Counted(NamedTuple):
    """What has any of the words: where each stands in its title, and where in its text."""

    task: str
    place: Place
    titled: Sequence[Sequence[Span]]
    texted: Sequence[Sequence[Span]]

    def times(self, word: int) -> int:
        """How often it has a word."""
        return len(self.titled[word]) + len(self.texted[word])

    def found(self) -> Found:
        """It with its hits, those in the title first."""
        spans = [*sorted(s for hits in self.titled for s in hits), *sorted(s for h in self.texted for s in h)]
        return Found(self.task, self.place, tuple(Place(self.place.document, *span) for span in spans))


def tasks(
    snapshot: Snapshot, words: Sequence[str], part: Part = "all", among: Sequence[str] | None = None
) -> list[Found]:
    """The tasks that have all of the words, best first.

    Words in the title count before words in the text, then more hits before fewer, where a word
    that few tasks have counts for more; equal ones stand as in the documents.

    Args:
        snapshot: whose documents are looked through.
        words: each is looked for as it stands, whatever its width, case and line ends.
        part: the titles alone, the texts alone, or both.
        among: the ids of the documents that are looked through; None for all.

    Raises:
        WorkspaceError: the index of words is damaged.
    """
    counted = [
        task
        for document, known in _candidates(snapshot, words, among).items()
        for task in _of_tasks(document, known, _spans(snapshot.text(document), words), part)
    ]
    return _ranked(counted, len(words))


def has(snapshot: Snapshot, words: Sequence[str]) -> bool:
    """Whether any task has all of the words: the documents are looked through until one does.

    Raises:
        WorkspaceError: the index of words is damaged.
    """
    known = holding(snapshot, words)
    parts = (known[at : at + _AT_ONCE] for at in range(0, len(known), _AT_ONCE))
    return any(tasks(snapshot, words, among=part) for part in parts)


def holding(snapshot: Snapshot, words: Sequence[str]) -> Sequence[str]:
    """The ids of the documents that may have the words; all where no index tells.

    Raises:
        WorkspaceError: the index of words is damaged.
    """
    from zeren.graph import word_index

    known = word_index.holding(snapshot.words, words) if snapshot.words else None
    return snapshot.documents if known is None else known


def paragraphs(snapshot: Snapshot, words: Sequence[str]) -> list[Found]:
    """The paragraphs of the stored texts that have all of the words, best first.

    Raises:
        WorkspaceError: the index of words is damaged.
    """
    counted: list[_Counted] = []
    for document in _candidates(snapshot, words):
        text = snapshot.text(document)
        spans = _spans(text, words)
        for start in sorted({text.rfind("\n", 0, span[0]) + 1 for found in spans for span in found}):
            end = text.find("\n", start)
            place = (start, len(text) if end < 0 else end)
            inside = [_within(found, [place]) for found in spans]
            counted.append(_Counted("", Place(document, *place), [[] for _ in words], inside))
    return _ranked(counted, len(words))


def nearest(snapshot: Snapshot, word: str, among: Sequence[str] | None = None) -> list[str]:
    """The words in tasks that come closest to one: one letter may differ; then its longest parts.

    `among` as for `tasks`.
    """
    plain = folded(word)[:_LONGEST]
    texts = [snapshot.text(document) for document in (snapshot.documents if among is None else among)]
    slips: dict[str, int] = {}
    for at in range(len(plain)):
        near = re.compile(f"{re.escape(plain[:at])}{_HAN}{re.escape(plain[at + 1 :])}")
        for slip in (slip for text in texts for slip in near.findall(text) if len(plain) > 1):
            slips[slip] = slips.get(slip, 0) + 1
    parts = [plain[at : at + n] for n in range(len(plain) - 1, 1, -1) for at in range(len(plain) - n + 1)]
    # Two letters of which one may differ are most often no word.
    often = [s for s, times in slips.items() if len(plain) > SHORT or (times >= OFTEN and s[0] == plain[0])]
    candidates = sorted(often, key=lambda slip: (-slips[slip], slip))
    candidates += [part for part in parts if any(part in text for text in texts)]
    kept: list[str] = []
    for candidate in dict.fromkeys(candidates):
        if len(kept) == NEAREST:
            break
        if not any(candidate in longer for longer in kept) and tasks(snapshot, [candidate], among=among):
            kept.append(candidate)
    return kept


def _candidates(
    snapshot: Snapshot, words: Sequence[str], among: Sequence[str] | None = None
) -> Mapping[str, list[Passage]]:
    """The passages of the documents that may have the words, by id."""
    if among is not None and not among:
        return {}
    from zeren.graph import word_index

    if snapshot.words:
        known = word_index.matching(snapshot.words, words, snapshot.documents, among)
        if known is not None:
            return known
    texts = {document: snapshot.text(document) for document in among or snapshot.documents}
    return {
        document: passages(snapshot.facts(document), text)
        for document, text in texts.items()
        if all(_spans(text, words))
    }


def _spans(text: str, words: Sequence[str]) -> list[list[Span]]:
    """Where each of the words stands in a text."""
    return [[match.span() for match in pattern(word).finditer(text)] for word in words]


def _of_tasks(
    document: str, known: Sequence[Passage], spans: Sequence[Sequence[Span]], part: Part
) -> Iterator[_Counted]:
    """Each task that has any of the words, with what it has; the title is often the beginning of the text."""
    hits = sorted(span for found in spans for span in found)
    for passage in known:
        title = [passage.title] if passage.title else []
        if not any(_holds(place, hits) for place in (*title, *passage.text)):
            continue
        own = passage.text or title
        in_title = [_within(found, title) for found in spans]
        in_text = [
            [span for span in _within(found, passage.text) if span not in above]
            for found, above in zip(spans, in_title, strict=True)
        ]
        yield _Counted(
            passage.task,
            Place(document, own[0][0], own[-1][1]),
            [[] for _ in spans] if part == "text" else in_title,
            [[] for _ in spans] if part == "title" else in_text,
        )


def _holds(place: Span, found: Sequence[Span]) -> bool:
    """Whether any of the hits, which are in order, is inside a place."""
    at = bisect_left(found, (place[0], 0))
    return at < len(found) and found[at][1] <= place[1]


def _within(found: Sequence[Span], places: Sequence[Span]) -> list[Span]:
    """The hits, which are in order, inside any of the places, each once."""
    inside: dict[Span, None] = {}
    for start, end in places:
        for at in range(bisect_left(found, (start, 0)), len(found)):
            if found[at][1] > end:
                break
            inside[found[at]] = None
    return list(inside)


def _ranked(counted: Sequence[_Counted], words: int) -> list[Found]:
    """What has all of the words, best first."""
    having = [sum(1 for one in counted if one.times(word)) for word in range(words)]
    weights = [math.log(1 + len(counted) / max(1, number)) for number in having]

    def rank(one: _Counted) -> tuple[float, float, Place]:
        titled = sum(weight for weight, hits in zip(weights, one.titled, strict=True) if hits)
        every = sum(weight * one.times(word) for word, weight in enumerate(weights))
        # Sums of the same numbers in another order differ in the last digits.
        return -round(titled, 9), -round(every, 9), one.place

    full = [one for one in counted if all(one.times(word) for word in range(words))]
    return [one.found() for one in sorted(full, key=rank)]
