"""What the tests of questions ask: the two example plans, read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zeren.graph import findings
from zeren.graph.store import Snapshot
from zeren.ontology.judgements import Judgement
from zeren.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def workspace_of_examples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the example plans of 云泽县 and 青岭县, and one finding that a person dismissed."""
    workspace = Workspace(tmp_path_factory.mktemp("examples") / "data")
    workspace.ingest(sorted(EXAMPLES.glob("*.txt")))
    with workspace.snapshot() as snapshot:
        found = findings.every(list(snapshot.all_facts()))
    repeated = next(finding for finding in found if finding.kind == "label-repeated")
    workspace.judge(Judgement(repeated.id, "dismissed", "两处编号各属一节"))
    return workspace


@pytest.fixture(scope="session")
def plans(workspace_of_examples: Workspace) -> Iterator[Snapshot]:
    """The graph of the example plans."""
    with workspace_of_examples.snapshot() as snapshot:
        yield snapshot
