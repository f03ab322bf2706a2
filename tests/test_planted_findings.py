"""The draft plan in examples/draft shows one of every finding, and nothing is found that was not planted."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.commands.session import Language
from zeren.commands.words import WORDS, say
from zeren.graph import findings
from zeren.ingest.pipeline import Reading, read
from zeren.ontology.facts import Finding, FindingKind

CHECKOUT = Path(__file__).resolve().parents[1]
DRAFT = CHECKOUT / "examples/draft/云泽县乡村提质行动实施方案（征求意见稿）.txt"
ISSUED = CHECKOUT / "examples/云泽县打好六场硬仗总体方案.txt"
CASES = read_cases("../examples/draft/expected-findings.cases")
PLANTED = [case for case in CASES if not case.expected.startswith("no ")]
NEAR_MISSES = [case for case in CASES if case.expected.startswith("no ")]
PAGE = (CHECKOUT / "docs/findings.md").read_text("utf-8")
KINDS: tuple[str, ...] = get_args(FindingKind)


@cache
def read_plan(path: Path) -> Reading:
    return read(path)


def text(document: str) -> str:
    """The text of one of the two plans, by the document's id."""
    return next(
        plan.text for plan in (read_plan(DRAFT), read_plan(ISSUED)) if plan.facts.document.id == document
    )


@cache
def found() -> list[tuple[str, Finding]]:
    """What is found in the draft alone, and ` between` it and the plan that the county issued."""
    draft, issued = read_plan(DRAFT).facts, read_plan(ISSUED).facts
    return [
        *(("", finding) for finding in findings.every([draft])),
        *((" between", finding) for finding in findings.between([draft, issued])),
    ]


def quotes(finding: Finding) -> list[str]:
    """The words at each place of a finding, without white space."""
    return [
        "".join(text(place.document or finding.document)[place.start : place.end].split())
        for place in finding.places
    ]


def shows(case: Case, scope: str, finding: Finding) -> bool:
    """Whether a finding is the planted one: its kind and severity, and the words at all its places.

    `…` in the words of a case stands for any others.
    """
    planted, written = case.text.splitlines(), quotes(finding)
    return (
        case.expected == f"{finding.kind} {finding.severity}{scope}"
        and len(planted) == len(written)
        and all(
            re.fullmatch(".*".join(map(re.escape, words.split("…"))), quote)
            for words, quote in zip(planted, written, strict=True)
        )
    )


@pytest.mark.parametrize("case", PLANTED, ids=titled)
def test_what_is_planted_is_found_once_with_the_planted_words_at_every_place(case: Case) -> None:
    assert len([finding for scope, finding in found() if shows(case, scope, finding)]) == 1


def test_nothing_is_found_that_was_not_planted() -> None:
    unplanted = [f.zh for scope, f in found() if not any(shows(case, scope, f) for case in PLANTED)]
    assert unplanted == []


@pytest.mark.parametrize("case", NEAR_MISSES, ids=titled)
def test_what_only_looks_like_a_finding_is_left_alone(case: Case) -> None:
    _, kind, *scopes = case.expected.split()
    between = "".join(f" {scope}" for scope in scopes)
    words = read_plan(DRAFT).text
    places = [(m.start(), m.end()) for m in re.finditer(re.escape(case.text), words)]
    assert places
    reported = [
        f.zh
        for scope, f in found()
        if (f.kind, scope) == (kind, between)
        and any(not p.document and p.start < end and start < p.end for p in f.places for start, end in places)
    ]
    assert reported == []


def test_every_kind_of_finding_is_planted_and_has_a_near_miss() -> None:
    assert {case.expected.split()[0] for case in PLANTED} == set(KINDS)
    assert {case.expected.split()[1] for case in NEAR_MISSES} == set(KINDS)


def test_the_draft_starts_by_saying_that_it_is_fictional() -> None:
    assert read_plan(DRAFT).text.startswith("〔本文件为虚构示例，")


def test_every_kind_has_its_words_in_both_languages() -> None:
    assert [kind for kind in KINDS if kind not in WORDS] == []


def rows() -> list[list[str]]:
    """The rows of the reference page: kind, words, severity, meaning, example, what is not seen."""
    table = [line for line in PAGE.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_reference_page_has_a_row_for_every_kind_in_order() -> None:
    assert [row[0].strip("`") for row in rows()] == list(KINDS)
    assert all(len(row) == 6 and all(row) for row in rows())


def test_the_reference_page_names_kinds_and_severities_as_the_program_does() -> None:
    severities: dict[str, Counter[str]] = {}
    for _, finding in found():
        severities.setdefault(finding.kind, Counter())[finding.severity] += 1
    for kind, words, written, *_ in rows():
        key = kind.strip("`")
        assert words == f"{say(key, Language.ZH)}, {say(key, Language.EN)}"
        assert set(severities[key]) <= set(written.split(", ")) <= {"error", "warning", "info"}, key


def test_the_reference_page_quotes_the_planted_sentences() -> None:
    squeezed = "".join(read_plan(DRAFT).text.split())
    for row in rows():
        quoted = re.findall("「(.+?)」", row[4])
        assert quoted, row[0]
        assert [words for words in quoted if words not in squeezed] == []
