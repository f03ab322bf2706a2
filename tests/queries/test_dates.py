"""Days and periods as people write them."""

from __future__ import annotations

import pytest

from zeren.queries.ask.dates import periods
from zeren.queries.ask.normalise import lower, normalise


def read(text: str) -> list[str]:
    """The periods in a text, as first..last; a year left out is 2000, as the reader holds it."""
    found = periods(lower(normalise(text)))
    return [f"{p.first}..{p.last}".replace("0001-01-01", "").replace("9999-12-31", "") for p in found]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2023年6月底前要完成", "..2023-06-30"),
        ("２０２３年６月底前", "..2023-06-30"),
        ("二〇二三年十二月底前", "..2023-12-31"),
        ("2024年2月底前", "..2024-02-29"),
        ("2023-06-30前", "..2023-06-30"),
        ("2023年6月15日前", "..2023-06-15"),
        ("2023/6/15之前", "..2023-06-15"),
        ("截至2023年7月1日", "..2023-07-01"),
        ("不晚于2023年11月", "..2023-11-30"),
        ("2023年6月", "2023-06-01..2023-06-30"),
        ("2023年6月上旬", "2023-06-01..2023-06-10"),
        ("2023年第三季度", "2023-07-01..2023-09-30"),
        ("2023年上半年", "2023-01-01..2023-06-30"),
        ("2023年底前", "..2023-12-31"),
        ("2023年7月到9月之间", "2023-07-01..2023-09-30"),
        ("2023年6月以后", "2023-07-01.."),
        ("2023年6月起", "2023-06-01.."),
        ("6月底前", "..2000-06-30"),
        ("by June 2023", "..2023-06-30"),
        ("by the end of June 2023", "..2023-06-30"),
        ("before the end of June 2023", "..2023-06-30"),
        ("before June 2023", "..2023-05-31"),
        ("no later than 30 June 2023", "..2023-06-30"),
        ("by June 30, 2023", "..2023-06-30"),
        ("until 2023-06-30", "..2023-06-30"),
        ("in May 2023", "2023-05-01..2023-05-31"),
        ("in Q3 2023", "2023-07-01..2023-09-30"),
        ("in the first half of 2023", "2023-01-01..2023-06-30"),
        ("between July and September 2023", "2023-07-01..2023-09-30"),
        ("after June 2023", "2023-07-01.."),
        ("since June 2023", "2023-06-01.."),
        ("by 2023", "..2023-12-31"),
    ],
)
def test_a_period(text: str, days: str) -> None:
    assert read(text) == [days]


@pytest.mark.parametrize(
    "text", ["前5个单位", "2023年13月", "2023-02-30", "tasks that may be late", "一、二", "5月35日"]
)
def test_what_is_no_day(text: str) -> None:
    assert read(text) == []


def test_february_ends_with_its_year() -> None:
    (period,) = periods("2月底前")
    assert str(period.limit_to(2023).last) == "2023-02-28"
    assert str(period.limit_to(2024).last) == "2024-02-29"
