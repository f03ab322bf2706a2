"""Labels at the start of a line: rank (0 chapter … 6 circled), what is printed, the words behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest.outline import labels


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/labels.txt"), ids=titled)
def test_a_label_is_told_from_what_only_looks_like_one(case: Case) -> None:
    label = labels.parse(case.text)
    found = f"{label.rank} {label.printed} {case.text[label.end :]}" if label else "none"
    assert found == case.expected


def chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    ten = ("十" if tens == 1 else digits[tens] + "十") if tens else ""
    return ten + (digits[ones] if ones or not tens else "")


@given(st.integers(1, 99), st.sampled_from(["{}、", "（{}）", "({})", "{} 、 ", "（{}) "]))
def test_chinese_labels_count(number: int, form: str) -> None:
    label = labels.parse(form.format(chinese(number)) + "抓好落实")
    assert label is not None
    assert label.value == number


@given(
    st.integers(1, 199), st.sampled_from(["{}.", "{}．", "{}、", "（{}）", "({}）", "{}）"]), st.booleans()
)
def test_arabic_labels_count_in_either_width(number: int, form: str, wide: bool) -> None:
    digits = (
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")) if wide else str(number)
    )
    label = labels.parse(form.format(digits) + "抓好落实")
    assert label is not None
    assert (label.value, label.printed) == (number, str(number))
