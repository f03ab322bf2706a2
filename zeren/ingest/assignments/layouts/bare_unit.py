"""One unit alone in a bracket at the end of a sentence, in a document that writes its lists so."""

from __future__ import annotations

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place
from zeren.ingest.assignments.layouts.bare_list import units
from zeren.ingest.flat import Flat


def read(words: Flat) -> Clause | None:
    """The clause of a lone unit."""
    return units(words, "bare-unit")


LAYOUT = Layout("bare-unit", 40, frozenset({Place.BRACKET}), read, where_used=("bare-list",), at_end=True)
