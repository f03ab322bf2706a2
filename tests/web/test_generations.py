"""Readers while plans are ingested and removed: nobody waits, fails, or sees half of two states."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.conftest import PLANS
from zeren.web.app import application
from zeren.web.current import Current
from zeren.workspace import Workspace


@pytest.fixture
def workspace(examples_as_read: Path, tmp_path: Path) -> Workspace:
    return Workspace(shutil.copytree(examples_as_read, tmp_path / "data"))


def state(page: dict[str, Any]) -> tuple[object, ...]:
    """What the first page says in three queries of its own: plans, tasks, and tasks by county."""
    return page["counts"]["document"], page["counts"]["task"], sum(c["tasks"] for c in page["counties"])


def test_no_answer_mixes_two_states(workspace: Workspace) -> None:
    app = application(workspace)
    seen: list[tuple[object, ...]] = []
    failed: list[object] = []
    ended = threading.Event()

    def read() -> None:
        with TestClient(app) as client:
            while not ended.is_set():
                answer = client.get("/index.json")
                if answer.status_code == 200:
                    seen.append(state(answer.json()))
                else:
                    failed.append(answer.text)

    with TestClient(app) as client:
        both = state(client.get("/index.json").json())
        readers = [threading.Thread(target=read) for _ in range(6)]
        for reader in readers:
            reader.start()
        (gone,) = [document.id for document in workspace.documents() if "青岭" in document.title]
        for _ in range(2):
            workspace.remove(gone)
            one = state(client.get("/index.json").json())
            workspace.ingest(PLANS)
        ended.set()
        for reader in readers:
            reader.join()
    assert not failed
    assert one != both
    assert set(seen) <= {one, both}
    assert len(set(seen)) == 2


def test_an_old_state_goes_when_its_last_reader_does(workspace: Workspace) -> None:
    current = Current(workspace)
    with current.held() as old:
        first = next(iter(old.shelf.documents))
        workspace.remove(first)
        with current.held() as new:
            assert first not in new.shelf.documents
        # Whoever still reads the old state goes on reading it.
        assert old.shelf.facts(first).tasks
    graphs = Path(workspace.path, "graph")
    workspace.ingest(PLANS)
    with current.held() as newest:
        assert first in newest.shelf.documents
    current.close()
    workspace.remove(first)
    assert len([folder for folder in graphs.iterdir() if folder.name.isdigit()]) <= 2


def test_a_page_is_sent_again_only_when_something_changed(workspace: Workspace) -> None:
    with TestClient(application(workspace)) as client:
        first = client.get("/units")
        again = client.get("/units", headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304
        assert not again.content
        workspace.remove(next(iter(document.id for document in workspace.documents())))
        changed = client.get("/units", headers={"if-none-match": first.headers["etag"]})
        assert changed.status_code == 200
        assert changed.text != first.text


def test_a_workspace_that_is_gone_is_told_as_such(tmp_path: Path) -> None:
    with TestClient(application(Workspace(tmp_path / "none"))) as client:
        answer = client.get("/")
        assert answer.status_code == 503
        assert "zeren ingest" in answer.text
