"""The responsibility network: units, tasks and working groups, and what ties them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from zeren.graph import merge
from zeren.ontology.facts import Annex, Document, DocumentFacts, Group, Mention, Task, Unit

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Tie = Literal[
    "lead", "responsible", "support", "guide", "office", "member", "part", "indicator", "project", "aim"
]  # fmt: skip
TIES: tuple[Tie, ...] = (
    "lead", "responsible", "support", "guide", "office", "member", "part", "indicator", "project", "aim",
)  # fmt: skip
"""What an edge says: the four roles of a unit in a task, office or member of a working group,
`part` from a task to the task above it; and the ties to indicators and projects, which
`network_figures` adds."""

_WORK_ON = re.compile(r"^(?:坚决)?(?:打好|打赢|抓好)")


def responsibility_network(documents: Sequence[DocumentFacts]) -> MultiDiGraph:
    """The network of all facts, the same for the documents in any order.

    A node is an id of the facts, with the attributes `kind` (unit, task, group), `name`,
    `region` (an id, empty where the document names none), `theme` (what the work serves:
    the campaign, else the annex, else the outermost heading; empty for units) and `record`.
    An edge leads from a task or a group to a unit, or from a task to the one above it; its
    key is the tie, its `mentions` are the places where the text names the unit. An enterprise
    that the text only mentions is not in the network: beside the others it would look responsible.
    """
    import networkx as nx

    network = nx.MultiDiGraph()
    ordered = sorted(documents, key=lambda facts: facts.document.id)
    carrying = {unit for facts in ordered for unit in _carrying(facts)}
    for unit in merge.units(unit for facts in ordered for unit in facts.units):
        if unit.kind == "enterprise" and unit.id not in carrying:
            continue
        network.add_node(
            unit.id, kind="unit", name=unit.name, region=unit.region or "", theme="", record=unit
        )
    for facts in ordered:
        region = facts.document.region or ""
        for task in sorted(facts.tasks, key=_place):
            theme = theme_of(facts.document, task.annex, None, task.path)
            network.add_node(
                task.id, kind="task", name=_one_line(task.title), region=region, theme=theme, record=task
            )
        for group in facts.groups:
            theme = theme_of(facts.document, group.annex, group.campaign, [])
            network.add_node(
                group.id, kind="group", name=_one_line(group.name), region=region, theme=theme, record=group
            )
        for task in facts.tasks:
            _tie_task(network, task)
        for group in facts.groups:
            _tie_group(network, group)
    return network


def theme_of(document: Document, annex: str, campaign: str | None, path: Sequence[str]) -> str:
    """What a piece of work serves, in the words that a reader would use for it.

    The annex's campaign comes before the one that a working group's own name spells,
    since a name may spell it wrongly.
    """
    part = next((a for a in document.annexes if a.label == annex), None)
    if part and part.campaign:
        return part.campaign
    return campaign or _title(part) or (path[0] if path else "") or document.title


def campaign_key(name: str) -> str:
    """A campaign's name without the verb that plans set before it: 打好产业培育主动仗 is 产业培育主动仗."""
    return _WORK_ON.sub("", re.sub(r"\s", "", name))


def tied_tasks(network: MultiDiGraph, unit: str) -> list[str]:
    """The tasks that a unit carries in any role, each once, in the network's order."""
    return list(dict.fromkeys(n for n in network.predecessors(unit) if network.nodes[n]["kind"] == "task"))


def subnetwork(
    network: MultiDiGraph, nodes: Iterable[str], edges: Iterable[tuple[str, str, str]] | None = None
) -> MultiDiGraph:
    """A new network of `nodes`, in the order of `network` and not of any set.

    Args:
        network: where nodes and edges come from, with their attributes.
        nodes: the nodes that stay.
        edges: the edges that stay; all edges between the nodes when None.
    """
    import networkx as nx

    kept, wanted = set(nodes), None if edges is None else set(edges)
    part = nx.MultiDiGraph()
    part.add_nodes_from((n, data) for n, data in network.nodes(data=True) if n in kept)
    part.add_edges_from(
        (a, b, tie, data)
        for a, b, tie, data in network.edges(keys=True, data=True)
        if a in kept and b in kept and (wanted is None or (a, b, tie) in wanted)
    )
    return part


def _carrying(facts: DocumentFacts) -> Iterator[str]:
    """The units that carry a task or sit in a working group."""
    yield from (mention.unit for task in facts.tasks for _, mention in task.mentions())
    for group in facts.groups:
        yield from (mention.unit for mention in (*group.members, *filter(None, [group.office])))


def _tie_task(network: MultiDiGraph, task: Task) -> None:
    for role, mention in task.mentions():
        _tie(network, task.id, mention, role)
    if task.parent and task.parent in network:
        network.add_edge(task.id, task.parent, key="part", mentions=[])


def _tie_group(network: MultiDiGraph, group: Group) -> None:
    if group.office:
        _tie(network, group.id, group.office, "office")
    for mention in group.members:
        _tie(network, group.id, mention, "member")


def _tie(network: MultiDiGraph, source: str, mention: Mention, tie: Tie) -> None:
    if mention.unit not in network:
        record = Unit(
            id=mention.unit, name=mention.mention, aliases=[], kind="other",
            function=None, english=None, region=None, parent=None,
        )  # fmt: skip
        network.add_node(mention.unit, kind="unit", name=mention.mention, region="", theme="", record=record)
    if network.has_edge(source, mention.unit, tie):
        network.edges[source, mention.unit, tie]["mentions"].append(mention)
    else:
        network.add_edge(source, mention.unit, key=tie, mentions=[mention])


def _place(task: Task) -> tuple[int, str]:
    return min((e.start for e in task.evidence), default=0), task.id


def _title(annex: Annex | None) -> str:
    return _one_line(annex.title) if annex and annex.label else ""


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
