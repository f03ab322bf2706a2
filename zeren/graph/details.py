"""What a drawing's page knows about its nodes: texts, units, quotes, as plain values for JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from zeren.graph import details_figures as figures
from zeren.graph.export.records import TextOf
from zeren.graph.network import TIES
from zeren.graph.quoting import Written
from zeren.ontology.facts import (
    ROLES,
    DocumentFacts,
    Evidence,
    Group,
    Indicator,
    Project,
    Task,
    Unit,
)
from zeren.ontology.locators import Locator

if TYPE_CHECKING:
    from networkx import MultiDiGraph

LocatorsOf = Callable[[str], Sequence[Locator]]
"""Where a document's stored text stood in its file, by the document's id; nothing for plain text."""


def details(
    network: MultiDiGraph,
    whole: MultiDiGraph,
    documents: Sequence[DocumentFacts],
    text_of: TextOf,
    locators_of: LocatorsOf,
) -> dict[str, Any]:
    """The facts of a network: nodes in its order, ties by their places in that order.

    Args:
        network: the part that is drawn and listed.
        whole: the network that counts are taken from, so that a unit's figures do not depend
            on what is drawn around it.
        documents: where the facts come from.
        text_of: gives the text that quotes are taken from.
        locators_of: gives where that text stood in its file.
    """
    places = {node: index for index, node in enumerate(network)}
    used = {document for _, data in network.nodes(data=True) for document in _documents(data)}
    kept = [f for f in sorted(documents, key=lambda f: f.document.id) if f.document.id in used]
    files = {facts.document.id: index for index, facts in enumerate(kept)}
    texts = {identifier: Written(text_of(identifier), locators_of(identifier)) for identifier in files}
    nodes = []
    for node, data in network.nodes(data=True):
        entry = {"kind": data["kind"], "id": node, "name": data["name"], "region": data["region"]}
        record = data["record"]
        if isinstance(record, Unit):
            entry |= _unit(whole, record)
        elif isinstance(record, Indicator):
            entry |= figures.indicator(data, places, files, texts)
        elif isinstance(record, Project):
            entry |= figures.project(data, places, files, texts)
        else:
            text = texts[record.document]
            entry |= {"theme": data["theme"], "document": files[record.document]}
            entry |= _task(record, text) if isinstance(record, Task) else _group(record, text)
        nodes.append(_without_empty(entry))
    return {
        "documents": [_document(facts) for facts in kept],
        "regions": _regions(documents, network),
        "nodes": nodes,
        "ties": [_tie(network, places, edge) for edge in network.edges(keys=True)],
    }


def _documents(data: dict[str, Any]) -> list[str]:
    """The documents that a node's quotes are taken from."""
    if data["kind"] == "indicator":
        said = [target.document for target in data["targets"]]
        return [*said, *(document for finding in data["conflicts"] for document in finding.documents())]
    return [] if data["kind"] == "unit" else [data["record"].document]


def _document(facts: DocumentFacts) -> dict[str, Any]:
    document = facts.document
    return {"id": document.id, "title": document.title, "number": document.number or ""}


def _regions(documents: Sequence[DocumentFacts], network: MultiDiGraph) -> list[dict[str, str]]:
    used = {region for _, region in network.nodes(data="region") if region}
    regions = {f.region.id: f.region for f in documents if f.region and f.region.id in used}
    return [
        {
            "id": r,
            "short": regions[r].short if r in regions else r,
            "english": regions[r].english if r in regions else r,
        }
        for r in sorted(used)
    ]


def _unit(whole: MultiDiGraph, unit: Unit) -> dict[str, Any]:
    counts: dict[str, int] = dict.fromkeys(TIES, 0)
    if unit.id in whole:
        for _, _, tie in whole.in_edges(unit.id, keys=True):
            counts[tie] += 1
    parent = unit.parent or ""
    return {
        "type": unit.kind,
        "english": unit.english,
        "aliases": [a for a in unit.aliases if a != unit.name],
        "parent": whole.nodes[parent]["name"] if parent in whole else parent,
        "counts": [counts[tie] for tie in (*ROLES, "office", "member")],
    }


def _task(task: Task, text: Written) -> dict[str, Any]:
    spans = [(m.start, m.end, role) for role, m in task.mentions()]
    deadline = task.deadline
    return {
        "path": [re.sub(r"\s+", " ", heading) for heading in task.path],
        "text": task.text,
        "deadline": [deadline.text, deadline.date or "", deadline.kind] if deadline else None,
        "category": task.category,
        "others": task.others,
        "quotes": _quotes(task.evidence, text, "assignment", spans),
    }


def _group(group: Group, text: Written) -> dict[str, Any]:
    spans = [(m.start, m.end, "member") for m in group.members]
    if group.office:
        spans.append((group.office.start, group.office.end, "office"))
    return {
        "convener": group.convener,
        "deputies": group.deputies,
        "others": group.others,
        "quotes": _quotes(group.evidence, text, "", spans),
    }


def _quotes(
    evidence: Sequence[Evidence], text: Written, role: str, spans: Sequence[tuple[int, int, str]]
) -> list[dict[str, Any]]:
    """The sentences that prove a fact, each with its place and the units named in it.

    Evidence of the wanted role comes alone where there is any; a task's own words are its text.
    """
    chosen = [e for e in evidence if e.role == role] or list(evidence)
    return [text.quote(e.start, e.end, spans) for e in chosen]


def _tie(network: MultiDiGraph, places: dict[str, int], edge: tuple[str, str, str]) -> list[Any]:
    """Source, target, which tie; and the words of the text where they are not the unit's name."""
    source, target, tie = edge
    name = network.nodes[target]["name"]
    words = [m.mention for m in network.edges[edge]["mentions"] if m.mention != name]
    entry: list[Any] = [places[source], places[target], TIES.index(tie)]
    return [*entry, "、".join(dict.fromkeys(words))] if words else entry


def _without_empty(entry: dict[str, Any]) -> dict[str, Any]:
    """Half of a county's fields are empty; leaving them out keeps the file small."""
    return {key: value for key, value in entry.items() if value or (value == 0 and value is not False)}
