"""The drawing of a county: its campaigns as lists of tasks on both sides, the units between them.

A unit stands in the column and at the height where its work draws it: what serves the campaigns
of one side stands there, what serves all of them in the middle. Columns rather than a cloud:
names can be read like a list, and lines between them stay apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from zeren.graph.layout_columns import Block, View
from zeren.graph.network_figures import FIGURES
from zeren.graph.spots import Heading, Layout, Spot, card, ems, placed, wrapped
from zeren.graph.stacking import shared_out, spread

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_HEADING_FONT, _TASK_FONT, _GROUP_FONT = 25, 10, 20
_MARK, _ROW, _LABEL_EMS, _COLUMN = 12, 17, 12.0, 150
_BLOCK_GAP, _SIDE_GAP, _UNIT_GAP, _UNIT_COLUMN_GAP = 30, 80, 9, 40
_ROWS, _MOST_SIDE_COLUMNS, _MOST_UNIT_COLUMNS = (8, 12, 18, 26, 40), 3, 12
_WEIGHTS = {"lead": 3.0, "responsible": 1.5, "support": 1.0, "guide": 1.0, "office": 1.0, "member": 0.3}
"""How much nearer a tie draws a unit to the work."""


@dataclass(frozen=True)
class _Box:
    """A block with its own origin at the upper left."""

    spots: dict[str, Spot]
    heading: Heading
    width: int
    height: int


@dataclass(frozen=True)
class _Plan:
    """Blocks in columns, half of them left and half right, and units in columns between them."""

    sides: list[list[_Box]]
    units: list[list[str]]
    width: float
    height: float

    def zoom(self, view: View) -> float:
        """At how large a zoom the whole picture can be seen."""
        return min(view[0] / max(1.0, self.width), view[1] / max(1.0, self.height))


def clusters(network: MultiDiGraph, blocks: Sequence[Block], counts: dict[str, int], view: View) -> Layout:
    """The layout with `blocks` of tasks (and groups) on both sides and the units between them.

    Of many ways to break blocks and units into columns it takes the one that is seen largest.

    Args:
        network: what is drawn.
        blocks: tasks and groups by what they serve, in the order of the plan.
        counts: how many tasks a unit has; its card grows with it.
        view: the field that the picture should be seen in at once.
    """
    inside = {n for block in blocks for n in block.nodes}
    units = {n: _unit(network, n, counts.get(n, 0)) for n in network if n not in inside}
    plan = max(_plans(network, blocks, units), key=lambda p: p.zoom(view))
    layout = _place_blocks(plan, units)
    return _place_units(network, plan, units, layout)


def _unit(network: MultiDiGraph, node: str, count: int) -> Spot:
    return card(wrapped(network.nodes[node]["name"], 9, 2), round(19 + 1.6 * math.sqrt(count)), count)


def _plans(network: MultiDiGraph, blocks: Sequence[Block], units: dict[str, Spot]) -> Iterator[_Plan]:
    for rows in _ROWS:
        boxes = [_box(network, block, rows) for block in blocks]
        for side_columns in range(1, _MOST_SIDE_COLUMNS + 1):
            sides: list[list[_Box]] = [[] for _ in range(2 * side_columns)]
            for box, side in zip(
                boxes, shared_out([b.height + _BLOCK_GAP for b in boxes], len(sides)), strict=True
            ):
                sides[side].append(box)
            ordered = _from_left_to_right(network, sides, units)
            for unit_columns in range(1, _MOST_UNIT_COLUMNS + 1):
                yield _plan(sides, ordered, units, unit_columns)


def _plan(sides: list[list[_Box]], ordered: Sequence[str], units: dict[str, Spot], count: int) -> _Plan:
    columns: list[list[str]] = [[] for _ in range(count)]
    for node, column in zip(
        ordered, shared_out([units[n].height + _UNIT_GAP for n in ordered], count), strict=True
    ):
        columns[column].append(node)
    columns = [column for column in columns if column]
    middle = sum(_widest(column, units) + _UNIT_COLUMN_GAP for column in columns)
    width = sum(_wide(side) + _BLOCK_GAP for side in sides if side) + middle + 2 * _SIDE_GAP
    tall = [sum(units[n].height + _UNIT_GAP for n in column) for column in columns]
    return _Plan(sides, columns, width, max([*tall, *(_tall(side) for side in sides)]))


def _from_left_to_right(network: MultiDiGraph, sides: list[list[_Box]], units: dict[str, Spot]) -> list[str]:
    """The units by where most of their work is: leftmost column first."""
    at = {n: place for place, side in enumerate(sides) for box in side for n in box.spots}
    middle = (len(sides) - 1) / 2
    pull = {n: _mean(network, n, at, middle) for n in units}
    return sorted(units, key=lambda n: (round(pull[n], 6), n))


def _mean(network: MultiDiGraph, unit: str, at: dict[str, int], otherwise: float) -> float:
    """The weighted mean of the places of a unit's work."""
    ties = [(at[a], _WEIGHTS.get(t, 0.0)) for a, _, t in network.in_edges(unit, keys=True) if a in at]
    total = sum(weight for _, weight in ties)
    return sum(place * weight for place, weight in ties) / total if total else otherwise


