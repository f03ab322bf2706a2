"""Indicators and projects as nodes of the responsibility network, tied to the work that holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from zeren.graph import findings, merge
from zeren.graph.network import theme_of
from zeren.ontology.facts import DocumentFacts, Finding, Target
from zeren.ontology.figures import figure

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Extra = Literal["indicators", "projects"]
EXTRAS: tuple[Extra, ...] = ("indicators", "projects")
"""What a network can hold besides units, tasks and groups."""

FIGURES = ("indicator", "project")
"""The kinds of the nodes that are added here."""

_SHOWN = 2
"""Figures of one indicator that stand beside its name; all of them stand in its details."""


def add_figures(
    network: MultiDiGraph,
    documents: Sequence[DocumentFacts],
    extras: Collection[Extra],
    dismissed: Collection[str] = (),
) -> MultiDiGraph:
    """The same network, with indicators and projects put into it.

    An indicator is one node a quantity. A task is tied to what its words hold (`indicator`,
    `project`); a working group is tied (`aim`) to what its campaign's part of the plan aims at
    without giving it to a task. Besides the attributes of every node an indicator has `figure`
    (≥8%), `conflicts` (the findings that its targets contradict each other) and, as a project
    has, `targets`, and `block`, the theme under which the plan states it.

    Args:
        network: from `responsibility_network`; it is changed.
        documents: the facts of all documents, in any order.
        extras: which of the two are wanted.
        dismissed: ids of findings that a person dismissed.
    """
    ordered = sorted(documents, key=lambda facts: facts.document.id)
    if "indicators" in extras:
        _add_indicators(network, ordered)
        _add_conflicts(network, ordered, dismissed)
    if "projects" in extras:
        _add_projects(network, ordered)
    return network


def short_figure(targets: Sequence[Target]) -> str:
    """What stands beside an indicator's name: its different figures, the first two of many."""
    told = list(dict.fromkeys(figure(t.comparator, t.value, t.value_max, t.unit) for t in targets))
    return " / ".join(told[:_SHOWN]) + (" …" if len(told) > _SHOWN else "")


def home(network: MultiDiGraph, figure: str) -> str | None:
    """Where a figure stands in a drawing: with the first task that holds it, else with the first group."""
    work = list(network.predecessors(figure))
    tasks = [n for n in work if network.nodes[n]["kind"] == "task"]
    return next(iter(tasks or work), None)


def hanging(network: MultiDiGraph, nodes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Each of the nodes with the figures among them that hang on it; those that hang are no keys."""
    among = set(nodes)
    homes = {n: home(network, n) for n in nodes if network.nodes[n]["kind"] in FIGURES}
    hung: dict[str, tuple[str, ...]] = {n: (n,) for n in nodes if homes.get(n) not in among}
    for node, work in homes.items():
        if work in hung:
            hung[work] += (node,)
    return hung


def _add_indicators(network: MultiDiGraph, documents: Sequence[DocumentFacts]) -> None:
    records = {i.id: i for i in merge.indicators(i for facts in documents for i in facts.indicators)}
    found: dict[str, list[tuple[DocumentFacts, Target]]] = {}
    for facts in documents:
        for target in sorted(facts.targets, key=lambda t: (t.evidence, t.id)):
            if target.indicator in records:
                found.setdefault(target.indicator, []).append((facts, target))
    for key, said in found.items():
        record, targets = records[key], [target for _, target in said]
        network.add_node(
            key, kind="indicator", name=record.name, region=record.region or "", theme="", record=record,
            block=_block(network, said), figure=short_figure(targets), targets=targets, conflicts=[],
        )  # fmt: skip
        for facts, target in said:
            for holder, tie in _holders(network, facts, target):
                network.add_edge(holder, key, key=tie, mentions=[])


def _block(network: MultiDiGraph, said: Sequence[tuple[DocumentFacts, Target]]) -> str:
    """The theme of the first task that holds it, else the first campaign that it is stated for."""
    held = [network.nodes[t.task]["theme"] for _, t in said if t.task and t.task in network]
    aims = [theme for facts, t in said if (theme := _campaign(facts, t))]
    return str([*held, *aims, theme_of(said[0][0].document, said[0][1].annex, None, [])][0])


def _campaign(facts: DocumentFacts, target: Target) -> str | None:
    return merge.campaign_of(facts, target.annex)


def _holders(network: MultiDiGraph, facts: DocumentFacts, target: Target) -> Iterator[tuple[str, str]]:
    """The task that holds a target; else the working groups of the campaign that it is stated for."""
    if target.task and target.task in network:
        yield target.task, "indicator"
    elif campaign := _campaign(facts, target):
        yield from ((g.id, "aim") for g in facts.groups if network.nodes[g.id]["theme"] == campaign)


def _add_conflicts(
    network: MultiDiGraph, documents: Sequence[DocumentFacts], dismissed: Collection[str]
) -> None:
    for finding in findings.find(documents):
        if finding.kind != "target-conflict" or finding.id in dismissed:
            continue
        told = finding.documents()
        targets = [t for facts in documents if facts.document.id in told for t in facts.targets]
        touched = dict.fromkeys(t.indicator for t in targets if _touches(finding, t))
        for indicator in touched:
            if indicator in network:
                network.nodes[indicator]["conflicts"].append(finding)


def _touches(finding: Finding, target: Target) -> bool:
    own = target.evidence[0]
    return any(
        (place.document or finding.document) == target.document
        and place.start < own.end
        and own.start < place.end
        for place in finding.places
    )


def _add_projects(network: MultiDiGraph, documents: Sequence[DocumentFacts]) -> None:
    for facts in documents:
        for record in sorted(facts.projects, key=lambda p: (p.evidence, p.id)):
            tasks = [task for task in dict.fromkeys(record.tasks) if task in network]
            themes = [network.nodes[task]["theme"] for task in tasks]
            network.add_node(
                record.id, kind="project", name=record.name, region=record.region or "", theme="",
                record=record, block=[*themes, facts.document.title][0],
                targets=[t for t in facts.targets if t.project == record.id],
            )  # fmt: skip
            for task in tasks:
                network.add_edge(task, record.id, key="project", mentions=[])
