"""The questions of the catalogue give the same rows from a server as from the workspace's folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.queries.asking import ask
from tests.remote import servers
from tests.remote.servers import Started
from zeren.graph.store import Snapshot
from zeren.graph.validation import violations
from zeren.queries import catalog
from zeren.queries.catalog import Question
from zeren.queries.rows import read
from zeren.workspace import Workspace

QUESTIONS = catalog.read()
FURTHER = [
    "云泽县财政局牵头哪些任务",
    "青岭县牵头任务最少的三个单位",
    "青岭县县十大民生实事中县教育局牵头的有哪些",
    "县民政局牵头的任务中哪些要长期坚持",
    "云泽县2024年11月底前县住建局要完成的任务",
    "2024年县财政局牵头的目标有哪些",
    "云泽县县财政局牵头、县发改局配合的任务有哪些",
]
"""Questions that are narrowed in several ways, where paths, values and dates meet."""

both = pytest.mark.parametrize(
    "served",
    [
        pytest.param("on_oxigraph", marks=pytest.mark.oxigraph),
        pytest.param("on_virtuoso", marks=pytest.mark.virtuoso),
    ],
)


@pytest.fixture(scope="module")
def here(workspace_of_examples: Workspace) -> Iterator[Snapshot]:
    with workspace_of_examples.snapshot() as snapshot:
        yield snapshot


def moved(workspace: Workspace, folder: Path, started: Started) -> Iterator[Snapshot]:
    """A copy of a workspace, its graph on a server."""
    copy = Path(shutil.copytree(workspace.path, folder / "data"))
    Workspace(copy, store=started.address).publish()
    with Workspace(copy).snapshot() as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def on_oxigraph(
    oxigraph_program: str, workspace_of_examples: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Snapshot]:
    with servers.oxigraph(oxigraph_program) as started:
        yield from moved(workspace_of_examples, tmp_path_factory.mktemp("oxigraph"), started)


@pytest.fixture(scope="module")
def on_virtuoso(
    virtuoso_of_examples: Started,
    workspace_of_examples: Workspace,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Snapshot]:
    yield from moved(workspace_of_examples, tmp_path_factory.mktemp("workspace"), virtuoso_of_examples)


@pytest.fixture(scope="module")
def virtuoso_of_examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip(f"Virtuoso is not installed: {servers.HOW_TO_GET_VIRTUOSO}")
    with servers.virtuoso(program, tmp_path_factory.mktemp("virtuoso")) as started:
        yield started


def same(value: Any) -> str:
    """A cell as it is compared: what engines list in any order, such as places, in one order."""
    return str(sorted(map(str, value)) if isinstance(value, list) else value)


def rows(question: Question, found: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The rows in their order where that is a ranking, else in one order."""
    compared = [tuple(same(row[column]) for column in sorted(row)) for row in found]
    return compared if question.rank else sorted(compared)


@both
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_example_has_the_same_rows(
    here: Snapshot, served: str, question: Question, request: pytest.FixtureRequest
) -> None:
    there: Snapshot = request.getfixturevalue(served)
    for example in question.examples:
        found = ask(here, example.question)
        given = found.question
        own, theirs = (read(graph, given, found.sparql, "zh") for graph in (here, there))
        assert rows(given, theirs) == rows(given, own), example.question


@both
@pytest.mark.parametrize(
    "question", [*(question.examples[0].question for question in QUESTIONS[::4]), *FURTHER]
)
def test_a_question_is_understood_and_answered_as_here(
    here: Snapshot, served: str, question: str, request: pytest.FixtureRequest
) -> None:
    there: Snapshot = request.getfixturevalue(served)
    own, theirs = ask(here, question), ask(there, question)
    assert theirs.sparql == own.sparql
    assert rows(theirs.question, theirs.rows) == rows(own.question, own.rows)


@both
def test_the_graph_is_sound_on_the_server(served: str, request: pytest.FixtureRequest) -> None:
    there: Snapshot = request.getfixturevalue(served)
    assert list(violations(there, there.documents[0])) == []
