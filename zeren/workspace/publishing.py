"""What a workspace says is brought to the server that holds its graph, outside of any ingestion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zeren.errors import UsageError
from zeren.graph.engines.server import EMBEDDED
from zeren.workspace.layout import Layout
from zeren.workspace.progress import Progress, quiet
from zeren.workspace.writing import Writer

if TYPE_CHECKING:
    from zeren.graph.engines.publishing import Sent


def publish(layout: Layout, store: str | None, progress: Progress | None, *, anew: bool) -> Sent | None:
    """Publish what the workspace holds; arguments and errors as those of `Workspace` and its `publish`."""
    layout.check()
    with Writer(layout, store=store) as writer:
        writer.publish(writer.decided, progress or quiet, anew=anew)
    if writer.sent is None and store != EMBEDDED and not anew:
        raise UsageError(
            "the graph of this workspace stands in its folder: there is no server to send it to",
            "zeren publish --store ADDRESS moves it to one; zeren publish --all makes it anew where it is",
        )
    return writer.sent
