"""Tasks of prose: the bracketed clauses of each section, each for its own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zeren.ingest import deadlines
from zeren.ingest.assignments import clauses
from zeren.ingest.assignments.clauses import Clause
from zeren.ingest.assignments.draft import Span, TaskDraft
from zeren.ingest.brackets import outermost
from zeren.ingest.flat import flatten, tidy
from zeren.ingest.outline.tree import Outline, Section
from zeren.ingest.source import Paragraph

_STOPS = "。；;，,、 \t\r\n　"


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause, the place of its bracket, and whether the bracket is closed."""

    clause: Clause
    start: int
    end: int
    closed: bool


def tasks(outline: Outline) -> Iterator[TaskDraft]:
    """The tasks of all sections, in the order of the text."""
    for section in outline.sections():
        yield from _section_tasks(outline, section)


def find_clauses(text: str, start: int, end: int) -> list[FoundClause]:
    """The clauses between two offsets of a document's text, in order."""
    found = []
    for bracket in outermost(text[start:end]):
        inside = bracket.inside
        clause = clauses.parse(flatten(text, start + inside.start, start + inside.stop))
        behind = text[start + bracket.end : end].lstrip()[:1]
        before = text[start : start + bracket.start].rstrip()[-1:]
        # A list without a role word is a clause only where a sentence ends; inside one it explains.
        if clause and (clause.rule != "bare-list" or behind in "。；;" or before in "。；;"):
            stop = start + len(text[start : start + bracket.end].rstrip())
            found.append(FoundClause(clause, start + bracket.start, stop, bracket.closed))
    return found


def _section_tasks(outline: Outline, section: Section) -> Iterator[TaskDraft]:
    """One task a clause; its words are what stands between the clause before and its own."""
    text = outline.source.text
    paragraphs = [(b.start, b.end) for b in section.blocks if isinstance(b, Paragraph)]
    if section.label:
        paragraphs.insert(0, (section.start, section.end))
    above = [*section.above(), section] if section.label else []
    title = _title(outline, section)
    waiting: list[Span] = []
    closed = False
    for number, (start, end) in enumerate(paragraphs):
        # Where the labelled paragraph ended with its clause, the next one has lost its label.
        own_title = title if number == 0 or not closed else ""
        if not section.label or closed:
            waiting = []
        begin = start
        for found in find_clauses(text, start, end):
            words = [*waiting, *_stripped(text, begin, found.start)]
            waiting = []
            labels = tuple(s.label.printed for s in above if s.label) or (f"p{number + 1}",)
            yield TaskDraft(
                part=section.annex,
                labels=labels,
                path=_path(outline, section),
                title=own_title or _first_sentence(text, words),
                text=tidy("".join(text[a:b] for a, b in words)),
                rule=found.clause.rule if found.closed else f"{found.clause.rule}-unclosed",
                assignment=[(found.start, found.end)],
                words=words,
                units=found.clause.units,
                others=found.clause.others,
                deadline=deadlines.latest_in(text, words),
            )
            begin = found.end
        waiting += _stripped(text, begin, end)
        closed = closed or (number == 0 and begin > start and not _stripped(text, begin, end))


def _path(outline: Outline, section: Section) -> list[str]:
    """The headings above a task: its annex's title, then the sections, outermost first."""
    title = [section.annex.title] if section.annex.title else []
    return title + [heading_without_clause(outline, above) for above in section.above()]


def _title(outline: Outline, section: Section) -> str:
    """The heading of a section without its label and without a clause behind it."""
    if section.label is None:
        return ""
    return _cut(outline, section, section.start)


def heading_without_clause(outline: Outline, section: Section) -> str:
    """A section's heading as printed, label and all, without a clause behind it."""
    label_start = section.start - (section.label.end if section.label else 0)
    return _cut(outline, section, label_start)


def _cut(outline: Outline, section: Section, start: int) -> str:
    text = outline.source.text
    end = outline.heading_end(section)
    first = next(iter(find_clauses(text, section.start, section.end)), None)
    if first and section.start < first.start < end:
        end = first.start
    return tidy(text[start:end]).rstrip("。.；;：:")


def _first_sentence(text: str, words: list[Span]) -> str:
    whole = tidy("".join(text[a:b] for a, b in words))
    return whole.partition("。")[0]


def _stripped(text: str, start: int, end: int) -> list[Span]:
    """The stretch without the stops and white space around it; none when nothing is left."""
    while start < end and text[start] in _STOPS:
        start += 1
    while start < end and text[end - 1] in _STOPS and text[end - 1] not in "。；;":
        end -= 1
    return [(start, end)] if start < end else []
