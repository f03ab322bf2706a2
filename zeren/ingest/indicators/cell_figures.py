"""The figure that fills a cell of a table: 6.5左右, ≥8, 135亿元, 增长6%以上, with the unit from elsewhere."""

from __future__ import annotations

import re
from functools import cache

from zeren.ingest.headers import TOTAL
from zeren.ingest.indicators import comparator, names, numbers
from zeren.ingest.indicators.draft import Draft
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.measuring import measure
from zeren.ingest.indicators.peel import peel
from zeren.ontology import measures

_LONGEST_UNIT = 12
_NOT_A_UNIT = re.compile(r"[\d，。；：、□]|^[-/—]*$")
_NOTE = re.compile(r"[（(](?P<words>[^（()）]*)[）)]$")
_ASIDE = re.compile(r"(?:[（(][^（()）]*[）)]|[，；。].*)$")
_SUM_OVER_YEARS = re.compile(r"[\[［〔【](?P<inside>[^\]］〕】]+)[\]］〕】]")
_COUNTED = re.compile("(?:人次|[人户家个件处座](?=数))(?=数?$)")
_GROWS = re.compile("增速|增幅|增长")
_AMOUNT = re.compile(
    "(?:总?投资|收入|总额|总产值|生产总值|产值|增加值|余额|销售额|营业额|进出口|税收|贷款|存款)$"
)
_NUMBER = rf"(?:{numbers.STEPPED}|{numbers.ARABIC})"


@cache
def _pattern() -> re.Pattern[str]:
    unit = measures.pattern()
    return re.compile(
        rf"(?P<head>[^\d，。；]{{0,12}}?)(?P<before>{comparator.BEFORE})?(?P<minus>[-负])?(?P<low>{_NUMBER})"
        rf"(?:(?:{unit})?[-至到](?P<high>{_NUMBER}))?(?P<unit>{unit})?(?P<after>{comparator.AFTER})?"
        r"(?:的?(?:目标|任务))?"
    )


def is_unit(words: str) -> bool:
    """Whether words are a known unit of measure and nothing else: %, 亿元, 微克/立方米."""
    return re.fullmatch(measures.pattern(), _plain(words)) is not None


def unit_of(header: str, column: str, name: str) -> str:
    """The unit of measure of a cell's figure; empty where nothing names one.

    Args:
        header: the words over the figure, which may have it in brackets: 年均增速（%）.
        column: the words of the row in a column of units.
        name: the quantity, which may have it in brackets, or count by it: 产值（亿元）, 培训人次.
    """
    words = _plain(column)
    listed = words if len(words) <= _LONGEST_UNIT and not _NOT_A_UNIT.search(words) else ""
    counted = _COUNTED.search(_plain(name))
    return _noted(header) or listed or _noted(name) or (counted[0] if counted else "")


def _noted(words: str) -> str:
    note = _NOTE.search(_plain(words))
    return note["words"] if note and is_unit(note["words"]) else ""


def is_sum_over_years(words: str) -> bool:
    """Whether a cell's brackets say that its figure is a sum over years: [1200]."""
    return _SUM_OVER_YEARS.fullmatch(_plain(words)) is not None


def read(name: str, value: str, unit: str, header: str) -> Draft | None:
    """The target that a cell sets; None where it is not filled by one figure.

    Args:
        name: the words that name the quantity.
        value: the cell's words.
        unit: its unit of measure, for a figure that has none of its own.
        header: the words over the figure, which may say that it is one of growth (增速).
    """
    quantity = _named(name)
    plain = _plain(value)
    bracketed = _SUM_OVER_YEARS.fullmatch(plain)
    found = _pattern().fullmatch(_ASIDE.sub("", bracketed["inside"] if bracketed else plain))
    if found is None or not quantity or not (found["unit"] or unit):
        return None
    head = peel(found["head"])
    if names.clean(found["head"][: head.end]):
        return None
    figure = _figure(found, unit)
    if figure is None:
        return None
    own = peel(quantity)
    change = head.change or own.change
    quantity = quantity[: own.end] if own.change and own.end >= 2 else quantity
    if figure.kind == "share" and not change and (_GROWS.search(header) or _AMOUNT.search(quantity)):
        change = "growth"
    return Draft(quantity, figure, measure(figure, quantity, change), 0, 0)


def _figure(found: re.Match[str], unit: str) -> Figure | None:
    named = found["unit"] or unit
    if found["unit"] in ("万", "亿", "千", "百") and unit and unit != "%":
        named = found["unit"] + unit
    multiplier = measures.table().multiplier(named)
    low = numbers.stepped(found["low"], multiplier)
    high = numbers.stepped(found["high"], multiplier) if found["high"] else None
    if low is None or (high is not None and high <= low):
        return None
    sign = comparator.of(found["before"] or "", found["after"] or "")
    value = -low if found["minus"] else low
    return Figure(0, 0, 0, value, high, named, "range" if high is not None else sign, False, "")


def _named(name: str) -> str:
    """The quantity's name without its label and without its unit: 3.产值（亿元） is 产值."""
    words = re.sub(
        r"^(?:\d{1,2}[.、．](?!\d)|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳])", "", _plain(name)
    )
    note = _NOTE.search(words)
    words = words[: note.start()] if note and is_unit(note["words"]) else words
    return "" if TOTAL.fullmatch(words) else names.clean(words)


def _plain(words: str) -> str:
    return numbers.half_width("".join(words.split()))
