"""`zeren draw`: a responsibility network in one HTML file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zeren.commands import complete
from zeren.commands.files import check_page, write_whole
from zeren.commands.session import Language, LanguageOption, WorkspaceOption
from zeren.errors import UsageError

if TYPE_CHECKING:
    from zeren.graph.draw import Drawing


EXAMPLES = """\b
Examples:
  zeren draw 县财政局 --output finance.html
  zeren draw 产业培育主动仗 --output campaign.html
  zeren draw --output everything.html
  zeren draw 县科工信局 --with indicators --with projects --output figures.html
  zeren draw 地区生产总值 --output gdp.html
"""


class Extra(StrEnum):
    """What a drawing can hold besides units, tasks and working groups."""

    INDICATORS = "indicators"
    PROJECTS = "projects"


def draw(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The HTML file to write.", show_default=False)
    ],
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="What to draw; without it everything.",
            show_default=False,
            autocompletion=complete.names("thing"),
        ),
    ] = None,
    extras: Annotated[
        list[Extra] | None,
        typer.Option(
            "--with",
            help="Draw the indicators (with their targets) or projects of the tasks too; may be repeated.",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    language: LanguageOption = None,
) -> None:
    """Draw who answers for what: one HTML file that opens in any browser, without a network.

    NAME may be that of a unit (any of its names), a task, a campaign, a county, a working group,
    an indicator or a project; where two counties have a unit of this name, both are drawn. Without
    NAME everything is drawn. An indicator or a project is drawn with the tasks that hold it and
    their units; --with puts those of the tasks into any drawing. The same facts give the same bytes.
    """
    from zeren.graph.draw import draw as drawing_of
    from zeren.graph.network import responsibility_network
    from zeren.graph.network_figures import EXTRAS, add_figures
    from zeren.graph.subject import EVERYTHING, find_subject
    from zeren.workspace import Workspace

    check_page(output)
    if name is not None and not name.strip():
        raise UsageError("an empty name says nothing", "leave it out to draw everything")
    with Workspace(workspace).snapshot() as published:
        judged = published.judgements()
        dismissed = {key for key, judgement in judged.items() if judgement.verdict == "dismissed"}
        documents = list(published.all_facts())
        subject = EVERYTHING
        if name is not None:
            network = add_figures(responsibility_network(documents), documents, EXTRAS)
            subject = find_subject(network, documents, name)
        drawing = drawing_of(
            documents,
            published.text,
            subject,
            (language or Language.ZH).value,
            extras=[extra.value for extra in extras or ()],
            dismissed=dismissed,
            locators_of=published.locators,
        )
    write_whole(output, [drawing.html.encode()])
    typer.echo(f"{output}: {_account(drawing, language)}", err=True)


def _account(drawing: Drawing, language: Language | None) -> str:
    if language is not Language.EN:
        return _account_zh(drawing)
    if (drawing.nodes, drawing.edges) == (drawing.all_nodes, drawing.all_edges):
        return f"{drawing.nodes:,} nodes, {drawing.edges:,} ties"
    return (
        f"{drawing.nodes:,} of {drawing.all_nodes:,} nodes and "
        f"{drawing.edges:,} of {drawing.all_edges:,} ties drawn, "
        "the most connected first; the table in the file holds everything"
    )


def _account_zh(drawing: Drawing) -> str:
    if (drawing.nodes, drawing.edges) == (drawing.all_nodes, drawing.all_edges):
        return f"{drawing.nodes:,} 个节点，{drawing.edges:,} 条关系"
    return (
        f"共 {drawing.all_nodes:,} 个节点、{drawing.all_edges:,} 条关系，图中画出联系最多的 "
        f"{drawing.nodes:,} 个节点、{drawing.edges:,} 条关系；文件中的表格列出全部"
    )
