"""The examples that each command's help shows can be called as they stand, on the example plans."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from tests.calling import zeren
from tests.conftest import PLANS
from zeren.cli import COMMANDS
from zeren.errors import FOUND, OK

ELSEWHERE = ("mcp", "publish", "serve", "site")
"""The commands that go on until stopped, need a server or write hundreds of pages; others test them."""


def examples(command: str) -> list[str]:
    """The calls that a command's help shows, without the explanations behind them."""
    lines = import_module(f"zeren.commands.{COMMANDS[command]}").EXAMPLES.splitlines()
    return [re.split(r"\s{3,}", line.strip())[0] for line in lines if "zeren " in line]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ELSEWHERE])
def test_the_examples_of_a_command_can_be_called(
    examples_as_read: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(examples_as_read, "data")
    shutil.copytree(PLANS[0].parent, "plans", ignore=shutil.ignore_patterns("draft"))
    shutil.copyfile(PLANS[0], "总体方案.txt")
    Path("question.rq").write_text("SELECT ?title { ?task zr:title ?title }", "utf-8")
    assert examples(command)
    for example in examples(command):
        given, _, call = example.rpartition(" | ")
        words = shlex.split(call.partition(" > ")[0])[1:]
        if command == "remove":
            zeren(Path("data"), "ingest", *map(str, PLANS))
        done = zeren(Path("data"), *words, code=None, given=shlex.split(given)[1] if given else None)
        assert done.exit_code in (OK, FOUND), f"{example}: {done.output}"
        assert done.exit_code == OK or command == "check", example
