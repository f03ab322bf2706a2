"""Paragraphs of a text whose line ends are lost: one long line, cut where its labels count up.

Copied from a web page, a document often comes as one line: `…如下措施。 一、加强领导 1.建立机制。
（责任单位：甲） 2.…`. Its labels still count, and white space still stands where a paragraph ended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from zeren.ingest.brackets import outermost
from zeren.ingest.outline import labels

LONGEST = 1000
"""Characters from which on a line that counts several labels is held for several paragraphs."""

_FEWEST = 3
"""Labels that such a line holds at least."""

_FEWEST_STOPS = 5
"""Full stops before white space, in a line that counts no labels, from which on each ends a paragraph."""

_LONGEST_BRACKET = 300
_LONGEST_HEADING = 40
_HEADING = re.compile(r"[^。；！？\s]*[、.．)）][\s　]*[^。；：！？\s0-9]{4,}")
_GAP = re.compile(r"[\s　]+")
_STOP_AND_GAP = re.compile(r"[。！？][\s　]+")
_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_CANDIDATE = re.compile(
    rf"第{_NUMERAL}[章条][\s　]+|(?<![第之十一二三四五六七八九]){_NUMERAL}、|[（(]{_NUMERAL}[)）]"
    r"|(?<![0-9０-９.．%％])[0-9０-９]{1,3}[.．、](?![0-9０-９])|[（(][0-9０-９]{1,3}[)）]"
)
_BEFORE = "。；：！？）)】]”》…;:"
_NOT_BEFORE = "、，,及和与"
_LIST_TO_COME = re.compile(
    r"(?:(?:责任|牵头|负责|配合|参与|参加|承办|主办|协办|落实|实施)(?:单位|部门|科室)|时限)[:：]$"
)
"""The label of a list that stands behind it, whatever space is between: 责任单位： 甲、乙."""

_TIGHT = (labels.CHINESE_BRACKET, labels.ARTICLE)
"""Labels that may stand right behind a heading: 一、提升便利度（一）优化流程."""

_RUNNING = (*_TIGHT, labels.ARABIC)
"""Labels whose count may go on through the whole document."""
Span = tuple[int, int]


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """The paragraphs between two offsets of a line; the line itself when it is one paragraph.

    A label counts where it goes on a count of its rank or begins one; white space ends a
    paragraph behind a stop, before a label, and anywhere over the first label (title, issuer,
    number and recipients stand there). A line without labels is cut behind full stops that white
    space follows. Nothing is cut inside brackets.
    """
    if end - start < LONGEST:
        return [(start, end)]
    line = text[start:end]
    closed = [(b.start, b.end) for b in outermost(line) if b.end - b.start <= _LONGEST_BRACKET and b.closed]
    cuts = _labels(line, closed)
    if len(cuts) >= _FEWEST:
        cuts += _gaps(line, closed, cuts)
    else:
        cuts = [stop.end() for stop in _STOP_AND_GAP.finditer(line) if not _inside(closed, stop.start())]
        if len(cuts) < _FEWEST_STOPS:
            return [(start, end)]
    edges = [0, *sorted(set(cuts)), len(line)]
    spans = [_stripped(line, a, b) for a, b in pairwise(edges)]
    return [(start + a, start + b) for a, b in spans if a < b]


def _labels(line: str, closed: Sequence[Span]) -> list[int]:
    """Where labels begin that count: 一、 二、 三、, and below each of them 1. 2. 3. …."""
    counts: dict[int, int] = {}
    found: list[int] = []
    for match in _CANDIDATE.finditer(line):
        at = match.start()
        label = labels.parse(line[at : at + 60])
        if label is None or _inside(closed, at):
            continue
        spaced = line[at - 1 : at].isspace()
        before = line[:at].rstrip()[-1:]
        follows = label.value == counts.get(label.rank, 0) + 1
        begins = label.value == 1 and (spaced or before in _BEFORE or label.rank == labels.CHINESE_BRACKET)
        if not (follows or begins) or before in _NOT_BEFORE:
            continue
        if not spaced and before and before not in _BEFORE and label.rank not in _TIGHT:
            continue
        counts[label.rank] = label.value
        for below in [rank for rank in counts if rank > label.rank and rank not in _RUNNING]:
            del counts[below]
        found.append(at)
    return found


def _gaps(line: str, closed: Sequence[Span], cuts: Sequence[int]) -> list[int]:
    """Where white space ends a paragraph."""
    first = min(cuts)
    headings = [(at, at + _LONGEST_HEADING) for at in cuts]
    found: list[int] = []
    for gap in _GAP.finditer(line):
        start, before, behind = (
            gap.start(),
            line[gap.start() - 1 : gap.start()],
            line[gap.end() : gap.end() + 1],
        )
        if _inside(closed, start) or before in _NOT_BEFORE or (before.isascii() and behind.isascii()):
            continue
        if _LIST_TO_COME.search(line[max(0, start - 8) : start]):
            continue
        heading = next((at for at, end in headings if at < start < end), None)
        ends_heading = heading is not None and bool(_HEADING.fullmatch(line, heading, start))
        if start < first or before in _BEFORE or len(gap.group()) > 1 or ends_heading:
            found.append(gap.end())
    return found


def _inside(spans: Sequence[Span], at: int) -> bool:
    index = bisect_right([a for a, _ in spans], at - 1) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]


def _stripped(line: str, start: int, end: int) -> Span:
    words = line[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, end - (len(words) - len(words.rstrip())))
