"""What Zeren does to load a graph, against the store's own bulk loader alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.scale.apart import Worker
from benchmarks.scale.lab import Lab
from benchmarks.scale.lines import Line
from benchmarks.scale.turns import medians, seconds
from zeren.graph import merge, nquads
from zeren.graph.documents import FACTS
from zeren.graph.store import Snapshot
from zeren.ontology.facts import decode

ZEREN, BARE, ORDERED = "zeren", "bare", "ordered"


def loading(lab: Lab) -> Iterator[Line]:
    """The N-Quads of some plans, made beforehand, into a new store on disk, each time in a new process."""
    plans = min(lab.options.many, len(lab.plans))
    quads, sizes = lab.folder / "loading.nq", lab.folder / "loading.json"
    with lab.workspace().snapshot() as published:
        sizes.write_text(json.dumps(_written(published, published.documents[:plans], quads)), "utf-8")
    took, bare, ordered = medians(
        [_by(how, quads, sizes, lab.fresh("loading")) for how in (ZEREN, BARE, ORDERED)], lab.rounds(3)
    )
    shutil.rmtree(lab.folder / "loading", ignore_errors=True)
    count, size = f"{plans:,} plans", quads.stat().st_size / 1e9
    yield Line(
        "loading", f"loading the N-Quads of {count}", "bulk_load of one file", took, bare, took / bare,
        "<= 1.3", note=f"{size:.2f} GB of N-Quads",
    )  # fmt: skip
    yield Line(
        "loading", f"loading the N-Quads of {count}, again", "bulk_load of one file, optimize and flush",
        took, ordered, took / ordered,
    )  # fmt: skip
    quads.unlink()


def _written(published: Snapshot, documents: tuple[str, ...], quads: Path) -> list[int]:
    """Write the graphs of documents and of their regions into one file; how many bytes each has."""
    speakers: dict[str, list[str]] = {}
    for document in documents:
        for region in merge.regions_of(decode(published.file(document, FACTS))):
            speakers.setdefault(region, []).append(document)
    wanted = [(nquads.DOCUMENT, document, [document]) for document in documents]
    wanted += [(nquads.REGION, region, own) for region, own in sorted(speakers.items())]
    sizes = []
    with quads.open("wb") as file:
        for kind, name, own in wanted:
            facts = tuple(published.file(document, FACTS) for document in own)
            graph = nquads.made(nquads.Source(kind, name, facts, published.base_iri))
            sizes.append(file.write(graph.quads))
    return sizes


def _by(how: str, quads: Path, sizes: Path, store: Path) -> Callable[[], float]:
    def work() -> float:
        shutil.rmtree(store, ignore_errors=True)
        with closing(Worker(opened, how, quads, sizes)) as worker:
            return float(worker.ask(store))

    return work


def opened(how: str, quads: Path, sizes: Path) -> Callable[[Path], float]:
    """What loads the quads into a store that it makes, and says how many seconds that took."""
    import pyoxigraph

    from zeren.graph.loading import build

    pieces: list[int] = json.loads(sizes.read_text("utf-8"))

    def graphs() -> Iterator[bytes]:
        with quads.open("rb") as file:
            for size in pieces:
                yield file.read(size)

    def bare(path: Path) -> None:
        store = pyoxigraph.Store(str(path))
        store.bulk_load(path=str(quads), format=pyoxigraph.RdfFormat.N_QUADS)
        if how == ORDERED:
            store.optimize()
            store.flush()

    def load(path: Path) -> float:
        return seconds(lambda: build(path, None, [], graphs()) if how == ZEREN else bare(path))

    return load
