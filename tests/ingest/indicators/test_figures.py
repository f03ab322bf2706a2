"""Figures: what the grammar writes is read back to the same value, in any width of characters."""

from __future__ import annotations

from decimal import Decimal

import cn2an
from hypothesis import given
from hypothesis import strategies as st

from zeren.ingest.indicators import figures, numbers
from zeren.ontology import measures

NUMBERS = st.integers(0, 99_999_999).flatmap(
    lambda n: st.sampled_from([str(n), f"{n:,}", str(Decimal(n) / 1000)]).filter(lambda w: "E" not in w)
)
UNITS = st.sampled_from(sorted(measures.table().units))
MULTIPLIERS = st.sampled_from(["", "万", "亿", "千"])
BEFORE = st.sampled_from(["", "不低于", "不少于", "超过", "不超过", "控制在", "约"])
BEHIND = st.sampled_from(["", "以上", "以内", "左右"])
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@given(NUMBERS, MULTIPLIERS, UNITS, BEFORE, BEHIND)
def test_a_written_figure_is_read_back(
    number: str, multiplier: str, unit: str, before: str, behind: str
) -> None:
    found = list(figures.find(f"{before}{number}{multiplier}{unit}{behind}"))
    assert [f.value for f in found] == [float(number.replace(",", ""))]
    assert found[0].unit == multiplier + unit
    assert found[0].start == 0


@given(st.integers(2, 99_999), st.sampled_from(["家", "个月", "亩"]))
def test_a_chinese_numeral_is_read_back(number: int, unit: str) -> None:
    written = cn2an.an2cn(number)
    normalised = measures.table().normalised
    read = [normalised(f.value, f.unit) for f in figures.find(f"{written}{unit}") if f.number == 0]
    assert read == [normalised(number, unit)]


@given(st.integers(1, 100))
def test_per_cent_in_words(number: int) -> None:
    found = list(figures.find(f"达到百分之{cn2an.an2cn(number)}"))
    assert [(f.value, f.unit) for f in found] == [(number, "%")] or number == 100


@given(NUMBERS, UNITS, st.lists(st.booleans(), min_size=40, max_size=40))
def test_offsets_survive_any_mixture_of_widths(number: str, unit: str, wide: list[bool]) -> None:
    plain = f"建成{number}{unit}以上"
    mixed = "".join(c.translate(WIDE) if w else c for c, w in zip(plain, wide, strict=False))
    halved = numbers.half_width(mixed)
    assert len(halved) == len(mixed)
    places = [(f.start, f.end, f.value) for f in figures.find(halved)]
    assert places == [(f.start, f.end, f.value) for f in figures.find(plain)]


def test_words_behind_a_figure_count_more_than_words_before_it() -> None:
    assert [f.comparator for f in figures.find("控制在5.5%左右")] == ["~"]


def test_values_in_different_units_can_be_compared() -> None:
    units = measures.table()
    assert units.normalised(5000, "万元") == units.normalised(0.5, "亿元")
    assert units.normalised(9, "‰") == (0.9, "%")
    assert units.normalised(650, "元/月") != units.normalised(650, "元/年")
