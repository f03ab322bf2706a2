"""How far an ingestion is, told from outside by the files that it has made."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path

from zeren.workspace.layout import Layout


class Phase(StrEnum):
    """What an ingestion does, in this order."""

    STARTING = "starting, looking for what was read before"
    READING = "reading plans"
    GRAPH = "building the graph"
    WORDS = "building the index of words"
    PUBLISHING = "writing the manifest, renaming CURRENT"
    SWEEPING = "published; removing what is old, ending"


ORDER = list(Phase)


class Watch:
    """Follows one ingestion.

    Args:
        data: the workspace, as it is before the ingestion begins.
    """

    def __init__(self, data: Path) -> None:
        self._layout = Layout(data)
        self._before = self._current()
        self._stale = self._generations()
        self._stored = self._lines()

    def phase(self) -> Phase:
        """What the ingestion does now."""
        if self._current() != self._before:
            return Phase.SWEEPING
        there = self._generations()
        self._stale &= there  # what an earlier run left is swept first, and its number comes again
        if new := there - self._stale - {self._before}:
            folder = self._layout.graphs / min(new)
            if any(folder.glob("*manifest.json")):
                return Phase.PUBLISHING
            return Phase.WORDS if any(folder.glob("words.sqlite*")) else Phase.GRAPH
        return Phase.READING if self._lines() > self._stored else Phase.STARTING

    def published(self) -> bool:
        """Whether the ingestion has published something."""
        return self._current() != self._before

    def _current(self) -> str:
        try:
            return self._layout.current.read_text("ascii").strip()
        except FileNotFoundError:
            return ""

    def _generations(self) -> set[str]:
        return {path.name for path in self._layout.graphs.glob("*")}

    def _lines(self) -> int:
        try:
            return self._layout.readings.read_bytes().count(b"\n")
        except FileNotFoundError:
            return 0


class Clock:
    """How long each phase of an undisturbed ingestion takes."""

    def __init__(self) -> None:
        self.began = {Phase.STARTING: time.monotonic()}

    def see(self, phase: Phase) -> None:
        """Note that it is there now."""
        self.began.setdefault(phase, time.monotonic())

    def lasted(self) -> dict[Phase, float]:
        """Seconds by phase, when the ingestion has ended; a phase that was never seen took none."""
        ends = time.monotonic()
        found: dict[Phase, float] = {}
        for phase in reversed(ORDER):
            began = self.began.get(phase, ends)
            found[phase] = ends - began
            ends = began
        return found
