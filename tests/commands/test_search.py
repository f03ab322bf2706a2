"""`zeren search` as it is called."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from typer.testing import Result

from tests.calling import zeren
from zeren.errors import NOT_UNDERSTOOD, OK, USAGE
from zeren.workspace import Workspace


def search(folder: Path, *arguments: str, code: int = OK) -> Result:
    return zeren(folder, "search", *arguments, code=code)


def test_the_words_are_marked_for_people(folder: Path) -> None:
    shown = search(folder, "老旧小区", "--county", "云泽", "--in", "title", "-f", "table").stdout
    assert re.sub(r"\d+–\d+", "a–b", shown).splitlines() == [
        "理解为：文中含有“老旧小区”的任务（云泽县；只查标题） — 2 条",
        "",
        "  1. 推进老旧小区更新",
        "     附件1 · 打好产业培育主动仗工作方案 / 二、工作任务 / （二）扩大有效投资",
        "     牵头 县住房和城乡建设局 · 负责 县城管执法局、县民政局 · 名单未尽（等）",
        "     “3.推进【老旧小区】更新。” [云泽政办发-2024-5 a–b]",
        "",
        "  2. 改造老旧小区",
        "     附件5 · 打好民生保障持久仗工作方案 / 二、工作任务 / （一）省重点民生实事",
        "     牵头 县城管执法局",
        "     时限 2024年11月底前",
        "     “6.改造【老旧小区】。” [云泽政办发-2024-5 a–b]",
    ]


def test_the_places_of_the_words_are_for_programs(folder: Path) -> None:
    found = json.loads(search(folder, "老旧小区").stdout)
    assert found["understood"]["parameters"] == {"words": "老旧小区"}
    with Workspace(folder).snapshot() as snapshot:
        for row in found["rows"]:
            for sentence in row["hits"]:
                text = snapshot.text(sentence["document"])
                assert text[sentence["start"] : sentence["end"]] == sentence["quote"]
                words = [text[word["start"] : word["end"]] for word in sentence["words"]]
                assert set(words) == {"老旧小区"}
            assert row["evidence"][0]["quote"] == row["hits"][0]["quote"]


def test_the_best_ones_are_shown_and_the_others_counted(folder: Path) -> None:
    found = json.loads(search(folder, "养老", "--county", "青岭", "--limit", "2").stdout)
    assert found["count"] == 2
    assert found["understood"]["text"] == "文中含有“养老”的任务（青岭县），共 5 项，列出最相关的 2 项"
    assert [row["county"] for row in found["rows"]] == ["青岭县", "青岭县"]


def test_only_one_campaign(folder: Path) -> None:
    found = json.loads(search(folder, "养老", "--campaign", "民生保障持久仗").stdout)
    assert [row["task"]["name"] for row in found["rows"]] == ["新建社区养老服务站"]


def test_a_spreadsheet_has_the_sentence(folder: Path) -> None:
    rows = list(csv.DictReader(search(folder, "夜间经济", "-f", "csv").stdout.splitlines()))
    assert [(row["task"], row["hits"], row["quote"]) for row in rows] == [
        ("做活县城夜间经济", "1", "３．做活县城夜间经济。")
    ]


def test_any_paragraph_with_its_place(folder: Path) -> None:
    done = search(folder, "社区养老服务站", "--everywhere")
    with Workspace(folder).snapshot() as snapshot:
        for record in json.loads(done.stdout):
            text = snapshot.text(record["document"])[record["start"] : record["end"]]
            assert text == record["quote"]
            assert {word["quote"] for word in record["words"]} == {"社区养老服务站"}
    assert done.stderr.startswith("共 ")
    assert "【社区养老服务站】" in search(folder, "社区养老服务站", "--everywhere", "-f", "table").stdout


def test_a_paragraph_outside_of_tasks_is_found_everywhere_alone(folder: Path) -> None:
    assert "zeren search 印发 --everywhere" in search(folder, "印发", code=NOT_UNDERSTOOD).stderr
    assert json.loads(search(folder, "印发", "--everywhere").stdout)


def test_words_that_stand_nowhere_get_the_nearest(folder: Path) -> None:
    done = search(folder, "夜间经记", code=NOT_UNDERSTOOD)
    assert done.stdout == ""
    assert "did you mean: 夜间经济" in done.stderr
    assert "夜间经济" in search(folder, "夜间经记", "--everywhere", code=NOT_UNDERSTOOD).stderr


@pytest.mark.parametrize(
    "arguments", [["，"], [" "], ["养老", "--everywhere", "--in", "title"], ["养老", "--limit", "0"]]
)
def test_what_cannot_be_looked_for_is_refused(folder: Path, arguments: list[str]) -> None:
    search(folder, *arguments, code=USAGE)


@pytest.mark.parametrize("everywhere", [[], ["--everywhere"]])
def test_words_that_are_too_long_are_not_echoed(folder: Path, everywhere: list[str]) -> None:
    refused = search(folder, "养" * 20_000, *everywhere, code=USAGE)
    assert "20000 letters are too many" in refused.stderr
    assert "养养" not in refused.stderr


def test_the_printed_query_gives_the_same_tasks(folder: Path) -> None:
    found = json.loads(search(folder, "老旧小区").stdout)
    done = zeren(folder, "sparql", found["sparql"], "-f", "csv")
    names = dict.fromkeys(row["taskName"] for row in csv.DictReader(done.stdout.splitlines()))
    assert list(names) == [row["task"]["name"] for row in found["rows"]]
