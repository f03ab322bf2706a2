"""The whole export, region by region, so that memory holds no more than the plans of one region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from zeren.graph import findings, merge
from zeren.graph.export.parquet import rows
from zeren.graph.export.parquet.columns import KEYS
from zeren.graph.export.parquet.files import Datasets
from zeren.graph.findings.scope import year
from zeren.graph.merge import UNPLACED
from zeren.graph.store import Snapshot
from zeren.ontology.facts import DocumentFacts, Indicator, Unit


def write(snapshot: Snapshot, folder: Path, keys: tuple[str, ...] = KEYS) -> None:
    """Write every fact that is published into datasets, the same bytes for the same facts.

    Args:
        snapshot: what is published.
        folder: an empty folder.
        keys: what is partitioned by, of KEYS in their order.

    Raises:
        MissingLibraryError: pyarrow is not installed.
        WorkspaceError: the facts of a document are damaged.
        OSError: the folder cannot be written.
    """
    told = rows.Told(snapshot)
    speakers, own = _regions(snapshot)
    with closing(Datasets(folder, keys)) as datasets:
        for region in sorted(speakers):
            units, indicators = _shared(snapshot, region, speakers[region])
            for unit in units:
                datasets.add("units", rows.unit(unit))
            for indicator in indicators:
                datasets.add("indicators", rows.indicator(indicator))
            for together in _together(snapshot, region, own.get(region, ())):
                _plans(told, together, datasets)
            datasets.close_region()


def _regions(snapshot: Snapshot) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """By a region's id, the ids of the documents that name units or indicators of it, and of its own."""
    speakers: dict[str, list[str]] = {}
    own: dict[str, list[str]] = {}
    for facts in snapshot.all_facts():
        for region in merge.regions_of(facts):
            speakers.setdefault(region, []).append(facts.document.id)
        own.setdefault(facts.document.region or UNPLACED, []).append(facts.document.id)
    return speakers, own


def _shared(snapshot: Snapshot, region: str, speakers: Sequence[str]) -> tuple[list[Unit], list[Indicator]]:
    """The units and the indicators of a region, as its documents and others together describe them."""
    units: list[Unit] = []
    indicators: list[Indicator] = []
    for facts in map(snapshot.facts, speakers):
        units += (unit for unit in facts.units if (unit.region or UNPLACED) == region)
        indicators += (one for one in facts.indicators if (one.region or UNPLACED) == region)
    return merge.units(units), merge.indicators(indicators)


def _together(snapshot: Snapshot, region: str, documents: Sequence[str]) -> Iterator[list[DocumentFacts]]:
    """The documents that are held against each other: those of a region; without one, each alone."""
    if region == UNPLACED:
        yield from ([snapshot.facts(document)] for document in documents)
    else:
        yield list(map(snapshot.facts, documents))


def _plans(told: rows.Told, documents: Sequence[DocumentFacts], datasets: Datasets) -> None:
    """Put in what some documents of one region say, and what is found in them."""
    by_id = {facts.document.id: facts.document for facts in documents}
    for facts in documents:
        record = facts.document
        for dataset, row in told.document(facts):
            datasets.add(dataset, row, record.region, year(record))
    for finding in findings.every(documents):
        record = by_id[finding.document]
        for dataset, row in told.finding(finding):
            datasets.add(dataset, row, record.region, year(record))
