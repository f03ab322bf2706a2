"""Deadlines: the words of a plan into a day, a rhythm, or no end."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence

from zeren.ontology.facts import Deadline

_YEAR = r"(?:(?P<year>(?:19|20)\d{2})年)?"
_DAY = re.compile(_YEAR + r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_MARKED_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_MONTH = re.compile(_YEAR + r"(?P<month>\d{1,2})月(?P<end>份?[底末])?(?P<before>份?之?前)?")
_QUARTER = re.compile(_YEAR + r"第?(?P<quarter>[一二三四1-4])季度")
_HALF = re.compile(_YEAR + r"(?P<half>[上下])半年")
_YEAR_END = re.compile(r"(?:(?P<year>(?:19|20)\d{2})年|当年|本年|全年|今年|年)(?:底|末|内|度|终|前)?")
_RECURRING = re.compile(r"[每按逐](?:个)?(?:半)?(?:日|天|周|旬|月|季|季度|年)|定期|月调度|季调度")
_OPEN = re.compile(r"长期|持续|常态|长效|始终|贯穿|不间断|久久为功")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMERALS = {"十二": "12", "十一": "11", "十": "10", "一": "1", "二": "2", "三": "3", "四": "4",
             "五": "5", "六": "6", "七": "7", "八": "8", "九": "9"}  # fmt: skip
_CHINESE_MONTH = re.compile("(十[一二]?|[一二三四五六七八九])月")


_BEFORE = re.compile(r"(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日|份?[底末]|份)?(?:之|以)?前")


def latest_in(text: str, stretches: Sequence[tuple[int, int]]) -> str | None:
    """The words of the last deadline that prose names (2024年6月底前), None where it names none.

    Only a day or month followed by 前 counts: a month alone says when something is, not by when.
    """
    found = [m.group() for start, end in stretches for m in _BEFORE.finditer(text, start, end)]
    return max(found, key=lambda words: (parse(words, 1).date or "", words), default=None)


_UNTIL = (
    r"(?:(?:19|20)?\d{2}年|当年|今年|本年度?|明年|年)?"
    r"(?:第?[一二三四1-4]个?季度|[上下]半年|\d{1,2}月(?:\d{1,2}[日号])?|全年|春节|“?十一”?)?(?:份)?(?:[底末初中内]|上旬|中旬|下旬|年底|月底)?(?:之|以)?前?内?"
)
_ALONE = re.compile(
    rf"(?:力争|确保|争取|计划|拟|原则上|预计)?(?:于|在)?(?P<until>{_UNTIL})"
    r"(?:全部|基本|全面)?(?:完成|落实|落地|办结|建成|见效|到位|出台|印发)?(?:到位)?"
    r"|(?P<open>(?:并)?(?:长期(?:坚持|任务|推进|落实)?|持续(?:推进|实施|开展|落实|深化|用力)?|常态化?(?:推进|开展|坚持|落实)?|全年(?:推进|实施|持续推进)?"
    r"|每(?:年|半年|季度|月|周|日)(?:\d{1,2}[日号]前)?(?:推进|开展|完成|报送|调度)?|适时(?:推进|开展)?|立即(?:整改|落实|执行)?|立行立改|即时|分步实施|按时间节点推进))"
)
_BEGINS = re.compile(rf"(?:力争|确保|于|在)?(?P<until>(?=[^，。]*[\d年]){_UNTIL}(?:前|(?<=年)内))")


def alone(words: str) -> str | None:
    """The deadline that words are and nothing else: 4月底前完成, 长期坚持, 2024年6月底前出台办法."""
    plain = words.translate(_DIGITS)
    found = _ALONE.fullmatch(plain)
    if (
        found
        and (until := found["until"] or found["open"])
        and (found["open"] or re.search(r"\d|[季半年]", until))
    ):
        at = plain.find(until)
        return words[at : at + len(until)]
    begins = _BEGINS.match(plain)
    if begins and len(plain) <= 20 and not re.search("牵头|负责|配合", plain):
        return words[begins.start("until") : begins.end("until")]
    return None


def parse(text: str, year: int | None) -> Deadline:
    """The deadline that words name.

    Args:
        text: the words, without white space.
        year: the plan's year, for words that name none (6月底前).

    Returns:
        kind `date` with the last day on which the work is in time (底前 is the month's last
        day; 6月前 without 底 is the last day before June), `open` without an end,
        `recurring` for a rhythm, `unclear` otherwise.
    """
    words = _CHINESE_MONTH.sub(lambda m: _NUMERALS[m[1]] + "月", text.translate(_DIGITS))
    if day := _date(words, year):
        return Deadline(text, day.isoformat(), "date")
    if _OPEN.search(words):
        return Deadline(text, None, "open")
    if _RECURRING.search(words):
        return Deadline(text, None, "recurring")
    return Deadline(text, None, "unclear")


def _date(words: str, plan_year: int | None) -> datetime.date | None:
    if _RECURRING.search(words):
        return None
    for pattern in (_DAY, _MARKED_DAY, _MONTH, _QUARTER, _HALF, _YEAR_END):
        for found in pattern.finditer(words):
            parts = found.groupdict()
            year = int(parts["year"]) if parts.get("year") else plan_year
            if year is None or (pattern is _YEAR_END and found.group() == "年"):
                continue
            try:
                return _last_day(parts, year)
            except ValueError:
                continue
    return None


def _last_day(parts: dict[str, str | None], year: int) -> datetime.date:
    """The day that the parts of a match name.

    Raises:
        ValueError: there is no such month or day.
    """
    if parts.get("day"):
        return datetime.date(year, int(parts["month"] or 0), int(parts["day"] or 0))
    month = 12
    if parts.get("month"):
        month = int(parts["month"] or 0)
        if parts["before"] and not parts["end"]:
            return datetime.date(year, month, 1) - datetime.timedelta(days=1)
    elif parts.get("quarter"):
        month = 3 * ("一二三四1234".index(parts["quarter"] or "一") % 4 + 1)
    elif parts.get("half"):
        month = 6 if parts["half"] == "上" else 12
    if not 1 <= month <= 12:
        raise ValueError(month)
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
