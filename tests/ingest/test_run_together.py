"""A text whose line ends are lost, as copied from a web page: its paragraphs are found again."""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest.readers import plaintext, run_together

CASES = read_cases("ingest/fixtures/run_together.txt")


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_paragraphs_begin_where_labels_count_on(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_together, "LONGEST", 80)
    blocks = plaintext.read(case.text).blocks
    assert "\n".join(case.text[b.start : b.end] for b in blocks) == case.expected


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_a_line_of_usual_length_is_one_paragraph(case: Case) -> None:
    assert len(plaintext.read(case.text).blocks) == 1
