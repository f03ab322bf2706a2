"""Where the months of a time line stand in its picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zeren.web.pages.unit import Month

SLOT, HEIGHT, LINE = 66, 92, 54
"""Pixels: the least width of a month with tasks, the height of the picture, how far down the line runs."""

WIDTH = 960
"""Pixels that the line takes, unless its months need more."""


class Stop(NamedTuple):
    """A month on the line, how many tasks are due in it, and its circle; without tasks it is but a dot."""

    month: str
    tasks: int
    x: int
    radius: float


class Timeline(NamedTuple):
    """The picture's size, and its months from left to right."""

    width: int
    height: int
    line: int
    stops: list[Stop]


def timeline(months: Sequence[Month]) -> Timeline:
    """The picture of some months in their order.

    Time runs evenly, but that months with tasks keep apart for their labels; of a long time only the
    Januaries stand between them.
    """
    counts = {_number(one.month): len(one.tasks) for one in months}
    first, last = min(counts, default=0), max(counts, default=0)
    step = min(SLOT, WIDTH / max(1, last - first))
    stops: list[Stop] = []
    at, labelled = SLOT / 2, -float(SLOT)
    for number in range(first, last + 1):
        tasks = counts.get(number, 0)
        at = max(at, labelled + SLOT) if tasks else at
        if tasks or step > SLOT / 3 or number % 12 == 0:
            radius = min(5 + 2.4 * math.sqrt(tasks), 17) if tasks else 3
            stops.append(Stop(f"{number // 12:04}-{number % 12 + 1:02}", tasks, round(at), round(radius, 1)))
        labelled = at if tasks else labelled
        at += step
    return Timeline(stops[-1].x + SLOT // 2 if stops else SLOT, HEIGHT, LINE, stops)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
