"""A damaged graph, or what is made beside it, is told with the way out, which works and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import county
from zeren.errors import UsageError, WorkspaceError
from zeren.graph.columns import files
from zeren.workspace import Workspace

COUNTIES, WORDS = "各县任务数量", "哪些任务提到桥梁"
NOISE = bytes(range(256)) * 8


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Two plans of one county, whose graph has columns."""
    monkeypatch.setattr(files, "MANY", 1)
    plans = tmp_path / "plans"
    plans.mkdir()
    for number, place in enumerate(("河堤", "桥梁"), 1):
        tasks = [f"修好第一段{place}（县水利局牵头，县财政局负责）"]
        (plans / f"{number}.txt").write_text(county.plan(number=number, tasks=tasks), "utf-8")
    made = Workspace(tmp_path / "data")
    assert not made.ingest(plans).failures
    return made


def spoil(path: Path) -> None:
    path.write_bytes(NOISE + path.read_bytes()[len(NOISE) :])


def answered(workspace: Workspace) -> list[object]:
    """What the graph, its columns and the index of words say."""
    return [workspace.ask(question).rows for question in ("县水利局牵头哪些任务", COUNTIES, WORDS)]


@pytest.mark.parametrize(
    ("name", "asked"), [("columns.duckdb", COUNTIES), ("words.sqlite", WORDS), ("store/CURRENT", COUNTIES)]
)
def test_what_is_damaged_is_made_anew(workspace: Workspace, name: str, asked: str) -> None:
    before = answered(workspace)
    spoil(workspace.path / "graph" / "1" / name)
    with pytest.raises(WorkspaceError) as told:
        Workspace(workspace.path).ask(asked)
    assert "zeren publish --all" in told.value.hint
    again = Workspace(workspace.path)
    parts: list[str] = []
    assert again.publish(lambda step: parts.append(step.stage), anew=True) is None
    assert {"graph", "words"} <= set(parts)
    assert answered(Workspace(workspace.path)) == before
    assert [path.name for path in (workspace.path / "graph").iterdir()] == ["2"]


def test_without_a_server_and_without_all_nothing_is_made(workspace: Workspace) -> None:
    with pytest.raises(UsageError) as told:
        workspace.publish()
    assert "zeren publish --all makes it anew" in told.value.hint
    assert [path.name for path in (workspace.path / "graph").iterdir()] == ["1"]
