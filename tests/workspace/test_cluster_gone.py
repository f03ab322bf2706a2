"""A Dask scheduler that ends in the middle of a reading: told within seconds, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.kills.processes import Cluster
from tests import county
from zeren.errors import WorkspaceError
from zeren.workspace import Workspace, pools
from zeren.workspace.progress import Step

PLANS = 24


def test_a_scheduler_that_ends_while_it_reads_is_told_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(pools, "CONNECT", 1)
    plans = tmp_path / "plans"
    plans.mkdir()
    tasks = [f"修好第{n}段河堤（县水利局牵头，县财政局负责）" for n in range(1, 40)]
    for number in range(1, PLANS + 1):
        (plans / f"{number:02}.txt").write_text(county.plan(number=number, tasks=tasks), "utf-8")
    (tmp_path / "cluster").mkdir()
    workspace = Workspace(tmp_path / "data")
    with (tmp_path / "cluster" / "log").open("wb") as log:
        cluster = Cluster(tmp_path / "cluster", log)
        try:
            cluster.ready()

            def ends(step: Step) -> None:
                if step.stage == "reading" and step.done:
                    cluster.kill_scheduler()

            with pytest.raises(WorkspaceError, match=r"the Dask scheduler at tcp://.* has gone") as caught:
                workspace.ingest(plans, ends, cluster=cluster.options[1])
        finally:
            cluster.end()
    assert "repeat the command" in str(caught.value.hint)
    assert not (workspace.path / "CURRENT").exists()
    stored = (workspace.path / "readings.jsonl").read_bytes().count(b"\n")
    assert 1 <= stored < PLANS
    report = workspace.ingest(plans, jobs=1)
    assert len(report.documents) == PLANS
    assert not report.failures