def _box(network: MultiDiGraph, block: Block, rows: int) -> _Box:
    """A block: its heading, its groups, its tasks with their figures in columns of at most about `rows`."""
    kinds = {n: network.nodes[n]["kind"] for n in block.nodes}
    marks = [n for n in block.nodes if kinds[n] in ("task", *FIGURES)]
    columns = max(1, math.ceil(len(marks) / rows))
    rows = math.ceil(len(marks) / columns)
    spots: dict[str, Spot] = {}
    y = _HEADING_FONT * 1.5
    for node in (n for n in block.nodes if n not in marks):
        spot = card(wrapped(_short(network.nodes[node]), 9, 2), _GROUP_FONT)
        spots[node] = placed(spot, spot.width / 2, y + spot.height / 2)
        y += spot.height + _UNIT_GAP
    for index, node in enumerate(marks):
        column, row = divmod(index, rows)
        indent = _MARK if kinds[node] in FIGURES else 0
        lines = _label(network.nodes[node], _LABEL_EMS - indent / _TASK_FONT)
        spots[node] = Spot(
            round(column * _COLUMN + indent + _MARK / 2), round(y + (row + 0.5) * _ROW),
            _MARK, _MARK, _TASK_FONT, lines, "mark",
        )  # fmt: skip
    heading = Heading(0, _HEADING_FONT, _HEADING_FONT, block.text, block.word)
    width = max(
        [columns * _COLUMN, round(ems(block.text) * _HEADING_FONT), *(s.width for s in spots.values())]
    )
    return _Box(spots, heading, width, round(y + rows * _ROW))


def _label(data: dict[str, Any], width: float) -> tuple[str, ...]:
    """One line with the name and an indicator's figure: its first one where there is no room for two."""
    told, more = data.get("figure", ""), " / "
    if more in told and ems(data["name"] + told) + 0.5 > width:
        told = told.partition(more)[0] + " …"
    name = wrapped(data["name"], max(4.0, width - ems(told) - 0.5) if told else width, 1)
    return (f"{name[0]} {told}",) if told else name


def _short(group: dict[str, Any]) -> str:
    """A group's name without what the heading over it says: 某县打好某某仗工作专班 is 工作专班 there."""
    before, _, after = group["name"].partition(group["theme"])
    return str(after or before)


def _tall(column: Sequence[_Box]) -> int:
    return sum(b.height + _BLOCK_GAP for b in column)


def _wide(column: Sequence[_Box]) -> int:
    return max((b.width for b in column), default=0)


def _widest(column: Sequence[str], units: dict[str, Spot]) -> int:
    return max((units[n].width for n in column), default=0)


def _place_blocks(plan: _Plan, units: dict[str, Spot]) -> Layout:
    """The blocks left and right of the units' field, whose upper left is the origin."""
    spots: dict[str, Spot] = {}
    headings: list[Heading] = []
    half = len(plan.sides) // 2
    inner = sum(_widest(column, units) + _UNIT_COLUMN_GAP for column in plan.units) - _UNIT_COLUMN_GAP
    x = _BLOCK_GAP - _SIDE_GAP - sum(_wide(side) + _BLOCK_GAP for side in plan.sides[:half] if side)
    for index, side in enumerate(plan.sides):
        if index == half:
            x = inner + _SIDE_GAP
        slack = (plan.height - _tall(side)) / (len(side) + 1)
        y = slack
        for box in side:
            spots |= {node: placed(spot, x + spot.x, y + spot.y) for node, spot in box.spots.items()}
            own = box.heading
            place = replace(own, x=round(x), y=round(y + own.y), room=_wide(side) + _BLOCK_GAP // 2)
            headings.append(place)
            y += box.height + _BLOCK_GAP + slack
        x += _wide(side) + _BLOCK_GAP if side else 0
    return Layout(spots, tuple(headings))


def _place_units(network: MultiDiGraph, plan: _Plan, units: dict[str, Spot], layout: Layout) -> Layout:
    """Each column of units, every unit at the height of its work as far as there is room."""
    spots = dict(layout.spots)
    levels = {node: spot.y for node, spot in layout.spots.items()}
    x = 0.0
    for column in plan.units:
        wanted = {n: _mean(network, n, levels, plan.height / 2) for n in column}
        ordered = sorted(column, key=lambda n: (round(wanted[n], 3), n))
        heights = [units[n].height + _UNIT_GAP for n in ordered]
        width = _widest(column, units)
        for node, y in zip(
            ordered, spread([wanted[n] for n in ordered], heights, (0, plan.height)), strict=True
        ):
            spots[node] = placed(units[node], x + width / 2, y)
        x += width + _UNIT_COLUMN_GAP
    return Layout(spots, layout.headings)
