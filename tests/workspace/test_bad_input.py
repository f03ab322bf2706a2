"""What cannot be read or written ends in one clear message, with the workspace as it was."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests import county
from zeren.cli import app
from zeren.errors import UsageError, WorkspaceError
from zeren.ontology.decisions import Decision
from zeren.workspace import Workspace

ROOT = Path(county.__file__).resolve().parents[1]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(county.plan(tasks=["植树（县林业局牵头）"]), "utf-8")
    return path


@pytest.fixture
def filled(empty_workspace: Workspace, plan: Path) -> Workspace:
    """A workspace with this plan, which is then changed on the disk."""
    empty_workspace.ingest([plan])
    plan.write_text(county.plan(tasks=["植树（县农业局牵头）"]), "utf-8")
    return empty_workspace


@pytest.mark.parametrize("kind", [str, Path])
def test_one_path_needs_no_list(
    empty_workspace: Workspace, plan: Path, kind: Callable[[Path], str | Path]
) -> None:
    (account,) = empty_workspace.ingest(kind(plan)).documents
    assert account.path == str(plan)
    assert not empty_workspace.ingest(kind(plan.parent)).failures


@pytest.mark.parametrize("paths", ["", " ", [""], [5]])
def test_what_is_no_path_is_refused(empty_workspace: Workspace, paths: Any) -> None:
    with pytest.raises(UsageError, match="a path is empty, or no path"):
        empty_workspace.ingest(paths)
    assert not empty_workspace.path.exists()


def test_one_document_is_removed_without_a_list(filled: Workspace) -> None:
    (document,) = filled.documents()
    assert filled.remove(document.id) == [document]


def test_a_folder_that_may_not_be_looked_into_is_reported(
    empty_workspace: Workspace, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans" / "closed").mkdir(parents=True)
    exists = Path.exists

    def denied(path: Path) -> bool:
        if path.parent.name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return exists(path)

    monkeypatch.setattr(Path, "exists", denied)
    report = empty_workspace.ingest([plan, tmp_path / "plans"])
    assert len(report.documents) == 1
    (failure,) = report.failures
    assert "Permission denied" in failure.message
    assert "closed" in failure.message


def is_as_it_was(workspace: Workspace) -> bool:
    with workspace.snapshot() as published:
        (row,) = published.select("SELECT ?name { ?task zr:lead/skos:prefLabel ?name }")
        return str(row["name"].value) == "县林业局"


# -------------------------------------------------------------------------------------------- files


def empty(path: Path) -> None:
    path.write_bytes(b"")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def huge(path: Path) -> None:
    path.write_bytes("字".encode() * 17_000_000)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder_without_texts(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("make", [empty, binary, huge, pipe, folder_without_texts, missing])
def test_a_bad_file_is_named_and_nothing_is_made(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "bad.txt"
    make(path)
    result = CliRunner().invoke(app, ["ingest", str(path), "-w", str(tmp_path / "data"), "-f", "table"])
    assert result.exit_code == 4, result.output
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert "bad.txt" in errors[0]
    assert result.stdout == ""
    assert not (tmp_path / "data").exists()


def test_a_file_that_vanishes_while_it_is_read(filled: Workspace, plan: Path) -> None:
    def vanish(path: Path, decisions: Sequence[Decision]) -> county.Reading:
        path.unlink()
        return county.read(path, decisions)

    report = Workspace(filled.path, reader=vanish).ingest([plan])
    (failure,) = report.failures
    assert "a.txt cannot be read: No such file" in failure.message
    assert is_as_it_was(filled)


# ---------------------------------------------------------------------------------------- workspaces


def test_a_workspace_of_another_version(filled: Workspace, plan: Path) -> None:
    (filled.path / "zeren.json").write_text('{"format":99,"zeren":"7.1.0"}', "utf-8")
    for use in (filled.documents, lambda: filled.ingest([plan])):
        with pytest.raises(WorkspaceError, match=r"made by Zeren 7\.1\.0") as caught:
            use()
        assert "Zeren 7.1.0" in caught.value.hint


@pytest.mark.parametrize("name", ["zeren.json", "CURRENT", "graph/1/manifest.json"])
@pytest.mark.parametrize("contents", ["", "{", "\x00\x01"])
def test_a_damaged_workspace_is_said(filled: Workspace, name: str, contents: str) -> None:
    (filled.path / name).write_text(contents, "utf-8")
    with pytest.raises(WorkspaceError, match=Path(name).name):
        filled.documents()


def test_a_generation_that_is_gone(filled: Workspace) -> None:
    (filled.path / "CURRENT").write_text("7\n", "utf-8")
    with pytest.raises(WorkspaceError, match="generation 7"):
        filled.documents()


@pytest.mark.parametrize("contents", [None, b"", b"{", b'{"record":"unit"}\n'])
def test_facts_that_are_gone_or_damaged(filled: Workspace, plan: Path, contents: bytes | None) -> None:
    (path,) = filled.path.glob("documents/*/*/facts.jsonl")
    path.unlink() if contents is None else path.write_bytes(contents)
    changes = (lambda: filled.ingest([plan]), lambda: filled.remove(["云溪政办发-2024-3"]))
    for use in (filled.documents, filled.graph, lambda: filled.facts("云溪政办发-2024-3"), *changes):
        with pytest.raises(WorkspaceError, match="facts"):
            use()


def test_a_store_that_is_damaged(filled: Workspace, plan: Path) -> None:
    for path in (filled.path / "graph" / "1" / "store").iterdir():
        path.write_bytes(b"no store")
    with filled.snapshot() as published, pytest.raises(WorkspaceError, match="cannot be opened"):
        published.query("ASK {}")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        filled.ingest([plan])


def test_a_workspace_that_is_a_file(plan: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"a\.txt"):
        Workspace(plan, reader=county.read).ingest([plan])
    with pytest.raises(WorkspaceError, match="there is no workspace"):
        Workspace(plan).documents()


def test_the_workspace_is_no_folder_of_plans(filled: Workspace) -> None:
    report = filled.ingest([filled.path])
    (failure,) = report.failures
    assert "is a workspace" in failure.message


# --------------------------------------------------------------------------------------- a full disk


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("step", ["fsync", "replace", "rename", "mkdir"])
def test_the_disk_refuses_at_any_step(
    filled: Workspace, plan: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "somewhere")

    with monkeypatch.context() as broken:
        broken.setattr(os, step, refuse) if step == "fsync" else broken.setattr(Path, step, refuse)
        with pytest.raises(WorkspaceError, match=os.strerror(number)):
            filled.ingest([plan])
    assert is_as_it_was(filled)
    assert len(list((filled.path / "graph").iterdir())) == 1
    assert len(list((filled.path / "documents").glob("*/*"))) == 1
    filled.ingest([plan])
    assert not is_as_it_was(filled)


@pytest.mark.parametrize("size", [100, 40_000])
def test_the_disk_takes_no_more(filled: Workspace, plan: Path, size: int) -> None:
    """Files may not grow over a limit: the small one stops a document, the large one the store."""
    code = (
        "import resource, sys\nfrom tests import county\nfrom zeren.workspace import Workspace\n"
        "from zeren.errors import WorkspaceError\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "try:\n    Workspace(sys.argv[1], reader=county.read).ingest([sys.argv[2]])\n"
        "except WorkspaceError as error:\n    print(error.message)\n    sys.exit(error.exit_code)\n"
    )
    plan.write_text(county.plan(tasks=[f"任务{n}（县农业局牵头）" for n in range(300)]), "utf-8")
    if size > 100:
        plan.write_text(county.plan(tasks=[f"任务{n}（县农业局牵头）" for n in range(60)]), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, str(filled.path), str(plan)],
        capture_output=True, text=True, cwd=ROOT, timeout=30, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 5, done.stderr
    assert "cannot be written" in done.stdout
    assert is_as_it_was(filled)
    filled.ingest([plan])
    assert not [p for p in (filled.path / "documents").glob("*/*") if p.name.startswith(".")]
