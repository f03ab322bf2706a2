"""The folder that `zeren site` writes: what is somebody else's stays, what is unfinished goes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from zeren.errors import UsageError, WorkspaceError
from zeren.web import rendering, writing
from zeren.web.shelf import Shelf
from zeren.web.site_folder import SITE
from zeren.workspace import Workspace


def write(folder: Path, **pages: str) -> None:
    """A small site: pages by the name of their file."""
    with SITE.replaced(folder) as unfinished:
        for name, words in pages.items():
            path = unfinished / "unit" / f"{name}.html"
            path.parent.mkdir(exist_ok=True)
            path.write_text(words, encoding="utf-8")


def pages(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that a site was written into."""
    write(tmp_path / "网页", 财政局="old", 教育局="old")
    return tmp_path / "网页"


def test_a_site_is_replaced_whole_and_nothing_is_left_beside_it(folder: Path) -> None:
    SITE.check(folder)
    write(folder, 财政局="new")
    assert pages(folder) == {"财政局": "new"}
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.parametrize("name", ["mydocs/thesis.txt", "thesis.txt", "unit/notes.html", "unit/财政局.bak"])
def test_a_file_of_somebody_else_is_never_lost(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError, match=name):
        SITE.check(folder)
    with pytest.raises(UsageError, match=name):
        write(folder, 财政局="new")
    assert path.read_text(encoding="utf-8") == "years of work"
    assert pages(folder)["财政局"] == "old"
    assert list(folder.parent.iterdir()) == [folder]


def test_a_folder_of_somebody_else_is_never_lost_either(folder: Path) -> None:
    (folder / "plans").mkdir()
    with pytest.raises(UsageError, match="plans"):
        SITE.check(folder)


def test_of_many_files_of_somebody_else_a_few_are_named(folder: Path) -> None:
    for number in range(8):
        (folder / f"{number}.txt").touch()
    with pytest.raises(UsageError, match=r"0\.txt, 1\.txt, 2\.txt, …$"):
        SITE.check(folder)


def test_a_file_that_comes_while_the_site_is_written_is_kept(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"late\.txt"), SITE.replaced(folder):
        (folder / "late.txt").touch()
    assert (folder / "late.txt").is_file()


def test_what_file_managers_leave_is_nobody_s(folder: Path) -> None:
    (folder / "unit" / "Thumbs.db").touch()
    (folder / ".DS_Store").touch()
    write(folder, 财政局="new")
    assert pages(folder) == {"财政局": "new"}


def test_a_site_without_a_list_of_its_files_is_refused(folder: Path) -> None:
    (folder / SITE.mark).write_text("This folder was written by zeren site.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="kept no list") as refused:
        SITE.check(folder)
    assert "--output" in refused.value.hint
    assert pages(folder) == {"财政局": "old", "教育局": "old"}


def test_a_link_is_followed(folder: Path) -> None:
    link = folder.parent / "current"
    link.symlink_to(folder.name)
    write(link, 财政局="new")
    assert link.is_symlink()
    assert pages(folder) == {"财政局": "new"}


def test_a_link_to_nothing_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(tmp_path / "site")
    write(tmp_path / "current", 财政局="new")
    assert pages(tmp_path / "site") == {"财政局": "new"}


@pytest.mark.parametrize("failure", [KeyboardInterrupt, WorkspaceError("the workspace is damaged")])
def test_a_site_that_fails_leaves_nothing_behind(
    folder: Path,
    workspace_of_examples: Workspace,
    failure: type[BaseException] | BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = iter(range(3))
    html = rendering.html

    def failing(*given: Any) -> str:
        if next(left, None) is None:
            raise failure
        return html(*given)

    monkeypatch.setattr(rendering, "html", failing)
    with (
        workspace_of_examples.snapshot() as published,
        pytest.raises((KeyboardInterrupt, WorkspaceError)),
    ):
        writing.write_site(Shelf(published), folder)
    assert list(folder.parent.iterdir()) == [folder]
    assert pages(folder) == {"财政局": "old", "教育局": "old"}


def test_the_mark_lists_every_file_of_a_site(site: Path) -> None:
    SITE.check(site)
    listed = (site / SITE.mark).read_text(encoding="utf-8").splitlines()
    assert {"index.html", "en/index.html", "index.json", "search.js", "static/zeren.css"} <= {*listed}
    (site / "thesis.txt").touch()
    try:
        with pytest.raises(UsageError, match=r"what zeren site did not write: thesis\.txt$"):
            SITE.check(site)
    finally:
        (site / "thesis.txt").unlink()


def test_words_beside_a_task_are_found_in_the_files(site: Path) -> None:
    script = (site / "search.js").read_text(encoding="utf-8")
    entries = json.loads(script.removeprefix("window.zerenSearch=").removesuffix(";\n"))
    found = [entry for entry in entries if "县林业局负责" in entry[4]]
    assert {entry[4] for entry in found} == {"1. （县水利局牵头，县财政局、县林业局负责）"}
    assert all(entry[0] == "text" and (site / entry[3]).is_file() for entry in found)


def test_the_help_says_what_is_refused() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "zeren", "site", "--help"], capture_output=True, check=True, text=True
    )
    assert "holds anything else is refused" in " ".join(ended.stdout.replace("│", " ").split())
