"""Labels that do not follow each other, in prose and in the columns of tables."""

from __future__ import annotations

import pytest

from zeren.ingest.outline.numbering import breaks
from zeren.ingest.pipeline import read_text

HEAD = "云泽政办发〔2024〕3号\n云泽县人民政府办公室\n云泽县重点工作方案\n"


def found(text: str) -> list[tuple[str, str]]:
    """The kind of each broken label, and the words at its place."""
    facts = read_text(HEAD + text, "方案.txt", "0" * 64)
    return [
        (f.kind, (HEAD + text)[f.places[0].start : f.places[0].end])
        for f in facts.findings
        if f.kind.startswith("label")
    ]


@pytest.mark.parametrize(
    ("printed", "broken"),
    [
        ([1, 2, 3], []),
        ([1, 2, 4, 5], [(2, "label-missing")]),
        ([1, 2, 2, 3], [(2, "label-repeated")]),
        ([1, 3, 2, 4], [(2, "label-out-of-order")]),
        ([2, 1, 3], [(1, "label-out-of-order")]),
        ([1, 2, 3, 1, 2], [(3, "label-repeated")]),
        ([3, 4], [(0, "label-missing")]),
    ],
)
def test_a_number_that_does_not_follow(printed: list[int], broken: list[tuple[int, str]]) -> None:
    assert list(breaks(printed)) == broken


def test_a_count_may_go_on_from_the_section_before() -> None:
    going_on = "（一）治水\n1.修桥。\n2.修堤。\n（二）植树\n3.育苗。\n"
    assert found("一、任务\n" + going_on) == []
    assert found("一、任务\n" + going_on.replace("3.育苗", "5.育苗")) == [("label-missing", "5.育苗。")]


TABLE = (
    "一、任务\n\t工作任务\n\t工作事项\n\t牵头单位\n\n"
    "\t一、治水\n\t1.修桥。\n\t县水利局\n\n"
    "\t\n\t2.修堤。\n\t县水利局\n\n"
    "\t二、植树\n\t1.育苗。\n\t县林业局\n"
)


def test_a_columns_numbers_begin_again_beside_a_new_section() -> None:
    assert found(TABLE) == []
    assert found(TABLE.replace("2.修堤", "3.修堤")) == [("label-missing", "3.修堤")]
    assert found(TABLE.replace("二、植树", "三、植树")) == [("label-missing", "三、植树")]
    assert found(TABLE.replace("2.修堤", "1.修堤")) == [("label-repeated", "1.修堤")]


def test_a_heading_that_is_printed_again_counts_once() -> None:
    header = "\t工作任务\n\t工作事项\n\t牵头单位\n\n"
    broken = TABLE.replace("\t\n\t2.修堤", f"{header}\t一、治水\n\t2.修堤")
    assert found(broken) == []
