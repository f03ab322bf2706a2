"""Where a run stands: what it is asked to measure, and the plans and workspaces that the rows share."""

from __future__ import annotations

import shutil
import sys
from functools import cached_property
from pathlib import Path

import msgspec

from benchmarks.corpus.__main__ import write
from benchmarks.run import CHECKOUT, measured
from zeren.errors import WorkspaceError
from zeren.workspace import Workspace

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.txt"))
"""The last plans of the corpus: the catalogue's example questions ask for what stands in them."""

ZEREN = [sys.executable, "-m", "zeren"]


class Options(msgspec.Struct, frozen=True):
    """What is measured.

    Attributes:
        plans: how many there are in all, the examples among them.
        work: the folder for everything that is made; a folder in it for each number of plans.
        many: how many of them the rows `cores` and `loading` take.
        counties: how many of them the row `catalogue` takes, one run after another.
        limit: seconds that one question may take.
        rounds: that count, in place of each row's own.
        files: two plans for the rows `cold` and `reading`, in place of the corpus's first.
    """

    plans: int
    work: Path
    many: int
    counties: tuple[int, ...]
    limit: float
    rounds: int | None = None
    files: tuple[Path, ...] = ()


class Lab:
    """The plans and workspaces of a run, each made when it is first needed and kept."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = options.work / str(options.plans)
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def results(self) -> Path:
        """The file of all lines that were ever measured."""
        return self.folder / "results.jsonl"

    @cached_property
    def plans(self) -> list[Path]:
        """All plans, the examples last."""
        corpus = self.folder / "corpus"
        invented = self.options.plans - len(EXAMPLES)
        if len(list((corpus / "plans").glob("*.txt"))) != invented:
            shutil.rmtree(corpus, ignore_errors=True)
            write(invented, corpus)
        return [*sorted((corpus / "plans").glob("*.txt")), *EXAMPLES]

    @property
    def two(self) -> list[Path]:
        """The plans of the rows about two."""
        return list(self.options.files) or self.plans[:2]

    def rounds(self, own: int) -> int:
        """How many rounds count, where a row's own number is this."""
        return self.options.rounds or own

    def fresh(self, name: str) -> Path:
        """A folder that is not there, for a run that makes it."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        return path

    @property
    def path(self) -> Path:
        """Where the workspace of all plans stands."""
        return self.folder / "workspace"

    def workspace(self) -> Workspace:
        """The workspace of all plans; an ingestion that was stopped goes on."""
        return self._made(self.path, self.plans)

    def small(self, plans: int) -> Workspace:
        """A workspace of so many plans, the examples among them."""
        return self._made(self.folder / f"workspace-{plans}", self.plans[-plans:])

    def _made(self, path: Path, plans: list[Path]) -> Workspace:
        workspace = Workspace(path)
        try:
            there = len(workspace.documents())
        except WorkspaceError:
            there = 0
        if there != len(plans):
            measured(ingest(plans, path))
        return workspace


def ingest(plans: list[Path], workspace: Path, *options: str) -> list[str]:
    """The command that reads plans into a workspace."""
    return [*ZEREN, "ingest", *options, "--workspace", str(workspace), *map(str, plans)]
