"""`zeren publish`: bring the server that holds the graph to what the workspace says."""

from __future__ import annotations

from typing import Annotated

import typer

from zeren import render
from zeren.commands.progress import ingestion
from zeren.commands.session import FormatOption, LanguageOption, StoreOption, WorkspaceOption
from zeren.render import Column

EXAMPLES = """\b
Examples:
  zeren publish
  zeren publish --all
  zeren publish --store http://localhost:7878
  zeren publish --store embedded
"""

COLUMNS = (
    Column("store", "图所在", "graph in"),
    Column("sent", "发送的图", "graphs sent"),
    Column("removed", "删除的图", "graphs removed"),
)


def publish(
    *,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="All graphs, also those that the server has; without a server, make the graph anew.",
        ),
    ] = False,
    store: StoreOption = None,
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Bring the SPARQL server that holds the graph to what the workspace says.

    It is sent the graphs that it lacks, as after a publication that broke off. With --store, the graph
    moves to a server, or with `--store embedded` back into the workspace's folder. Without a server, --all
    makes the graph, its columns and the index of words anew out of the plans' facts, where one is damaged.
    """
    from zeren.graph.engines.server import EMBEDDED
    from zeren.workspace import Workspace

    with ingestion(language) as progress:
        sent = Workspace(workspace, store=store).publish(progress, anew=everything)
    row = {
        "store": sent.server.address if sent else store or EMBEDDED,
        "sent": sent.put if sent else None,
        "removed": sent.deleted if sent else None,
    }
    render.listing([row], COLUMNS, output, language)
