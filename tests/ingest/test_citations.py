"""Document numbers in running text, each with the title it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest import citations


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/citations.txt"), ids=titled)
def test_numbers_are_found_with_their_titles(case: Case) -> None:
    found = [f"{c.number} | {c.title or 'none'}" for c in citations.find(case.text, 0, len(case.text))]
    assert "\n".join(found) == case.expected


@given(
    st.sampled_from(["云政办发", "澜发", "云财社"]),
    st.integers(1990, 2049),
    st.integers(1, 999),
    st.sampled_from(["〔{}〕", "[{}]", "［{}］", "【{}】", "（{}）", "({})"]),
)
def test_any_bracket_gives_the_standard_form(code: str, year: int, number: int, form: str) -> None:
    text = f"依据{code}{form.format(year)}{number}号办理"
    (found,) = citations.find(text, 0, len(text))
    assert found.number == f"{code}〔{year}〕{number}号"
    assert text[found.start : found.end] == f"{code}{form.format(year)}{number}号"


def test_a_range_that_no_office_could_mean_is_not_expanded() -> None:
    found = [c.number for c in citations.find("云发改〔2023〕1-9999号", 0, 15)]
    assert found == ["云发改〔2023〕1号", "云发改〔2023〕9999号"]
