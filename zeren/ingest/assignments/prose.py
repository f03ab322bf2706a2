"""Tasks of prose: the clauses of each section, each for its own sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zeren.ingest import deadlines
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.draft import Span, TaskDraft
from zeren.ingest.assignments.find import Finder, FoundClause, is_label_item, paragraphs
from zeren.ingest.flat import tidy
from zeren.ingest.outline.tree import Outline, Section

_STOPS = "：:。；;，,、 \t\r\n　"
_TOLD = "running-text"
"""The layout that is read only where a section has no clause of another."""

_BEFORE_WORK = (_TOLD, "duty-line")
"""Layouts in which the words of the work go on behind the units, to the end of the sentence."""


def tasks(outline: Outline, groups: Sequence[Span] = ()) -> Iterator[TaskDraft]:
    """The tasks of all sections, in the order of the text.

    Args:
        outline: the document's parts and sections.
        groups: where working groups are set up; who leads there, leads the group.
    """
    finder = Finder(outline)
    for section in outline.sections():
        if is_label_item(outline.source.text, section):
            continue
        yield from _Reading(finder, section, groups).tasks()


@dataclass(slots=True)
class _Reading:
    """The tasks of one section, as far as it is read.

    `waiting` are words that no clause has taken yet, `before` those of the paragraph before,
    which a clause without words of its own takes; `closed` says that the labelled paragraph
    ended with its clause, so that those behind it have lost their labels.
    """

    finder: Finder
    section: Section
    groups: Sequence[Span]
    drafts: list[TaskDraft] = field(default_factory=list)
    waiting: list[Span] = field(default_factory=list)
    before: list[Span] = field(default_factory=list)
    closed: bool = False

    def tasks(self) -> list[TaskDraft]:
        """One task a clause; its words are what stands between the clause before and its own."""
        text, section = self.finder.outline.source.text, self.section
        title = _title(self.finder, section)
        for number, (start, end) in enumerate(paragraphs(text, section)):
            own_title = title if number == 0 or not self.closed else ""
            self.before = self.waiting
            if not section.label or self.closed:
                self.waiting = []
            begin = start
            for found in self._clauses(start, end):
                words = [*self.waiting, *_stripped(text, begin, found.start)]
                tail = self._tail(found, end)
                self._take(found, [*words, *_stripped(text, found.end, tail)], number, own_title)
                begin = tail
            rest = _stripped(text, begin, end)
            self.waiting += rest
            self.closed = self.closed or (number == 0 and begin > start and not rest)
        return self.drafts

    def _clauses(self, start: int, end: int) -> list[FoundClause]:
        """The clauses of a paragraph; a duty told in its text only where the section has no other."""
        found = self.finder.clauses(start, end)
        if all(f.clause.rule != _TOLD for f in found):
            return found
        text = self.finder.outline.source.text
        others = any(
            f.clause.rule != _TOLD and (f.clause.units or f.clause.deadline)
            for span in paragraphs(text, self.section)
            for f in self.finder.clauses(*span)
        )
        return [
            f
            for f in found
            if f.clause.rule != _TOLD or not (others or any(a <= f.start < b for a, b in self.groups))
        ]

    def _tail(self, found: FoundClause, end: int) -> int:
        """Where the words of a clause's own sentence end; behind a bracket, where the bracket does."""
        if found.clause.rule not in _BEFORE_WORK:
            return found.end
        stop = self.finder.outline.source.text.find("。", found.end, end)
        return stop + 1 if stop >= 0 else end

    def _take(self, found: FoundClause, words: list[Span], number: int, own_title: str) -> None:
        """Make a task of a clause, or add it to the task that the clause right before it made."""
        last = self.drafts[-1] if self.drafts else None
        clause = found.clause
        if not clause.units and not clause.leaders:
            if last and not words:
                last.deadline = clause.deadline
                last.assignment.append((found.start, found.end))
            self.waiting = words
            return
        if not words and not self.before and last and _goes_on(last, clause):
            last.rule = last.rule if last.units or not clause.units else clause.rule
            for role, items in clause.units.items():
                last.units.setdefault(role, []).extend(items)
            last.leaders += clause.leaders
            last.others = last.others or clause.others
            last.deadline = clause.deadline or last.deadline
            last.assignment.append((found.start, found.end))
            return
        words = words or self.before
        self.waiting, self.before = [], []
        outline, section = self.finder.outline, self.section
        above = [*section.above(), section] if section.label else []
        self.drafts.append(
            TaskDraft(
                part=section.annex,
                labels=tuple(s.label.printed for s in above if s.label) or (f"p{number + 1}",),
                path=_path(self.finder, section),
                title=own_title or _first_sentence(outline.source.text, words),
                text=tidy("".join(outline.source.text[a:b] for a, b in words)),
                rule=clause.rule if found.closed else f"{clause.rule}-unclosed",
                assignment=[(found.start, found.end)],
                words=words,
                units=clause.units,
                others=clause.others,
                leaders=list(clause.leaders),
                deadline=clause.deadline or deadlines.latest_in(outline.source.text, words),
            )
        )


def _goes_on(last: TaskDraft, clause: Clause) -> bool:
    """Whether a clause without words of its own goes on with the one before it.

    It names other roles, or is a further label line: 督导单位：甲 above 监管单位：乙. A lead is named once.
    """
    again = set(last.units) & set(clause.units)
    return not again or (last.rule == clause.rule == "label-line" and "lead" not in again)


def _path(finder: Finder, section: Section) -> list[str]:
    """The headings above a task: its annex's title, then the sections, outermost first."""
    title = [section.annex.title] if section.annex.title else []
    return title + [heading_without_clause(finder, above) for above in section.above()]


def _title(finder: Finder, section: Section) -> str:
    """The heading of a section without its label and without a clause behind it."""
    if section.label is None:
        return ""
    return _cut(finder, section, section.start)


def heading_without_clause(finder: Finder, section: Section) -> str:
    """A section's heading as printed, label and all, without a clause behind it."""
    label_start = section.start - (section.label.end if section.label else 0)
    return _cut(finder, section, label_start)


def _cut(finder: Finder, section: Section, start: int) -> str:
    text = finder.outline.source.text
    end = finder.outline.heading_end(section)
    first = next(
        (f for f in finder.clauses(section.start, section.end) if f.clause.rule not in _BEFORE_WORK), None
    )
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
