"""Findings on a screen: grouped by severity and kind, each with its sentence, its places and its id."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from zeren.commands.found import Level, judgement, message, part
from zeren.commands.places import spoken
from zeren.commands.session import Language
from zeren.commands.words import say
from zeren.graph.excerpts import excerpts
from zeren.graph.whereabouts import Finder
from zeren.ontology.locators import beside
from zeren.ontology.vocab import Place
from zeren.render import Block, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zeren.graph.export.records import Record
    from zeren.graph.store import Snapshot

_QUOTED = re.compile("“([^“”]+)”")
_STYLES = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.INFO: "bold"}


class Blocks:
    """Makes the blocks of findings.

    Args:
        finder: where places stand in their documents.
        published: whose texts and places are quoted.
        language: the language of what is not quoted.
    """

    def __init__(self, finder: Finder, published: Snapshot, language: Language | None) -> None:
        self._finder = finder
        self._published = published
        self._language = language

    def groups(self, records: Iterable[Record]) -> list[Group]:
        """One group a severity and kind, in the order of the records."""
        together = [
            (key, list(several))
            for key, several in groupby(records, key=lambda r: (r["severity"], r["kind"]))
        ]
        return [
            Group(
                f"{say(severity, self._language)} · {say(kind, self._language)} ({len(several)})",
                [self._block(record) for record in several],
                _STYLES[Level(severity)],
            )
            for (severity, kind), several in together
        ]

    def _block(self, record: Record) -> Block:
        judged = judgement(record, self._language)
        return Block(
            message(record, self._language),
            [*(f"- {line}" for line in self._lines(record)), *([judged] if judged else [])],
            str(record["id"]),
        )

    def _lines(self, record: Record) -> Iterator[str]:
        """One line a place of the outline, with the quotes that stand there, first places first."""
        places = (Place(p["document"], p["start"], p["end"]) for p in record["places"])
        said = _QUOTED.findall(record["message"]["zh"])
        quotes: dict[str, list[str]] = {}
        for place, words in excerpts(places, self._published.text, said):
            at = where(self._finder, self._published.evidence(place), self._language)
            quotes.setdefault(at, []).append(f"“{words}”")
        colon = ": " if self._language is Language.EN else "："
        yield from (at + colon + " / ".join(words) for at, words in quotes.items())


def where(finder: Finder, place: Record, language: Language | None) -> str:
    """A place's document, page or cell, annex and label: 云泽政办发-2024-5 第9页 附件2-1 二.3.

    Args:
        finder: where places stand in their documents.
        place: as evidence has it.
        language: the language of what is not quoted.
    """
    outline = part(*finder.at(place["document"], place["start"], place["end"]), language)
    return f"{place['document']} {beside(outline, place.get('at'), spoken(language))}"


def cell(finder: Finder, record: Record, language: Language | None) -> dict[str, Any]:
    """A finding for CSV, TSV and Markdown: every place in full, a line each."""
    lines = [
        f"{where(finder, p, language)} [{p['start']}–{p['end']}] “{p['quote']}”" for p in record["places"]
    ]
    return {
        **record,
        "severity": say(record["severity"], language),
        "kind": say(record["kind"], language),
        "message": message(record, language),
        "places": "\n".join(lines),
        "state": say(record["state"], language),
    }
