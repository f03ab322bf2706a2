"""A unit, a colon and its duty, one a line: 县气象局：负责天气监测预报."""

from __future__ import annotations

import re

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place
from zeren.ingest.assignments.lists import begins_like_unit, is_open_ended, looks_like_unit
from zeren.ingest.flat import Flat

_DUTY = re.compile(r"^(?P<units>[^：:，。；]{2,80})[：:](?:主要|具体|统一)?(?P<lead>牵头)?负责(?!人|制|同志)")


def read(words: Flat) -> Clause | None:
    """The units before the colon of a sentence; each must have a unit's form."""
    found = _DUTY.match(words.text)
    if found is None:
        return None
    clause = Clause("duty-line", span=(found.start("units"), found.end("units")))
    clause.add("lead" if found["lead"] else "responsible", words[: found.end("units")])
    names = [item.name for item in clause.items()]
    sound = names and all(looks_like_unit(name) for name in names) and begins_like_unit(names[0])
    sound = sound and not any(is_open_ended(name) for name in names)
    return clause if sound else None


LAYOUT = Layout("duty-line", 25, frozenset({Place.SENTENCE}), read)
