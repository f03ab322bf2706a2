"""A target as found in a sentence, before it has an id, a year and a task."""

from __future__ import annotations

from dataclasses import dataclass

from zeren.ingest.indicators.figures import Figure
from zeren.ontology.facts import Measure


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
