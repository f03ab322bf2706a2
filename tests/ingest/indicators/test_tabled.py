"""Targets in the columns of a table: quantity, unit of measure, figure, and the units in charge of the row.

An expected line is a target, its year, the words that prove it, and the units that answer for it.
"""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.ingest import making_docx, making_sheets
from tests.ingest.indicators.test_targets import shown
from tests.ingest.test_html import facts_of
from zeren.graph import findings
from zeren.ingest.readers import docx, separated, unmerged, xlsx
from zeren.ingest.readers.content import Content, Grid, Line
from zeren.ontology.facts import Target

CASES = read_cases("ingest/fixtures/tabled.txt")


def contents(case: Case) -> list[Content]:
    return separated.read(case.text.encode(), "plan.csv")


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_a_row_sets_the_targets_of_its_columns(case: Case) -> None:
    reading = facts_of(contents(case))
    units = {t.id: ",".join(m.mention for _, m in t.mentions()) for t in reading.facts.tasks}

    def line(target: Target) -> str:
        quote = " ".join(reading.text[target.evidence[0].start : target.evidence[0].end].split())
        year = str(target.year) if target.year else ""
        return " | ".join(filter(None, (shown(target), year, quote, units.get(target.task or ""))))

    assert "\n".join(map(line, reading.facts.targets)) == case.expected


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@pytest.mark.parametrize("case", CASES, ids=titled)
def test_what_a_table_tells_of_progress_and_of_steps_contradicts_no_target(case: Case, form: str) -> None:
    (table,) = contents(case)
    assert isinstance(table, Grid)
    found: list[Content] = [Line("云泽县重点工作目标任务表"), unmerged.put_together(table)]
    if form == "xlsx":
        found = xlsx.read(making_sheets.workbook({"Sheet1": found}), "plan.xlsx")
    else:
        found = docx.read(making_docx.saved(making_docx.document(found)), "plan.docx")
    facts = facts_of(found).facts
    assert facts.targets
    assert [f.zh for f in findings.find([facts]) if f.kind == "target-conflict"] == []
