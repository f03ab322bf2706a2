"""Deadlines of a plan of 2024: the last day in time, and the kind."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest import deadlines


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/deadlines.txt"), ids=titled)
def test_words_name_a_day_a_rhythm_or_no_end(case: Case) -> None:
    deadline = deadlines.parse(case.text, 2024)
    assert f"{deadline.date or 'none'} {deadline.kind}" == case.expected
    assert deadline.text == case.text


@given(st.integers(2000, 2050), st.integers(1, 12))
def test_the_end_of_a_month_is_its_last_day(year: int, month: int) -> None:
    last = calendar.monthrange(year, month)[1]
    assert deadlines.parse(f"{year}年{month}月底前", None).date == f"{year}-{month:02}-{last}"


@given(st.dates())
def test_a_day_is_that_day(day: object) -> None:
    year, month, number = str(day).split("-")
    if int(year) >= 1900 and int(year) < 2100:
        words = f"{int(year)}年{int(month)}月{int(number)}日前"
        assert deadlines.parse(words, None).date == str(day)


@given(st.text(max_size=30))
def test_any_words_have_a_kind(words: str) -> None:
    deadline = deadlines.parse(words, 2024)
    assert (deadline.date is not None) == (deadline.kind == "date")
