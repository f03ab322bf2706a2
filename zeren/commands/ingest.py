"""`zeren ingest`: read plans into the workspace, and say what was read and what was left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from zeren import render
from zeren.commands.places import spoken
from zeren.commands.progress import ingestion
from zeren.commands.session import (
    FormatOption,
    Language,
    LanguageOption,
    OutputFormat,
    StoreOption,
    WorkspaceOption,
)
from zeren.commands.words import say
from zeren.errors import UNREADABLE, UsageError
from zeren.ontology.locators import beside
from zeren.render import Column

if TYPE_CHECKING:
    from zeren.workspace import Account, Changes, IngestReport
    from zeren.workspace.report import Fired, Left

EXAMPLES = """\b
Examples:
  zeren ingest 总体方案.txt
  zeren ingest plans/ --workspace 2024年/
  zeren ingest plans/ --explain
  zeren ingest plans/ --jobs 8
"""

SHOWN = 20
"""Accounts that are printed one by one; of more, what they come to together."""

NAMED = 20
"""The files in forms that are not read that are named; a folder may hold a camera's pictures."""

COLUMNS = tuple(
    Column(key, key, key)
    for key in (
        "path", "state", "id", "title", "region", "characters", "tasks", "units", "groups", "citations",
        "findings", "leftovers", "warnings", "error",
    )
)  # fmt: skip


