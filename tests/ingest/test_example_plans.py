"""The two fictional example plans, read whole, against the truth that was written by hand beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zeren.ingest.pipeline import read
from zeren.ontology.facts import DocumentFacts, Task

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TRUTH = [json.loads(line) for line in (EXAMPLES / "expected.jsonl").read_text("utf-8").splitlines()]
PLANS = sorted({record["file"] for record in TRUTH})


@pytest.fixture(scope="module", params=PLANS)
def plan(request: pytest.FixtureRequest) -> tuple[DocumentFacts, str, list[dict[str, Any]]]:
    reading = read(EXAMPLES / request.param)
    return reading.facts, reading.text, [record for record in TRUTH if record["file"] == request.param]


def assigned(facts: DocumentFacts) -> list[Task]:
    """The tasks with units in the order of the text; a section's own before its first row's."""
    return sorted((t for t in facts.tasks if any(t.mentions())), key=lambda t: t.evidence)


def test_every_assignment_is_read_and_no_other(
    plan: tuple[DocumentFacts, str, list[dict[str, Any]]],
) -> None:
    facts, _, truth = plan
    read_as = [
        {
            "annex": task.annex,
            "title": task.title,
            "lead": [m.mention for m in task.lead],
            "responsible": [m.mention for m in task.responsible],
            "support": [m.mention for m in task.support],
            "others": task.others,
            "deadline": task.deadline.text if task.deadline else None,
        }
        for task in assigned(facts)
    ]
    expected = [{key: record[key] for key in read_as[0]} for record in truth]
    assert [e | {"title": e["title"].rstrip("。")} for e in expected] == read_as


def test_the_clause_that_proves_an_assignment_is_the_one_in_the_text(
    plan: tuple[DocumentFacts, str, list[dict[str, Any]]],
) -> None:
    facts, text, truth = plan
    for task, record in zip(assigned(facts), truth, strict=True):
        place = next(e for e in task.evidence if e.role == "assignment")
        if record["clause"]:
            printed = text[place.start : place.end]
            # The lead of a section is proved by its whole cell.
            assert printed == record["clause"] or (
                task.rule == "section-lead" and record["clause"] in printed
            )


def test_a_misprinted_name_is_joined_to_the_unit_that_it_can_only_be(
    plan: tuple[DocumentFacts, str, list[dict[str, Any]]],
) -> None:
    facts, _, _ = plan
    (misprint,) = [review for review in facts.reviews if review.reason == "misprint"]
    (unit,) = [unit for unit in facts.units if unit.id == misprint.unit]
    assert misprint.state == "joined"
    assert misprint.name in unit.aliases
    assert unit.name != misprint.name


def test_each_campaign_has_its_working_group_with_convener_and_office(
    plan: tuple[DocumentFacts, str, list[dict[str, Any]]],
) -> None:
    facts, _, _ = plan
    campaigns = {annex.campaign for annex in facts.document.annexes if annex.campaign}
    with_office = {group.campaign for group in facts.groups if group.convener and group.office}
    assert campaigns
    assert campaigns <= with_office
