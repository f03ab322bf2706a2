"""What the documentation says is true: its transcripts are real output, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zeren.cli import app
from zeren.errors import FOUND, OK

CHECKOUT = Path(__file__).resolve().parents[1]
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
TRANSCRIPT = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!\w+:)([^)#]+)")


def transcripts(page: Path) -> Iterator[tuple[str, str]]:
    """The commands of a page's transcripts, each with the output that it shows."""
    for block in TRANSCRIPT.findall(page.read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.strip("\n")


@pytest.mark.parametrize("page", [p for p in PAGES if any(transcripts(p))], ids=lambda page: page.name)
def test_a_transcript_shows_what_the_commands_print(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setenv("ZEREN_WORKSPACE", str(tmp_path / "data"))
    for command, shown in transcripts(page):
        program, *arguments = shlex.split(command)
        assert program == "zeren"
        paths = [str(p) for a in arguments for p in (sorted(Path().glob(a)) if "*" in a else [a])]
        done = CliRunner().invoke(app, [*paths, "--format", "table"])
        assert done.exit_code in ((OK, FOUND) if arguments[0] == "check" else (OK,)), done.output
        assert done.stdout.rstrip("\n") == shown, command


@pytest.mark.parametrize("page", [*PAGES, CHECKOUT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_is_in_the_readme() -> None:
    readme = PAGES[0].read_text("utf-8")
    missing = [name for name in _commands() if f"zeren {name}" not in readme]
    assert not missing


def _commands() -> list[str]:
    help_page = CliRunner().invoke(app, ["--help"], env={**os.environ, "COLUMNS": "100"}).stdout
    listed = help_page.partition("Commands:")[2].partition("Start with")[0]
    return re.findall(r"^  (\w+)  ", listed, flags=re.MULTILINE)
