"""The export as tables for spreadsheets, and cells that a spreadsheet takes as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zeren.graph.export import records
from zeren.graph.export.records import Record
from zeren.graph.store import Snapshot
from zeren.ontology.locators import beside
from zeren.ontology.vocab import Place

EXCEL = "utf-8-sig"
"""Spreadsheets take a file for UTF-8 when it begins with a byte order mark."""

JOINT = "、"

COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("id", "title", "number", "issuer", "issued", "region", "characters", "file", "sha256"),
    "units": ("id", "name", "aliases", "kind", "function", "english", "region", "parent"),
    "tasks": (
        "id", "document", "annex", "path", "title", "text", "parent", "lead", "responsible", "support",
        "guide", "leaders", "others", "deadline", "deadline_date", "deadline_kind", "category", "rule",
        "start", "end", "quote",
    ),
    "assignments": ("task", "document", "title", "role", "unit", "mention", "start", "end", "quote"),
    "groups": (
        "id", "document", "name", "convener", "deputies", "members", "office", "others",
        "start", "end", "quote",
    ),
    "citations": ("id", "document", "title", "number", "start", "end", "quote"),
    "findings": (
        "id", "kind", "severity", "state", "why", "message_zh", "message_en",
        "document", "start", "end", "quote", "places",
    ),
}  # fmt: skip
"""Each table and its columns; `quote` is what proves the row, between the offsets `start` and `end`.

Where files have pages or cells, `at` behind the quote is the one that it stands on.
"""


def files(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Each table's file name and contents."""
    located = snapshot.locators.anywhere()
    for kind, usual in COLUMNS.items():
        columns = _with_places(usual) if located else usual
        source = "tasks" if kind == "assignments" else kind
        found = list(records.records(source, snapshot.all_facts(), snapshot.evidence, snapshot.judgements()))
        rows: Iterable[Record] = _assignments(found, snapshot) if kind == "assignments" else map(_flat, found)
        written = write(columns, ([row.get(column) for column in columns] for row in rows), end="\r\n")
        yield f"{kind}.csv", written.encode(EXCEL)


def _with_places(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a table in a workspace whose files have pages or cells: that of a quote behind it."""
    return tuple(key for column in columns for key in ((column, "at") if column == "quote" else (column,)))


def _flat(record: Record) -> Record:
    """A record with one value a column."""
    places = record.get("evidence") or record.get("places") or [{}]
    deadline = record.get("deadline") or {}
    message = record.get("message") or {}
    return {
        **{key: places[0].get(key) for key in ("document", "start", "end", "quote")},
        "at": beside("", places[0].get("at"), "zh"),
        **record,
        "places": "\n".join(map(told, places)) if "places" in record else None,
        "deadline": deadline.get("text"),
        "deadline_date": deadline.get("date"),
        "deadline_kind": deadline.get("kind"),
        "message_zh": message.get("zh"),
        "message_en": message.get("en"),
    }


def told(place: Record) -> str:
    """A place with its quote, for a cell that holds several."""
    characters = f"{place['start']}–{place['end']}"
    return f"{place['document']} {beside(characters, place.get('at'), 'zh')} “{place['quote']}”"


def _assignments(tasks: Iterable[Record], snapshot: Snapshot) -> Iterator[Record]:
    for task in tasks:
        proof = next((place["quote"] for place in task["evidence"]), None)
        for role in ("lead", "responsible", "support", "guide"):
            for mention in task[role]:
                about = {
                    "task": task["id"],
                    "document": task["document"],
                    "title": task["title"],
                    "role": role,
                }
                place = snapshot.evidence(Place(task["document"], mention["start"], mention["end"]))
                yield {**about, **mention, "quote": proof, "at": beside("", place.get("at"), "zh")}


def write(columns: Sequence[str], rows: Iterable[Iterable[Any]], *, end: str, delimiter: str = ",") -> str:
    """Rows as CSV under a line of column names; lists are joined, and formulas are taken for text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(columns)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue()


def _harmless(value: Any) -> Any:
    """The value as a cell; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, bool | int | float):
        return value
    text = cell(value)
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


def cell(value: Any) -> str:
    """Any value of a record in one cell: lists joined, units by what the text calls them."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return JOINT.join(cell(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("mention") or value.get("name") or value.get("text") or value.get("quote") or "")
    return str(value)
