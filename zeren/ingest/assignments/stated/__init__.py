"""Rules that a document states once and that hold for its clauses: who leads, who is always meant."""

from __future__ import annotations

from collections.abc import Sequence

from zeren.ingest.assignments.draft import TaskDraft
from zeren.ingest.assignments.stated import first_listed, implied, marked
from zeren.ingest.outline.tree import Outline


def apply(outline: Outline, drafts: Sequence[TaskDraft]) -> None:
    """Apply to the tasks what the document states of them, marks before order."""
    marked.apply(outline, drafts)
    first_listed.apply(outline, drafts)
    implied.apply(outline, drafts)
