"""What must hold for the checkout as a whole: its files, its locks, its layers, its start-up."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from zeren import __version__
from zeren.cli import app

CHECKOUT = Path(__file__).resolve().parents[1]
LOCKS = ("run", "build", "dev")
SUPPORTED = ("cp311", "cp312", "cp313")

LONG: dict[str, str] = {
    "zeren/ontology/facts.py": "the records of all facts in one place: the contract between all parts",
}
"""Modules that may have more than 300 lines, each with its reason."""

pytestmark = pytest.mark.checkout


@cache
def tracked() -> tuple[str, ...]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True, text=True, encoding="utf-8"
    )
    return tuple(name for name in listing.stdout.split("\0") if name and (CHECKOUT / name).is_file())


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def lines_matching(pattern: str, names: tuple[str, ...]) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in names
        for number, line in enumerate(read(name).splitlines(), start=1)
        if found.search(line)
    ]


def commands(group: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*above, name))
        else:
            yield (*above, name)


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    texts = tuple(name for name in tracked() if not name.endswith((".png", ".ico", ".woff2")))
    assert len(texts) > 10
    assert lines_matching(r"(?<![\w.])/(?:home|root|work|Users|mnt)/\w", texts) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_place_to_download_from(lock: str) -> None:
    assert lines_matching(r"://|^-|--(?!hash)|\s@\s", (f"requirements/{lock}.txt",)) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_every_package_by_version_and_hash(lock: str) -> None:
    logical = read(f"requirements/{lock}.txt").replace("\\\n", " ").splitlines()
    pins = [line for line in logical if line and not line.startswith("#")]
    assert len(pins) > 3
    assert [
        pin for pin in pins if not re.match(r"[a-z0-9.\-]+==\S+(?: +--hash=sha256:[0-9a-f]{64})+$", pin)
    ] == []


def test_locks_hold_every_dependency_and_agree_with_each_other() -> None:
    versions = {
        lock: dict(re.findall(r"^([a-z0-9.\-]+)==(\S+)", read(f"requirements/{lock}.txt"), re.M))
        for lock in LOCKS
    }
    project = tomllib.loads(read("pyproject.toml"))
    wanted = {
        "run": project["project"]["dependencies"],
        "build": project["build-system"]["requires"],
        "dev": [
            *project["dependency-groups"]["dev"],
            *chain(*project["project"]["optional-dependencies"].values()),
        ],
    }
    for lock, requirements in wanted.items():
        names = {re.split(r"[<>=!~\[; ]", requirement)[0].lower() for requirement in requirements}
        assert names <= set(versions[lock]), lock
    assert versions["run"].items() <= versions["dev"].items()
    assert versions["build"].items() <= versions["dev"].items()


def test_modules_stay_under_300_lines() -> None:
    lengths = {name: read(name).count("\n") for name in tracked() if re.fullmatch(r"zeren/.*\.py", name)}
    assert {name for name, length in lengths.items() if length > 300} == set(LONG)


def test_the_change_log_has_an_entry_for_this_version() -> None:
    assert re.search(rf"^## \[{re.escape(__version__)}\]", read("CHANGELOG.md"), re.M)


@pytest.mark.parametrize("command", [" ".join(path) for path in commands(get_command(app))])
def test_the_help_of_every_command_shows_how_it_is_called(command: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "zeren", *command.split(), "--help"],
        capture_output=True, check=True, text=True, encoding="utf-8",
    )  # fmt: skip
    explained = shown.stdout.partition("\n\n")[2]
    assert f"zeren {command}" in explained, f"no example in the help of {command}"


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    heavy = {"rdflib", "networkx", "pyvis", "spacy", "numpy", "rich", "yaml", "pyoxigraph", "msgspec"}
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import zeren.cli"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in shown.stderr.splitlines()}
    assert "typer" in imported
    assert imported & heavy == set()


def test_each_layer_imports_only_those_below_it() -> None:
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=CHECKOUT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_every_rule_that_is_switched_off_has_a_reason_beside_it() -> None:
    configuration = (
        read("pyproject.toml").partition("[tool.ruff.lint]")[2].partition("[tool.importlinter]")[0]
    )
    ignored = configuration.partition("ignore = [")[2]
    rules = re.findall(r'^ +"[A-Z]+[0-9]*",.*$', ignored, re.M)
    assert len(rules) > 10
    assert [rule for rule in rules if not re.search(r", +# \S.{10,}", rule)] == []


def test_every_exception_in_the_code_names_its_rule_and_its_reason() -> None:
    sources = tuple(name for name in tracked() if name.endswith(".py"))
    switched_off = [
        line for line in lines_matching(r"# (?:noqa|type: ignore)", sources) if "test_project.py" not in line
    ]
    explained = re.compile(r"# (?:noqa: [A-Z0-9, ]+?|type: ignore\[[a-z\-, ]+\]) (?:-|#|—) \w.{8,}")
    assert [line for line in switched_off if not explained.search(line)] == []
