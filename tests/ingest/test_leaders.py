"""Leaders: the persons whom a plan names for a task, by label, in a bracket, in a column, in running text.

An expected line is a task and, for each leader, the label, the name and the post. → stands for a tab.
"""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest.pipeline import read_text
from zeren.ontology.facts import DocumentFacts, Leader, Task

CASES = read_cases("ingest/fixtures/leaders.txt")
every_form = pytest.mark.parametrize("case", CASES, ids=titled)


def read(case: Case) -> tuple[str, DocumentFacts]:
    text = "云泽县重点工作分工方案\n2024年3月1日\n" + case.text.replace("→", "\t")
    return text, read_text(text, "plan.txt", "0" * 64)


def written(task: Task) -> str:
    return " | ".join([task.title, *(told(leader) for leader in task.leaders)])


def told(leader: Leader) -> str:
    label = f"{leader.label}：" if leader.label else ""
    return label + "，".join(filter(None, (leader.person, leader.post)))


def tasks(facts: DocumentFacts) -> list[Task]:
    return sorted(facts.tasks, key=lambda task: task.evidence)


@every_form
def test_a_task_has_the_leaders_whom_the_plan_names(case: Case) -> None:
    _, facts = read(case)
    assert "\n".join(written(task) for task in tasks(facts)) == case.expected


@every_form
def test_a_leader_is_no_unit(case: Case) -> None:
    _, facts = read(case)
    persons = {leader.person for task in facts.tasks for leader in task.leaders}
    named = {name for unit in facts.units for name in (unit.name, *unit.aliases)}
    assert [name for name in named for person in persons if person in name] == []


@every_form
def test_a_leader_stands_at_the_place_and_in_the_words_that_prove_the_task(case: Case) -> None:
    text, facts = read(case)
    for task in facts.tasks:
        proofs = [(e.start, e.end) for e in task.evidence if e.role == "assignment"]
        for leader in task.leaders:
            assert "".join(text[leader.start : leader.end].split()) == leader.mention
            assert leader.person in leader.mention
            assert any(start <= leader.start < leader.end <= end for start, end in proofs)


@every_form
def test_words_that_name_a_leader_are_not_left_over(case: Case) -> None:
    _, facts = read(case)
    assert facts.leftovers == []
