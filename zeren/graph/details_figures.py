"""What a drawing's page knows about indicators and projects: figures, contradictions, sentences."""

from __future__ import annotations

from typing import Any

from zeren.graph.network_figures import short_figure
from zeren.graph.quoting import Written, sentence
from zeren.ontology.facts import Evidence, Finding, Indicator, Project, Target
from zeren.ontology.figures import figure, number


def indicator(
    data: dict[str, Any], places: dict[str, int], files: dict[str, int], texts: dict[str, Written]
) -> dict[str, Any]:
    """An indicator's targets, each with its figure and sentence, and how they contradict each other.

    Args:
        data: the attributes of the node.
        places: the place of each node in the page, by its id.
        files: the place of each document in the page, by its id.
        texts: the text of each document, by its id.
    """
    record: Indicator = data["record"]
    return {
        "aliases": [name for name in record.aliases if name != record.name],
        "figure": data["figure"],
        "block": data["block"],
        "targets": [_target(target, record.name, places, files, texts) for target in data["targets"]],
        "conflicts": [_conflict(finding, data["targets"], files, texts) for finding in data["conflicts"]],
    }


def project(
    data: dict[str, Any], places: dict[str, int], files: dict[str, int], texts: dict[str, Written]
) -> dict[str, Any]:
    """A project's kind, its other names, its own figures and the sentences that name it; as `indicator`."""
    record: Project = data["record"]
    return {
        "aliases": [name for name in record.aliases if name != record.name],
        "type": record.kind,
        "block": data["block"],
        "document": files[record.document],
        "targets": [_target(target, "", places, files, texts) for target in data["targets"]],
        "quotes": _sentences(record.evidence, texts[record.document], "project"),
    }


def _target(
    target: Target,
    of: str,
    places: dict[str, int],
    files: dict[str, int],
    texts: dict[str, Written],
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "figure": figure(target.comparator, target.value, target.value_max, target.unit),
        "measure": target.measure,
        "document": files[target.document],
        "annex": target.annex,
        "quotes": _sentences(target.evidence[:1], texts[target.document], "target"),
    }
    if target.name != of:
        told["name"] = target.name
    if target.year is not None:
        told["year"] = target.year
    if target.baseline is not None:
        told["baseline"] = f"{number(target.baseline)}{target.unit}"
    if target.task:
        told["task"] = places.get(target.task, -1)
    return told


def _conflict(
    finding: Finding, targets: list[Target], files: dict[str, int], texts: dict[str, Written]
) -> dict[str, Any]:
    """What the targets of one indicator contradict each other in, with the figures at fault alone."""
    at_fault = [t for t in targets if any(e.start == p.start for e in t.evidence for p in finding.places)]
    told: dict[str, list[Evidence]] = {}
    for place in finding.places:
        told.setdefault(place.document or finding.document, []).append(place)
    return {
        "severity": finding.severity,
        "figure": short_figure(at_fault),
        "zh": finding.zh,
        "en": finding.en,
        "told": [
            {"document": files[document], "quotes": _sentences(places, texts[document], "target")}
            for document, places in told.items()
        ],
    }


def _sentences(evidence: list[Evidence], text: Written, role: str) -> list[dict[str, Any]]:
    """The sentences around some words, with these marked; a sentence that holds several of them once."""
    spans = dict.fromkeys(sentence(text.text, e.start, e.end) for e in evidence)
    marked = [(e.start, e.end, role) for e in evidence]
    return [text.quote(start, end, marked) for start, end in spans]
