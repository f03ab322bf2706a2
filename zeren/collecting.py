"""How often Python looks for objects that nobody uses any more, in the processes that are Zeren's own."""

from __future__ import annotations

import gc

OFTEN = 100_000
"""How many new objects Python waits for; of itself, for 700.

A long answer is some million objects in use, among which it would look again and again: a third of the
time of 26,000 rows, two thirds of a search in 1,000 plans, a twentieth of a cold ingestion
(docs/benchmarks.md).
"""


def rarely() -> None:
    """Have this process look for unused objects more rarely; for programs, not for who imports Zeren."""
    gc.set_threshold(OFTEN)
