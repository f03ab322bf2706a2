"""Figures in running text: number, unit of measure, and the words right around them.

The grammar of a figure, in half-width characters:

    figure     = [before] value [after]
    value      = [minus] number [余|多] unit | number [unit] dash number unit | 百分之 number | 千分之 number
    minus      = - | 负, behind a word of change or of reaching (增长-1.5%)
    number     = digits | Chinese numerals | number 亿|万 number    (3亿5000万元)
    unit       = [multiplier] name [ "/" rate ]            (measures.toml)
    before     = 不低于 | 超过 | 控制在 | 约 …               (comparator.py)
    after      = 以上 | 以内 | 左右 …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zeren.ingest.indicators import comparator, numbers
from zeren.ontology import measures
from zeren.ontology.facts import Comparator

_MINUS = "(?<=[长为率速幅达到至在降升于过超])[-负]"
_SET_PHRASES = frozenset({"条", "项", "类", "批", "款", "门", "篇", "件"})
"""Units of which a spelled-out number names a whole (二十条措施) rather than sets a target."""

_SPELLED = frozenset({"money", "area", "mass", "share", "points"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; `chinese` where its numerals may be an article or part of a phrase.

    `start` and `end` include the comparator's words; `number` is where the digits begin.
    """

    start: int
    number: int
    end: int
    value: float
    value_max: float | None
    unit: str
    comparator: Comparator
    chinese: bool
    behind: str

    @property
    def kind(self) -> str:
        """What the unit measures."""
        return measures.table().kind(self.unit)


@cache
def _pattern() -> re.Pattern[str]:
    number, unit = numbers.NUMBER, measures.pattern()
    return re.compile(
        rf"(?P<before>{comparator.BEFORE})?"
        rf"(?:(?P<part>[百千])分之(?P<share>{number})(?:-(?:[百千]分之)?(?P<share_max>{number}))?"
        rf"|(?P<minus>{_MINUS})?(?<![\dA-Za-z.亿])(?P<low>{number})"
        rf"(?:(?:(?:{unit})?[-至到](?P<high>{number}))?(?P<unit>{unit})"
        rf"|(?P<some>[余多])(?P<unit_of_some>{unit})|(?P<thousands>[千万亿])[余多](?P<named>{unit})))"
        rf"(?P<behind>{comparator.AFTER})?"
    )


def find(text: str) -> Iterator[Figure]:
    """The figures of a text without white space, in half-width characters (`numbers.half_width`)."""
    for found in _pattern().finditer(text):
        low = found["share"] or found["low"]
        high = found["share_max"] or found["high"]
        unit = _unit(found)
        multiplier = measures.table().multiplier(unit)
        value = numbers.stepped(low, multiplier)
        value_max = numbers.stepped(high, multiplier) if high else None
        if value is None or (high and value_max is None):
            continue
        if value_max is not None and value_max <= value:
            continue
        some = found["some"] or found["thousands"]
        sign = "~" if some else comparator.of(found["before"] or "", found["behind"] or "")
        yield Figure(
            start=found.start(),
            number=found.start("part")
            if found["part"]
            else found.start("minus" if found["minus"] else "low"),
            end=found.end(),
            value=-value if found["minus"] else value,
            value_max=value_max,
            unit=unit,
            comparator="range" if value_max is not None else sign,
            chinese=not found["part"] and _may_be_a_phrase(low, value, unit),
            behind=found["behind"] or "",
        )


def _unit(found: re.Match[str]) -> str:
    if found["part"]:
        return {"百": "%", "千": "‰"}[found["part"]]
    return found["unit"] or found["unit_of_some"] or found["thousands"] + found["named"]


def _may_be_a_phrase(written: str, value: float, unit: str) -> bool:
    """Whether a number in Chinese numerals may be an article or part of a set phrase (一个, 三个清单).

    One of several characters (一千二百个), and one of money and the like (八亿元), is none.
    """
    if not numbers.is_chinese(written):
        return False
    table = measures.table()
    is_long = len(written) > 1 and value > 10 and unit not in _SET_PHRASES
    return not (is_long or table.multiplier(unit) > 1 or (value > 1 and table.kind(unit) in _SPELLED))
