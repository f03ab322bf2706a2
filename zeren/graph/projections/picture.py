"""The networks of several counties in one picture, each in its own disc, and parts of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zeren.graph.projections.discs import Disc, growing, rows
from zeren.graph.projections.placed import Placed
from zeren.graph.projections.project import Edge, Kind


class Spot(NamedTuple):
    """A node in its place.

    Attributes:
        id: of the facts.
        kind: what it is.
        name: what it is called.
        county: the turn of its county in the picture.
        community: its number in the picture, from 1 on; 0 without a tie.
        load: the tasks (groups) of a unit, the units of a task or a group.
        degree: to how many others it is tied.
        strength: the weights of all its ties together.
        x: from left to right.
        y: from top to bottom.
    """

    id: str
    kind: Kind
    name: str
    county: int
    community: int
    load: int
    degree: int
    strength: int
    x: float
    y: float


class CountyDisc(NamedTuple):
    """Where a county's network stands."""

    name: str
    disc: Disc


class Picture(NamedTuple):
    """What is drawn: nodes and ties, and the discs of the counties."""

    counties: list[CountyDisc]
    spots: list[Spot]
    edges: list[Edge]


def compose(parts: Sequence[tuple[str, Placed]], *, cell: float | None = None) -> Picture:
    """The networks of some counties in one picture, the strongest nodes first.

    A unit that several counties name stands with the first of them. Communities are numbered through.

    Args:
        parts: each county's name and network.
        cell: for counties that come little by little the radius of every disc; a larger network is drawn
            smaller. Further counties then move nothing, and the nodes stand county by county.
    """
    discs = rows([part.radius for _, part in parts]) if cell is None else growing(len(parts), cell)
    turns: dict[str, int] = {}
    found: list[Spot] = []
    ties: dict[tuple[int, int], Edge] = {}
    last = 0
    for number, ((_, part), disc) in enumerate(zip(parts, discs, strict=True)):
        shrunk = min(1.0, disc.radius / part.radius)
        for node, community, (x, y) in zip(part.net.nodes, part.communities, part.places, strict=True):
            if turns.setdefault(node.id, len(found)) == len(found):
                own = community + last if community else 0
                place = (round(disc.x + x * shrunk, 1), round(disc.y + y * shrunk, 1))
                found.append(
                    Spot(node.id, node.kind, node.name, number, own, node.load, 0, node.strength, *place)
                )
        last += max(part.communities, default=0)
        own_turns = [turns[node.id] for node in part.net.nodes]
        for edge in part.net.edges:
            a, b = sorted((own_turns[edge.a], own_turns[edge.b]))
            before = ties.get((a, b))
            ties[a, b] = Edge(a, b, edge.weight + (before.weight if before else 0), edge.tie)
    counties = [CountyDisc(name, disc) for (name, _), disc in zip(parts, discs, strict=True)]
    order = list(range(len(found)))
    if cell is None:
        order.sort(key=lambda turn: (-found[turn].strength, turn))
    return _counted(counties, found, ties.values(), order)


def only(picture: Picture, community: int) -> Picture:
    """A community alone, where it stands."""
    order = [turn for turn, spot in enumerate(picture.spots) if spot.community == community]
    return _counted(picture.counties, picture.spots, picture.edges, order)


def part(picture: Picture, number: int, size: int) -> tuple[range, list[Edge]]:
    """One part of a picture: which nodes, and their ties to each other and to those of the parts before."""
    turns = range(size * (number - 1), min(size * number, len(picture.spots)))
    return turns, [edge for edge in picture.edges if max(edge.a, edge.b) in turns]


def _counted(
    counties: list[CountyDisc], spots: Sequence[Spot], edges: Iterable[Edge], order: Iterable[int]
) -> Picture:
    """The nodes in an order, the ties between them, and to how many each is tied."""
    chosen = list(order)
    turn = {old: new for new, old in enumerate(chosen)}
    kept = [
        Edge(*_sorted(turn[e.a], turn[e.b]), e.weight, e.tie) for e in edges if e.a in turn and e.b in turn
    ]
    degree = [0] * len(chosen)
    strength = [0] * len(chosen)
    for edge in kept:
        for end in (edge.a, edge.b):
            degree[end] += 1
            strength[end] += edge.weight
    placed = [
        spots[old]._replace(degree=degree[new], strength=strength[new]) for new, old in enumerate(chosen)
    ]
    return Picture(counties, placed, sorted(kept, key=lambda e: (-e.weight, e.a, e.b)))


def _sorted(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
