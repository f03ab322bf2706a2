"""Tables flattened to lines (→ stands for the tab that starts a cell): one task a row."""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest.pipeline import read_text
from zeren.ontology.facts import DocumentFacts, Task


def facts_of(text: str) -> DocumentFacts:
    return read_text("云泽县重点工作清单\n2024年3月1日\n" + text.replace("→", "\t"), "plan.txt", "0" * 64)


def written(task: Task, document: str) -> str:
    parts = [f"{task.id.removeprefix(document + '/')} {task.title}"]
    roles = {role: getattr(task, role) for role in ("lead", "responsible", "support", "guide")}
    parts += [f"{role} " + ",".join(m.mention for m in found) for role, found in roles.items() if found]
    parts += ["others"] * task.others
    if task.deadline:
        parts.append(f"due {task.deadline.date or task.deadline.kind}")
    if task.category:
        parts.append("category " + ",".join(task.category))
    if task.parent:
        parts.append("below " + task.parent.removeprefix(document + "/"))
    return " | ".join(parts)


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/tables.txt"), ids=titled)
def test_rows_become_tasks(case: Case) -> None:
    facts = facts_of(case.text)
    lines = [written(task, facts.document.id) for task in sorted(facts.tasks, key=lambda t: t.evidence)]
    assert "\n".join(lines) == case.expected


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/tables.txt"), ids=titled)
def test_a_row_is_proved_by_its_cells(case: Case) -> None:
    text = "云泽县重点工作清单\n2024年3月1日\n" + case.text.replace("→", "\t")
    for task in facts_of(case.text).tasks:
        places = [e for e in task.evidence if e.role == "assignment"]
        assert places
        for _, mention in task.mentions():
            assert "".join(text[mention.start : mention.end].split()) == mention.mention
