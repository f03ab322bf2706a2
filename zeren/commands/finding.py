"""`zeren finding`: a person's judgement of what `zeren check` lists."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zeren import render
from zeren.commands.found import message
from zeren.commands.session import FormatOption, Language, LanguageOption, OutputFormat, WorkspaceOption
from zeren.commands.words import say
from zeren.errors import NotUnderstoodError, UsageError
from zeren.render import Block, Column, Group

if TYPE_CHECKING:
    from zeren.graph.export.records import Record
    from zeren.ontology.facts import Finding
    from zeren.ontology.judgements import Verdict
    from zeren.workspace import Workspace

EXAMPLES = """\b
Examples:
  zeren finding dismiss 云泽政办发-2024-5/finding/several-leads/b71b4c67 --why 两家共同负责，已商定
  zeren finding accept 云泽政办发-2024-5/finding/target-conflict/ed446f28 --why 已请县统计局核实
  zeren finding list
  zeren finding forget 云泽政办发-2024-5/finding/several-leads/b71b4c67
"""

app = typer.Typer(
    help="Say which findings are real: judgements are kept in the workspace, and respected everywhere.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog=EXAMPLES,
)

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The finding's id, or what follows /finding/ in it.")
]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, shown with the finding.")]

COLUMNS = (
    Column("state", "判断", "decision"),
    Column("message", "说明", "message"),
    Column("why", "理由", "why"),
    Column("id", "编号", "id"),
)


def _judging(verb: str, verdict: Verdict, told: str) -> None:
    """Add the command that gives this verdict."""

    @app.command(verb, help=told, epilog=EXAMPLES)
    def judge(
        finding: IdArgument,
        *,
        why: WhyOption,
        workspace: WorkspaceOption = None,
        output: FormatOption = None,
        language: LanguageOption = None,
    ) -> None:
        _print([_judge(finding, verdict, why, workspace, language)], output, language)


_judging("accept", "accepted", "Say that a finding is real; it stays listed, with the reason.")
_judging(
    "dismiss",
    "dismissed",
    "Say that a finding is none; it is left out from now on, but for zeren check --all.",
)


@app.command("list", epilog=EXAMPLES)
def listing(
    *,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """List all judgements; one whose finding is gone is kept, and holds again if the finding comes back."""
    from zeren.workspace import Workspace

    store = Workspace(workspace)
    known = store.judgements()
    with store.snapshot() as published:
        current = published.judgements() == known
    found = _findings(store)
    records = [_record(key, j.verdict, j.why, found.get(key)) for key, j in sorted(known.items())]
    _print(records, output, language, say("judged", language).format(len(records)))
    if not current:
        typer.echo(say("stale", language), err=True)


@app.command(epilog=EXAMPLES)
def forget(
    finding: IdArgument,
    *,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Take back what was said about a finding; it is open again."""
    from zeren.workspace import Workspace

    store = Workspace(workspace)
    known = store.judgements()
    identifier = _matching(finding, list(known)) or finding
    store.forget_finding(identifier)
    record = _record(identifier, "forgotten", known[identifier].why, _findings(store).get(identifier))
    _print([record], output, language)


def _judge(
    finding: str, verdict: Verdict, why: str, workspace: Path | None, language: Language | None
) -> Record:
    """Keep a judgement of a finding that there is; what is printed of it.

    Raises:
        UsageError: no reason is given.
        NotUnderstoodError: there is no such finding.
    """
    from zeren.ontology.judgements import Judgement, reason
    from zeren.workspace import Workspace

    why = reason(why)
    if not why:
        raise UsageError("--why is empty", "say in a few words why, for whoever reads it next")
    store = Workspace(workspace)
    found = _findings(store)
    identifier = _matching(finding, list(found))
    if identifier is None:
        raise _unknown(finding, list(found))
    before = store.judgements().get(identifier)
    store.judge(Judgement(identifier, verdict, why))
    if before:
        told = f"{say(before.verdict, language)}: {before.why}"
        typer.echo(say("judged-before", language).format(told), err=True)
    return _record(identifier, verdict, why, found[identifier])


def _findings(store: Workspace) -> dict[str, Finding]:
    from zeren.graph import findings

    with store.snapshot() as published:
        return {finding.id: finding for finding in findings.every(list(published.all_facts()))}


def _matching(written: str, known: list[str]) -> str | None:
    """The one id that is written, whole or from behind /finding/ on; None where none or several fit."""
    fitting = [key for key in known if written in (key, key.partition("/finding/")[2])]
    return fitting[0] if len(fitting) == 1 else None


def _unknown(written: str, known: list[str]) -> NotUnderstoodError:
    from difflib import get_close_matches

    return NotUnderstoodError(
        f"no finding has the id {written}",
        "zeren check --all --min-severity info lists the findings with their ids",
        tuple(get_close_matches(written, known, 3)),
    )


def _record(identifier: str, state: str, why: str, finding: Finding | None) -> Record:
    """A judgement with what its finding says; None where the finding is gone."""
    message = {"zh": finding.zh, "en": finding.en} if finding else None
    return {"id": identifier, "state": state, "why": why, "message": message}


def _print(
    records: list[Record], output: OutputFormat | None, language: Language | None, summary: str = ""
) -> None:
    """Print judgements, on a screen in groups of one verdict."""
    output = render.chosen(output)
    told = [
        {
            **record,
            "state": say(record["state"], language),
            "message": message(record, language) if record["message"] else say("gone", language),
        }
        for record in records
    ]
    if output is not OutputFormat.TABLE:
        render.listing(told, COLUMNS, output, language, data=records)
        return
    groups = []
    for state, several in groupby(sorted(told, key=lambda row: row["state"]), key=lambda row: row["state"]):
        blocks = [_block(row, language) for row in several]
        groups.append(Group(f"{state} ({len(blocks)})", blocks))
    render.write(render.grouped(groups, summary))


def _block(row: Record, language: Language | None) -> Block:
    return Block(row["message"], [f"{say('why', language)}: {row['why']}"], row["id"])
