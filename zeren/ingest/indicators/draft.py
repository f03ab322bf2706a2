"""A target as found in a sentence, before it has an id, a year and a task."""

from __future__ import annotations

from dataclasses import dataclass

from zeren.ingest.indicators.figures import Figure
from zeren.ontology.facts import Evidence, Measure


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure with the name of its quantity; `start` and `end` count from the sentence's start.

    `verb` is the verb that a counted thing stands under (新建), for the things listed behind it.
    """

    name: str
    figure: Figure
    measure: Measure
    start: int
    end: int
    verb: str = ""
    baseline: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A target with its place: the annex, the year that is named for it, and where it is written.

    `step` is the step of the year that it is for, by the header of a column (一季度); `cells` are the
    places of a table's cells that hold it, which no sentence is made of.
    """

    draft: Draft
    annex: str
    year: int | None
    evidence: list[Evidence]
    step: str = ""
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where its own words begin."""
        return self.evidence[0].start
