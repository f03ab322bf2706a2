"""What the documentation says is true: its transcripts are real output, its links lead somewhere."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zeren import Workspace
from zeren.cli import app
from zeren.commands.mcp_server import Tools
from zeren.commands.sparql import sparql
from zeren.errors import FOUND, OK
from zeren.ontology.vocab import PREFIXES

CHECKOUT = Path(__file__).resolve().parents[1]
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
TRANSCRIPT = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
PYTHON = re.compile(r"^```python\n(>>> .*?)^```", re.DOTALL | re.MULTILINE)
PROGRAM = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", re.DOTALL | re.MULTILINE)
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


def test_the_python_of_a_page_gives_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(CHECKOUT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    page = CHECKOUT / "docs" / "python.md"
    code = "\n".join(PYTHON.findall(page.read_text("utf-8")))
    examples = doctest.DocTestParser().get_doctest(code, {}, page.name, None, None)
    told: list[str] = []
    done = doctest.DocTestRunner().run(examples, out=told.append)
    assert done.attempted > 20
    assert not done.failed, "".join(told)


def test_the_client_of_the_page_about_assistants_prints_what_it_shows(tmp_path: Path) -> None:
    page = (CHECKOUT / "docs" / "mcp.md").read_text("utf-8")
    program, shown = PROGRAM.findall(page)[0]
    Workspace(tmp_path / "data").ingest(sorted((CHECKOUT / "examples").glob("*.txt")))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, capture_output=True, check=False, text=True, encoding="utf-8",
        env=os.environ | {"PATH": path, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == shown


@pytest.mark.parametrize("explained", [sparql, Tools.sparql], ids=["command", "tool"])
def test_every_prefix_is_named_where_sparql_is_explained(explained: Callable[..., object]) -> None:
    (named,) = re.findall(r"prefixes ([\w,\s]+?)\s+need\s+no\s+PREFIX", inspect.getdoc(explained) or "")
    assert re.findall(r"\w+", named.replace(" and ", ", ")) == list(PREFIXES)
