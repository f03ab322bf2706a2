"""Words that let a reader expect a fact: figures and units outside all facts, and why none came of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from zeren.ontology.facts import Unit

Cue = Literal["trigger", "number", "unit"]
"""What lets a reader expect a fact: 牵头 and the like, a figure, a unit's name."""

Span = tuple[int, int]


class Gap(msgspec.Struct, frozen=True):
    """Words that let expect a fact, where none was read; `open` where the reason settles nothing."""

    cue: Cue
    reason: str
    open: bool
    start: int
    end: int


CLEAR = frozenset(
    {
        "compound-word", "date", "document-number", "label", "name", "code", "time-of-day", "threshold",
        "issuer", "person", "printed-again",
    }
)  # fmt: skip
"""Reasons that settle a gap: nobody need look at it again."""

_DIGIT = "[0-9０-９]"
_NUMBER = re.compile(
    rf"{_DIGIT}+(?:[.．]{_DIGIT}+)*(?:[-－—~～]{_DIGIT}+(?:[.．]{_DIGIT}+)*)?\s*(?:[%％‰]|个百分点|个月|分钟|小时"
    "|千伏|MW|岁|条|名|级|天|[万亿]?(?:美?元|亩|人次?|公里|吨|户|家|个|项|次|平方米|立方米|千瓦)|[万亿])?"
    r"|百分之[零一二三四五六七八九十百点]+"
    r"|[零一二三四五六七八九十百千两]+[万亿](?:元|亩|人次?|吨|户)"
    r"|(?<![第十])[一二两三四五六七八九十][零一二两三四五六七八九十百千]+[余多]?"
    r"(?:个(?!五)|家|人次?|名|户|套|张|座|台|辆|亩|公里|吨|元)"
    r"|[一二两三四五六七八九]?[一二两三四五六七八九十]亿[零一二三四五六七八九十百千两]*万?元"
)
_CHANGE = re.compile(
    "翻[一二两三四]番|倍增(?!计划|行动|工程)|(?:零|负)增长"
    "|(?<=[长高降少低升减加])(?:[一二两三四五六七八九]成半?|[二三四五六七八九十]分之[一二三四五六七八九])"
    "|(?<![分认])为[零0０](?=[，。；、,;）)]|$)"
)
"""A change or a nought that is told without a figure: 翻一番, 增长两成, 下降三分之一, 零增长, 为零."""
_SETTLED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        (
            "document-number",
            rf"[〔［\[（(]{_DIGIT}{{4}}[〕］\]）)]\s*(?:第?\s*{_DIGIT}+\s*号)?|第?{_DIGIT}+号(?:文件|令)?",
        ),
        ("name", r"《[^《》]{1,80}》|“[^“”]{1,40}”|[A-Za-z]+[-－]?[0-9.]+|[0-9]+[GgDdAaPp](?![A-Za-z])"),
        ("name", rf"{_DIGIT}{{1,4}}[国省县乡]道|{_DIGIT}+(?:[.．]{_DIGIT}+)+\s*版"),
        (
            "date",
            rf"{_DIGIT}{{4}}年?(?:\s*[-－—~～至、]\s*{_DIGIT}{{4}})*\s*年(?:度|{_DIGIT}{{1,2}}月(?:份|底)?"
            rf"(?:{_DIGIT}{{1,2}}日)?)?"
            rf"|{_DIGIT}{{4}}([-/.]){_DIGIT}{{1,2}}\1{_DIGIT}{{1,2}}(?!{_DIGIT})"
            rf"|{_DIGIT}{{1,2}}(?:[-－—至]{_DIGIT}{{1,2}})?月(?:份|底)?(?:{_DIGIT}{{1,2}}日)?|{_DIGIT}{{1,2}}日",
        ),
        ("time-of-day", rf"{_DIGIT}{{1,2}}[:：]{_DIGIT}{{2}}|{_DIGIT}[×xX*]{_DIGIT}+(?:小时)?"
            r"|(?:24|２４)小时(?=不间断|全天候|专人|轮流|领导|应急|值班|值守|在岗|在线|待命|监测|监控|巡查|带班|开放|服务)"),
        ("label", rf"附\s*件\s*{_DIGIT}+(?:\s*[-－—]\s*{_DIGIT}+)*|第{_DIGIT}+[条款项章节批次期届]?"),
        (
            "code",
            rf"{_DIGIT}{{7,}}|(?:1(?:10|19|20|22)|12[0-9]{{3}}|96[0-9]{{3,4}})(?=热线|转运|急救|报警|平台|电话)",
        ),
        # A figure before 以上 that goes on into a noun limits that noun: 65岁及以上老年人, 20户以上自然村.
        (
            "threshold",
            rf"(?<![达到成于增长]){_DIGIT}+[万亿千]?(?:元|户|人|岁|伏|个)?及?以[上下][^，。；、）)\s]",
        ),
    )
)  # fmt: skip
_LABEL = re.compile(
    rf"(?:[\s　]*附件[:：])?[\s　]*[（(]?{_DIGIT}{{1,3}}(?:[)）]|[.．、]+(?!{_DIGIT})|[\s　]*$)"
)
_PAGE = re.compile(rf"[-—–－\s]*{_DIGIT}{{1,4}}[-—–－\s]*")
_ABOVE_COUNTY = "国省市州"


