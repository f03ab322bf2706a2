"""The folder that holds everything: documents, decisions, and the published generations of the graph."""

from zeren.workspace.report import Account, Changes, Failure, IngestReport, TaskName
from zeren.workspace.workspace import Workspace

__all__ = ["Account", "Changes", "Failure", "IngestReport", "TaskName", "Workspace"]
