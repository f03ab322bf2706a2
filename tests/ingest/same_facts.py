"""The same plan, the same graph: what two files of one plan say, held against each other without offsets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from zeren.ingest.pipeline import Reading

_OF_THE_FILE = ("file", "sha256", "characters", "annexes")
"""What a document's record says of the file and of offsets; annexes are compared by their own fields."""


def differences(expected: Reading, found: Reading, *, quotes: bool = True) -> list[str]:
    """What differs between the facts of two files of one plan, one line a field.

    Args:
        expected: the plan as plain text.
        found: the same plan out of another form.
        quotes: whether the places of facts are compared, by their words without white space;
            without it the role alone of each place counts.
    """
    return list(_compared(_told(expected, quotes), _told(found, quotes)))


def _told(reading: Reading, quotes: bool) -> dict[str, dict[str, Any]]:
    """Each record by its kind and id, its offsets replaced by the words between them."""
    records = [*map(msgspec.to_builtins, reading.facts.records())]
    told = {
        f"{record['record']} {record['id']}": _placeless(record, reading.text, quotes) for record in records
    }
    document = next(record for record in records if record["record"] == "document")
    for annex in document["annexes"]:
        told[f"annex {annex['label'] or 'none'}"] = {
            key: value for key, value in annex.items() if key not in ("start", "end")
        }
    return told


def _placeless(value: Any, text: str, quotes: bool) -> Any:
    if isinstance(value, list):
        return [_placeless(item, text, quotes) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: _placeless(item, text, quotes)
        for key, item in value.items()
        if key not in ("start", "end") and not (value.get("record") == "document" and key in _OF_THE_FILE)
    }
    if quotes and "start" in value:
        kept["words"] = "".join(text[value["start"] : value["end"]].split())
    return kept


def _compared(expected: dict[str, dict[str, Any]], found: dict[str, dict[str, Any]]) -> Iterator[str]:
    for key in sorted(expected.keys() | found.keys()):
        if key not in found:
            yield f"missing: {key}: {expected[key]}"
        elif key not in expected:
            yield f"too many: {key}: {found[key]}"
        else:
            for name in sorted(expected[key].keys() | found[key].keys()):
                before, now = expected[key].get(name), found[key].get(name)
                if before != now:
                    yield f"{key}: {name}: expected {before!r}, found {now!r}"
