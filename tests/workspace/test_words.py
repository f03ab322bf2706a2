"""The index of words belongs to its generation: it is published with it, and follows every change."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from zeren.cli import app
from zeren.errors import WORKSPACE
from zeren.graph import word_index
from zeren.workspace import Workspace

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))
WORD = "夜间经济"


def indexes(path: Path) -> list[Path]:
    return sorted(path.glob("graph/*/words.sqlite"))


def found(path: Path, word: str = WORD) -> list[str]:
    with Workspace(path).snapshot() as snapshot:
        return [one.task for one in snapshot.search([word])]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for plan in EXAMPLES:
        Workspace(tmp_path / "data").ingest([plan])
    return tmp_path / "data"


def test_each_generation_has_its_index(workspace: Path) -> None:
    assert [path.parent.name for path in indexes(workspace)] == [(workspace / "CURRENT").read_text().strip()]
    assert found(workspace) == ["云泽政办发-2024-5/1/二/一/3"]


def test_a_plan_that_is_taken_out_is_found_no_more(workspace: Path) -> None:
    Workspace(workspace).remove(["云泽政办发-2024-5"])
    assert found(workspace) == []
    assert {task.partition("/")[0] for task in found(workspace, "老旧小区")} == {"青岭政办发-2024-7"}


def test_a_plan_that_changes_is_found_by_its_new_words(workspace: Path, tmp_path: Path) -> None:
    plan = next(path for path in EXAMPLES if WORD in path.read_text("utf-8"))
    (tmp_path / plan.name).write_text(plan.read_text("utf-8").replace(WORD, "早市经济"), "utf-8")
    Workspace(workspace).ingest([tmp_path / plan.name])
    assert found(workspace) == []
    assert found(workspace, "早市经济") == ["云泽政办发-2024-5/1/二/一/3"]


def test_one_by_one_or_together_the_answers_are_the_same(workspace: Path, tmp_path: Path) -> None:
    Workspace(tmp_path / "together").ingest(EXAMPLES)
    for word in (WORD, "老旧小区", "养老", "任务"):
        assert found(workspace, word) == found(tmp_path / "together", word)


def test_a_workspace_without_an_index_is_answered_and_gets_one_at_the_next_write(workspace: Path) -> None:
    (path,) = indexes(workspace)
    path.unlink()
    assert found(workspace) == ["云泽政办发-2024-5/1/二/一/3"]
    Workspace(workspace).remove(["青岭政办发-2024-7"])
    assert len(indexes(workspace)) == 1
    assert found(workspace) == ["云泽政办发-2024-5/1/二/一/3"]


def test_a_damaged_index_is_told_and_made_anew_at_the_next_write(workspace: Path) -> None:
    (path,) = indexes(workspace)
    path.write_bytes(b"no index")
    asked = CliRunner().invoke(app, ["search", WORD, "-w", str(workspace)])
    assert asked.exit_code == WORKSPACE
    assert "error: the index of words in " in asked.stderr
    assert "hint: the workspace is damaged" in asked.stderr
    Workspace(workspace).remove(["青岭政办发-2024-7"])
    assert found(workspace) == ["云泽政办发-2024-5/1/二/一/3"]


def test_an_index_of_other_documents_is_damaged(workspace: Path, tmp_path: Path) -> None:
    Workspace(tmp_path / "one").ingest(EXAMPLES[:1])
    (path,), (other,) = indexes(workspace), indexes(tmp_path / "one")
    path.write_bytes(other.read_bytes())
    asked = CliRunner().invoke(app, ["search", WORD, "-w", str(workspace)])
    assert asked.exit_code == WORKSPACE
    Workspace(workspace).remove(["青岭政办发-2024-7"])
    assert found(workspace) == ["云泽政办发-2024-5/1/二/一/3"]


def test_an_index_whose_pages_are_torn_is_told(workspace: Path) -> None:
    (path,) = indexes(workspace)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(bytes(data))
    asked = CliRunner().invoke(app, ["ask", f"哪些任务提到{WORD}", "-w", str(workspace)])
    assert asked.exit_code == WORKSPACE
    assert "Traceback" not in asked.stderr
    Workspace(workspace).remove(["青岭政办发-2024-7"])
    assert found(workspace) == ["云泽政办发-2024-5/1/二/一/3"]


def test_a_python_without_fts_searches_without_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_index, "_TABLES", "CREATE VIRTUAL TABLE pairs USING fts9(letters)")
    Workspace(tmp_path / "data").ingest(EXAMPLES)
    assert indexes(tmp_path / "data") == []
    assert found(tmp_path / "data") == ["云泽政办发-2024-5/1/二/一/3"]
