"""What a workspace has to hold: taken from an ingestion that nobody disturbed, held against the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from zeren.graph.documents import FACTS, TEXT
from zeren.workspace import Workspace
from zeren.workspace.layout import TEMPORARY, Layout
from zeren.workspace.reading import decode_manifest

TASKS = "SELECT (COUNT(DISTINCT ?task) AS ?n) { ?task a zr:Task }"
ROOT = {"zeren.json", "LOCK", "CURRENT", "readings.jsonl", "documents", "graph"}
"""What may stand in the folder of a workspace about whose names nobody has decided anything."""


class State(NamedTuple):
    """The hashes of facts and text by document, the tasks in the graph, and the rows of one question."""

    documents: dict[str, tuple[str, ...]]
    tasks: int
    rows: int


def asked(data: Path) -> str:
    """A question about a unit of the first document of a workspace, which names its county."""
    with Workspace(data).snapshot() as published:
        facts = published.facts(published.documents[0])
    lead = next(mention for task in facts.tasks for mention in task.lead)
    return f"{facts.document.region}{lead.mention}牵头哪些任务"


def read(data: Path, question: str) -> State:
    """What a workspace holds, as a reader gets it.

    Raises:
        ZerenError: it cannot be read.
        OSError: a file is missing.
    """
    with Workspace(data).snapshot() as published:
        documents = {
            document: tuple(
                hashlib.sha256(published.file(document, name)).hexdigest() for name in (FACTS, TEXT)
            )
            for document in published.documents
        }
        tasks = int(next(iter(published.select(TASKS)))["n"].value)
    return State(documents, tasks, len(Workspace(data).ask(question).rows))


def remnants(data: Path) -> Iterator[str]:
    """What stands in a workspace, and nobody needs: nothing, where all went well."""
    layout = Layout(data)
    number = layout.current_number()
    if number is None:
        raise SystemExit(f"nothing is published in {data}")
    path = layout.manifest(number)
    manifest = decode_manifest(path.read_bytes(), path)
    needed = {layout.document(key, entry.version) for key, entry in manifest.documents.items()}
    needed |= {folder.parent for folder in needed} | {layout.generation(number)}
    there = {*layout.documents.glob("*"), *layout.documents.glob("*/*"), *layout.graphs.glob("*")}
    yield from (str(found.relative_to(data)) for found in sorted(there - needed))
    yield from (f"{found.relative_to(data)} is missing" for found in sorted(needed - there))
    yield from sorted({found.name for found in data.iterdir()} - ROOT)
    yield from (str(found.relative_to(data)) for found in sorted(data.rglob(f"{TEMPORARY}*")))
    lines = layout.readings.read_bytes().splitlines()
    if len(lines) != len(manifest.documents):
        yield f"readings.jsonl has {len(lines)} lines for {len(manifest.documents)} documents"
