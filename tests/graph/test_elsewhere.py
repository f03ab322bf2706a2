"""Which tasks of other plans are the same work: by what their titles share, not by their unit alone."""

from __future__ import annotations

import pytest

from zeren.graph.elsewhere import alike, titles_under
from zeren.workspace import Workspace

OWN = "云泽政办发-2024-5"


def found(workspace: Workspace, title: str, functions: set[str]) -> list[str]:
    with workspace.snapshot() as snapshot:
        task = next(task for task in snapshot.facts(OWN).tasks if task.title == title)
        return [
            one.title
            for one in alike(snapshot, task, [titles_under(snapshot, one) for one in sorted(functions)])
        ]


@pytest.mark.parametrize(
    ("title", "function", "others"),
    [
        ("推进重点项目建设", "development-reform", ["加快重点项目建设"]),
        ("压降不良贷款", "financial-affairs", ["压降不良贷款"]),
        ("完善信息基础设施", "science-industry", ["完善新型基础设施"]),
        ("加强司法保护", "court", []),
    ],
)
def test_titles_that_share_their_rare_words(
    workspace_of_examples: Workspace, title: str, function: str, others: list[str]
) -> None:
    assert found(workspace_of_examples, title, {function}) == others


def test_the_very_same_title_is_found_whoever_leads_it(workspace_of_examples: Workspace) -> None:
    assert found(workspace_of_examples, "压降不良贷款", set()) == ["压降不良贷款"]


def test_a_like_title_under_another_function_is_not_looked_for(workspace_of_examples: Workspace) -> None:
    assert found(workspace_of_examples, "推进重点项目建设", {"education"}) == []
