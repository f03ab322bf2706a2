"""Where indicators and projects stand in a drawing: each under the work that holds it, as in an outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zeren.graph.layout_columns import Block
from zeren.graph.network_figures import FIGURES, home

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def with_figures(network: MultiDiGraph, blocks: Sequence[Block], centre: Sequence[str] = ()) -> list[Block]:
    """The blocks with every indicator and project of the network put into one of them.

    One that a task of a block holds follows the task. One that the middle of the drawing holds comes
    into a block of its own kind; any other into the block of the theme under which the plan states
    it, which is added where there is none.

    Args:
        network: what is drawn.
        blocks: tasks and groups, or units, under their headings.
        centre: what stands in the middle of the drawing.
    """
    homes = {n: home(network, n) for n, kind in network.nodes(data="kind") if kind in FIGURES}
    for node in centre:
        homes.pop(node, None)
    under: dict[str, list[str]] = {}
    for node, work in homes.items():
        under.setdefault(work or "", []).append(node)
    filled = [
        Block(tuple(m for n in block.nodes for m in (n, *under.get(n, ()))), block.text, block.word)
        for block in blocks
    ]
    placed = {n for block in filled for n in block.nodes}
    rest = [n for n in homes if n not in placed]
    own = [n for n in rest if homes[n] in centre]
    if not centre:
        return _stated(network, filled, rest)
    words: dict[str, list[str]] = {}
    for node in own:
        goal = network.nodes[homes[node]]["kind"] == "group"
        words.setdefault("aims" if goal else f"{network.nodes[node]['kind']}s", []).append(node)
    return [*filled, *(Block(tuple(nodes), word=word) for word, nodes in sorted(words.items()))]


def _stated(network: MultiDiGraph, blocks: list[Block], nodes: Sequence[str]) -> list[Block]:
    """The blocks with figures that no task holds at the end of the block where the plan states them."""
    themes: dict[str, list[str]] = {}
    for node in nodes:
        themes.setdefault(network.nodes[node]["block"], []).append(node)
    filled = [Block((*b.nodes, *themes.pop(b.text, ())), b.text, b.word) for b in blocks]
    return [*filled, *(Block(tuple(nodes), text) for text, nodes in themes.items())]
