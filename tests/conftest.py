"""What all tests share: a small fictional county and its workspace; skipped browser tests say so."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import county
from tests.remote.servers import HOW_TO_GET_OXIGRAPH, HOW_TO_GET_VIRTUOSO
from zeren.graph import findings
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.judgements import Judgement
from zeren.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PLANS = sorted(EXAMPLES.glob("*.txt"))
HOW_TO_GET_A_BROWSER = "apt-get install chromium fonts-noto-cjk (Debian), or put any chromium on the path"
HOW_TO_GET_OFFICE = "apt-get install --no-install-recommends libreoffice-writer-nogui (Debian)"
HOW_TO_GET_SPARK = (
    "apt-get install --no-install-recommends default-jre-headless (Debian); pip install pyspark"
)
PROGRAMS = {
    "browser": HOW_TO_GET_A_BROWSER,
    "office": HOW_TO_GET_OFFICE,
    "oxigraph": HOW_TO_GET_OXIGRAPH,
    "virtuoso": HOW_TO_GET_VIRTUOSO,
    "spark": HOW_TO_GET_SPARK,
}
"""The marks of tests that are skipped where a program is missing, and how to get that program."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ZEREN_REQUIRE_PROGRAMS=1 a test that was skipped for want of a program has failed."""
    report = yield
    needed = next((mark for mark in PROGRAMS if item.get_closest_marker(mark)), None)
    if report.skipped and needed:
        if os.environ.get("ZEREN_REQUIRE_PROGRAMS") == "1":
            report.outcome = "failed"
            report.longrepr = f"this test is required here, and was skipped: {report.longrepr}"
        else:
            report.user_properties.append(("skipped", needed))
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many tests were skipped for want of a program, and how to have them run."""
    skipped = terminalreporter.stats.get("skipped", ())
    for mark, how in PROGRAMS.items():
        if count := sum(("skipped", mark) in report.user_properties for report in skipped):
            terminalreporter.write_line(f"{count} {mark} tests were skipped; to run them: {how}", yellow=True)


@pytest.fixture(scope="session")
def examples_as_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with the example plans of 云泽县 and 青岭县; tests take copies of it."""
    folder = tmp_path_factory.mktemp("examples") / "data"
    Workspace(folder).ingest(PLANS)
    return folder


@pytest.fixture(scope="module")
def folder(examples_as_read: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with the example plans, for the tests of one module."""
    return Path(shutil.copytree(examples_as_read, tmp_path_factory.mktemp("folder") / "data"))


@pytest.fixture(scope="session")
def workspace_of_examples(examples_as_read: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the example plans, and one finding that a person dismissed."""
    copy = tmp_path_factory.mktemp("judged") / "data"
    workspace = Workspace(shutil.copytree(examples_as_read, copy))
    with workspace.snapshot() as snapshot:
        found = findings.every(list(snapshot.all_facts()))
    repeated = next(finding for finding in found if finding.kind == "label-repeated")
    workspace.judge(Judgement(repeated.id, "dismissed", "两处编号各属一节"))
    return workspace


@pytest.fixture
def libreoffice() -> None:
    """LibreOffice is there."""
    if not any(map(shutil.which, ("soffice", "libreoffice"))):
        pytest.skip(f"LibreOffice is not installed: {HOW_TO_GET_OFFICE}")


@pytest.fixture(scope="session")
def java() -> None:
    """Java and PySpark are there."""
    if not shutil.which("java") or not importlib.util.find_spec("pyspark"):
        pytest.skip(f"Java or PySpark is not installed: {HOW_TO_GET_SPARK}")


@pytest.fixture
def facts() -> DocumentFacts:
    """The facts of a small fictional county's plan, made by hand; `county.TEXT` is the plan."""
    return county.FACTS


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace that holds this one plan."""

    def read_by_hand(path: Path, decisions: Sequence[Decision]) -> county.Reading:
        assert not decisions
        return county.Reading(path.read_bytes(), county.TEXT, county.FACTS)

    source = tmp_path / county.DOCUMENT.file
    source.write_bytes(county.TEXT.encode())
    Workspace(tmp_path / "data", reader=read_by_hand).ingest([source])
    return Workspace(tmp_path / "data", reader=county.read, resolver=county.resolve_again)


@pytest.fixture
def empty_workspace(tmp_path: Path) -> Workspace:
    """A workspace that is not there yet, and reads plans of the simple form."""
    return Workspace(tmp_path / "data", reader=county.read, resolver=county.resolve_again)
