"""Word files: what is printed is read, once and in order; nothing else is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.ingest.word_markup import MAIN, markup, word_file
from zeren.ingest.readers import docx
from zeren.ingest.readers.compose import compose
from zeren.ingest.readers.content import Content, GridCell, Line
from zeren.ontology.locators import locate

STYLES = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
NOTES = {"0": "分隔线", "2": "不含出口退税。", "3": "按不变价计算。"}


def shown(contents: Iterable[Content]) -> Iterator[str]:
    """Lines that hold words, tables a row a line, cells that cover others with their rows and columns.

    Behind `>` stand the rows of a table of tasks that a cell of the row above holds.
    """
    for content in contents:
        if isinstance(content, Line):
            yield from filter(None, [content.text.strip()])
        else:
            for row in content.rows:
                yield " | ".join(map(_cell, row))
                yield from (f"> {line}" for cell in row for line in shown(cell.inner))


def _cell(cell: GridCell) -> str:
    size = "" if cell.rows == cell.columns == 1 else f" ({cell.rows}x{cell.columns})"
    return (cell.text.replace("\n", "/") or "-") + size


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def notes(kind: str, said: dict[str, str]) -> str:
    return "".join(f'<w:{kind} w:id="{key}">{paragraph(text)}</w:{kind}>' for key, text in said.items())


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/word.txt"), ids=titled)
def test_what_is_printed_is_read(case: Case) -> None:
    data = word_file(
        case.text, styles=STYLES,
        footnotes=notes("footnote", NOTES), endnotes=notes("endnote", {"2": "见统计公报。"}),
    )  # fmt: skip
    assert "\n".join(shown(docx.read(data, "方案.docx"))) == case.expected


def test_the_strict_form_of_the_standard_is_read_too() -> None:
    strict = word_file(
        paragraph("县财政局牵头"), main=MAIN.replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml")
    )
    assert list(shown(docx.read(strict, "方案.docx"))) == ["县财政局牵头"]


def test_words_are_found_by_paragraph_table_and_row_and_note() -> None:
    table = "<w:tbl>" + "".join(f"<w:tr>{_cells(row)}</w:tr>" for row in ("甲乙", "丙丁")) + "</w:tbl>"
    note = '<w:p><w:r><w:t>戊</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    data = word_file(
        paragraph("一") + "<w:p/>" + paragraph("二") + table + table + note,
        footnotes=notes("footnote", {"2": "己"}),
    )
    source = compose(docx.read(data, "方案.docx"))

    def said(words: str, last: bool = False) -> tuple[str, str]:
        at = locate(source.locators, source.text.rindex(words) if last else source.text.index(words))
        assert at
        return at.said("zh"), at.said("en")

    assert said("二") == ("第2段", "paragraph 2")
    assert said("丁") == ("表1第2行", "table 1, row 2")
    assert said("甲", last=True) == ("表2第1行", "table 2, row 1")
    assert said("戊") == ("第3段", "paragraph 3")
    assert said("己") == ("脚注1", "footnote 1")


def _cells(words: str) -> str:
    return "".join(markup("tc", paragraph(word)) for word in words)
