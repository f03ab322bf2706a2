"""Several processes and one workspace: one writes, the others read, nobody waits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock

from tests import county
from zeren.errors import WorkspaceError
from zeren.graph.store import Snapshot
from zeren.workspace import Workspace


@pytest.fixture
def change(empty_workspace: Workspace, tmp_path: Path) -> Callable[[str], object]:
    """Ingests one plan in which this unit leads; it is ingested once with 县水利局."""
    path = tmp_path / "a.txt"

    def change(unit: str) -> object:
        path.write_text(county.plan(tasks=[f"修好河堤（{unit}牵头）"]), "utf-8")
        return empty_workspace.ingest([path])

    change("县水利局")
    return change


def lead(published: Snapshot) -> str:
    """The unit that leads, by the graph; the facts and the text must say the same."""
    (row,) = published.select("SELECT ?name { ?task zr:lead/skos:prefLabel ?name }")
    (document,) = published.documents
    (task,) = published.facts(document).tasks
    place = task.lead[0]
    assert published.text(document)[place.start : place.end] == place.mention == row["name"].value
    return str(row["name"].value)


def generations(workspace: Workspace) -> int:
    return len(list((workspace.path / "graph").iterdir()))


def test_a_reader_keeps_what_it_began_with(
    empty_workspace: Workspace, change: Callable[[str], object]
) -> None:
    with empty_workspace.snapshot() as before, empty_workspace.snapshot() as unread:
        assert lead(before) == "县水利局"
        change("县林业局")
        change("县农业局")
        assert lead(before) == "县水利局"
        assert lead(unread) == "县水利局"
        with empty_workspace.snapshot() as after:
            assert lead(after) == "县农业局"
    change("县交通局")
    assert generations(empty_workspace) == 1


def test_readers_during_publishing_see_one_generation_each(
    empty_workspace: Workspace, change: Callable[[str], object]
) -> None:
    names = [f"县第{number}局" for number in range(12)]
    seen: list[str] = []
    failed: list[BaseException] = []
    done = False

    def read() -> None:
        try:
            while not done:
                with empty_workspace.snapshot() as published:
                    seen.append(lead(published))
        except BaseException as error:
            failed.append(error)
            raise

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for name in names:
        change(name)
    done = True
    for reader in readers:
        reader.join()
    assert not failed
    assert set(seen) <= {"县水利局", *names}
    assert len(set(seen)) > 1
    change("县林业局")
    assert generations(empty_workspace) == 1


def test_a_reader_in_another_process_is_not_disturbed(
    empty_workspace: Workspace, change: Callable[[str], object]
) -> None:
    code = (
        "import sys\nfrom tests.workspace.test_sharing import lead\nfrom zeren import Workspace\n"
        "with Workspace(sys.argv[1]).snapshot() as published:\n"
        "    print('open', flush=True)\n    sys.stdin.readline()\n    print(lead(published))\n"
    )
    command = [sys.executable, "-c", code, str(empty_workspace.path)]
    root = Path(county.__file__).resolve().parents[1]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        change("县林业局")
        assert generations(empty_workspace) == 2
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "县水利局\n"
    change("县农业局")
    assert generations(empty_workspace) == 1


def test_a_second_writer_is_told_so(empty_workspace: Workspace, change: Callable[[str], object]) -> None:
    lock = empty_workspace.path / "LOCK"
    with FileLock(str(lock)), pytest.raises(WorkspaceError, match="another process") as caught:
        change("县林业局")
    assert str(lock) in caught.value.message
    with empty_workspace.snapshot() as published:
        assert lead(published) == "县水利局"


@pytest.mark.usefixtures("change")
def test_reading_needs_no_permission_to_write(empty_workspace: Workspace) -> None:
    paths = [empty_workspace.path, *empty_workspace.path.rglob("*")]
    before = {path: path.stat().st_mtime_ns for path in paths}
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        with empty_workspace.snapshot() as published:
            assert lead(published) == "县水利局"
        assert {path: path.stat().st_mtime_ns for path in paths} == before
        assert set(empty_workspace.path.rglob("*")) == set(paths[1:])
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)
