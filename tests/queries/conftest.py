"""What the tests of questions ask: the graph of the two example plans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zeren.graph.store import Snapshot
from zeren.workspace import Workspace


@pytest.fixture(scope="session")
def plans(workspace_of_examples: Workspace) -> Iterator[Snapshot]:
    """The graph of the example plans."""
    with workspace_of_examples.snapshot() as snapshot:
        yield snapshot
