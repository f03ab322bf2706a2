"""Where the nodes of one community stand: in a disc, those with ties near each other, none on another."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

SPACE = 26.0
"""Between two neighbours, in the units of a drawing."""

_STEPS = 90
_MOST = 900
"""With more nodes than this every pair weighs too much: they stand in a spiral, the strongest within."""

_TURN = math.pi * (3 - math.sqrt(5))


def radius(count: int) -> float:
    """That of the disc in which so many nodes have room."""
    return SPACE * math.sqrt(max(1, count)) * 0.72


def spiral(count: int) -> Points:
    """Points that fill a disc evenly, from the middle outwards.

    They stand as the seeds of a sunflower (Vogel 1979, doi 10.1016/0025-5564(79)90080-4).
    """
    turns = np.arange(count)
    away = radius(count) * np.sqrt((turns + 0.3) / max(1, count))
    return np.stack([away * np.cos(turns * _TURN), away * np.sin(turns * _TURN)], axis=1)


def settle(count: int, edges: Sequence[tuple[int, int, int]]) -> Points:
    """Points of nodes in a disc around the origin, by forces from a fixed beginning.

    Ties pull with the logarithm of their weight, all nodes push, as in Fruchterman and Reingold (1991,
    doi 10.1002/spe.4380211102); then what stands too close is moved apart.

    Args:
        count: of the nodes, the strongest first.
        edges: two nodes and the weight of their tie.
    """
    points = spiral(count)
    if count < 3 or count > _MOST or not edges:
        return points
    pull = np.zeros((count, count))
    for a, b, weight in edges:
        pull[a, b] = pull[b, a] = 1 + math.log2(weight)
    pull *= count / (pull.sum(axis=1, keepdims=True) + count)
    limit = radius(count)
    for step in range(_STEPS):
        apart = points[:, None, :] - points[None, :, :]
        square = (apart**2).sum(axis=2) + 1e-3
        push = SPACE**2 / square - pull * np.sqrt(square) / (SPACE * math.sqrt(count))
        np.fill_diagonal(push, 0)
        move = (apart * push[:, :, None]).sum(axis=1) - points * 0.08
        length = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 1e-9
        points = points + move / length * np.minimum(length, limit * 0.12 * (1 - step / _STEPS))
    return _apart(_within(points, limit), limit)


def _within(points: Points, limit: float) -> Points:
    """The points in the disc's whole room: those far out nearer, those in the middle further apart."""
    points = points - points.mean(axis=0)
    away = np.sqrt((points**2).sum(axis=1)) + 1e-9
    ranked = np.empty(len(points))
    ranked[np.argsort(away, kind="stable")] = np.sqrt((np.arange(len(points)) + 0.3) / len(points)) * limit
    wanted = 0.5 * ranked + 0.5 * away / away.max() * limit
    spread: Points = points * (wanted / away)[:, None]
    return spread


def _apart(points: Points, limit: float) -> Points:
    """The points moved until none is nearer to another than there is room for."""
    least = SPACE * 0.92
    for _ in range(60):
        apart = points[:, None, :] - points[None, :, :]
        away = np.sqrt((apart**2).sum(axis=2)) + 1e-6
        np.fill_diagonal(away, np.inf)
        short = np.clip(least - away, 0, None)
        if not short.any():
            break
        points = points + (apart / away[:, :, None] * (short * 0.35)[:, :, None]).sum(axis=1)
        out = np.sqrt((points**2).sum(axis=1, keepdims=True))
        points = np.where(out > limit, points * (limit / np.maximum(out, 1e-9)), points)
    return points
