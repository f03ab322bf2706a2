"""What every command shares: its common options, and how a failure is explained."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from zeren import render
from zeren.commands import complete
from zeren.commands.light import light
from zeren.errors import OK, NotUnderstoodError, ZerenError
from zeren.render import Language, OutputFormat

__all__ = [
    "CountyOption",
    "DocumentOption",
    "ExplainedErrors",
    "FormatOption",
    "Language",
    "LanguageOption",
    "OutputFormat",
    "StoreOption",
    "WorkspaceOption",
    "explain",
    "explained",
]

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        envvar="ZEREN_WORKSPACE",
        help="The folder that holds everything (default: zeren-data).",
        show_envvar=True,
    ),
]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="ADDRESS",
        help="The SPARQL server that holds the graph, or embedded for the workspace's folder; "
        "kept for all later commands.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option("--format", "-f", help="How to print (default: table on a screen, json into a pipe)."),
]
CountyOption = Annotated[
    str | None,
    typer.Option(help="Only the plans of this county.", autocompletion=complete.names("county")),
]
DocumentOption = Annotated[
    str | None,
    typer.Option(help="Only this plan: id, number or file name.", autocompletion=complete.names("document")),
]
LanguageOption = Annotated[
    Language | None, typer.Option("--lang", "-l", help="Language of labels and messages (default: zh).")
]


def explain(error: ZerenError) -> None:
    """Say on standard error what happened, what may have been meant, and what to do next."""
    first, *others = explained(error)
    for line in (f"error: {first}", *others):
        typer.echo(line, err=True)


def explained(error: ZerenError) -> list[str]:
    """What happened, what may have been meant, and what to do next, as far as that is known."""
    lines = [error.message]
    if isinstance(error, NotUnderstoodError) and error.nearest:
        lines.append("did you mean: " + " | ".join(error.nearest))
    return [*lines, f"hint: {error.hint}"] if error.hint else lines


@contextmanager
def _whoever_reads() -> Iterator[None]:
    """Let a message go where nobody reads any more (`2>&1 | head`), also what is still to be flushed."""
    try:
        yield
    except BrokenPipeError:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                render.silence(stream)


class ExplainedErrors(TyperGroup):
    """A group of commands whose failures end in one clear message and an exit code."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The group's own options, read without what takes long to import."""
        return light(super().get_params(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run the command; say what a ZerenError says on standard error, and exit with its code."""
        try:
            return super().invoke(ctx)
        except ZerenError as error:
            with _whoever_reads():
                explain(error)
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            # What stands on standard error after the answer, into a pipe that was read as far as needed.
            with _whoever_reads():
                raise
            raise typer.Exit(OK) from None
