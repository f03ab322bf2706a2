"""The command line: which commands there are, and where each is found."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any

import typer

from zeren import __version__, collecting
from zeren.commands.light import LightCommand
from zeren.commands.session import ExplainedErrors

COMMANDS = {
    "ingest": "ingest",
    "remove": "remove",
    "publish": "publish",
    "ask": "ask",
    "query": "query",
    "search": "search",
    "list": "listing",
    "show": "show",
    "sparql": "sparql",
    "check": "check",
    "finding": "finding",
    "coverage": "coverage",
    "draw": "draw",
    "export": "export",
    "schema": "schema",
    "validate": "validate",
    "mcp": "mcp",
    "unit": "unit",
    "serve": "web.serve",
    "site": "web.site",
}
"""Each command's module, in zeren.commands unless it names its layer.

It holds a function of the module's name, or an `app`.
"""

LIGHT = ("ask", "query", "search")
"""The commands that only read, and whose options are named as `zeren.commands.light` knows them."""

_HELP = (
    "Zeren 责任 reads government work plans and answers who leads what, with whom, by when and towards "
    "which figure, each answer with the sentence that says so, and tells what contradicts itself."
)
_EPILOG = "Start with: zeren ingest PLAN.txt, then: zeren ask 县财政局牵头哪些任务"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zeren {__version__}")
        raise typer.Exit


def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


def program(names: Iterable[str]) -> typer.Typer:
    """The program with these of its commands."""
    made = typer.Typer(
        cls=ExplainedErrors,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=_HELP,
        epilog=_EPILOG,
    )
    made.callback()(_options)
    for name in names:
        place = COMMANDS[name]
        module = import_module(f"zeren.{place}" if "." in place else f"zeren.commands.{place}")
        if hasattr(module, "app"):
            made.add_typer(module.app, name=name)
        else:
            function = getattr(module, place.rpartition(".")[2])
            made.command(name, cls=_command(name, module), epilog=module.EXAMPLES)(function)
    return made


def _command(name: str, module: Any) -> type[LightCommand] | None:
    """What takes the line apart: a command's own class where it has one."""
    return getattr(module, "QueryCommand", LightCommand) if name in LIGHT else None


def __getattr__(name: str) -> Any:
    """`app`, the program with all its commands, which takes a while to put together."""
    if name == "app":
        return program(COMMANDS)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def main() -> None:
    """Run the command line; the process ends with the exit code of `zeren.errors`.

    Only the command that is called is put together, and one that reads alone leaves without
    tidying up, so that a question is answered sooner.
    """
    collecting.rarely()
    called = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    try:
        program([called] if called in COMMANDS else COMMANDS)()
    except SystemExit as end:
        if called not in LIGHT or not isinstance(end.code, int | None):
            raise
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):  # closed, or never there
                stream.flush()
        os._exit(end.code or 0)
