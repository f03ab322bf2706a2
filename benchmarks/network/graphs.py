"""Invented networks of many counties: communities in each, ties mostly inside, the same every time."""

from __future__ import annotations

import random
import time
from typing import NamedTuple

from zeren.graph.projections.picture import Picture, compose
from zeren.graph.projections.placed import Placed, place_net
from zeren.graph.projections.project import Edge, Net, Node

OFFICES = ("财政", "教育", "民政", "司法", "卫健", "审计", "水利", "林业", "农业农村", "住建", "交通", "应急")


class Size(NamedTuple):
    """How many nodes and ties, in how many counties."""

    nodes: int
    edges: int
    counties: int


SIZES = (Size(3000, 4000, 12), Size(50_000, 100_000, 500))


class Made(NamedTuple):
    """A picture, and how many seconds the layout of all and of one county took."""

    picture: Picture
    seconds: float
    county: float


def made(size: Size) -> Made:
    """The picture of a network of a size."""
    chance = random.Random(7)  # noqa: S311 # an invented network, no secret
    per, ties = size.nodes // size.counties, size.edges // size.counties
    nets = []
    for county in range(size.counties):
        own = per + (county < size.nodes % size.counties)
        drawn = ties + (county < size.edges % size.counties)
        nets.append(_net(chance, county, own, drawn))
    start = time.perf_counter()
    parts: list[tuple[str, Placed]] = [(f"第{number}县", place_net(net)) for number, net in enumerate(nets)]
    one = time.perf_counter()
    place_net(nets[0])
    county_seconds = time.perf_counter() - one
    picture = compose(parts, cell=max(part.radius for _, part in parts[:25]))
    return Made(picture, time.perf_counter() - start - county_seconds, county_seconds)


def _net(chance: random.Random, county: int, nodes: int, edges: int) -> Net:
    """A county: some hubs, most ties within communities of about twenty."""
    found: dict[tuple[int, int], int] = {}
    while len(found) < edges:
        a = min(chance.randrange(nodes), chance.randrange(nodes))
        near = chance.random() < 0.85
        b = (a // 20 * 20 + chance.randrange(20)) if near else chance.randrange(nodes)
        if b < nodes and a != b:
            found[min(a, b), max(a, b)] = 1 + int(chance.expovariate(0.8))
    strength = [0] * nodes
    for (a, b), weight in found.items():
        strength[a] += weight
        strength[b] += weight
    listed = [
        Node(
            f"{county}/{turn}",
            "unit",
            f"县{OFFICES[turn % len(OFFICES)]}局{turn}",
            1 + strength[turn],
            strength[turn],
        )
        for turn in range(nodes)
    ]
    ties = [Edge(a, b, weight, "") for (a, b), weight in found.items()]
    return Net(listed, sorted(ties, key=lambda edge: (-edge.weight, edge.a, edge.b)))
