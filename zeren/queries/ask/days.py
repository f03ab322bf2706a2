"""Days, months, quarters, halves and years as people write them, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from zeren.ontology.numerals import HAN
from zeren.queries.ask.numerals import number

LEAP = 2000
"""Stands for a year that is left out: it has every day that a year can have."""


class Days(msgspec.Struct, frozen=True):
    """Days at a place of a text: the first and the last of them, both inside.

    `year` is None where the text leaves it out; `whole_year` says that nothing but a year is written.
    """

    start: int
    end: int
    first: date
    last: date
    whole_year: bool
    year: int | None


class Stretch(Days, frozen=True):
    """Days as a text writes them; `exact` says that a day is."""

    exact: bool


_N = rf"(?:\d{{1,2}}|[{HAN}]{{1,3}})"
_CHINESE = (
    rf"(?:(?P<y>\d{{4}}|[{HAN}〇零]{{4}})年)?(?:的)?(?:"
    rf"(?:第?(?P<quarter>[1-4一二三四])季度)(?:末|底)?"
    rf"|(?P<half>上半年|下半年)(?:末|底)?"
    rf"|(?P<m>{_N})月(?:份)?(?:(?P<d>{_N})[日号]|(?:月)?[底末]|(?P<third>[上中下])旬)?"
    rf"|(?P<yearend>年?[底末]|全年|年内|内)?(?!\d))"
)
_NUMERIC = r"(?<![\d.])(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?(?![\d])"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDERS = ("first", "second", "third", "fourth")
_YEAR = r"(?:19|20)\d{2}"
_ENGLISH = (
    rf"\b(?:the )?(?:(?:end|close|last day) of )?(?:the )?(?:"
    rf"(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b,? ?(?P<y1>{_YEAR})?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_MONTH}),? ?(?P<y2>{_YEAR})?"
    rf"|(?P<m3>{_MONTH}),?(?: of)? ?(?P<y3>{_YEAR})?"
    rf"|(?:q(?P<q1>[1-4])|(?P<q2>{'|'.join(_ORDERS)}) quarter|(?P<q3>(?:last|final) quarter(?= of)))"
    rf"(?: of)?(?: the year)? ?(?P<y4>{_YEAR})?"
    rf"|(?P<h>first|second) half(?: of)?(?: the year)? ?(?P<y5>{_YEAR})?"
    rf"|(?:year )?(?P<y6>{_YEAR})(?![-/.年]))\b"
)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def stretches(text: str) -> list[Stretch]:
    """Every day or longer stretch that the text, in small letters, writes; earlier and longer ones first."""
    found: list[Stretch] = []
    digits = any(letter.isdigit() for letter in text)
    if digits or re.search("[年月季]", text):
        found += _chinese(text)
    if digits:
        found += _numeric(text)
    if digits or any(month in text for month in (*_MONTHS, "quarter", "half")):
        found += _english(text)
    return sorted(found, key=lambda stretch: (stretch.start, -stretch.end))


def _chinese(text: str) -> Iterator[Stretch]:
    for found in re.finditer(_CHINESE, text):
        year = number(found["y"]) if found["y"] else None
        if found["quarter"]:
            months = _quarter(number(found["quarter"]))
        elif found["half"]:
            months = (1, 6) if found["half"] == "上半年" else (7, 12)
        elif found["m"]:
            months = (number(found["m"]) or 0,) * 2
        elif found["y"] or found["yearend"] in ("年底", "年末", "年内", "全年"):
            months = (1, 12)
        else:
            continue
        day = number(found["d"]) if found["d"] else None
        yield from _stretch(found.span(), year, months, day, found["third"])


def _numeric(text: str) -> Iterator[Stretch]:
    for found in re.finditer(_NUMERIC, text):
        day = int(found["d"]) if found["d"] else None
        yield from _stretch(found.span(), int(found["y"]), (int(found["m"]),) * 2, day)


def _english(text: str) -> Iterator[Stretch]:
    for found in re.finditer(_ENGLISH, text):
        part = {name: value for name, value in found.groupdict().items() if value}
        years = [int(value) for name, value in part.items() if name[0] == "y"]
        month = next((value for name, value in part.items() if name[0] == "m"), None)
        day = next((int(value) for name, value in part.items() if name[0] == "d"), None)
        if month == "may" and not (
            years or day or re.search(r"\b(?:by|in|of|until|end of) $", text[: found.start()])
        ):
            continue  # the verb
        yield from _stretch(found.span(), years[0] if years else None, _months(part, month), day)


def _months(part: dict[str, str], month: str | None) -> tuple[int, int]:
    if month:
        return (_MONTHS.index(month[:3]) + 1,) * 2
    if "q3" in part:
        return _quarter(4)
    if "q1" in part or "q2" in part:
        return _quarter(int(part["q1"]) if "q1" in part else _ORDERS.index(part["q2"]) + 1)
    if "h" in part:
        return (1, 6) if part["h"] == "first" else (7, 12)
    return 1, 12


def _quarter(order: int | None) -> tuple[int, int]:
    last = 3 * (order or 1)
    return last - 2, last


def _stretch(
    span: tuple[int, int],
    year: int | None,
    months: tuple[int, int],
    day: int | None,
    third: str | None = None,
) -> Iterator[Stretch]:
    """The days of these months of a year; nothing where the calendar has no such day."""
    begin, finish = months
    written = LEAP if year is None else year
    if not (1 <= begin <= finish <= 12 and 1000 <= written <= 9998):
        return
    end_of_month = days_in(written, finish)
    first, last = 1, end_of_month
    if day is not None:
        first = last = day
    elif third:
        first, last = {"上": (1, 10), "中": (11, 20), "下": (21, end_of_month)}[third]
    if 1 <= first <= last <= end_of_month:
        yield Stretch(
            *span, date(written, begin, first), date(written, finish, last),
            whole_year=months == (1, 12), year=year, exact=day is not None,
        )  # fmt: skip
