"""The drawing of one thing: itself in the middle, its work in columns beside it, the others outside.

Chinese labels are horizontal and of much the same length, so columns keep more of them
readable at once than rings do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zeren.graph.network_figures import FIGURES, hanging
from zeren.graph.spots import Heading, Layout, Spot, card, ems, placed, wrapped
from zeren.graph.stacking import spread

if TYPE_CHECKING:
    from networkx import MultiDiGraph

View = tuple[float, float]
"""Width and height of the part of the screen that a layout should be seen in at once."""

_FONT, _CENTRE_FONT, _HEADING_FONT, _FIGURE_FONT = 15, 20, 14, 13
_ROW_GAP, _HEADING, _COLUMN_GAP, _CENTRE_GAP, _INDENT = 6, 38, 76, 58, 18
_TALL = 860
_READABLE = 0.72
"""The zoom at which a label of `_FONT` can be read."""

_LABELS = tuple(
    (lines, ems, outer) for lines in (2, 1) for ems in (18.0, 15.0, 12.0, 9.0) for outer in (13, 10, 8)
)
"""Lines and ems a line of the labels in the inner columns, ems of those outside, longest first."""


@dataclass(frozen=True)
class Block:
    """Nodes of the inner columns under one heading: printed words, or a key of the page's strings."""

    nodes: tuple[str, ...]
    text: str = ""
    word: str = ""


def columns(
    network: MultiDiGraph,
    centre: Sequence[str],
    blocks: Sequence[Block],
    counts: dict[str, int],
    view: View,
) -> Layout:
    """The layout with `centre` in the middle, `blocks` beside it, all other nodes outside.

    Of several lengths of label it takes the one that shows most of the text at the zoom that
    makes the whole picture visible.

    Args:
        network: what is drawn.
        centre: what the drawing is about.
        blocks: the inner columns from the upper left to the lower right.
        counts: the number that a unit's card shows.
        view: the field that the picture should be readable in.
    """
    tries = [_columns(network, centre, blocks, counts, size) for size in _LABELS]
    return max(tries, key=lambda layout: _legible(layout, network, view))


def _legible(layout: Layout, network: MultiDiGraph, view: View) -> float:
    """How much of the labels can be read at once; being too small to read weighs more than being cut."""
    zoom = min(1.0, layout.zoom(view) / _READABLE)
    shown = sum(ems("".join(spot.lines)) for spot in layout.spots.values())
    whole = sum(ems(network.nodes[node]["name"]) for node in layout.spots)
    return float(zoom**2 * min(1.0, shown / max(1.0, whole)))


def _columns(
    network: MultiDiGraph,
    centre: Sequence[str],
    blocks: Sequence[Block],
    counts: dict[str, int],
    size: tuple[int, float, int],
) -> Layout:
    def name(node: str) -> str:
        return str(network.nodes[node]["name"])

    lines, width, outside = size
    middle = [card(wrapped(name(n), 11, 3), _CENTRE_FONT, _beside(network, n, counts)) for n in centre]
    spots = dict(zip(centre, _stack(middle, 0.0), strict=True))
    half = max((spot.width for spot in middle), default=0) / 2
    inner = {n: _card(network, n, wrapped(name(n), width, lines), counts) for b in blocks for n in b.nodes}
    rest = [n for n in network if n not in spots and n not in inner]
    outer = {n: _card(network, n, _outer_label(network, n, outside), counts) for n in rest}
    indents = {n: _indent(network, n) for n in inner}
    edge = max((spot.width + indents[n] for n, spot in inner.items()), default=0)
    headings: list[Heading] = []
    for side, part in zip((-1, 1), _halved(blocks, _loads(network, inner, outer), indents), strict=True):
        headings += _inner_column(part, inner, indents, side * (half + _CENTRE_GAP), spots)
    reach = half + _CENTRE_GAP + edge + _COLUMN_GAP
    hung = hanging(network, rest)
    for side, nodes in zip((-1, 1), _sides(network, outer, hung, spots), strict=True):
        _outer_columns(network, [hung[n] for n in nodes], outer, side * reach, spots)
    return Layout(spots, tuple(headings), curved=True)


def _beside(network: MultiDiGraph, node: str, counts: dict[str, int]) -> int | str:
    """What a card shows beside the name: a unit's number of tasks, an indicator's figure."""
    return counts.get(node, 0) or str(network.nodes[node].get("figure", ""))


def _card(network: MultiDiGraph, node: str, label: tuple[str, ...], counts: dict[str, int]) -> Spot:
    """A card beside the middle; figures are smaller than the work that they stand under."""
    font = _FIGURE_FONT if network.nodes[node]["kind"] in FIGURES else _FONT
    return card(label, font, _beside(network, node, counts))


def _indent(network: MultiDiGraph, node: str) -> int:
    return _INDENT if network.nodes[node]["kind"] in FIGURES else 0


def _outer_label(network: MultiDiGraph, node: str, width: int) -> tuple[str, ...]:
    data = network.nodes[node]
    return wrapped(data["name"], min(width, 8) if data["kind"] == "unit" else width, 2)


def _stack(cards: Sequence[Spot], x: float) -> list[Spot]:
    """Cards one under the other, centred at (x, 0)."""
    y = -(sum(c.height for c in cards) + _ROW_GAP * (len(cards) - 1)) / 2
    result = []
    for item in cards:
        result.append(placed(item, x, y + item.height / 2))
        y += item.height + _ROW_GAP
    return result


def _height(block: Block, inner: dict[str, Spot]) -> int:
    return _HEADING + sum(inner[n].height + _ROW_GAP for n in block.nodes)


