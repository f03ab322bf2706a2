"""The folder that holds everything: documents, decisions, and the published generations of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zeren.workspace.workspace import Workspace

if TYPE_CHECKING:
    from zeren.workspace.report import Account, Changes, Failure, IngestReport, TaskName

__all__ = ["Account", "Changes", "Failure", "IngestReport", "TaskName", "Workspace"]


def __getattr__(name: str) -> object:
    """The records of a report, imported by those who write: a reader starts without them."""
    if name in __all__:
        from zeren.workspace import report

        return getattr(report, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
