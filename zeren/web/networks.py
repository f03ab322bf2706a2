"""Which network an address asks for, and the picture of it: the same for the page and for its files."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import msgspec

from zeren.errors import NotUnderstoodError
from zeren.graph.projections.project import Choice, View
from zeren.ontology.facts import Role
from zeren.web.shelf import Shelf

if TYPE_CHECKING:
    from zeren.graph.projections.kept import Kept
    from zeren.graph.projections.picture import Picture

TOGETHER = 12
"""How many counties are drawn together when none is chosen; of more, first each is one node."""

EVERY = "*"
"""In place of a county's name: all of them, row after row."""

PART = 1000
"""Nodes that come at once: so many are drawn, and stand in a table, in a moment."""

COUNTIES = 25
"""Counties that come at once, of many: they have about as many nodes."""


Sort = Literal["name", "county", "community", "load", "degree", "strength"]
"""What the table can be sorted by: names upwards, counts downwards."""


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand behind `?`.

    Attributes:
        view: what is tied: units, units to tasks, units to groups.
        county: its id; `*` for all of many.
        campaign: what the work serves.
        role: that one of two units has in a shared task; that a unit has in its task.
        min: the least number of shared tasks.
        community: its number.
        unit: whose neighbourhood is wanted.
        part: which part of a large picture.
        sort: what the table is sorted by.
        at: what is opened in it: a unit, a task, a group.
        to: with `at`, the other end of the tie that is opened.
    """

    view: View = "units"
    county: str = ""
    campaign: str = ""
    role: Role | None = None
    min: Annotated[int, msgspec.Meta(ge=1, le=999)] = 1
    community: Annotated[int, msgspec.Meta(ge=0)] = 0
    unit: str = ""
    part: Annotated[int, msgspec.Meta(ge=1)] = 1
    sort: Sort = "strength"
    at: str = ""
    to: str = ""


class Asked(NamedTuple):
    """A network that is asked for: of which counties (none: each county is one node), with which ties."""

    counties: list[str]
    choice: Choice


class Shown(NamedTuple):
    """What of a network is shown.

    Attributes:
        picture: all that is placed, the part and what comes before it.
        turns: which of its nodes are in the part.
        part: its number, from 1 on.
        parts: how many there are.
        counties: how many counties stand in the picture.
        every: how many would stand in all parts.
    """

    picture: Picture
    turns: range
    part: int
    parts: int
    counties: int
    every: int


def asked(shelf: Shelf, query: Query) -> Asked:
    """What an address asks for.

    Raises:
        NotUnderstoodError: there is no such county or unit.
    """
    known = list(shelf.counties)
    if query.county not in ("", EVERY) and query.county not in known:
        raise NotUnderstoodError(f"no plan is of {query.county}", nearest=tuple(known[:5]))
    minimum = query.min if query.view == "units" else 1
    choice = Choice(query.view, query.role, query.campaign, minimum, query.unit)
    if query.unit:
        found = {shelf.documents[key].region or "" for key in shelf.documents_of(query.unit)}
        counties = [name for name in known if name in found and query.county in ("", EVERY, name)]
        if not counties:
            raise NotUnderstoodError(f"nothing has the id {query.unit}")
        return Asked(counties, choice)
    if query.county == EVERY or (not query.county and len(known) <= TOGETHER):
        return Asked(known, choice)
    return Asked([query.county] if query.county else [], choice)


def shown(shelf: Shelf, query: Query) -> Shown:
    """The part that an address asks for: the strongest nodes first, or of many counties a row after a row.

    Raises:
        NotUnderstoodError: there is no such county, unit, community or part.
    """
    counties, choice = asked(shelf, query)
    if len(counties) <= TOGETHER:
        picture = whole(shelf, query)
        parts = max(1, math.ceil(len(picture.spots) / PART))
        turns = range(PART * (query.part - 1), min(PART * query.part, len(picture.spots)))
        found = Shown(picture, turns, query.part, parts, len(picture.counties), len(picture.counties))
    else:
        parts = math.ceil(len(counties) / COUNTIES)
        picture = _composed(shelf, counties[: COUNTIES * query.part], choice, gradual=True)
        first = sum(spot.county < COUNTIES * (query.part - 1) for spot in picture.spots)
        turns = range(first, len(picture.spots))
        found = Shown(picture, turns, query.part, parts, len(picture.counties), len(counties))
    if query.part > found.parts:
        raise NotUnderstoodError(f"there are {found.parts} parts, and no part {query.part}")
    return found


def whole(shelf: Shelf, query: Query) -> Picture:
    """Everything that an address asks for, in one picture.

    Raises:
        NotUnderstoodError: there is no such county, unit or community.
    """
    from zeren.graph.projections.picture import only

    counties, choice = asked(shelf, query)
    if not counties:
        return overview(shelf)
    picture = _composed(shelf, counties, choice, gradual=len(counties) > TOGETHER)
    if query.community:
        picture = only(picture, query.community)
        if not picture.spots:
            raise NotUnderstoodError(f"there is no community {query.community}")
    return picture


def svg_file(shelf: Shelf, query: Query) -> bytes:
    """The whole picture as SVG; errors as `whole`."""
    from zeren.graph.projections.svg import svg

    return svg(whole(shelf, query), "责任网络").encode()


def gexf_file(shelf: Shelf, query: Query) -> bytes:
    """The whole network as GEXF; errors as `whole`."""
    from zeren.graph.projections.files import gexf

    return gexf(whole(shelf, query))


def nodes_file(shelf: Shelf, query: Query) -> bytes:
    """The nodes as CSV; errors as `whole`."""
    from zeren.graph.projections.files import nodes_csv

    return nodes_csv(whole(shelf, query))


def ties_file(shelf: Shelf, query: Query) -> bytes:
    """The ties as CSV; errors as `whole`."""
    from zeren.graph.projections.files import ties_csv

    return ties_csv(whole(shelf, query))


def overview(shelf: Shelf) -> Picture:
    """Each county as one node, with as much load as its plans have tasks."""
    from zeren.graph.projections.discs import grid
    from zeren.graph.projections.picture import CountyDisc, Picture, Spot

    discs = grid(len(shelf.counties), 56.0, 40.0)
    counties = [CountyDisc(name, disc) for name, disc in zip(shelf.counties, discs, strict=True)]
    spots = [
        Spot(name, "county", name, turn, 0, shelf.tasks.get(name, 0), 0, 0, discs[turn].x, discs[turn].y)
        for turn, name in enumerate(shelf.counties)
    ]
    return Picture(counties, spots, [])


def _composed(shelf: Shelf, counties: Sequence[str], choice: Choice, *, gradual: bool) -> Picture:
    from zeren.graph.projections.picture import compose

    kept = _kept()
    parts = [
        (name, kept.network(shelf.published, shelf.counties[name], choice, shelf.facts)) for name in counties
    ]
    # The discs of all are as large as those of the first ones need: these are always there.
    cell = max(part.radius for _, part in parts[:COUNTIES]) if gradual else None
    return compose(parts, cell=cell)


@cache
def _kept() -> Kept:
    """The networks of this process: a county keeps its own over generations that do not change it."""
    from zeren.graph.projections.kept import Kept

    return Kept()
