"""Changes and noughts that are told in words: 翻一番, 增长两成, 下降三分之一, 零增长, 债务为零."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.ingest.indicators import comparator, names, numbers
from zeren.ingest.indicators.draft import Draft
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.sentences import Sentence
from zeren.ontology.facts import Measure

_SUBJECT = r"(?:^|(?<=[，；：、]))(?P<subject>[^，；：。、□]{2,24}?)"
_CHANGED = re.compile(
    rf"{_SUBJECT}(?:同比|年均|比上年|较上年|实现|力争|再|数量)*"
    r"(?:翻(?P<doublings>[一两二三四])番|(?P<none>零增长)"
    r"|(?P<verb>增长|提高|提升|增加|下降|降低|减少|压减)"
    r"(?:(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?"
    r"|(?P<whole>[二三四五六七八九十])分之(?P<share>[一二三四五六七八九])))"
    r"(?P<sign>左右|(?:及)?以上)?(?=$|[，；。、！])"
)
_NOUGHT = re.compile(rf"{_SUBJECT}(?:保持|控制)?为(?P<number>[零0])(?=$|[，；。、！])")
_BARE = re.compile("(?:同比|年均|比上年|较上年|实现|力争|再|数量|其中)+")
_REDUCTIONS = frozenset({"下降", "降低", "减少", "压减"})


def find(sentence: Sentence) -> Iterator[Draft]:
    """The targets of a sentence in these words; none where the clause does not say of what."""
    for found in _CHANGED.finditer(sentence.masked):
        measure: Measure = "reduction" if found["verb"] in _REDUCTIONS else "growth"
        value = _per_cent(found)
        if value is not None:
            figure = _figure(found, found.end("subject"), value, "%")
            yield from _draft(sentence, found, figure, measure)
    for found in _NOUGHT.finditer(sentence.masked):
        yield from _draft(sentence, found, _figure(found, found.start("number"), 0, ""), "count")


def _figure(found: re.Match[str], number: int, value: float, unit: str) -> Figure:
    sign = comparator.of("", found.groupdict().get("sign") or "")
    return Figure(number, number, found.end(), value, None, unit, sign, False, "")


def _draft(sentence: Sentence, found: re.Match[str], figure: Figure, measure: Measure) -> Iterator[Draft]:
    subject = names.clean(sentence.text[found.start("subject") : found.end("subject")])
    if len(subject) >= 2 and not _BARE.fullmatch(subject) and not names.is_generic(subject):
        yield Draft(subject, figure, measure, found.start(), found.end())


def _per_cent(found: re.Match[str]) -> float | None:
    """What a change in words comes to: each 番 doubles, a 成 is a tenth."""
    if found["none"]:
        return 0
    if found["doublings"]:
        times = numbers.value(found["doublings"])
        return None if times is None else (2**times - 1) * 100
    if found["tenths"]:
        tenths = numbers.value(found["tenths"])
        return None if tenths is None else tenths * 10 + (5 if found["half"] else 0)
    whole, share = numbers.value(found["whole"]), numbers.value(found["share"])
    return None if not whole or not share or share >= whole else round(100 * share / whole, 4)
