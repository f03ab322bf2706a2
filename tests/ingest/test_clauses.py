"""Clauses: what a bracket says of who leads, answers, helps and advises."""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest.assignments import find
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.flat import flatten


def written(clause: Clause | None) -> str:
    if clause is None:
        return "none"
    lines = [f"{role}: " + " | ".join(i.name for i in items) for role, items in clause.units.items()]
    return "\n".join(lines + ["others"] * clause.others)


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/clauses.txt"), ids=titled)
def test_a_clause_says_who_does_what(case: Case) -> None:
    assert written(find.parse(flatten(case.text, 0, len(case.text)))[0]) == case.expected


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/clauses.txt"), ids=titled)
def test_each_name_is_found_at_its_place_through_spaces_and_line_breaks(case: Case) -> None:
    spread = "\n ".join(case.text)
    clause, _ = find.parse(flatten(spread, 0, len(spread)))
    assert written(clause) == case.expected
    for item in clause.items() if clause else []:
        assert "".join(spread[item.start : item.end].split()) == item.name
