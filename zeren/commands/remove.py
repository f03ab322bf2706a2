"""`zeren remove`: take documents out of the workspace."""

from __future__ import annotations

from typing import Annotated

import typer

from zeren import render
from zeren.commands import complete
from zeren.commands.session import FormatOption, LanguageOption, WorkspaceOption
from zeren.render import Column

EXAMPLES = """\b
Examples:
  zeren remove 云泽政办发-2024-5
  zeren remove 云泽政办发〔2024〕5号 青岭县重点工作总体方案.txt
"""

REMOVED = (
    Column("id", "已移除", "removed"),
    Column("title", "标题", "title"),
    Column("file", "文件", "file"),
)


def remove(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="DOCUMENT",
            help="Documents by id, number, title or file name.",
            autocompletion=complete.names("document"),
        ),
    ],
    workspace: WorkspaceOption = None,
    output: FormatOption = None,
    language: LanguageOption = None,
) -> None:
    """Take documents out of the workspace, with all that they say.

    What a person decided about names stays.
    """
    from zeren.commands import lookup
    from zeren.graph.export import records
    from zeren.workspace import Workspace

    store = Workspace(workspace)
    documents = store.documents()
    gone = store.remove([lookup.document(documents, name).id for name in names])
    render.listing([records.document(document) for document in gone], REMOVED, output, language)