def figures(text: str, sentence: Span, taken: Sequence[Span]) -> Iterator[Gap]:
    """The figures of a sentence outside the places `taken` by facts, each with the reason.

    A figure that is clearly none (a date, a label, a part of a name) is settled, every other is open.
    """
    start, end = sentence
    words = text[start:end]
    settled = [
        (m.start() + start, m.end() + start, reason)
        for reason, pattern in _SETTLED
        for m in pattern.finditer(words)
    ]
    if label := _LABEL.match(words) or _PAGE.fullmatch(words):
        settled.append((start, start + label.end(), "label"))
    line = text.rfind("\n", start, end)
    while line >= start:
        if label := _LABEL.match(text, line + 1, end):
            settled.append((line + 1, label.end(), "label"))
        line = text.rfind("\n", start, line)
    for found in _NUMBER.finditer(text, start, end):
        if not _touches(found.span(), taken):
            why = next((r for s, e, r in settled if s <= found.start() and found.start() < e), None)
            yield Gap("number", why or "figure-not-read", why is None, *found.span())
    for found in _CHANGE.finditer(text, start, end):
        if not _touches(found.span(), taken):
            named = any(s <= found.start() < e for s, e, r in settled if r == "name")
            yield Gap("number", "name" if named else "change-in-words", not named, *found.span())


def unit_pattern(units: Iterable[Unit]) -> re.Pattern[str] | None:
    """All names of the document's units, the longest first; None where there are none."""
    names = {
        n for unit in units if unit.kind != "collective" for n in (unit.name, *unit.aliases) if len(n) > 2
    }
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None


def units(
    text: str, sentence: Span, names: re.Pattern[str] | None, taken: Sequence[Span], issuer: str | None
) -> Iterator[Gap]:
    """The units that a sentence names outside the places `taken` by facts, each with the reason."""
    if names is None:
        return
    titles = [m.span() for m in _TITLE.finditer(text, *sentence)]
    for found in names.finditer(text, *sentence):
        before = text[found.start() - 1 : found.start()]
        if _touches(found.span(), taken) or (before and before in _ABOVE_COUNTY):
            continue
        why = None
        if _touches(found.span(), titles):
            why = "name"
        elif issuer and text[: found.end()].endswith(issuer):
            why = "issuer"
        elif _PERSON.match(text, found.end()):
            why = "person"
        yield Gap("unit", why or "unit-in-text", why is None, *found.span())


_PERSON = re.compile("(?:主要|分管|相关)?(?:负责人|负责同志|副?主任|副?局长|副?书记|副?县长)")
_TITLE = re.compile("《[^《》]{1,80}》|“[^“”]{1,40}”")


def _touches(span: Span, places: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in places)
