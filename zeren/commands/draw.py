"""`zeren draw`: a responsibility network in one HTML file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zeren.commands.session import Language, LanguageOption, WorkspaceOption
from zeren.errors import UsageError, WorkspaceError

if TYPE_CHECKING:
    from zeren.graph.draw import Drawing


EXAMPLES = """\b
Examples:
  zeren draw 县财政局 --output finance.html
  zeren draw 科技创新攻坚仗 --output campaign.html
  zeren draw --output everything.html
"""


def draw(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The HTML file to write.", show_default=False)
    ],
    name: Annotated[
        str | None,
        typer.Argument(
            help="What to draw; without it everything.",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    language: LanguageOption = None,
) -> None:
    """Draw who answers for what: one HTML file that opens in any browser, without a network.

    NAME may be that of a unit (any of its names), a task, a campaign, a county or a working
    group; where two counties have a unit of this name, both are drawn. Without NAME everything
    is drawn. The same facts give the same bytes.
    """
    from zeren.graph.draw import draw as drawing_of
    from zeren.graph.network import responsibility_network
    from zeren.graph.subject import EVERYTHING, find_subject
    from zeren.workspace import Workspace

    _check(output)
    with Workspace(workspace).snapshot() as published:
        documents = list(published.all_facts())
        subject = EVERYTHING
        if name:
            subject = find_subject(responsibility_network(documents), documents, name)
        drawing = drawing_of(documents, published.text, subject, (language or Language.ZH).value)
    _write(output, drawing.html)
    typer.echo(f"{output}: {_account(drawing)}", err=True)


def _check(output: Path) -> None:
    """Refuse, before any work is done, what cannot be a drawing's file.

    Raises:
        UsageError: another kind of file, which a slip of the hand must not overwrite, or a folder.
    """
    if output.is_dir():
        raise UsageError(
            f"{output} is a folder; a drawing is one file", f"add a name: {output / 'drawing.html'}"
        )
    if output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{output} does not end in .html", f"a drawing is a web page: {output}.html")


def _account(drawing: Drawing) -> str:
    if (drawing.nodes, drawing.edges) == (drawing.all_nodes, drawing.all_edges):
        return f"{drawing.nodes:,} nodes, {drawing.edges:,} ties"
    return (
        f"{drawing.nodes:,} of {drawing.all_nodes:,} nodes and "
        f"{drawing.edges:,} of {drawing.all_edges:,} ties drawn, "
        "the most connected first; the table in the file holds everything"
    )


def _write(output: Path, html: str) -> None:
    """Write the file beside its place first, so that an older drawing is lost only to a whole one."""
    unfinished = output.with_name(f".new-{output.name}")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(html, encoding="utf-8", newline="\n")
        unfinished.replace(output)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise WorkspaceError(
            f"{output} cannot be written: {error.strerror or error}",
            "make room or get permission, then try again",
        ) from error
