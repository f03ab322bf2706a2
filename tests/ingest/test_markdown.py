"""Markdown: headings, paragraphs, numbered lists and tables, with the line at which each stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.ingest import making_markdown, printed
from tests.ingest.same_facts import differences
from tests.ingest.test_html import facts_of, shown
from zeren.errors import UnreadableError
from zeren.ingest.pipeline import read
from zeren.ingest.readers import apart, markdown
from zeren.ingest.readers.content import Grid, Line, Where

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_plan_in_markdown_says_what_its_text_says(path: Path) -> None:
    plan = read(path)
    text = making_markdown.markdown(printed.contents(plan.text))
    assert differences(plan, facts_of(markdown.read(text.encode(), "plan.md"))) == []


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/markdown.txt"), ids=titled)
def test_markdown_is_read_as_it_is_shown(case: Case) -> None:
    assert shown(markdown.read(case.text.encode(), "plan.md")) == case.expected


def test_each_line_and_cell_knows_the_line_of_the_file() -> None:
    found = markdown.read("---\na: 1\n---\n# 甲\n\n乙\n\n| 丙 |\n| - |\n| 丁 |\n".encode(), "plan.md")
    places = [c.where for c in found if isinstance(c, Line)]
    places += [cell.where for c in found if isinstance(c, Grid) for row in c.rows for cell in row]
    assert places == [Where("line", str(number)) for number in (4, 6, 8, 10)]


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_what_is_nested_too_deeply_is_refused_and_nothing_lost_in_silence(mark: str) -> None:
    with pytest.raises(UnreadableError, match="deep"):
        apart.read((mark * 500 + "县财政局牵头").encode(), "plan.md", "markdown")
