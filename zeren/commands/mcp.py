"""`zeren mcp`: the graph for an assistant, over the Model Context Protocol."""

from __future__ import annotations

from typing import Annotated

import typer

from zeren.commands.session import WorkspaceOption
from zeren.errors import MissingLibraryError

EXAMPLES = """\b
Examples:
  zeren mcp --workspace /data/plans
  zeren mcp --timeout 10 --max-rows 50
"""


def mcp(
    timeout: Annotated[float, typer.Option(min=1, help="Seconds after which a call is stopped.")] = 30,
    max_rows: Annotated[int, typer.Option(min=1, help="The most rows that one answer has.")] = 200,
    workspace: WorkspaceOption = None,
) -> None:
    """Serve the graph to an assistant: a Model Context Protocol server on standard input and output.

    An assistant starts this command itself and asks it; docs/mcp.md has the configuration. It only
    reads, and it ends when its standard input is closed.
    """
    try:
        from zeren.commands import mcp_server
    except ImportError as error:
        raise MissingLibraryError(
            f"zeren mcp needs the Python SDK of the Model Context Protocol: {error}",
            'pip install "zeren[mcp]"',
        ) from None
    from zeren.workspace import Workspace

    mcp_server.server(Workspace(workspace).path.resolve(), timeout, max_rows).run("stdio")
