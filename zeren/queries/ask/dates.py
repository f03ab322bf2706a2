"""Periods in a question: 2023年6月底前, 7月到9月, since June 2023, by the end of June."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from zeren.queries.ask.days import LEAP, Days, Stretch, days_in, stretches
from zeren.queries.given import FIRST, LAST


class Period(Days, frozen=True):
    """The days that a question asks about.

    A period that is open at one end begins with FIRST or ends with LAST. A whole year may also mean
    the plans of that year.
    """

    def limit_to(self, year: int) -> Period:
        """The same period in a year that the question left out."""
        return msgspec.structs.replace(
            self,
            first=self.first if self.first == FIRST else _in_year(year, self.first),
            last=self.last if self.last == LAST else _in_year(year, self.last),
            year=year,
        )


_BY = r"(?:by|until|till|before|no later than|not later than|on or before|up to|as of|prior to)(?: the)? $"
_AFTER = r"(?:after|later than|since|from|beyond)(?: the)? $"
_CHINESE_BY = r"(?:截至|截止到|截止|到|至|不晚于|不迟于|在)$"
_BEFORE = r" ?(?:之前|以前|前|为止|止)"
_SINCE = r" ?(?:之后|以后|后|起|以来)"
_BETWEEN = r" ?(?:到|至|—|–|-|~|and|to|through|until) ?(?:the )?"


def periods(text: str) -> Iterator[Period]:
    """Every period that the text, in small letters, names; from the left, none inside another."""
    waiting = stretches(text)
    at = 0
    while waiting:
        stretch = waiting.pop(0)
        if stretch.start < at:
            continue
        follower = next((s for s in waiting if s.start >= stretch.end), None)
        if follower and re.fullmatch(_BETWEEN, text[stretch.end : follower.start]):
            found = _from_to(text, stretch, follower)
        else:
            found = _related(text, stretch)
        yield found
        at = found.end


def _from_to(text: str, first: Stretch, last: Stretch) -> Period:
    year = first.year or last.year
    lead = re.search(r"(?:between|from|在|从) ?$", text[: first.start])
    tail = re.match(r" ?(?:之间|期间)", text[last.end :])
    return Period(
        lead.start() if lead else first.start,
        last.end + (tail.end() if tail else 0),
        first.first if first.year or not year else _in_year(year, first.first),
        last.last if last.year or not year else _in_year(year, last.last),
        False,
        year,
    )


def _related(text: str, stretch: Stretch) -> Period:
    """The stretch with the words around it that open it at one end: 前, 起, by, after."""
    before, after = text[: stretch.start], text[stretch.end :]
    by, since = re.search(_BY, before), re.search(_AFTER, before)
    chinese_by = re.search(_CHINESE_BY, before)
    ended = re.match(_BEFORE, after)
    begun = re.match(_SINCE, after)
    first, last = stretch.first, stretch.last
    if by or ended or (chinese_by and chinese_by[0] != "在"):
        first = FIRST
        at_end = stretch.exact or re.search("end|close|last|底|末", text[stretch.start : stretch.end])
        if by and re.match("before|prior", by[0]) and not at_end:
            last = stretch.first - timedelta(days=1)
    elif since or begun:
        first, last = (stretch.first if _includes(since, begun) else stretch.last + timedelta(days=1)), LAST
    word = by or since or chinese_by
    tail = ended or begun
    return Period(
        word.start() if word else stretch.start,
        stretch.end + (tail.end() if tail else 0),
        first,
        last,
        stretch.whole_year and first == stretch.first and last == stretch.last,
        stretch.year,
    )


def _includes(since: re.Match[str] | None, begun: re.Match[str] | None) -> bool:
    """Whether what the words open begins with the stretch itself (起, since) or behind it (后, after)."""
    words = f"{since[0] if since else ''}{begun[0] if begun else ''}"
    return re.search("起|以来|since|from", words) is not None


def _in_year(year: int, day: date) -> date:
    # The last of February moves with the year.
    last = days_in(year, day.month)
    at_end = day.day == days_in(LEAP, day.month)
    return date(year, day.month, last if at_end else min(day.day, last))
