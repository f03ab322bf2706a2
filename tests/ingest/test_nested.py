"""Tables in cells of tables: the same tasks from a web page and from a Word file."""

from __future__ import annotations

import docx
import pytest
from docx.document import Document
from docx.table import _Cell

from tests.fixture_files import Case, read_cases, titled
from tests.ingest.making_docx import saved
from tests.ingest.test_tables import written
from zeren.ingest.pipeline import read_source
from zeren.ingest.readers import docx as word
from zeren.ingest.readers import html
from zeren.ingest.readers.child import MOST_CHARACTERS, is_too_much
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import Content, Grid, GridCell
from zeren.ingest.readers.html import tree
from zeren.ontology.facts import DocumentFacts

HEAD = ("云泽县2025年重点工作任务清单", "云政办发〔2025〕8号")


def web_page(markup: str) -> list[Content]:
    body = "".join(f"<p>{line}</p>" for line in HEAD) + markup
    return html.read(f"<html><body>{body}</body></html>".encode(), "plan.html")


def word_file(markup: str) -> list[Content]:
    made = docx.Document()
    for line in HEAD:
        made.add_paragraph(line)
    _fill(made, tree.parse(markup, "plan.html")[0])
    return word.read(saved(made), "plan.docx")


def _fill(place: Document | _Cell, element: tree.Element) -> None:
    """Put what stands in an element of a page into a document or a cell of its table."""
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                place.add_paragraph(child.strip())
        elif child.tag == "table":
            rows = [[*row.elements()] for row in child.walk() if row.tag == "tr" and _is_of(child, row)]
            table = place.add_table(len(rows), max(map(len, rows)))
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    _fill(table.cell(y, x), cell)
            place.add_paragraph()
        else:
            _fill(place, child)


def _is_of(table: tree.Element, row: tree.Element) -> bool:
    return any(row is one for body in table.elements() for one in body.elements())


def facts_of(contents: list[Content]) -> DocumentFacts:
    return read_source(compose(contents), "plan.docx", "0" * 64)


@pytest.mark.parametrize("read", [web_page, word_file])
@pytest.mark.parametrize("case", read_cases("ingest/fixtures/nested.txt"), ids=titled)
def test_rows_of_both_tables_become_tasks(case: Case, read: object) -> None:
    assert callable(read)
    facts = facts_of(read(case.text))
    tasks = sorted(facts.tasks, key=lambda task: task.evidence)
    lines = [" / ".join([*filter(None, task.path), ""]) + written(task, facts.document.id) for task in tasks]
    assert "\n".join(lines) == case.expected


def test_a_table_inside_counts_as_much_as_one_outside() -> None:
    inner = Grid([[GridCell("任" * MOST_CHARACTERS)]])
    outer = Grid([[GridCell("任务", inner=(inner,))]])
    assert not is_too_much([inner])
    assert is_too_much([outer])
