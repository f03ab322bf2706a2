"""A picture as files of other programs: GEXF for Gephi and its like, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from zeren.graph.projections.picture import Picture


def gexf(picture: Picture) -> bytes:
    """The network in GEXF 1.2 with the places of its nodes, the same bytes every time."""
    import networkx as nx
    from networkx.readwrite.gexf import GEXFWriter

    graph = nx.Graph()
    for spot in picture.spots:
        graph.add_node(
            spot.id, label=spot.name, kind=spot.kind, county=picture.counties[spot.county].name,
            community=spot.community, load=spot.load,
            viz={"position": {"x": spot.x, "y": -spot.y, "z": 0.0}},
        )  # fmt: skip
    for edge in picture.edges:
        ends = picture.spots[edge.a].id, picture.spots[edge.b].id
        graph.add_edge(*ends, weight=edge.weight, tie=edge.tie or "shared")
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    # The head says on which day it was written, and would make it another file each day.
    for child in [child for child in writer.xml if child.tag.endswith("meta")]:
        writer.xml.remove(child)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue() + b"\n"


def nodes_csv(picture: Picture) -> bytes:
    """The nodes as a table, with a byte order mark, by which spreadsheets know UTF-8."""
    return _table(
        ("id", "name", "kind", "county", "community", "load", "degree", "strength"),
        (
            (s.id, s.name, s.kind, picture.counties[s.county].name, s.community, s.load, s.degree, s.strength)
            for s in picture.spots
        ),
    )


def ties_csv(picture: Picture) -> bytes:
    """The ties as a table, as `nodes_csv`."""
    spots = picture.spots
    return _table(
        ("source", "source_name", "target", "target_name", "weight", "tie"),
        (
            (spots[e.a].id, spots[e.a].name, spots[e.b].id, spots[e.b].name, e.weight, e.tie or "shared")
            for e in picture.edges
        ),
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Rows as CSV; a cell that a spreadsheet would take for a formula is written as text."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return "\ufeff".encode() + written.getvalue().encode()


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
