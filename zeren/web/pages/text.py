"""A document's text: the source itself, every fact coloured, a range of it marked on demand."""

from __future__ import annotations

import re

import msgspec

from zeren.graph.account_figures import Chapter, Reason, kinds, outline, reasons
from zeren.graph.coverage import Coverage, Sentence, State
from zeren.graph.marked_text import numbered
from zeren.graph.marks import Mark, MarkKind
from zeren.ontology.facts import Document, DocumentFacts, Evidence
from zeren.web.problem import AddressError
from zeren.web.records import Page, Thing, document_thing
from zeren.web.shelf import Shelf

_RANGE = re.compile(r"([0-9]{1,9}),([0-9]{1,9})")
"""Two places of RFC 5147's `char=` scheme: the first character, and the one behind the last."""


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which characters are marked: `char=12,45`."""

    char: str = ""


class Chosen(msgspec.Struct, frozen=True):
    """A range of the text, its words, and its page or cell where the file has such."""

    start: int
    end: int
    quote: str
    at: dict[str, str] | None


class Reading(msgspec.Struct, frozen=True):
    """A sentence, whether facts were read from it, and the words that became none, with the reasons."""

    start: int
    end: int
    state: State
    gaps: list[tuple[int, int, str]]


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph, or a cell of a table's row (from 1 on)."""

    start: int
    end: int
    annex: str
    row: int | None
    column: int | None
    sentences: list[Reading]


class TextPage(Page, frozen=True, kw_only=True):
    """A text with its account: what was read, what was not, and why.

    `marks` are the places that prove something, `facts` what they prove, by the ids of the facts; a
    citation is told on the page of its document.
    """

    plan: Thing
    document: Document
    text: str
    chosen: Chosen | None
    summary: dict[str, int]
    states: dict[State, int]
    kinds: dict[MarkKind, int]
    reasons: list[Reason]
    outline: list[Chapter]
    marks: list[Mark]
    facts: dict[str, Thing]
    paragraphs: list[Paragraph]


def build(shelf: Shelf, key: str, query: Query) -> TextPage:
    """The page of the text of the document with this id.

    Raises:
        NotUnderstoodError: there is no such document.
        AddressError: the range is none, or lies beyond the text.
    """
    facts, text = shelf.facts(key), shelf.published.text(key)
    coverage = shelf.coverage(key)
    marks = numbered(coverage.stretches)
    return TextPage(
        title={"zh": facts.document.title, "en": facts.document.title},
        plan=document_thing(facts),
        document=facts.document,
        text=text,
        chosen=_chosen(shelf, facts, query.char, len(text)) if query.char else None,
        summary=coverage.summary(),
        states=coverage.states(),
        kinds=kinds(marks),
        reasons=reasons(coverage),
        outline=outline(coverage.stretches),
        marks=marks,
        facts=proved(facts),
        paragraphs=list(_paragraphs(coverage)),
    )


def proved(facts: DocumentFacts) -> dict[str, Thing]:
    """The thing whose page tells a fact, by the fact's id."""
    return {
        **{task.id: Thing("task", task.id, task.title) for task in facts.tasks},
        **{group.id: Thing("group", group.id, group.name) for group in facts.groups},
        **{target.id: Thing("indicator", target.indicator, target.name) for target in facts.targets},
        **{project.id: Thing("project", project.id, project.name) for project in facts.projects},
        **{citation.id: document_thing(facts) for citation in facts.citations},
    }


def _chosen(shelf: Shelf, facts: DocumentFacts, char: str, length: int) -> Chosen:
    found = _RANGE.fullmatch(char)
    if not found:
        raise AddressError("missing.range", char)
    start, end = int(found[1]), int(found[2])
    if not start < end <= length:
        raise AddressError("missing.beyond", length, start, end)
    (place,) = shelf.evidence(facts.document.id, [Evidence("text", start, end)])
    return Chosen(start, end, place["quote"], place.get("at"))


def _paragraphs(coverage: Coverage) -> list[Paragraph]:
    return [
        Paragraph(
            one.start,
            one.end,
            one.annex,
            one.row or None,
            one.column or None,
            list(map(_reading, one.sentences)),
        )
        for one in coverage.stretches
    ]


def _reading(sentence: Sentence) -> Reading:
    gaps = [(gap.start, gap.end, gap.reason) for gap in sentence.gaps]
    return Reading(sentence.start, sentence.end, sentence.state, gaps)
