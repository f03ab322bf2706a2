"""Where a place stands in its plan: annex and printed label."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import county
from zeren.graph.whereabouts import Finder
from zeren.ingest.pipeline import read

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def plan() -> tuple[Finder, str, str]:
    reading = read(EXAMPLES / "云泽县打好六场硬仗总体方案.txt")
    return Finder([reading.facts]), reading.facts.document.id, reading.text


@pytest.mark.parametrize(
    ("words", "annex", "label"),
    [
        ("净增高新技术企业5家", "", ""),
        ("净增高新技术企业6家以上", "2", ""),
        ("全年改造城镇老旧小区26个", "1", "二.二.3"),
        ("开工改造城镇老旧小区24个", "5", "二.一.6"),
        ("云泽县打好六场硬仗总体方案", "", ""),
    ],
)
def test_a_place_is_in_its_annex_under_its_label(
    plan: tuple[Finder, str, str], words: str, annex: str, label: str
) -> None:
    finder, document, text = plan
    start = text.index(words)
    assert finder.at(document, start, start + len(words)) == (annex, label)


def test_the_smallest_task_that_holds_a_place_names_it() -> None:
    start = county.TEXT.index("2024年12月底前")
    assert Finder([county.FACTS]).at(county.DOCUMENT.id, start, start + 4) == ("1", "一.1")
