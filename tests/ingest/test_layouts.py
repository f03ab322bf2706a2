"""Layouts: how offices write who does what, each with documents and the tasks that are in them.

A fixture file has the name of a layout (`-` as `_`), or of a habit that several layouts share.
→ stands for a tab.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest.assignments import layouts as package
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


GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-layout.md"


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Case]]:
    """The guide's module in place, as someone who follows it has it, and the cases of its fixture."""
    module, *_ = re.findall(r"^```python\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    *_, fixture = re.findall(r"^```text\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    (tmp_path / "first_and_second_hand.py").write_text(module, "utf-8")
    (tmp_path / "fixture.txt").write_text(fixture, "utf-8")
    cases = read_cases(str(tmp_path / "fixture.txt"))
    assert all(not list(read(case)[1].mentions()) for case in cases)
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    layouts.cache_clear()
    yield cases
    layouts.cache_clear()
    sys.modules.pop(f"{package.__name__}.first_and_second_hand", None)


def test_following_the_guide_adds_a_working_layout(followed: list[Case]) -> None:
    assert len(followed) == 2
    for case in followed:
        tasks = [task for task in read(case)[1].tasks if any(task.mentions())]
        assert "\n".join(map(written, tasks)) == case.expected.removesuffix("none").strip()
        assert {task.rule for task in tasks} <= {"first-and-second-hand"}
