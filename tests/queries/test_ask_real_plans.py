"""The questions with known answers about the two real county plans, where they are at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from zeren.graph.export import jsonl
from zeren.workspace import Workspace

SHARED = Path(__file__).resolve().parents[3] / "shared"
PLANS = sorted((SHARED / "plans").glob("*.txt"))

pytestmark = pytest.mark.skipif(
    not PLANS, reason="the real plans lie outside the project, in ../shared, and are not here"
)


def test_all_questions_are_answered_right(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "data")
    workspace.ingest(PLANS)
    facts = tmp_path / "facts"
    facts.mkdir()
    for name, data in jsonl.files(workspace.snapshot()):
        (facts / name).write_bytes(data)
    scored = subprocess.run(
        [sys.executable, SHARED / "tools" / "score_answers.py", SHARED / "questions.jsonl",
         "--facts", facts, "--",
         sys.executable, "-m", "zeren", "ask", "--format", "json", "-w", workspace.path],
        capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    assert scored.returncode == 0, scored.stdout
    wrong = [line for line in scored.stdout.splitlines() if line.startswith("0.")]
    assert wrong == [], scored.stdout
