"""The example plans say the same in every form: facts and ids are equal, offsets aside."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.ingest import printed
from tests.ingest.same_facts import differences
from zeren.ingest.pipeline import Reading, read, read_source
from zeren.ingest.readers.compose import compose

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def plan(request: pytest.FixtureRequest) -> Reading:
    path: Path = request.param
    return read(path)


def test_known_cells_say_what_flattened_text_says(plan: Reading) -> None:
    source = compose(printed.contents(plan.text))
    again = Reading(b"", source.text, read_source(source, "plan", "0" * 64))
    assert differences(plan, again) == []


def test_a_fact_that_changed_is_a_difference(plan: Reading) -> None:
    other = msgspec.structs.replace(plan.facts, tasks=plan.facts.tasks[1:])
    told = differences(plan, Reading(plan.source, plan.text, other))
    assert [line.partition(":")[0] for line in told] == ["missing"]
    assert plan.facts.tasks[0].id in told[0]
