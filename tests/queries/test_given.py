"""Where the values of a question come into its query, and what must not be."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.queries.asking import ask
from zeren.graph.store import Snapshot
from zeren.queries import catalog
from zeren.queries.compose import compose
from zeren.queries.given import Given, Thing


def test_a_slot_with_a_line_of_its_own_comes_in_there_alone() -> None:
    question = replace(
        catalog.get("tasks-led-without"),
        sparql="SELECT * {\n  # given\n  MINUS {\n    # given: unit2\n  }\n}\n",
    )
    given = Given(things={"unit": (Thing("http://a", "甲"),), "unit2": (Thing("http://b", "乙"),)})
    assert compose(question, given) == (
        "SELECT * {\n  VALUES ?unit { <http://a> }\n  MINUS {\n    VALUES ?unit2 { <http://b> }\n  }\n}\n"
    )


@pytest.mark.parametrize(
    "question", ["县财政局牵头而县发改局不参与的任务", "县财政局参与而县发改局不参与的任务"]
)
def test_a_task_is_without_a_unit_when_it_has_that_of_no_county(plans: Snapshot, question: str) -> None:
    found = ask(plans, question)
    counties = {row["county"] for row in found.rows}
    assert len(counties) > 1
    for row in found.rows:
        named = [unit["name"] for role in ("lead", "responsible", "support", "guide") for unit in row[role]]
        assert not any("发展和改革局" in name for name in named), row["task"]["name"]
