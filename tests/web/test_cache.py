"""Finished pages: made once for all who ask, kept while there is room, made before anybody asks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event

import pytest
from starlette.testclient import TestClient

from zeren.web.app import application
from zeren.web.cache import Finished
from zeren.web.preparing import prepare
from zeren.web.shelf import Shelf
from zeren.workspace import Workspace


def test_a_page_that_many_ask_for_at_once_is_made_once() -> None:
    finished, together, made = Finished(), Barrier(8), []

    def make() -> bytes:
        made.append(1)
        Event().wait(0.05)
        return b"page"

    def ask() -> bytes:
        together.wait()
        return finished.get("units", make)

    with ThreadPoolExecutor(8) as readers:
        answers = [reader.result() for reader in [readers.submit(ask) for _ in range(8)]]
    assert answers == [b"page"] * 8
    assert len(made) == 1


def test_a_page_that_cannot_be_made_is_tried_again() -> None:
    finished = Finished()

    def fail() -> bytes:
        raise ValueError("no such page")

    for _ in range(2):
        with pytest.raises(ValueError, match="no such page"):
            finished.get("units", fail)
    assert finished.get("units", lambda: b"page") == b"page"


def test_what_nobody_asked_for_longest_makes_room() -> None:
    finished, made = Finished(room=20), []

    def make(key: str) -> bytes:
        made.append(key)
        return b"0123456789"

    for key in ("a", "b", "a", "c", "a", "b"):
        finished.get(key, partial(make, key))
    assert made == ["a", "b", "c", "b"]


def test_a_page_larger_than_all_room_is_given_and_not_kept() -> None:
    finished = Finished(room=4)
    assert finished.get("a", lambda: b"first") == b"first"
    assert finished.get("a", lambda: b"again") == b"again"


def test_the_first_reader_finds_the_first_pages_made(
    workspace_of_examples: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = application(workspace_of_examples)
    with TestClient(app) as reader:
        prepare(app.state.current)
        monkeypatch.setattr(Shelf, "select", lambda *_: pytest.fail("the page was made again"))
        for address in ("/", "/en/", "/network", "/findings"):
            assert reader.get(address).status_code == 200
