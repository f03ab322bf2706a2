"""Where everything in a drawing stands: computed beforehand, the same every time, nothing by chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from zeren.graph.layout_clusters import clusters
from zeren.graph.layout_columns import Block, View, columns
from zeren.graph.layout_figures import with_figures
from zeren.graph.network import subnetwork
from zeren.graph.network_figures import FIGURES
from zeren.graph.spots import Heading, Layout, joined
from zeren.graph.subject import Subject

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_MOST_ROWS = 130
"""With more nodes beside the middle, labels in columns are too small to read."""

_REGION_GAP = 120

VIEW: View = (940, 640)
"""The picture's usual size on an office screen, beside the panel."""


def layout(network: MultiDiGraph, subject: Subject, counts: dict[str, int]) -> Layout:
    """The layout of a drawing: columns around one thing, clusters for all that a county does.

    Parts of several regions stand in a grid, each under the region's name.

    Args:
        network: what is drawn.
        subject: what the drawing is about.
        counts: how many tasks each unit has.
    """
    parts = _by_region(network)
    if len(parts) == 1:
        return _one(network, subject, counts, VIEW)
    square = math.ceil(math.sqrt(len(parts)))
    tries = [
        _tiled(
            list(parts),
            [_one(part, subject, counts, _tile(len(parts), across)) for part in parts.values()],
            across,
        )
        for across in range(max(1, square - 1), square + 1)
    ]
    return max(tries, key=lambda tried: tried.zoom(VIEW))


def _tile(count: int, across: int) -> View:
    return VIEW[0] / across, VIEW[1] / math.ceil(count / across)


def _one(network: MultiDiGraph, subject: Subject, counts: dict[str, int], view: View) -> Layout:
    if subject.kind in ("everything", "region"):
        return clusters(network, with_figures(network, _themes(network)), counts, view)
    centre, blocks = _middle(network, subject)
    blocks = with_figures(network, blocks, centre)
    rest = sum(len(block.nodes) for block in blocks)
    if rest > _MOST_ROWS:
        return clusters(network, blocks, counts, view)
    return columns(network, centre, blocks, counts, view)


def _middle(network: MultiDiGraph, subject: Subject) -> tuple[list[str], list[Block]]:
    """What stands in the middle of a drawing about one thing, and what stands beside it."""
    if subject.kind == "campaign":
        return _of_kind(network, "group"), _sections(network)
    centre = [n for n in network if n in subject.ids]
    if subject.kind in ("unit", *FIGURES):
        groups = tuple(_of_kind(network, "group"))
        beside = [Block(groups, word="groups")] if groups else []
        return centre, [*_themes(network, tasks_only=True), *beside]
    if subject.kind == "group":
        return centre, _ties(network, centre, ("office", "member"))
    return centre, [
        *_family(network, centre),
        *_ties(network, centre, ("lead", "responsible", "support", "guide")),
    ]


def _ties(network: MultiDiGraph, centre: Sequence[str], ties: Iterable[str]) -> list[Block]:
    """The units of a task or a group, by how they are tied to it; one with two ties under the first."""
    seen: set[str] = set()
    blocks = []
    for tie in ties:
        nodes = [b for a in centre for _, b, t in network.out_edges(a, keys=True) if t == tie]
        fresh = tuple(n for n in dict.fromkeys(nodes) if n not in seen)
        seen |= set(fresh)
        if fresh:
            blocks.append(Block(fresh, word=tie))
    return blocks


def _family(network: MultiDiGraph, centre: Sequence[str]) -> list[Block]:
    """The tasks above and below a task."""
    import networkx as nx

    parts = nx.DiGraph((a, b) for a, b, tie in network.edges(keys=True) if tie == "part")
    above = {n for task in centre if task in parts for n in nx.descendants(parts, task)}
    below = {n for task in centre if task in parts for n in nx.ancestors(parts, task)}
    found = [
        (tuple(n for n in network if n in nodes and n not in centre), word)
        for nodes, word in ((above, "above"), (below, "below"))
    ]
    return [Block(nodes, word=word) for nodes, word in found if nodes]


def _themes(network: MultiDiGraph, tasks_only: bool = False) -> list[Block]:
    """Tasks and groups by what they serve; by their headings where all serve the same."""
    kinds = ("task",) if tasks_only else ("group", "task")
    nodes = [n for kind in kinds for n in _of_kind(network, kind)]
    blocks = _grouped((network.nodes[n]["theme"], n) for n in nodes)
    order = list(dict.fromkeys(network.nodes[n]["theme"] for n in _of_kind(network, "task")))
    blocks.sort(key=lambda b: order.index(b.text) if b.text in order else len(order))
    return _sections(network) if len(blocks) == 1 and not tasks_only else blocks


def _sections(network: MultiDiGraph) -> list[Block]:
    """Tasks by the heading that they stand under."""
    return _grouped((_section(network, n), n) for n in _of_kind(network, "task"))


def _section(network: MultiDiGraph, task: str) -> str:
    data = network.nodes[task]
    headings = [h for h in data["record"].path if h != data["theme"]]
    return str(headings[-1] if headings else data["theme"])


def _grouped(pairs: Iterable[tuple[str, str]]) -> list[Block]:
    groups: dict[str, list[str]] = {}
    for text, node in pairs:
        groups.setdefault(text, []).append(node)
    return [Block(tuple(nodes), text) for text, nodes in groups.items()]


def _of_kind(network: MultiDiGraph, kind: str) -> list[str]:
    return [n for n, k in network.nodes(data="kind") if k == kind]


def _by_region(network: MultiDiGraph) -> dict[str, MultiDiGraph]:
    """The network in parts; a unit of no region stands with the first work it is tied to."""
    regions: dict[str, list[str]] = {}
    for node, region in network.nodes(data="region"):
        home = region or next((network.nodes[n]["region"] for n in network.predecessors(node)), "")
        regions.setdefault(home, []).append(node)
    return {region: subnetwork(network, nodes) for region, nodes in regions.items()} or {"": network}


def _tiled(names: Sequence[str], layouts: Sequence[Layout], across: int) -> Layout:
    """Layouts in a grid of equal fields, each with its region's name over it."""
    boxes = [part.box() for part in layouts]
    width = max(right - left for left, _, right, _ in boxes)
    height = max(bottom - top for _, top, _, bottom in boxes)
    font = max(22, min(width, height) // 24)
    parts = []
    for index, (name, part, box) in enumerate(zip(names, layouts, boxes, strict=True)):
        row, column = divmod(index, across)
        x, y = column * (width + _REGION_GAP), row * (height + _REGION_GAP + font)
        moved = part.moved(x - (box[0] + box[2]) // 2, y - box[1])
        title = Heading(x, y - font, font, name, align="center")
        parts.append(Layout(moved.spots, (title, *moved.headings), moved.curved))
    return joined(parts)
