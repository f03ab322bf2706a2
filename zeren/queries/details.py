"""What every listing of tasks shows beside them: county, campaign, place in it, units by role, deadline.

Leaders are shown where the plan names some: most plans name none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zeren.queries import offices
from zeren.queries.catalog import Language, Question
from zeren.queries.given import SHOWN_ROLES
from zeren.queries.graph import Graph

COLUMNS = ("county", "campaign", "annex", "path", *SHOWN_ROLES, "others", "deadline")
"""What `add` puts into a row."""


def add(graph: Graph, question: Question, parameters: Mapping[str, Any], found: list[dict[str, Any]]) -> None:
    """Put the details of each row's task behind its other columns.

    Where a row has several places, the mentions of the units asked about go into `_named`, for their order.

    Args:
        graph: the graph that knows them.
        question: of the catalogue.
        parameters: what it was asked about, as an answer has them.
        found: rows with a task in column `task`.

    Raises:
        WorkspaceError: the facts do not have a task that the graph has, or are damaged.
    """
    shown = graph.shown
    # Those of a document together, whose facts are not all held.
    briefs = {task: shown.task(task) for task in sorted({row["task"]["id"] for row in found})}
    shown.ahead(unit for brief in briefs.values() for units in brief.units.values() for unit in units)
    for row in found:
        brief = briefs[row["task"]["id"]]
        row["county"] = shown.county(brief.document)
        row["campaign"] = brief.campaign
        row["annex"] = brief.annex or None
        row["path"] = list(brief.path)
        for role, units in brief.units.items():
            row[role] = [{"id": unit, "name": shown.name(unit)} for unit in units]
        if brief.leaders:
            row["leaders"] = list(brief.leaders)
        row["others"] = brief.others
        due = brief.deadline
        row["deadline"] = due and {"text": due.text, "date": due.date, "kind": due.kind}
        if len(row["evidence"]) > 1:
            row["_named"] = offices.named(question, parameters, row, brief)


def told(question: Question, found: Sequence[dict[str, Any]], text: str, language: Language) -> str:
    """A reading, with how many of the tasks have no deadline where that is what is asked for."""
    without = sum(row["deadline"] is None for row in found) if "deadline" in question.columns else 0
    if not without or not text:
        return text
    if language == "zh":
        return f"{text}（{'' if without == len(found) else f'其中{without}项'}没有写明时限）"
    return f"{text} ({'no' if without == len(found) else f'of {without} no'} deadline is written)"
