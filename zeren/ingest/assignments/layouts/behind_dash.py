"""A clause behind a dash at the end of an item: ——甲牵头，乙落实; ——甲、乙."""

from __future__ import annotations

import re

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place, bare_list, whole_sentence
from zeren.ingest.assignments.lists import names_somebody
from zeren.ingest.flat import Flat

_DASH = re.compile(r"^[—－–─]{1,3}")


def read(words: Flat) -> Clause | None:
    """The clause of a sentence that begins with a dash: with role words, or a list of units alone."""
    dash = _DASH.match(words.text)
    if dash is None:
        return None
    rest = words[dash.end() :]
    clause = whole_sentence.read(rest) or bare_list.units(rest, "behind-dash")
    if clause is None or not any(names_somebody(item.name) for item in clause.items()):
        return None
    clause.rule = "behind-dash"
    return clause


LAYOUT = Layout("behind-dash", 20, frozenset({Place.SENTENCE}), read)
