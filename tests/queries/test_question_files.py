"""Files of questions: what is broken in one is told with its line, and a folder of one's own is read too."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from zeren.errors import UNREADABLE, CatalogueError
from zeren.queries import index, sources
from zeren.workspace import Workspace

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-question.md"
NAME = "tasks-carried-alone"


def example() -> str:
    """The question that the guide adds."""
    found = re.search(rf"`{NAME}\.rq`:\n\n```sparql\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own questions, which is named in the environment."""
    monkeypatch.setenv(sources.OWN, str(tmp_path))
    return tmp_path


def python(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `python -m` prints with this folder of questions."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True, check=False, text=True, encoding="utf-8",
        env={**os.environ, sources.OWN: str(folder), **environment},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "instead", "line", "reason"),
    [
        ("  # given\n", "", 27, "no line # given"),
        ("SELECT DISTINCT", "SELCT DISTINCT", 30, "unexpected SELCT"),
        ("columns: [task, unit", "columns: [task, office, unit", 25, "does not show ?office"),
        ("{unit}单独承担的任务", "{unit}和{unit2}单独承担的任务", 2, "the title has {unit2}"),
        (
            "Tasks that {unit} carries alone",
            "Tasks that are carried alone",
            1,
            "the title in en does not show {unit}",
        ),
        (
            "parameters: {unit: unit}",
            "parameters: {unit: unit, county2: county}",
            27,
            "the query has no ?county2",
        ),
        ("parameters: {unit: unit}", "parameters: {unti: unit}", 9, "no slot is called unti"),
        ("topic: unit", "topic: foo", 7, "Invalid enum value 'foo'"),
        ("topic: unit", "topik: unit", 7, "unknown field `topik`"),
        ("about: task", "about: target", 27, "the query has no ?target"),
        ("topic: unit", "topic: [unit", 8, "',' or ']'"),
        ("{unit}单独承担哪些任务", "{unit}火星承担哪些任务", 13, "words that words.yaml does not have: 火星"),
        ("{unit}单独承担哪些任务", "{unit}(单独承担哪些任务", 13, "a bracket is not closed"),
        ("{unit}单独承担哪些任务", "{unit}牵头哪些任务", 13, "is a wording of tasks-led-by too"),
        ("{unit}单独承担哪些任务", "{group}单独承担哪些任务", 13, "{group} is no parameter"),
        ("which tasks does the tax bureau carry", "哪些任务 carry", 22, "there is no example in en"),
    ],
)
def test_what_is_broken_is_told_with_its_line(
    own: Path, written: str, instead: str, line: int, reason: str
) -> None:
    file = own / f"{NAME}.rq"
    text = example()
    assert written in text
    file.write_text(text.replace(written, instead, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        index.build()
    assert reason in refused.value.message
    assert f"{file}, line {line}: " in refused.value.message


def test_every_broken_file_is_told_at_once(own: Path) -> None:
    (own / "empty.rq").write_text("", "utf-8")
    (own / "letters.rq").write_bytes("#+ title: 任务".encode("gbk"))
    (own / "tasks-led-by.rq").write_text(example(), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        index.build()
    empty, letters, again = refused.value.message.split("\n")
    assert empty == f"{own / 'empty.rq'}, line 1: there is no header of #+ lines"
    assert letters.startswith(f"{own / 'letters.rq'} cannot be read")
    assert again.endswith("tasks-led-by.rq is a question of this name")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sources.OWN, str(tmp_path / "nowhere"))
    with pytest.raises(CatalogueError, match=r"ZEREN_QUESTIONS names .*nowhere, which is no folder"):
        index.build()


def test_a_question_of_ones_own_is_asked_like_any_other(
    workspace_of_examples: Workspace, tmp_path: Path
) -> None:
    (tmp_path / f"{NAME}.rq").write_text(example(), "utf-8")
    asked = "县税务局独自承担的工作有哪些"
    for _ in ("from the file", "from the index beside it"):
        answer = python(
            "zeren", "ask", asked, folder=tmp_path, ZEREN_WORKSPACE=str(workspace_of_examples.path)
        )
        assert answer.returncode == 0, answer.stderr
        assert json.loads(answer.stdout)["understood"]["query"] == NAME
        assert python("zeren.queries.index", folder=tmp_path).returncode == 0
    kept = json.loads((tmp_path / "index.json").read_text("utf-8"))
    assert NAME in [question["name"] for question in kept["questions"]]


@pytest.mark.parametrize(
    "command", [["ask", "有哪些任务"], ["query"], ["query", "tasks", "--help"], ["search", "老旧小区"]]
)
def test_one_broken_file_ends_a_command_in_a_message(
    workspace_of_examples: Workspace, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "mine.rq").write_text(example().replace("topic: unit", "topic: foo"), "utf-8")
    ended = python("zeren", *command, folder=tmp_path, ZEREN_WORKSPACE=str(workspace_of_examples.path))
    assert ended.returncode == UNREADABLE
    assert ended.stderr.startswith(f"error: {tmp_path / 'mine.rq'}, line 7: Invalid enum value 'foo'")
    assert "hint: docs/adding-a-question.md" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_check_of_the_files_ends_in_a_message(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("", "utf-8")
    ended = python("zeren.queries.index", folder=tmp_path)
    assert ended.returncode == UNREADABLE
    assert ended.stderr.startswith("error: ")
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "index.json").exists()


@pytest.mark.parametrize("text", ["meanings: [", "meanings: {lead: [(牵头]}", "other: 1", ""])
def test_broken_words_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    words = tmp_path / "words.yaml"
    words.write_text(text, "utf-8")
    monkeypatch.setattr(index, "WORDS", words)
    with pytest.raises(CatalogueError, match=r"words\.yaml"):
        index.build()
