"""`zeren check`: contradictions, gaps and oddities, each with a sentence and its places."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from zeren import render
from zeren.commands.session import FormatOption, Language, LanguageOption, WorkspaceOption
from zeren.commands.words import say
from zeren.errors import FOUND, UsageError
from zeren.render import Column

if TYPE_CHECKING:
    from zeren.graph.export.records import Record
    from zeren.graph.store import Snapshot
    from zeren.ontology.facts import Finding
    from zeren.ontology.judgements import Judgement

EXAMPLES = """\b
Examples:
  zeren check
  zeren check --min-severity error --county 双牌
  zeren check --kind lead-conflict --lang en
  zeren check --format csv > 疑点.csv
  zeren check --all
"""


class Level(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


COLUMNS = (
    Column("severity", "轻重", "severity"),
    Column("kind", "类别", "kind"),
    Column("message", "说明", "message"),
    Column("quote", "原文", "quote"),
    Column("id", "编号", "id"),
)
JUDGED = Column("state", "判断", "decision")


def check(
    *,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind; may be given again.")] = None,
    min_severity: Annotated[
        Level, typer.Option(help="Leave out what is less than this: error, warning or info.")
    ] = Level.INFO,
    county: Annotated[str | None, typer.Option(help="Only the plans of this county.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show what was dismissed too.")] = False,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """List what contradicts itself, is missing or looks odd; the exit code is 1 when there is something.

    What a person dismissed (zeren finding dismiss) is not shown and does not count.
    """
    from zeren.commands.lookup import regions
    from zeren.graph import findings
    from zeren.workspace import Workspace

    store = Workspace(workspace)
    judged = store.judgements()
    with store.snapshot() as published:
        documents = list(published.all_facts())
        if county:
            wanted = regions(documents, county)
            documents = [facts for facts in documents if facts.document.region in wanted]
        found = findings.every(documents)
        kept = [f for f in _of_kinds(found, kind or []) if _at_least(f, min_severity)]
        undismissed = [f for f in kept if not _dismissed(f, judged)]
        shown = kept if everything else undismissed
        records = [_judged(r, judged) for r in _records(published, shown)]
    columns = [*COLUMNS, JUDGED] if any(r["state"] != "open" for r in records) else COLUMNS
    render.listing([_row(r, language) for r in records], columns, output, language, data=records)
    typer.echo(_summary(undismissed, len(kept) - len(undismissed), language), err=True)
    if undismissed:
        raise typer.Exit(FOUND)


def _of_kinds(found: list[Finding], kinds: list[str]) -> list[Finding]:
    """The findings of some kinds, of all where none is asked for.

    Raises:
        UsageError: no such kind is known or found.
    """
    from zeren.graph.findings import KINDS

    known = sorted({*KINDS, *(finding.kind for finding in found)})
    for kind in kinds:
        if kind not in known:
            raise UsageError(f"there is no kind of finding called {kind}", f"the kinds: {', '.join(known)}")
    return [finding for finding in found if not kinds or finding.kind in kinds]


def _at_least(finding: Finding, level: Level) -> bool:
    order = list(Level)
    return order.index(Level(finding.severity)) <= order.index(level)


def _records(published: Snapshot, kept: list[Finding]) -> list[Record]:
    from zeren.graph.export.records import Quoting

    quoting = Quoting(published.text)
    return [{"document": finding.document, **quoting.finding(finding)} for finding in kept]


def _dismissed(finding: Finding, judged: dict[str, Judgement]) -> bool:
    return finding.id in judged and judged[finding.id].verdict == "dismissed"


def _judged(record: Record, judged: dict[str, Judgement]) -> Record:
    """A finding with what a person said about it."""
    judgement = judged.get(record["id"])
    state, why = (judgement.verdict, judgement.why) if judgement else ("open", "")
    return {**record, "state": state, "why": why}


def _row(record: Record, language: Language | None) -> Record:
    """A finding as a table shows it: in one language, with the quote that shows it best."""
    first = record["places"][0] if record["places"] else {"quote": ""}
    return {
        **record,
        "severity": say(record["severity"], language),
        "kind": say(record["kind"], language),
        "message": record["message"]["en" if language is Language.EN else "zh"],
        "quote": first["quote"],
        "state": " ".join(filter(None, (say(record["state"], language), record["why"]))),
    }


def _summary(kept: list[Finding], dismissed: int, language: Language | None) -> str:
    counts = [(level, sum(f.severity == level for f in kept)) for level in Level]
    told = [f"{count} {say(level, language)}" for level, count in counts if count]
    told += [f"{dismissed} {say('dismissed', language)}"] if dismissed else []
    return " · ".join(told) or say("nothing", language)
