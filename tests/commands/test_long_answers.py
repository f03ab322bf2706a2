"""A long answer as a person reads it: under headings by county and campaign, each with its count."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.calling import data, zeren
from zeren.queries.answer import plain

HEADING = re.compile(r"^■ (.+) — (\d+) 条$")
ROW = re.compile(r"^ *(\d+)\. (.+)$")


def parts(folder: Path, question: str) -> dict[str, list[str]]:
    """What stands under each heading of the table: the row's numbers."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in zeren(folder, "ask", question, "--format", "table").stdout.splitlines():
        if match := HEADING.match(line):
            heading = match[0]
        elif match := ROW.match(line):
            found.setdefault(heading, []).append(match[1])
    return found


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("哪些任务没有时限", ["county", "campaign"]),
        ("云泽县哪些任务没有时限", ["campaign"]),
        ("有哪些目标", ["county"]),
    ],
)
def test_a_long_answer_is_counted_under_headings(folder: Path, question: str, by: list[str]) -> None:
    rows = data(folder, "ask", question)["rows"]
    wanted: dict[str, int] = {}
    for row in rows:
        heading = " · ".join(plain(row[part]) or "其他" for part in by)
        wanted[heading] = wanted.get(heading, 0) + 1
    shown = parts(folder, question)
    assert list(shown) == [f"■ {heading} — {count} 条" for heading, count in wanted.items()]
    assert [len(numbers) for numbers in shown.values()] == list(wanted.values())
    assert [number for numbers in shown.values() for number in numbers] == [
        str(number) for number in range(1, len(rows) + 1)
    ]


@pytest.mark.parametrize("question", ["云泽县财政局牵头哪些任务", "各单位牵头的任务数前20"])
def test_a_short_or_ranked_answer_has_no_headings(folder: Path, question: str) -> None:
    assert list(parts(folder, question)) == [""]


def test_a_ranking_over_two_counties_names_the_county_of_each_row(folder: Path) -> None:
    rows = data(folder, "ask", "各单位牵头的任务数前20")["rows"]
    assert {row["county"] for row in rows} == {"云泽县", "青岭县"}
    shown = zeren(folder, "ask", "各单位牵头的任务数前20", "--format", "table").stdout
    for row in rows:
        assert f"{row['unit']['name']}（{row['county']}） · {row['tasks']} 项任务" in shown
