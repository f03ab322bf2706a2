"""Findings as commands list them: which were asked for, worst first, with what a person says of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from zeren.commands.session import Language
from zeren.commands.words import say
from zeren.errors import UsageError

if TYPE_CHECKING:
    from zeren.graph.export.records import Record
    from zeren.graph.store import Snapshot
    from zeren.ontology.facts import DocumentFacts, Finding
    from zeren.ontology.judgements import Judgement


class Level(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Level).index(self)


def _completed(incomplete: str) -> list[str]:
    from zeren.graph.findings import KINDS

    return [kind for kind in KINDS if kind.startswith(incomplete)]


KindOption = Annotated[
    list[str] | None,
    typer.Option(help="Only this kind; may be repeated.", autocompletion=_completed),
]


def about(documents: Sequence[DocumentFacts], county: str | None, document: str | None) -> list[Finding]:
    """The findings of all documents, of one, or of those of a county.

    One between several documents is a finding of each of them.

    Args:
        documents: the facts of all documents.
        county: a county's name; None for all.
        document: a document's id, number, title or file; None for all.

    Raises:
        NotUnderstoodError: there is no such county or document.
        UsageError: the document is of another county.
    """
    from zeren.commands import lookup
    from zeren.graph import findings

    chosen = {facts.document.id for facts in lookup.chosen(documents, county, document)}
    every = findings.every(documents)
    return every if len(chosen) == len(documents) else [f for f in every if chosen & {*f.documents()}]


def of_kinds(found: Iterable[Finding], kinds: Sequence[str]) -> list[Finding]:
    """The findings of some kinds, named as in ids or as on a screen; of all where none is named.

    Raises:
        UsageError: there is no such kind; the hint has the nearest ones.
    """
    wanted = {_kind(kind) for kind in kinds}
    return [finding for finding in found if not wanted or finding.kind in wanted]


def _kind(written: str) -> str:
    from zeren.commands.lookup import nearest, plain
    from zeren.graph.findings import KINDS

    names = {plain(name): kind for kind in KINDS for name in (kind, *(say(kind, each) for each in Language))}
    if plain(written) in names:
        return names[plain(written)]
    close = list(dict.fromkeys(names[plain(name)] for name in nearest(written, names)))
    meant = f"did you mean {' or '.join(close)}? " if close else ""
    raise UsageError(f"there is no kind of finding called {written}", f"{meant}the kinds: {', '.join(KINDS)}")


def shown(
    asked: Iterable[Finding], judged: Mapping[str, Judgement], least: Level, *, everything: bool
) -> list[Finding]:
    """The findings that are bad enough, worst first; those that a person dismissed only with everything."""
    return worst_first(
        finding
        for finding in asked
        if Level(finding.severity).rank <= least.rank and (everything or not dismissed(finding, judged))
    )


def worst_first(found: Iterable[Finding]) -> list[Finding]:
    """By severity, kind, document and place."""
    from zeren.graph.findings import KINDS

    def order(finding: Finding) -> tuple[int, int, str, int, str]:
        start = min((place.start for place in finding.places), default=0)
        return Level(finding.severity).rank, KINDS.index(finding.kind), finding.document, start, finding.id

    return sorted(found, key=order)


def dismissed(finding: Finding, judged: Mapping[str, Judgement]) -> bool:
    """Whether a person says that it is none."""
    return finding.id in judged and judged[finding.id].verdict == "dismissed"


def records(published: Snapshot, found: Iterable[Finding], judged: Mapping[str, Judgement]) -> list[Record]:
    """Findings with their document, quotes and judgements, as programs read them."""
    from zeren.graph.export.records import Quoting

    quoting = Quoting(published.evidence)
    return [{"document": f.document, **quoting.finding(f, judged.get(f.id))} for f in found]


def message(record: Record, language: Language | None) -> str:
    """What a finding says, in one language."""
    return str(record["message"]["en" if language is Language.EN else "zh"])


def part(annex: str, label: str, language: Language | None) -> str:
    """A place of an outline as a reader looks it up: 附件2-1 二.3, annex 2-1 二.3, 正文."""
    if not annex:
        return f"{say('main-text', language)} {label}".strip()
    gap = " " if language is Language.EN else ""
    return f"{say('annex', language)}{gap}{annex} {label}".strip()


def judgement(record: Record, language: Language | None) -> str:
    """What a person says about a finding, and why; empty where nothing is said."""
    if record["state"] == "open":
        return ""
    return f"{say(record['state'], language)}{': ' if language is Language.EN else '：'}{record['why']}"
