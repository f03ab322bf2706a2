"""Layouts: how offices write who does what, each with documents and the tasks that are in them.

A fixture file has the name of a layout (`-` as `_`), or of a habit that several layouts share.
→ stands for a tab.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest.assignments.layouts import Place, layouts
from zeren.ingest.pipeline import read_text
from zeren.ontology.facts import DocumentFacts, Task

FOLDER = Path(__file__).parent / "fixtures" / "layouts"
LETTERHEAD = "云泽县重点工作分工方案\n2024年3月1日\n"
CASES = [
    pytest.param(case, id=f"{path.stem}: {titled(case)}")
    for path in sorted(FOLDER.glob("*.txt"))
    for case in read_cases(f"ingest/fixtures/layouts/{path.name}")
]


def read(case: Case) -> tuple[str, DocumentFacts]:
    text = LETTERHEAD + case.text.replace("→", "\t")
    return text, read_text(text, "plan.txt", "0" * 64)


def written(task: Task) -> str:
    roles = {role: getattr(task, role) for role in ("lead", "responsible", "support", "guide")}
    parts = [task.title]
    parts += [f"{role} " + " ".join(m.mention for m in found) for role, found in roles.items() if found]
    parts += ["others"] * task.others
    if task.deadline:
        parts.append(f"due {task.deadline.text}")
    return " | ".join(parts)


@pytest.mark.parametrize("case", CASES)
def test_a_document_in_this_layout_gives_these_tasks(case: Case) -> None:
    _, facts = read(case)
    tasks = [task for task in sorted(facts.tasks, key=lambda t: t.evidence) if any(task.mentions())]
    assert "\n".join(written(task) for task in tasks) == case.expected.removesuffix("none").strip()


@pytest.mark.parametrize("case", CASES)
def test_each_unit_stands_where_it_is_said_to_stand(case: Case) -> None:
    text, facts = read(case)
    for task in facts.tasks:
        for _, mention in task.mentions():
            assert "".join(text[mention.start : mention.end].split()).startswith(mention.mention[:2])


def test_every_layout_has_documents_to_show_it() -> None:
    names = {layout.name.replace("-", "_") for place in Place for layout in layouts(place)}
    assert names <= {path.stem for path in FOLDER.glob("*.txt")}
