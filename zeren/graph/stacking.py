"""Boxes one under the other: each near the height that it wants, none over another."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    wanted: Sequence[float], heights: Sequence[float], bounds: tuple[float, float] | None = None
) -> list[float]:
    """Centres in the given order, as near to the wanted ones as boxes of these heights can be.

    Boxes that would overlap move as one, to the mean of their wishes (pooling of adjacent
    violators). Inside `bounds`, if given and if the boxes fit between them.
    """
    pools: list[tuple[float, int]] = []
    offset, offsets = 0.0, []
    for place, height in zip(wanted, heights, strict=True):
        offsets.append(offset + height / 2)
        mean, size = place - offsets[-1], 1
        offset += height
        while pools and pools[-1][0] >= mean:
            other, members = pools.pop()
            mean, size = (other * members + mean * size) / (members + size), members + size
        pools.append((mean, size))
    starts = [mean for mean, size in pools for _ in range(size)]
    if bounds and offset <= bounds[1] - bounds[0]:
        starts = [min(max(start, bounds[0]), bounds[1] - offset) for start in starts]
    return [start + own for start, own in zip(starts, offsets, strict=True)]


def shared_out(heights: Sequence[float], count: int) -> list[int]:
    """Which of `count` columns each box comes into, in order, the tallest column as low as can be."""
    low, high = max(heights, default=0.0), sum(heights)
    for _ in range(40):
        limit = (low + high) / 2
        low, high = (low, limit) if _filled(heights, limit)[-1:] < [count] else (limit, high)
    return _filled(heights, high)


def _filled(heights: Sequence[float], limit: float) -> list[int]:
    columns: list[int] = []
    column, used = 0, 0.0
    for height in heights:
        if used and used + height > limit:
            column, used = column + 1, 0.0
        used += height
        columns.append(column)
    return columns
