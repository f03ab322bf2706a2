"""Figures in running text: number, unit of measure, and the words right around them.

The grammar of a figure, in half-width characters:

    figure     = [before] value [after]
    value      = number unit | number [unit] dash number unit | 百分之 number | 千分之 number
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


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit.

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
        rf"|(?<![\dA-Za-z.])(?P<low>{number})(?:(?:{unit})?[-至到](?P<high>{number}))?(?P<unit>{unit}))"
        rf"(?P<behind>{comparator.AFTER})?"
    )


def find(text: str) -> Iterator[Figure]:
    """The figures of a text without white space, in half-width characters (`numbers.half_width`)."""
    for found in _pattern().finditer(text):
        low = found["share"] or found["low"]
        high = found["share_max"] or found["high"]
        value, value_max = numbers.value(low), numbers.value(high) if high else None
        if value is None or (high and value_max is None):
            continue
        if value_max is not None and value_max <= value:
            continue
        sign = comparator.of(found["before"] or "", found["behind"] or "")
        yield Figure(
            start=found.start(),
            number=found.start("part") if found["part"] else found.start("low"),
            end=found.end(),
            value=value,
            value_max=value_max,
            unit={"百": "%", "千": "‰"}[found["part"]] if found["part"] else found["unit"],
            comparator="range" if value_max is not None else sign,
            chinese=numbers.is_chinese(low) and not found["part"],
            behind=found["behind"] or "",
        )