def _loads(network: MultiDiGraph, inner: dict[str, Spot], outer: dict[str, Spot]) -> dict[str, float]:
    """How much height each inner node brings to the picture: its own, and its part of the nodes outside."""
    loads = {node: float(spot.height + _ROW_GAP) for node, spot in inner.items()}
    for node, spot in outer.items():
        near = [n for n in _neighbours(network, node) if n in inner]
        for n in near:
            loads[n] += (spot.height + _ROW_GAP) / len(near)
    return loads


def _halved(
    blocks: Sequence[Block], loads: dict[str, float], indents: dict[str, int]
) -> tuple[list[Block], list[Block]]:
    """The blocks on the two sides, evenly; a block is broken only where that is much more even.

    Nothing that is indented is parted from what it stands under.
    """
    total = sum(_HEADING + sum(loads[n] for n in block.nodes) for block in blocks)
    best, cut = total, (len(blocks), 0)
    used = 0.0
    for index, block in enumerate(blocks):
        for place in range(len(block.nodes)):
            lonely = place == 1 or len(block.nodes) - place == 1
            price = _HEADING * (2 + 2 * lonely) if place else 0
            uneven = abs(total - 2 * (used + (_HEADING if place else 0))) + price
            if uneven < best and not (place and indents[block.nodes[place]]):
                best, cut = uneven, (index, place)
            used += loads[block.nodes[place]]
        used += _HEADING
    index, place = cut
    left, right = list(blocks[:index]), list(blocks[index:])
    if place:
        block = right[0]
        left.append(Block(block.nodes[:place], block.text, block.word))
        right[0] = Block(block.nodes[place:], block.text, block.word)
    return left, right


def _inner_column(
    blocks: Sequence[Block],
    inner: dict[str, Spot],
    indents: dict[str, int],
    start: float,
    spots: dict[str, Spot],
) -> list[Heading]:
    headings = []
    side = 1 if start > 0 else -1
    room = max((spot.width for spot in inner.values()), default=0) + _COLUMN_GAP // 2
    y = -sum(_height(block, inner) for block in blocks) / 2
    for block in blocks:
        y += _HEADING - _HEADING_FONT * 0.6
        headings.append(
            Heading(
                round(start), round(y), _HEADING_FONT, block.text, block.word,
                "left" if side > 0 else "right", room,
            )
        )  # fmt: skip
        y += _HEADING_FONT * 0.6
        for node in block.nodes:
            spot = inner[node]
            out = indents[node] + spot.width / 2
            spots[node] = placed(spot, start + side * out, y + spot.height / 2)
            y += spot.height + _ROW_GAP
    return headings


def _sides(
    network: MultiDiGraph,
    outer: dict[str, Spot],
    hung: dict[str, tuple[str, ...]],
    spots: dict[str, Spot],
) -> tuple[list[str], list[str]]:
    """Each outer node on the side of its neighbours; those between the sides where there is room."""
    leans = {}
    for node in hung:
        near = [spots[n].x for n in _neighbours(network, node) if n in spots]
        leans[node] = sum((x > 0) - (x < 0) for x in near) / max(1, len(near))
    ordered = sorted(hung, key=lambda n: (leans[n], n))
    tall = {n: sum(outer[m].height + _ROW_GAP for m in hung[n]) for n in hung}
    first = sum(leans[n] == -1 for n in ordered)
    last = sum(leans[n] < 1 for n in ordered)

    def uneven(cut: int) -> tuple[int, int]:
        heights = [sum(tall[n] for n in part) for part in (ordered[:cut], ordered[cut:])]
        crossing = sum((leans[n] > 0) == (place < cut) for place, n in enumerate(ordered) if leans[n])
        return abs(heights[0] - heights[1]) + crossing * 2 * _ROW_GAP, cut

    cut = min(range(first, last + 1), key=uneven)
    return ordered[:cut], ordered[cut:]


def _neighbours(network: MultiDiGraph, node: str) -> list[str]:
    return list(dict.fromkeys([*network.predecessors(node), *network.successors(node)]))


def _outer_columns(
    network: MultiDiGraph,
    hung: Sequence[tuple[str, ...]],
    outer: dict[str, Spot],
    start: float,
    spots: dict[str, Spot],
) -> None:
    """Outer nodes at the height of their neighbours, in as many columns as the picture's height asks for.

    A node and what hangs on it stay together, in the order in which they are given.
    """
    if not hung:
        return
    side = 1 if start > 0 else -1
    height = max((abs(s.y) * 2 + s.height for s in spots.values()), default=0)
    need = sum(outer[n].height + _ROW_GAP for nodes in hung for n in nodes)
    count = max(1, round(need / max(height, _TALL)))

    def level(node: str) -> float:
        near = [spots[n] for n in _neighbours(network, node) if n in spots]
        own = [spot for spot in near if spot.x * side >= 0] or near or [outer[node]]
        return sum(s.y for s in own) / len(own)

    levels = {n: level(nodes[0]) for nodes in hung for n in nodes}
    ordered = sorted(hung, key=lambda nodes: (levels[nodes[0]], nodes[0]))
    for column in range(count):
        part = [n for nodes in ordered[column::count] for n in nodes]
        indents = {n: _indent(network, n) for n in part}
        width = max((outer[n].width + indents[n] for n in part), default=0)
        heights = [outer[n].height + _ROW_GAP for n in part]
        for node, y in zip(part, spread([levels[n] for n in part], heights), strict=True):
            spots[node] = placed(outer[node], start + side * (indents[node] + outer[node].width / 2), y)
        start += side * (width + _ROW_GAP * 3)
