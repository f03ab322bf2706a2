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
    from zeren.ontology.facts import DocumentFacts, Finding

EXAMPLES = """\b
Examples:
  zeren check
  zeren check --min-severity error --county 双牌
  zeren check --kind lead-conflict --lang en
  zeren check --format csv > 疑点.csv
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
    Column("document", "方案", "plan"),
)


def check(
    *,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind; may be given again.")] = None,
    min_severity: Annotated[
        Level, typer.Option(help="Leave out what is less than this: error, warning or info.")
    ] = Level.INFO,
    county: Annotated[str | None, typer.Option(help="Only the plans of this county.")] = None,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """List what contradicts itself, is missing or looks odd; the exit code is 1 when there is something."""
    from zeren.commands.lookup import regions
    from zeren.graph import findings
    from zeren.workspace import Workspace

    with Workspace(workspace).snapshot() as published:
        documents = list(published.all_facts())
        if county:
            wanted = regions(documents, county)
            documents = [facts for facts in documents if facts.document.region in wanted]
        found = findings.every(documents)
        kept = [f for f in _of_kinds(found, kind or []) if _at_least(f, min_severity)]
        records = _records(published, documents, kept)
    render.listing([_row(r, language) for r in records], COLUMNS, output, language, data=records)
    typer.echo(_summary(kept, language), err=True)
    if kept:
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


def _records(published: Snapshot, documents: list[DocumentFacts], kept: list[Finding]) -> list[Record]:
    from zeren.graph.export.records import Quoting

    quoting = {f.document.id: Quoting(published.text(f.document.id)) for f in documents}
    return [{"document": finding.document, **quoting[finding.document].finding(finding)} for finding in kept]


def _row(record: Record, language: Language | None) -> Record:
    """A finding as a table shows it: in one language, with the quote that shows it best."""
    first = record["places"][0] if record["places"] else {"quote": ""}
    return {
        **record,
        "severity": say(record["severity"], language),
        "kind": say(record["kind"], language),
        "message": record["message"]["en" if language is Language.EN else "zh"],
        "quote": first["quote"],
    }


def _summary(kept: list[Finding], language: Language | None) -> str:
    counts = [(level, sum(f.severity == level for f in kept)) for level in Level]
    told = [f"{count} {say(level, language)}" for level, count in counts if count]
    return " · ".join(told) or say("nothing", language)
