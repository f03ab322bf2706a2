"""Damaged files of every form: what `python -m tests.fuzz` tries for minutes, for a second each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import seeds
from tests.fuzz.mutations import mutated
from tests.fuzz.worker import Worker


@cache
def whole(form: str) -> list[bytes]:
    # Damaged workbooks of before 2007 may fill the memory up to its limit, which takes seconds.
    return [data for data in seeds.SEEDS[form]() if form != "xlsx" or data.startswith(b"PK")]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """A process within limits: no file can hang or fell the test."""
    begun = Worker()
    yield begun
    begun.end()


@pytest.mark.parametrize("form", [form for form in seeds.SEEDS if form not in ("doc", "pdf")])
def test_whole_files_are_read(worker: Worker, form: str) -> None:
    assert [worker.run(form, data, whole=True).said for data in whole(form)] == ["read"] * len(whole(form))


@pytest.mark.parametrize("form", seeds.SEEDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), is_deep=st.booleans())
def test_damaged_files_are_refused_in_words_or_read_without_loss(
    worker: Worker, form: str, seed: int, is_deep: bool
) -> None:
    assert worker.run(form, mutated(form, whole(form), Random(seed)), whole=is_deep).find == ""


class Found(NamedTuple):
    """What a run of the damaged files found, told again in a file that is as small as it can be."""

    title: str
    form: str
    text: str


HEAD = "云政办发〔2024〕7号\n云泽县重点工作方案\n2024年3月1日\n"
COLUMNS = "序号\t工作任务\t牵头单位\n"
ROW = "1\t修路\t县交通局\n"
CELLS = "2\t植树\t县林业局\t" * 700
FOUND = (
    Found("a figure of 400 digits was written as nothing and not read back", "txt",
          f"{HEAD}一、投资。完成投资{'9' * 400}亿元。"),
    Found("400 digits in a series, and in a rank", "txt",
          f"{HEAD}县委、县政府每年研究分别不少于{'9' * 400}次、2次，总量进入全市前{'9' * 400}名。"),
    Found("a row of 2000 cells filled the memory", "txt", f"{HEAD}{COLUMNS}{ROW}{CELLS}\n2\t植树\n"),
    Found("a header of 2000 cells filled the memory", "txt",
          HEAD + COLUMNS.strip().replace("位", "位\t") * 700 + f"\n{ROW}{CELLS}\n{ROW}"),
    Found("a second line of 2000 cells below a header", "txt",
          f"{HEAD}序号\t工作任务\t责任分工\n" + "牵头单位\t配合单位\t" * 1000 + f"\n{ROW * 300}"),
    Found("a clause without end took time by its square", "txt",
          f"{HEAD}一、修路。{'县城管局要管好道路' * 7000}“两个"),
    Found("a header that nothing stands below was in no block", "csv", "序号,工作任务,牵头单位\n,,\n"),
    Found("a name to review in a cell of two rows was sorted beside itself", "txt",
          f"{HEAD}\n\t序号\n\t工作任务\n\t牵头单位\n\n\t1\n\t修路\n\t县交通运输局\n\n\t2\n\t铺路\n\t县交通运榆局\n"
          "\n\t3\n\t植树\n\t\n"),
    Found("the same, with a heading below it", "csv", "序号,工作任务,牵头单位\n一、城市管理,,\n"),
    Found("a name with a slip, in a cell of two rows, ended the ingestion", "html",
          "<h1>云泽县重点工作方案</h1><table><tr><th>序号<th>工作任务<th>牵头单位<tr><td>1<td>修路"
          "<td rowspan=2>县农业农付局<tr><td>2<td>植树<tr><td>3<td>清淤<td>县农业农村局</table>"),
)  # fmt: skip


@pytest.mark.parametrize("case", FOUND, ids=[case.title for case in FOUND])
def test_what_was_found_is_mended(worker: Worker, case: Found) -> None:
    ended = worker.run(case.form, case.text.encode(), whole=True)
    assert (ended.said, ended.find) == ("read", "")
