"""The words between a quantity and its figure, taken off one by one from the right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zeren.ingest.indicators import words

_TO = re.compile("[到至为]$")
_RATE_OF_CHANGE = re.compile("(?:增速|增幅|增长率|降幅)$")
_SHARED = re.compile("(?:均|都|各|分别|全部)$")


@dataclass(frozen=True, slots=True)
class Peeled:
    """What is left: `end` of the name; `change` is growth or reduction; `shared` is 均, 各, 都."""

    end: int
    change: str
    shared: bool


def _is_compound(rest: str, verb: int) -> bool:
    """Whether a verb at the end is the end of a longer one that names the work: 改造提升."""
    longer = words.at_end("counting").search(rest)
    return longer is not None and longer.start() < verb


def peel(left: str) -> Peeled:
    """The words before a figure without verbs of reaching and change at their end."""
    end, change, shared, to = len(left), "", False, False
    while True:
        rest = left[:end]
        found, changes = None, change
        for kind in ("growth", "reduction"):
            verb = None if change else words.at_end(kind).search(rest)
            if (
                verb
                and not verb.group().endswith("净增")
                and (not to or _RATE_OF_CHANGE.search(verb.group()))
            ):
                found, changes = verb, kind
        found = found or words.at_end("reach").search(rest)
        if found is None and end < len(left):
            found = words.at_end("auxiliary").search(rest)
        if found is None or found.start() == found.end() or _is_compound(rest, found.start()):
            break
        change = changes
        shared = shared or bool(_SHARED.search(found.group()))
        to = to or bool(_TO.search(found.group()) or found.group() in ("达到", "达"))
        end = found.start()
    return Peeled(end, change, shared)
