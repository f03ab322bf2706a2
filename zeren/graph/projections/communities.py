"""Communities: nodes that have more to do with each other than with the rest."""

from __future__ import annotations

from zeren.graph.projections.project import Net

_SEED = 7
"""Louvain visits the nodes in a drawn order: the same one each time."""


def communities(net: Net) -> list[int]:
    """The number of each node's community, from 1 for the largest on; 0 for nodes without a tie.

    They are those of Louvain (Blondel et al. 2008, doi 10.1088/1742-5468/2008/10/P10008), which weighs
    the ties; of two as large, the one with the stronger first node comes first.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted({turn for edge in net.edges for turn in (edge.a, edge.b)}))
    graph.add_weighted_edges_from(sorted((edge.a, edge.b, edge.weight) for edge in net.edges))
    found = nx.community.louvain_communities(graph, seed=_SEED) if graph else []
    numbers = [0] * len(net.nodes)
    for number, nodes in enumerate(sorted(found, key=lambda nodes: (-len(nodes), min(nodes))), 1):
        for turn in nodes:
            numbers[turn] = number
    return numbers
