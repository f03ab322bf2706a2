"""Targets in sentences: which figures are one, of what, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest import indicators
from zeren.ingest.outline import tree
from zeren.ingest.readers import plaintext
from zeren.ontology.facts import Evidence, Region, Target, Task

REGION = Region("云溪县", "云溪", "county", "Yunxi")


def read(text: str, tasks: tuple[Task, ...] = ()) -> list[Target]:
    outline = tree.build(plaintext.read(text))
    return indicators.read(outline, tasks, REGION, "云政办发-2024-1", 2024)[0]


def shown(target: Target) -> str:
    value = f"{target.value:g}" + (f"..{target.value_max:g}" if target.value_max is not None else "")
    line = f"{target.name} | {target.measure} {target.comparator} {value} {target.unit}".rstrip()
    return line + (f" from {target.baseline:g}" if target.baseline is not None else "")


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/targets.txt"), ids=titled)
def test_a_sentence_sets_its_targets(case: Case) -> None:
    assert ("\n".join(map(shown, read(case.text))) or "none") == case.expected


def test_number_and_unit_may_be_split_by_a_line_break() -> None:
    text = "附件1\n\n\t工作任务\n\t工作事项\n\t牵头单位\n\n\t交通\n\t新修农村公路3\n6公里。\n\t县交通运输局\n"
    assert [shown(t) for t in read(text)] == ["新修农村公路 | other = 36 公里"]


def test_the_units_of_a_task_set_no_target() -> None:
    text = "一、建设园区\n新建标准厂房5栋。（14个专委会成员单位负责）\n"
    clause = (text.index("（"), text.index("）") + 1)
    task = Task(
        "t", "d", "", [], "建设园区", "", None, [], [], [], [], False, None, [], "bracket",
        [Evidence("assignment", *clause), Evidence("text", 0, clause[0])],
    )  # fmt: skip
    found = read(text, (task,))
    assert [(t.name, t.task) for t in found] == [("新建标准厂房", "t")]


def test_a_year_in_the_sentence_goes_before_that_of_the_plan() -> None:
    assert [t.year for t in read("到2026年，森林覆盖率达到61%。造林绿化3万亩。")] == [2026, 2024]


def test_the_region_before_a_name_is_no_part_of_it() -> None:
    assert [t.name for t in read("云溪县新建公园3个，全县新增就业岗位900个。")] == [
        "新建公园",
        "新增就业岗位",
    ]


_LETTERS = (
    "新增达到不低于以上以内力争，。；、：（）“”从的各均第前个家亩%元万 \n\t0123456789.-至三十两５．％"
    "同比增长占率标准年月"
)
_WORDS = st.text(st.sampled_from(_LETTERS), max_size=60)


@settings(max_examples=300)
@given(st.one_of(_WORDS, st.text(max_size=40)))
@example("“。”0元")
def test_any_text_is_read_and_evidence_stays_within_its_sentence(words: str) -> None:
    for target in read(words):
        for place in target.evidence:
            assert 0 <= place.start < place.end <= len(words)
            assert not any(stop in words[place.start : place.end - 1] for stop in "。！？")
