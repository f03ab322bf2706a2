"""The numbers that Word sets before paragraphs, and that stand in no text of the file.

A case lists the levels of a definition (level, form, text, options), further lists of it with the
starts that they override, and behind `===` the paragraphs: list and level, or style.
"""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from tests.ingest.test_docx import paragraph, shown
from tests.ingest.word_markup import markup, word_file
from zeren.ingest.readers import docx
from zeren.ingest.readers.docx.counting import counted

OPTIONS = {"start": "start", "restart": "lvlRestart", "suff": "suff", "style": "pStyle"}
STYLES = "".join(
    markup("style", markup("name", val=key) + inner, type="paragraph", styleId=key)
    for key, inner in {
        "Heading1": markup("pPr", markup("numPr", markup("numId", val=1))),
        "Heading2": markup("pPr", markup("numPr", markup("ilvl", val=1) + markup("numId", val=1))),
        "Based": markup("basedOn", val="Heading2"),
    }.items()
)


def level(line: str) -> str:
    """A level of a definition: `1 decimal （%2） start=3`."""
    place, form, text, *options = line.split()
    given = dict(option.partition("=")[::2] for option in options)
    inner = markup("start", val=1) if "start" not in given else ""
    inner += markup("numFmt", val=form) + markup("lvlText", val=text)
    inner += "".join(markup(name, val=given[key]) for key, name in OPTIONS.items() if key in given)
    return markup("lvl", inner + (markup("isLgl") if "legal" in given else ""), ilvl=place)


def further_list(line: str) -> str:
    """A list that shares the definition: `list 3 0=1` begins its first level at 1."""
    _, key, *starts = line.split()
    inner = markup("abstractNumId", val=0)
    for start in starts:
        place, _, value = start.partition("=")
        inner += markup("lvlOverride", markup("startOverride", val=value), ilvl=place)
    return markup("num", inner, numId=key)


def numbered(line: str) -> str:
    """A paragraph: `1:0 甲` of list and level, `Heading1 甲` of a style, `Heading1:0 甲` of it unnumbered."""
    where, _, text = line.partition(" ")
    key, _, place = where.partition(":")
    if key.isdigit():
        return paragraph(text, markup("numPr", markup("ilvl", val=place) + markup("numId", val=key)))
    own = markup("numPr", markup("numId", val=0)) if place else ""
    return paragraph(text, markup("pStyle", val=key) + own)


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/word_numbering.txt"), ids=titled)
def test_numbers_are_printed_as_word_counts_them(case: Case) -> None:
    defined, _, printed = case.text.partition("===\n")
    levels = "".join(level(line) for line in defined.splitlines() if not line.startswith("list"))
    lists = "".join(further_list(line) for line in defined.splitlines() if line.startswith("list"))
    data = word_file(
        "".join(map(numbered, printed.splitlines())),
        styles=STYLES,
        numbering=markup("abstractNum", levels, abstractNumId=0) + further_list("list 1") + lists,
    )
    assert "\n".join(shown(docx.read(data, "方案.docx"))) == case.expected


@pytest.mark.parametrize(
    ("form", "values", "printed"),
    [
        ("decimal", (1, 10), "1 10"),
        ("decimalZero", (1, 10), "01 10"),
        ("decimalFullWidth", (1, 12), "１ １２"),
        ("decimalEnclosedCircle", (1, 20, 21, 40), "① ⑳ ㉑ 40"),
        ("decimalEnclosedParen", (1, 20, 21), "⑴ ⒇ 21"),
        ("decimalEnclosedFullstop", (1, 20, 21), "⒈ ⒛ 21"),
        ("chineseCounting", (1, 10, 11, 20, 21), "一 十 十一 二十 二十一"),
        ("chineseCountingThousand", (10, 99, 100, 101, 110), "十 九十九 一百 一百零一 一百一十"),
        ("ideographDigital", (1, 10, 21), "一 一〇 二一"),
        ("japaneseDigitalTenThousand", (10,), "一〇"),
        ("chineseLegalSimplified", (1, 2, 10), "壹 贰 壹拾"),
        ("ideographLegalTraditional", (2, 3), "貳 參"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 11"),
        ("ideographZodiac", (1, 12), "子 亥"),
        ("ideographEnclosedCircle", (1, 10), "㊀ ㊉"),
        ("lowerLetter", (1, 26, 27, 53, 9999), "a z aa aaa 9999"),
        ("upperLetter", (2,), "B"),
        ("lowerRoman", (4, 49), "iv xlix"),
        ("upperRoman", (1999, 999_999), "MCMXCIX 999999"),
        ("numberInDash", (3,), "- 3 -"),
        ("none", (3,), ""),
        ("klingonCounting", (3,), "3"),
    ],
)
def test_forms_of_numbers(form: str, values: tuple[int, ...], printed: str) -> None:
    assert " ".join(counted(value, form) for value in values) == printed


def test_a_form_may_be_shown_by_its_first_numbers() -> None:
    assert counted(7, "custom", "001, 002, 003, ...") == "007"


def test_a_numbered_cell_without_words_says_its_number() -> None:
    cell = paragraph("", markup("numPr", markup("ilvl", val=0) + markup("numId", val=1)))
    row = markup("tr", markup("tc", cell) + markup("tc", paragraph("修路")))
    definition = markup("abstractNum", level("0 decimal %1"), abstractNumId=0)
    data = word_file(markup("tbl", row * 2), numbering=definition + further_list("list 1"))
    assert list(shown(docx.read(data, "方案.docx"))) == ["1 | 修路", "2 | 修路"]
