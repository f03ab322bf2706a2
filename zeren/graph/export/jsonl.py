"""The export as JSON Lines: one file a kind, one record a line, sorted by id."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from zeren.graph.export import records
from zeren.graph.store import Snapshot


def files(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Each file's name and contents.

    A kind that this version does not read has an empty file.
    """
    for kind in records.KINDS:
        found = records.records(kind, snapshot.all_facts(), snapshot.evidence, snapshot.judgements())
        yield f"{kind}.jsonl", b"".join(msgspec.json.encode(record) + b"\n" for record in found)
