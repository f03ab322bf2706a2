"""What a document is called, where its annexes and sheets begin, and what stands over its tasks.

In a fixture `|` parts the cells of a table; a line `== name` begins a sheet of a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.ingest import making_sheets
from tests.ingest.test_compose import grid
from tests.ingest.test_tables import written
from zeren.ingest.pipeline import read_source
from zeren.ingest.readers import xlsx
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import Content, Line


def contents_of(text: str) -> list[Content]:
    """The lines and tables of a drawn document."""
    if not text.startswith("== "):
        return [*_lines(text)]
    sheets = [sheet.partition("\n") for sheet in text.removeprefix("== ").split("\n== ")]
    workbook = making_sheets.workbook({name: [*_lines(drawn)] for name, _, drawn in sheets})
    return xlsx.read(workbook, "plan.xlsx")


def _lines(text: str) -> Iterator[Content]:
    table: list[str] = []
    for line in [*text.splitlines(), ""]:
        if "|" in line:
            table.append(line)
            continue
        if table:
            yield grid("\n".join(table))
            table.clear()
        yield Line(line)


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/parts.txt"), ids=titled)
def test_parts_have_their_titles_and_tasks_what_stands_over_them(case: Case) -> None:
    facts = read_source(compose(contents_of(case.text)), "plan.docx", "0" * 64)
    lines = [facts.document.title]
    lines += [f"{annex.label} {annex.title}" for annex in facts.document.annexes[1:]]
    for task in sorted(facts.tasks, key=lambda task: task.evidence):
        lines.append(" / ".join([*filter(None, task.path), written(task, facts.document.id)]))
    lines += [f"! {finding.zh}" for finding in facts.findings]
    assert "\n".join(lines) == case.expected
