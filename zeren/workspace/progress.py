"""How far an ingestion is, as it is told while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

Stage = Literal["reading", "graph", "words"]
"""Files are read; the graph is made of what they say; the index of words is."""


class Step(NamedTuple):
    """How far it is.

    Attributes:
        stage: what is done.
        done: files that are read; in the later stages, parts that are made.
        of: how many there are.
        name: of the file that was last taken up; empty at the end.
        tasks: how many were read so far.
        failed: files that could not be read so far.
    """

    stage: Stage
    done: int
    of: int
    name: str = ""
    tasks: int = 0
    failed: int = 0


Progress = Callable[[Step], None]
"""Is told each step."""


def quiet(_: Step) -> None:
    """Tell nobody."""
