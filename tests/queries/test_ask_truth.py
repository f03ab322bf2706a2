"""Every unit of the example plans is asked about, and the answers are those of the plans' own truth."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.conftest import EXAMPLES
from tests.queries.asking import ask, names
from zeren.graph.store import Snapshot

COUNTIES = {"云泽县打好六场硬仗总体方案.txt": "云泽县", "青岭县重点工作总体方案.txt": "青岭县"}
TRUTH: list[dict[str, Any]] = [
    json.loads(line) for line in (EXAMPLES / "expected.jsonl").read_text("utf-8").splitlines()
]


def units(role: str) -> list[tuple[str, str]]:
    """Every (county, unit as printed) that has the role somewhere, and whose name stands for itself alone."""
    printed = {(COUNTIES[task["file"]], unit) for task in TRUTH for unit in task[role]}
    return sorted(
        (county, unit)
        for county, unit in printed
        if unit.startswith("县") and unit.endswith("局") and "（" not in unit
    )


def of(plans: Snapshot, county: str, unit: str, role: str) -> Counter[str]:
    """The titles of the tasks in which the truth gives the unit this role, under any of its names."""
    own = ask(plans, f"{county}{unit}参与哪些任务").parameters["unit"]
    same = {
        name
        for facts in plans.all_facts()
        for record in facts.units
        for name in (record.name, *record.aliases)
        if record.id == own or record.id.startswith(f"{own}/")
    }
    found: Counter[str] = Counter()
    for task in TRUTH:
        if COUNTIES[task["file"]] == county:
            found[task["title"]] += any(
                name.replace("(", "（").replace(")", "）") in same for name in task[role]
            )
    return +found


@pytest.mark.parametrize(("county", "unit"), units("lead"))
def test_what_a_unit_leads(plans: Snapshot, county: str, unit: str) -> None:
    found = ask(plans, f"{county}{unit}牵头哪些任务")
    assert Counter(names(found)) == of(plans, county, unit, "lead")


@pytest.mark.parametrize(("county", "unit"), units("support"))
def test_what_a_unit_supports(plans: Snapshot, county: str, unit: str) -> None:
    found = ask(plans, f"{county}{unit}配合哪些任务")
    assert Counter(names(found)) == of(plans, county, unit, "support")


@pytest.mark.parametrize("file", sorted(COUNTIES))
def test_tasks_without_a_lead_and_with_several(plans: Snapshot, file: str) -> None:
    tasks = [task for task in TRUTH if task["file"] == file]
    none = Counter(task["title"] for task in tasks if not task["lead"])
    several = Counter(task["title"] for task in tasks if len(task["lead"]) > 1)
    assert Counter(names(ask(plans, f"{COUNTIES[file]}哪些任务没有牵头单位"))) == none
    assert Counter(names(ask(plans, f"which tasks in {english(file)} have several leads"))) == several


def english(file: str) -> str:
    return {"云泽县": "Yunze", "青岭县": "Qingling"}[COUNTIES[file]]
