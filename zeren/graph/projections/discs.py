"""Discs beside each other, none over another: communities in a county, counties in a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

import numpy as np

from zeren.graph.projections.forces import Points

GAP = 14.0
"""Between two communities."""

COUNTY_GAP = 90.0
"""Between two counties; their names stand there."""

_WIDE = 1.6
"""How much wider than high a picture of many counties is."""

_FLAT = 1.7
"""How much less a place above or below is liked than one beside: screens are wider than high."""

_MOST = 80
"""With more discs than this, only neighbours of the last ones are tried for the next."""


class Disc(NamedTuple):
    """A disc's middle and radius."""

    x: float
    y: float
    radius: float


def pack(radii: Sequence[float], pull: Points) -> Points:
    """The middles of discs close together around the first, those with more in common nearer.

    Each comes where it touches two others, at the place that its pulls and the middle like best.

    Args:
        radii: of the discs, the largest first.
        pull: between each two of them, symmetric.
    """
    placed = np.zeros((len(radii), 2))
    sizes = np.asarray(radii)
    for turn in range(1, len(radii)):
        before, own = placed[:turn], sizes[:turn] + sizes[turn] + GAP
        tries = _touching(before, own)
        far = np.sqrt(((tries[:, None, :] - before[None, :, :]) ** 2).sum(axis=2))
        free = (far >= own[None, :] - 1e-6).all(axis=1)
        tries, far = tries[free], far[free]
        share = pull[turn, :turn] / max(1e-9, pull[turn, :turn].sum())
        middle = (before * sizes[:turn, None] ** 2).sum(axis=0) / (sizes[:turn] ** 2).sum()
        away = (tries - middle) * np.asarray([1.0, _FLAT])
        cost = (far * share[None, :]).sum(axis=1) + np.sqrt((away**2).sum(axis=1))
        placed[turn] = tries[int(np.argmin(np.round(cost, 6)))]
    return placed


def _touching(middles: Points, reach: Points) -> Points:
    """The points at their reach from two of the middles, and points beside each one."""
    around = np.linspace(0, 2 * math.pi, 12, endpoint=False)
    rim = np.stack([np.cos(around), np.sin(around)], axis=1)
    middles, reach = middles[-_MOST:], reach[-_MOST:]
    beside = (middles[:, None, :] + rim[None, :, :] * reach[:, None, None]).reshape(-1, 2)
    first, second = np.triu_indices(len(middles), 1)
    if not len(first):
        return beside
    between = middles[second] - middles[first]
    away = np.sqrt((between**2).sum(axis=1))
    along = (reach[first] ** 2 - reach[second] ** 2 + away**2) / (2 * away)
    high = reach[first] ** 2 - along**2
    meets = high > 0
    base = middles[first] + between * (along / away)[:, None]
    side = np.stack([-between[:, 1], between[:, 0]], axis=1) * (np.sqrt(np.abs(high)) / away)[:, None]
    return np.concatenate([beside, (base + side)[meets], (base - side)[meets]])


def around(middles: Points, radii: Sequence[float]) -> Disc:
    """A small disc around some discs: its middle walks to the one that reaches out furthest (Ritter 1990)."""
    sizes = np.asarray(radii)
    middle = middles.mean(axis=0)
    for step in range(200):
        reach = np.sqrt(((middles - middle) ** 2).sum(axis=1)) + sizes
        furthest = int(np.argmax(np.round(reach, 6)))
        middle = middle + (middles[furthest] - middle) * 0.3 * (1 - step / 200)
    reach = np.sqrt(((middles - middle) ** 2).sum(axis=1)) + sizes
    return Disc(float(middle[0]), float(middle[1]), float(reach.max()))


def rows(radii: Sequence[float]) -> list[Disc]:
    """Discs in rows, in their order, as one reads: none over another."""
    wide = max(1, round(math.sqrt(len(radii) * _WIDE)))
    lines = [list(line) for _, line in groupby(enumerate(radii), key=lambda item: item[0] // wide)]
    tops = accumulate((2 * max(r for _, r in line) + COUNTY_GAP for line in lines), initial=0.0)
    placed = []
    for line, top in zip(lines, tops, strict=False):
        left, half = 0.0, max(r for _, r in line)
        for _, size in line:
            placed.append(Disc(left + size, top + half, size))
            left += 2 * size + COUNTY_GAP
    return placed


def growing(count: int, radius: float) -> list[Disc]:
    """Equal discs in a square that grows by a column and a row: further ones move none of those before."""
    step, placed = 2 * radius + COUNTY_GAP, []
    for turn in range(count):
        shell = math.isqrt(turn)
        rest = turn - shell**2
        column, row = (shell, rest) if rest <= shell else (rest - shell - 1, shell)
        placed.append(Disc(column * step, row * step, radius))
    return placed


def grid(count: int, width: float, height: float) -> list[Disc]:
    """Points in rows, in their order, each with a field of this width and height, together about a square."""
    across = max(1, math.ceil(math.sqrt(count * height / width * _WIDE)))
    return [Disc(turn % across * width, turn // across * height, height / 2) for turn in range(count)]
