"""One unit alone in a bracket behind a sentence, in a document whose brackets say who does what."""

from __future__ import annotations

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place
from zeren.ingest.assignments.layouts.bare_list import units
from zeren.ingest.flat import Flat


def read(words: Flat) -> Clause | None:
    """The clause of a lone unit."""
    return units(words, "lone-unit")


LAYOUT = Layout(
    "lone-unit", 45, frozenset({Place.BRACKET}), read, where_used=("role-words",), behind_stop=True
)
