"""What the tests of questions ask: the two example plans, read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zeren.graph.store import Snapshot
from zeren.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def workspace_of_examples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the example plans of 云泽县 and 青岭县."""
    workspace = Workspace(tmp_path_factory.mktemp("examples") / "data")
    workspace.ingest(sorted(EXAMPLES.glob("*.txt")))
    return workspace


@pytest.fixture(scope="session")
def plans(workspace_of_examples: Workspace) -> Iterator[Snapshot]:
    """The graph of the example plans."""
    with workspace_of_examples.snapshot() as snapshot:
        yield snapshot
