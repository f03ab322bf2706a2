"""The datasets of the Parquet export and their columns, as docs/parquet.md lists them."""

from __future__ import annotations

from typing import Literal

Type = Literal["string", "strings", "integer", "number", "date", "boolean"]
"""What a column holds; `strings` is a list of them, the one type that is not flat."""

_ID: dict[str, Type] = {"id": "string", "document": "string"}
_PLACE: dict[str, Type] = {"start": "integer", "end": "integer", "quote": "string"}

COLUMNS: dict[str, dict[str, Type]] = {
    "documents": {
        "id": "string", "title": "string", "number": "string", "issuer": "string", "issued": "date",
        "level": "string", "characters": "integer", "file": "string", "sha256": "string",
    },
    "units": {
        "id": "string", "name": "string", "aliases": "strings", "kind": "string", "function": "string",
        "english": "string", "parent": "string",
    },
    "tasks": {
        **_ID, "annex": "string", "path": "strings", "title": "string", "text": "string", "parent": "string",
        "others": "boolean", "deadline": "date", "deadline_text": "string", "deadline_kind": "string",
        "category": "strings", "rule": "string", **_PLACE,
    },
    "assignments": {
        "task": "string", "document": "string", "role": "string", "unit": "string", "mention": "string",
        **_PLACE,
    },
    "charges": {
        "task": "string", "document": "string", "person": "string", "post": "string", "label": "string",
        "mention": "string", **_PLACE,
    },
    "groups": {
        **_ID, "annex": "string", "name": "string", "campaign": "string", "convener": "string",
        "deputies": "strings", "others": "boolean", **_PLACE,
    },
    "members": {
        "group": "string", "document": "string", "part": "string", "unit": "string", "mention": "string",
        "start": "integer", "end": "integer",
    },
    "indicators": {"id": "string", "name": "string", "aliases": "strings"},
    "targets": {
        **_ID, "annex": "string", "indicator": "string", "task": "string", "project": "string",
        "name": "string", "measure": "string", "comparator": "string", "value": "number",
        "value_max": "number", "unit": "string", "baseline": "number", "for_year": "integer", **_PLACE,
    },
    "projects": {
        **_ID, "name": "string", "aliases": "strings", "kind": "string", "tasks": "strings", **_PLACE,
    },
    "citations": {**_ID, "title": "string", "number": "string", **_PLACE},
    "findings": {
        **_ID, "kind": "string", "severity": "string", "state": "string", "why": "string",
        "message_zh": "string", "message_en": "string", **_PLACE,
    },
    "evidence": {
        "of": "string", "id": "string", "turn": "integer", "role": "string", "document": "string", **_PLACE,
        "at_kind": "string", "at_label": "string",
    },
}  # fmt: skip
"""Each dataset and its columns; those of the region and the year come behind them."""

SHARED = ("units", "indicators")
"""What the plans of a region share over the years: these have a region, no year, and are not partitioned."""

KEYS = ("region", "year")
"""What the other datasets are partitioned by, each where it is asked for."""


def columns_of(dataset: str, keys: tuple[str, ...]) -> dict[str, Type]:
    """The columns that stand in a dataset's files: those of its partitions stand in the folders' names.

    Args:
        dataset: one of COLUMNS.
        keys: what is partitioned by, of KEYS in their order.
    """
    own = COLUMNS[dataset]
    if dataset in SHARED:
        return {**own, "region": "string"}
    behind: dict[str, Type] = {"region": "string", "year": "integer"}
    return own | {key: type_ for key, type_ in behind.items() if key not in keys}
