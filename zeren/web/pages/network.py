"""The network: who works with whom, drawn and as a table, with what can be chosen of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from zeren.graph.projections.project import View
from zeren.ontology.facts import ROLES
from zeren.web.networks import TOGETHER, Query, Shown, Sort, asked, shown
from zeren.web.records import Page, Thing, named
from zeren.web.shelf import Shelf

if TYPE_CHECKING:
    from zeren.graph.projections.picture import Picture, Spot

VIEWS: tuple[View, ...] = ("units", "tasks", "groups")
KINDS = ("unit", "task", "group", "county")
"""What `Drawing.kinds` counts from 0 on."""

TIES = ("", *ROLES, "member", "office")
"""What the fourth of each tie in `Drawing.edges` counts from 0 on."""

PARTNERS = 3
"""The strongest partners that a row names."""


class Drawing(msgspec.Struct, frozen=True):
    """The nodes of a part and their ties as columns, so that many are quick to send and to read.

    Attributes:
        first: the turn of the first node in the whole picture.
        counties: the names of the counties.
        discs: where each county stands: x, y, radius, and again.
        county: of each node, its turn in `counties`.
        edges: the turns of two nodes, the weight, the turn of the role in `TIES`, and again.
    """

    first: int
    counties: list[str]
    discs: list[float]
    ids: list[str]
    names: list[str]
    kinds: list[int]
    county: list[int]
    communities: list[int]
    loads: list[int]
    degrees: list[int]
    strengths: list[int]
    x: list[float]
    y: list[float]
    edges: list[int]


class Partner(msgspec.Struct, frozen=True):
    """What a node is tied to: how strongly, and in which role."""

    thing: Thing
    weight: int
    tie: str


class Row(msgspec.Struct, frozen=True):
    """A node as the table has it; `turn` is its place in the picture's order."""

    turn: int
    thing: Thing
    county: str
    community: int
    load: int
    degree: int
    strength: int
    partners: list[Partner]


class Community(msgspec.Struct, frozen=True):
    """A community: its number, its county, how many it holds, the strongest of them."""

    number: int
    county: str
    nodes: int
    names: list[str]


class NetworkPage(Page, frozen=True, kw_only=True):
    """A network, or a part of a large one.

    Attributes:
        query: what was asked for.
        overview: whether each county is one node.
        counties: those that can be chosen.
        every: whether all of them can be.
        campaigns: those that can be chosen in the counties that are drawn.
        nodes: how many there are in all parts so far as they are placed.
        edges: how many ties there are.
        part: the number of this part, and of how many.
        parts: how many parts there are.
        placed: how many counties are placed so far.
        known: of how many.
        communities: of all that is placed, the largest of each county first.
        drawing: what the part draws.
        rows: the same as a table.
    """

    query: Query
    overview: bool
    counties: list[str]
    every: bool
    campaigns: list[str]
    centre: Thing | None
    nodes: int
    edges: int
    part: int
    parts: int
    placed: int
    known: int
    communities: list[Community]
    drawing: Drawing
    rows: list[Row]


def build(shelf: Shelf, query: Query) -> NetworkPage:
    """The network that an address asks for.

    Raises:
        NotUnderstoodError: there is no such county, unit, community or part.
    """
    from zeren.graph.projections.project import campaigns

    chosen = asked(shelf, query).counties
    few = [facts for name in chosen for facts in shelf.of_county(name)] if len(chosen) <= TOGETHER else []
    return page_of(shown(shelf, query), query, [name for name in shelf.counties if name], campaigns(few))


def page_of(
    part: Shown, query: Query, counties: Sequence[str] = (), campaigns: Sequence[str] = ()
) -> NetworkPage:
    """The page of a part of a picture.

    Args:
        part: what is shown.
        query: what was asked for.
        counties: those that can be chosen.
        campaigns: those that can be chosen.
    """
    picture = part.picture
    centre = next((spot for spot in picture.spots if spot.id == query.unit), None)
    return NetworkPage(
        title=named("网络", "Network"),
        query=query,
        overview=bool(picture.spots) and picture.spots[0].kind == "county",
        counties=list(counties),
        every=len(counties) <= TOGETHER,
        campaigns=list(campaigns),
        centre=_thing(centre) if centre else None,
        nodes=len(picture.spots),
        edges=len(picture.edges),
        part=part.part,
        parts=part.parts,
        placed=part.counties,
        known=part.every,
        communities=_communities(picture),
        drawing=drawing(part),
        rows=sorted(_rows(part), key=_ORDERS[query.sort]),
    )


def _thing(spot: Spot) -> Thing:
    return Thing(spot.kind, spot.id, spot.name)


def drawing(part: Shown) -> Drawing:
    """What a part draws."""
    picture, turns = part.picture, part.turns
    spots = [picture.spots[turn] for turn in turns]
    discs = [county.disc for county in picture.counties]
    edges = [edge for edge in picture.edges if edge.b in turns]
    return Drawing(
        first=turns.start,
        counties=[county.name for county in picture.counties],
        discs=[round(figure, 1) for disc in discs for figure in disc],
        ids=[spot.id for spot in spots],
        names=[spot.name for spot in spots],
        kinds=[KINDS.index(spot.kind) for spot in spots],
        county=[spot.county for spot in spots],
        communities=[spot.community for spot in spots],
        loads=[spot.load for spot in spots],
        degrees=[spot.degree for spot in spots],
        strengths=[spot.strength for spot in spots],
        x=[spot.x for spot in spots],
        y=[spot.y for spot in spots],
        edges=[figure for e in edges for figure in (e.a, e.b, e.weight, TIES.index(e.tie))],
    )


def _rows(part: Shown) -> list[Row]:
    picture = part.picture
    partners: dict[int, list[Partner]] = {turn: [] for turn in part.turns}
    for edge in picture.edges:
        for one, other in ((edge.a, edge.b), (edge.b, edge.a)):
            if one in partners and len(partners[one]) < PARTNERS:
                partners[one].append(Partner(_thing(picture.spots[other]), edge.weight, edge.tie))
    return [
        Row(
            turn, _thing(spot), picture.counties[spot.county].name, spot.community, spot.load, spot.degree,
            spot.strength, partners[turn],
        )
        for turn in part.turns
        for spot in [picture.spots[turn]]
    ]  # fmt: skip


def _communities(picture: Picture) -> list[Community]:
    sizes = Counter(spot.community for spot in picture.spots if spot.community)
    names: dict[int, list[str]] = {number: [] for number in sizes}
    county: dict[int, int] = {}
    for spot in picture.spots:
        if spot.community:
            county.setdefault(spot.community, spot.county)
            if len(names[spot.community]) < PARTNERS:
                names[spot.community].append(spot.name)
    return [
        Community(number, picture.counties[county[number]].name, sizes[number], names[number])
        for number in sorted(sizes)
    ]


_ORDERS: dict[Sort, Callable[[Row], tuple[Any, ...]]] = {
    "name": lambda row: (row.thing.name, row.turn),
    "county": lambda row: (row.county, row.turn),
    "community": lambda row: (row.community == 0, row.community, row.turn),
    "load": lambda row: (-row.load, row.turn),
    "degree": lambda row: (-row.degree, row.turn),
    "strength": lambda row: (row.turn,),
}