def ingest(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Plans, or folders that are searched for plans.")
    ],
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="List which rule read what where, and what was left.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="Processes that read; one a core where there are many files."
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers read, such as tcp://HOST:8786."),
    ] = None,
    base_iri: Annotated[
        str | None, typer.Option(help="What the ids stand under in RDF; chosen by the first ingestion.")
    ] = None,
    store: StoreOption = None,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Read plans into the workspace: Word, PDF, web pages, spreadsheets, Markdown, plain text.

    A document that is there already is replaced, and what changed is said. A file that cannot
    be read is reported and stops no other; the exit code is then 4. An unchanged file costs no
    more than a look, and a run that was stopped goes on where it was when it is started again.
    """
    from zeren.workspace import Workspace

    if not all(path.strip() for path in paths):
        raise UsageError("a path is empty", "a shell variable that is not set? name the plan's file")
    try:
        with ingestion(language) as progress:
            report = Workspace(workspace, base_iri=base_iri, store=store).ingest(
                paths, progress, jobs=jobs, cluster=cluster, explain=explain
            )
    except KeyboardInterrupt:
        typer.echo(say("stopped", language), err=True)
        raise
    for failure in report.failures:
        typer.echo(f"error: {failure.message}", err=True)
        if failure.hint:
            typer.echo(f"hint: {failure.hint}", err=True)
    if report.passed_over:
        typer.echo(say("passed-over", language).format("、".join(report.passed_over)), err=True)
    if report.strangers:
        named = "、".join(report.strangers[:NAMED])
        more = say("and-more", language).format(len(report.strangers) - NAMED)
        typer.echo(
            say("strangers", language).format(named + (more if len(report.strangers) > NAMED else "")),
            err=True,
        )
    _print(report, render.chosen(output), language, explain)
    if report.failures:
        raise typer.Exit(UNREADABLE)


def _print(report: IngestReport, output: OutputFormat, language: Language | None, explain: bool) -> None:
    if output is OutputFormat.JSON:
        render.json(report)
    elif output is OutputFormat.TABLE and len(report.documents) > SHOWN and not explain:
        render.write(_together(report.documents, language))
    elif output is OutputFormat.TABLE:
        accounts = ["\n".join(_account(account, language, explain)) for account in report.documents]
        if accounts:
            render.write(render.text("\n\n".join(accounts)))
    else:
        rows = [_row(account) for account in report.documents]
        rows += [
            {"path": failure.path, "state": "failed", "error": failure.message} for failure in report.failures
        ]
        render.listing(rows, COLUMNS, output)


def _together(accounts: list[Account], language: Language | None) -> str:
    """What many accounts come to."""
    states = Counter(account.state for account in accounts)
    told = [f"{say(state, language)} {count}" for state, count in sorted(states.items())]
    sums = {key: sum(getattr(a, key) for a in accounts) for key in ("tasks", "groups", "citations")}
    told += [f"{say(key, language)} {count}" for key, count in sums.items()]
    if warned := sum(bool(account.warnings) for account in accounts):
        told.append(say("with-warnings", language).format(warned))
    between = ", " if language is Language.EN else "，"
    return say("all-read", language).format(len(accounts), between.join(told)) + "\n"


def _row(account: Account) -> dict[str, object]:
    document = account.document
    return {
        **{key: getattr(account, key) for key in ("path", "state", "tasks", "units", "groups", "citations")},
        **{key: getattr(document, key) for key in ("id", "title", "region", "characters")},
        "findings": sum(account.findings.values()),
        "leftovers": len(account.leftovers),
        "warnings": [warning.zh for warning in account.warnings],
    }


def _account(account: Account, language: Language | None, explain: bool) -> Iterator[str]:
    document = account.document
    yield f"{say(account.state, language)}  {document.title}  {document.id}"
    about = [(key, getattr(document, key)) for key in ("region", "characters", "file")]
    yield "  " + "  ".join(f"{say(key, language)} {value}" for key, value in about if value)
    if account.same_as:
        yield "  " + say("same-as", language).format(account.same_as)
    counts = [(key, getattr(account, key)) for key in ("tasks", "units", "groups", "citations")]
    yield "  " + "  ".join(f"{say(key, language)} {count}" for key, count in counts)
    if account.findings:
        yield f"  {say('findings', language)} " + _counted(
            {say(kind, language): count for kind, count in account.findings.items()}
        )
    for warning in account.warnings:
        said = warning.en if language is Language.EN else warning.zh
        yield f"  {say('warning', language)}: {said}"
    if explain:
        yield from _fired(account.fired, language)
    if account.leftovers:
        yield from _leftovers(account.leftovers, language, explain)
    if account.changes:
        yield from _changes(account.changes, language)


def _fired(fired: list[Fired], language: Language | None) -> Iterator[str]:
    counts = Counter(found.rule for found in fired)
    yield f"  {say('rules', language)} {_counted(dict(sorted(counts.items())))}"
    for found in fired:
        units = "; ".join(f"{say(role, language)} {'、'.join(names)}" for role, names in found.units.items())
        yield f"    {_place(found, language)} {found.rule}: {units or '—'}"


def _place(found: Fired | Left, language: Language | None) -> str:
    return beside(f"{found.start}-{found.end}", found.at or None, spoken(language))


def _leftovers(leftovers: list[Left], language: Language | None, explain: bool) -> Iterator[str]:
    counts = Counter(_reason(leftover.reason, language) for leftover in leftovers)
    more = "" if explain else f"  ({say('explain', language)})"
    yield f"  {say('leftovers', language)} {_counted(dict(sorted(counts.items())))}{more}"
    if explain:
        for found in leftovers:
            yield f"    {_place(found, language)} {_reason(found.reason, language)}: {found.words}"


def _reason(reason: str, language: Language | None) -> str:
    from zeren.ingest.account import REASONS

    chinese, english = REASONS.get(reason, (reason, reason))
    return english if language is Language.EN else chinese


def _changes(changes: Changes, language: Language | None) -> Iterator[str]:
    for name, tasks in (("added", changes.added), ("gone", changes.gone), ("changed", changes.changed)):
        if tasks:
            yield f"  {say(f'tasks-{name}', language)} {len(tasks)}"
            yield from (f"    {task.title}  {task.id}" for task in tasks)


def _counted(counts: dict[str, int]) -> str:
    named = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f"{sum(counts.values())}: {named}"
