"""A piece of a plan never takes the place of the plan, and what is no plan is not taken for one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import PLANS
from zeren.cli import app
from zeren.workspace import Workspace


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name[:3])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7])
def test_a_plan_that_was_cut_at_a_line_end_is_refused(
    folder: Path, tmp_path: Path, plan: Path, share: float
) -> None:
    lines = plan.read_text("utf-8").splitlines(keepends=True)
    (tmp_path / plan.name).write_text("".join(lines[: int(len(lines) * share)]), "utf-8")
    before = {document.id: document.sha256 for document in Workspace(folder).documents()}
    report = Workspace(folder).ingest([tmp_path / plan.name])
    assert "cut off" in report.failures[0].message
    assert report.failures[0].hint
    assert {document.id: document.sha256 for document in Workspace(folder).documents()} == before


def test_a_text_that_is_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("你好，世界\n", "utf-8")
    done = CliRunner().invoke(app, ["ingest", str(tmp_path / "note.txt"), "-w", str(tmp_path / "data")])
    assert done.exit_code == 4
    assert "no plan" in done.stderr


def test_an_empty_path_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["ingest", "", "-w", str(tmp_path / "data")])
    assert done.exit_code == 2
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_ends_in_one_line(folder: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zeren", "list", "tasks", "-w", folder],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 5
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
