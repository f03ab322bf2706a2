"""The example plans say the same in every form: facts and ids are equal, offsets aside."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import docx
import msgspec
import pytest

from tests.ingest import making_docx, printed
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


@pytest.mark.parametrize("counted", [False, True], ids=["typed numbers", "numbers that Word counts"])
def test_word_says_what_plain_text_says(plan: Reading, counted: bool, tmp_path: Path) -> None:
    file = tmp_path / "方案.docx"
    file.write_bytes(making_docx.saved(making_docx.document(printed.contents(plan.text), counted=counted)))
    assert differences(plan, read(file)) == []


def test_word_says_it_where_each_line_of_the_text_was_pasted_as_a_paragraph(
    plan: Reading, tmp_path: Path
) -> None:
    pasted = docx.Document()
    for line in plan.text.splitlines():
        pasted.add_paragraph(line)
    file = tmp_path / "方案.docx"
    pasted.save(str(file))
    assert differences(plan, read(file)) == []


@pytest.mark.parametrize(
    "page",
    [
        lambda lines: "".join(f"<p>{line}</p>\n" for line in lines),
        lambda lines: "<pre>" + "\n".join(lines) + "</pre>",
    ],
    ids=["a paragraph a line", "preformatted"],
)
def test_a_page_says_it_where_the_text_was_pasted(
    plan: Reading, page: Callable[[list[str]], str], tmp_path: Path
) -> None:
    file = tmp_path / "方案.html"
    body = page(html.escape(plan.text).splitlines())
    file.write_text(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>", "utf-8")
    assert differences(plan, read(file)) == []


def test_a_fact_that_changed_is_a_difference(plan: Reading) -> None:
    other = msgspec.structs.replace(plan.facts, tasks=plan.facts.tasks[1:])
    told = differences(plan, Reading(plan.source, plan.text, other))
    assert [line.partition(":")[0] for line in told] == ["missing"]
    assert plan.facts.tasks[0].id in told[0]
