"""A county's network with its places: communities in discs of their own, all in the county's disc."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from zeren.graph.projections.communities import communities
from zeren.graph.projections.discs import Disc, around, pack
from zeren.graph.projections.forces import SPACE, Points, radius, settle
from zeren.graph.projections.project import Choice, Net, project
from zeren.ontology.facts import DocumentFacts

_TURNS = 24
"""In how many directions a community is tried."""

_RING = 3.4
"""Between two rings around a unit, in spaces of nodes: a name has room there."""


class Placed(NamedTuple):
    """A network, the community of each node, and its place in a disc around the origin."""

    net: Net
    communities: list[int]
    places: list[tuple[float, float]]
    radius: float


def place(documents: Sequence[DocumentFacts], choice: Choice) -> Placed:
    """The network of a county's documents with its places, the same every time."""
    return place_net(project(documents, choice), choice.unit)


def place_net(net: Net, unit: str = "") -> Placed:
    """A network with its places.

    Args:
        net: nodes and ties.
        unit: the id of the node that stands in the middle of the others; empty for none.
    """
    numbers = communities(net)
    turns = {node.id: turn for turn, node in enumerate(net.nodes)}
    middle = turns.get(unit)
    points = _clustered(net, numbers) if middle is None else _ringed(net, numbers, middle)
    whole = around(points, [SPACE] * len(points)) if len(points) else Disc(0, 0, SPACE)
    moved = np.round(points - np.asarray([whole.x, whole.y]), 1)
    return Placed(net, numbers, [(float(x), float(y)) for x, y in moved], round(whole.radius, 1))


def _clustered(net: Net, numbers: Sequence[int]) -> Points:
    """Each community in its own disc; those without a tie in the last one."""
    order = sorted(set(numbers), key=lambda number: (number == 0, number))
    members = {number: [turn for turn, own in enumerate(numbers) if own == number] for number in order}
    inner = {number: settle(len(turns), _within(net, turns)) for number, turns in members.items()}
    between = np.zeros((len(order), len(order)))
    position = {number: turn for turn, number in enumerate(order)}
    for edge in net.edges:
        a, b = position[numbers[edge.a]], position[numbers[edge.b]]
        if a != b:
            between[a, b] += edge.weight
            between[b, a] += edge.weight
    discs = [radius(len(members[number])) for number in order]
    middles = pack(discs, between)
    points = np.zeros((len(net.nodes), 2))
    for number, middle in zip(order, middles, strict=True):
        points[members[number]] = inner[number] + middle
    for number, middle in zip(order, middles, strict=True):
        _turn(net, points, members[number], middle)
    return points


def _within(net: Net, turns: Sequence[int]) -> list[tuple[int, int, int]]:
    own = {turn: number for number, turn in enumerate(turns)}
    return [(own[e.a], own[e.b], e.weight) for e in net.edges if e.a in own and e.b in own]


def _turn(net: Net, points: Points, turns: Sequence[int], middle: Points) -> None:
    """Turn a community so that its ties to others are short."""
    own = set(turns)
    out = [
        (e.a, e.b, e.weight) if e.a in own else (e.b, e.a, e.weight)
        for e in net.edges
        if (e.a in own) != (e.b in own)
    ]
    if not out:
        return
    inside, outside, weight = (np.asarray(column) for column in zip(*out, strict=True))
    best, cost = points[turns], math.inf
    for step in range(_TURNS):
        angle = 2 * math.pi * step / _TURNS
        turned = np.asarray([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        moved = (points[inside] - middle) @ turned.T + middle
        length = float((np.sqrt(((moved - points[outside]) ** 2).sum(axis=1)) * weight).sum())
        if round(length, 3) < cost:
            best, cost = (points[turns] - middle) @ turned.T + middle, round(length, 3)
    points[turns] = best


def _ringed(net: Net, numbers: Sequence[int], middle: int) -> Points:
    """A unit in the middle, what it is tied to in rings around it, what is tied to these outside."""
    near = {e.a + e.b - middle: e.weight for e in net.edges if middle in (e.a, e.b)}
    points = np.zeros((len(net.nodes), 2))
    first = sorted(near, key=lambda turn: (-near[turn], numbers[turn], turn))
    far = _on_rings(points, first, numbers, SPACE * _RING)
    rest = [turn for turn in range(len(net.nodes)) if turn != middle and turn not in near]
    pulls: dict[int, list[Points]] = {turn: [] for turn in rest}
    for edge in net.edges:
        for one, other in ((edge.a, edge.b), (edge.b, edge.a)):
            if one in pulls and other in near:
                pulls[one].append(points[other])
    angles = {turn: _angle(np.sum(found, axis=0)) if found else 0.0 for turn, found in pulls.items()}
    _on_rings(points, rest, numbers, far, angles)
    return points


def _on_rings(
    points: Points,
    turns: Sequence[int],
    numbers: Sequence[int],
    start: float,
    angles: dict[int, float] | None = None,
) -> float:
    """Put nodes on rings, so many on each as have room, and tell the radius of the next ring."""
    left, away = list(turns), start
    while left:
        room = max(6, int(2 * math.pi * away / (SPACE * 1.7)))
        ring, left = left[:room], left[room:]
        ring.sort(key=lambda turn: (angles[turn] if angles else 0.0, numbers[turn], turn))
        for number, turn in enumerate(ring):
            angle = 2 * math.pi * (number + 0.5) / len(ring) - math.pi / 2
            points[turn] = (away * math.cos(angle), away * math.sin(angle))
        away += SPACE * _RING
    return away


def _angle(point: Points) -> float:
    return round(math.atan2(float(point[1]), float(point[0])) % (2 * math.pi), 6)
