"""The command line: every command's file is imported here, and nothing heavier."""

from __future__ import annotations

from typing import Annotated

import typer

from zeren import __version__
from zeren.commands import (
    ask,
    check,
    coverage,
    draw,
    export,
    finding,
    ingest,
    listing,
    query,
    remove,
    schema,
    show,
    sparql,
    unit,
)
from zeren.commands.light import LightCommand
from zeren.commands.session import ExplainedErrors

app = typer.Typer(
    cls=ExplainedErrors,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Zeren 责任 reads government work plans and answers who leads what, with whom, by when, "
    "and in which sentence it is written.",
    epilog="Start with: zeren ingest PLAN.txt, then: zeren ask 县财政局牵头哪些任务",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zeren {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


app.command("ingest", epilog=ingest.EXAMPLES)(ingest.ingest)
app.command("remove", epilog=remove.EXAMPLES)(remove.remove)
app.command("ask", cls=LightCommand, epilog=ask.EXAMPLES)(ask.ask)
app.command("query", cls=LightCommand, epilog=query.EXAMPLES)(query.query)
app.command("list", epilog=listing.EXAMPLES)(listing.listing)
app.command("show", epilog=show.EXAMPLES)(show.show)
app.command("sparql", epilog=sparql.EXAMPLES)(sparql.sparql)
app.command("check", epilog=check.EXAMPLES)(check.check)
app.command("coverage", epilog=coverage.EXAMPLES)(coverage.coverage)
app.command("draw", epilog=draw.EXAMPLES)(draw.draw)
app.command("export", epilog=export.EXAMPLES)(export.export)
app.command("schema", epilog=schema.EXAMPLES)(schema.schema)
app.add_typer(unit.app, name="unit")
app.add_typer(finding.app, name="finding")


def main() -> None:
    """Run the command line; the process ends with the exit code of `zeren.errors`."""
    app()
