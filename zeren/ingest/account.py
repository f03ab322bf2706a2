"""The account of the text: words that announce an assignment and ended in no fact, and why."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from zeren.ingest.assignments.clause import TRIGGER
from zeren.ingest.brackets import outermost
from zeren.ingest.flat import tidy
from zeren.ingest.source import Paragraph, SourceText
from zeren.ontology.facts import Leftover

Span = tuple[int, int]

REASONS: dict[str, tuple[str, str]] = {
    "compound-word": ("复合词，不是分工", "part of a longer word that assigns nothing"),
    "generic-duty": ("泛指各单位的要求", "a duty of units in general"),
    "bracket-not-read": ("括号未能识别", "a bracket that no rule reads"),
    "running-text": ("正文叙述，未单列分工", "a duty told in running text"),
    "table-text": ("表格正文叙述", "a duty told inside a table cell"),
}
"""Why words with a trigger became no fact: the code, and how it is said in Chinese and English."""

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_COMPOUND = re.compile(
    r"负责人|负责制|负责同志|负责任|负总责|高度负责|谁[^，。；]{1,8}谁负责|的责任单位|责任单位(?:职责|要)|牵头负责人|牵头领导|总牵头"
    r"|配合(?:度|饲料)|牵头申|不配合|相配合|牵头(?:创建|组建|制定|编制)"
)
_GENERIC = re.compile(
    r"(各|相关|有关|县直|承担)[^，。；、]{0,10}(单位|部门|地区|乡镇)|(牵头|责任)(?:责任)?单位(?:和|要|应|需|制定|主要|上报|负责采集|、)"
)


def leftovers(document: str, source: SourceText, facts: Sequence[Span]) -> Iterator[Leftover]:
    """What sentences with triggers hold outside the places of facts, in the order of the text.

    A sentence is one entry; where a fact was read in its middle, what stands on either side is.

    Args:
        document: the document's id.
        source: the text and its blocks.
        facts: the places where clauses, groups, and the units and headers of tables are written.
    """
    covered = _Covered(facts)
    ordinal = 0
    for block in source.blocks:
        stretches = (
            [(block.start, block.end)]
            if isinstance(block, Paragraph)
            else [(c.start, c.end) for row in block.rows for c in row.cells]
        )
        for start, end in stretches:
            for sentence in _SENTENCE.finditer(source.text, start, end):
                triggers = [
                    found
                    for found in TRIGGER.finditer(source.text, sentence.start(), sentence.end())
                    if not covered.hold(found.span())
                ]
                if not triggers:
                    continue
                reason = _reason(source.text, sentence.span(), triggers, isinstance(block, Paragraph))
                for left in covered.outside(sentence.span()):
                    if not any(found.start() < left[1] and left[0] < found.end() for found in triggers):
                        continue
                    ordinal += 1
                    at = _words(source.text, *left)
                    key = f"{document}/leftover/{ordinal:04}"
                    yield Leftover(key, document, tidy(source.text[slice(*at)]), *at, reason)


class _Covered:
    """Spans of a text, those that overlap taken together, to be asked what they hold of another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = self._spans[-1][0], max(end, self._spans[-1][1])
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def hold(self, span: Span) -> bool:
        """Whether one of the spans holds this one."""
        before = bisect_right(self._starts, span[0])
        return before > 0 and self._spans[before - 1][1] >= span[1]

    def outside(self, span: Span) -> Iterator[Span]:
        """What of a span none of the spans holds, piece by piece."""
        at, last = span
        for start, end in self._spans[max(0, bisect_right(self._starts, at) - 1) :]:
            if start >= last:
                break
            if start > at:
                yield at, start
            at = max(at, end)
        if at < last:
            yield at, last


def _words(text: str, start: int, end: int) -> Span:
    """A place without the white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _reason(text: str, sentence: Span, triggers: Sequence[re.Match[str]], in_prose: bool) -> str:
    words = text[sentence[0] : sentence[1]]
    compounds = [(m.start() + sentence[0], m.end() + sentence[0]) for m in _COMPOUND.finditer(words)]
    if all(_Covered(compounds).hold(trigger.span()) for trigger in triggers):
        return "compound-word"
    brackets = [(b.start + sentence[0], b.end + sentence[0]) for b in outermost(words)]
    if any(_Covered(brackets).hold(trigger.span()) for trigger in triggers):
        return "bracket-not-read"
    if _GENERIC.search(words):
        return "generic-duty"
    return "running-text" if in_prose else "table-text"
