"""Indicators, targets and projects as RDF (docs/graph-model.md).

The units that answer for a target, or carry a project, are those of its tasks: the graph
has no triples for that.
"""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.values import Triple, decimal, described, integer, labels, places, text
from zeren.ontology.facts import Indicator, Project, Target
from zeren.ontology.vocab import ZR, iri


def indicator(record: Indicator, base: str) -> Iterator[Triple]:
    """A quantity that targets are set for, with all names under which it is spoken of."""
    yield from described(
        iri(record.id, base),
        "Indicator",
        *labels(record.name, record.aliases),
        (ZR + "region", record.region and iri(record.region, base)),
    )


def target(record: Target, base: str) -> Iterator[Triple]:
    """A figure to reach."""
    yield from described(
        iri(record.id, base),
        "Target",
        (ZR + "document", iri(record.document, base)),
        (ZR + "annex", text(record.annex)),
        (ZR + "indicator", iri(record.indicator, base)),
        (ZR + "task", record.task and iri(record.task, base)),
        (ZR + "project", record.project and iri(record.project, base)),
        *labels(record.name),
        (ZR + "measure", text(record.measure)),
        (ZR + "comparator", text(record.comparator)),
        (ZR + "value", decimal(record.value)),
        (ZR + "valueMax", decimal(record.value_max)),
        (ZR + "unitText", text(record.unit)),
        (ZR + "year", None if record.year is None else integer(record.year)),
        (ZR + "baseline", decimal(record.baseline)),
        *places("evidence", record.document, record.evidence, base),
    )


def project(record: Project, base: str) -> Iterator[Triple]:
    """A named undertaking and the tasks whose words hold it."""
    yield from described(
        iri(record.id, base),
        "Project",
        (ZR + "document", iri(record.document, base)),
        *labels(record.name, record.aliases),
        (ZR + "projectKind", text(record.kind)),
        *((ZR + "inTask", iri(task, base)) for task in dict.fromkeys(record.tasks)),
        *places("evidence", record.document, record.evidence, base),
    )
