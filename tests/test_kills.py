"""The benchmark that kills an ingestion, itself: it goes through, and it sees what it has to see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.kills import __main__ as kills
from benchmarks.kills import truth
from tests import county
from zeren.workspace import Workspace
from zeren.workspace.layout import TEMPORARY

pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no /proc")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a workspace with one plan."""
    plan = tmp_path / "plan.txt"
    plan.write_text(county.plan(tasks=["修好河堤（县水利局牵头，县财政局负责）"]), "utf-8")
    workspace = Workspace(tmp_path / "data")
    assert not workspace.ingest(plan).failures
    return workspace.path


def test_nothing_is_left_over_after_an_ingestion(data: Path) -> None:
    assert list(truth.remnants(data)) == []


@pytest.mark.parametrize(
    ("leave", "told"),
    [
        (lambda data: (data / "graph" / "9").mkdir(), "graph/9"),
        (lambda data: (data / "documents" / "stray").mkdir(), "documents/stray"),
        (lambda data: (data / f"{TEMPORARY}x").write_text("", "utf-8"), f"{TEMPORARY}x"),
        (
            lambda data: (data / "readings.jsonl").write_text("", "utf-8"),
            "readings.jsonl has 0 lines for 1 documents",
        ),
    ],
)
def test_what_is_left_over_or_missing_is_named(
    data: Path, leave: Callable[[Path], object], told: str
) -> None:
    leave(data)
    assert told in set(truth.remnants(data))


def test_other_facts_are_another_state(data: Path, tmp_path: Path) -> None:
    question = truth.asked(data)
    before = truth.read(data, question)
    assert before == truth.read(data, question)
    assert before.tasks == 1
    assert before.rows == 1
    more = tmp_path / "more.txt"
    more.write_text(county.plan(number=2, tasks=["修好桥梁（县交通运输局牵头）"]), "utf-8")
    Workspace(data).ingest(more)
    assert truth.read(data, question) != before


def test_two_kills_go_through_and_nothing_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert kills.main(["--plans", "4", "--kills", "2", "--rounds", "1"]) == 0
    told = capsys.readouterr()
    assert "2 kills so far" in told.out + told.err
