"""Work listed below the unit that has it: 一、县教育局牵头的工作 over 1. 2.; （一）县水利局 over its duties.

A heading that names units and nothing else holds for all below it. Those listed below 牵头的工作 are
tasks of the units, and a clause of theirs adds to it; below a unit alone they are tasks where they
begin with a duty (负责…, 牵头…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zeren.ingest import deadlines
from zeren.ingest.assignments import roles
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.draft import Span, TaskDraft
from zeren.ingest.assignments.lists import begins_like_unit, is_open_ended, looks_like_unit
from zeren.ingest.flat import Flat, flatten, tidy
from zeren.ingest.outline.tree import Outline, Section
from zeren.ingest.source import Paragraph
from zeren.ontology.facts import Role

_IN_CHARGE = re.compile(
    r"由?(?P<units>[^。；：]{2,60}?)(?:(?P<lead>牵头|主办|主责)(?:负责|落实|办理|推进|实施)?|负责|承担|承办)(?:落实|办理|推进|实施)?的"
    r"(?:主要|重点|具体|其他|工作)*(?:工作|任务|事项|项目|职责|整改任务)(?:[（(][^（）()]{1,12}[）)])?[。：:]?"
)
_ALONE = re.compile(
    r"(?P<units>[^。；：]{2,60}?)(?:[（(][\d一二三四五六七八九十]{1,3}[项条个件][）)])?[。：:]?"
)
_DUTY = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳])?(?:主要|具体|统一)?(?:负责|承担|牵头|组织|协调|配合|做好|落实)"
    r"(?!人|制|同志)"
)


@dataclass(frozen=True, slots=True)
class _Charge:
    """The units that a heading names, where they stand, and whether all below them is their work."""

    clause: Clause
    span: Span
    all_below: bool


def tasks(outline: Outline, drafts: Sequence[TaskDraft]) -> Iterator[TaskDraft]:
    """The tasks below such headings that no clause has made; those that one made get the heading's units.

    Args:
        outline: the document's parts and sections.
        drafts: the tasks of its clauses.
    """
    for section in outline.sections():
        charge = _charge_of(outline, section)
        if charge is None:
            continue
        spans = _work_below(section)
        below = [d for d in drafts if any(a <= d.start < b for a, b in spans)]
        free = [s for s in spans if not any(s[0] <= d.start < s[1] for d in below)]
        for draft in below:
            _add(draft, charge)
        duties = [s for s in free if _DUTY.match(flatten(outline.source.text, *s).text)]
        for number, span in enumerate(free if charge.all_below else duties):
            yield _task(outline, section, charge, span, number)


def _charge_of(outline: Outline, section: Section) -> _Charge | None:
    """The units of a heading that names nothing but units, with or without 牵头的工作 behind them."""
    if section.label is None:
        return None
    words = flatten(outline.source.text, section.start, section.end)
    told = _IN_CHARGE.fullmatch(words.text)
    alone = None if told else _ALONE.fullmatch(words.text)
    for found in filter(None, (told, alone)):
        clause = Clause("heading")
        named = words[found.start("units") : found.end("units")]
        clause.add("lead" if told and told["lead"] else "responsible", named[roles.lead_in(named.text) :])
        names = [item.name for item in clause.items()]
        if names and all(looks_like_unit(n) and begins_like_unit(n) and not is_open_ended(n) for n in names):
            return _Charge(clause, _place(words, found.span("units")), told is not None)
    return None


def _place(words: Flat, span: Span) -> Span:
    return words.offsets[span[0]], words.offsets[span[1] - 1] + 1


def _work_below(section: Section) -> list[Span]:
    """The places of the pieces of work below a heading: items without items of their own, or paragraphs."""
    if not section.children:
        return [(b.start, b.end) for b in section.blocks if isinstance(b, Paragraph)]
    leaves = [s for child in section.children for s in child.walk() if not s.children]
    return [(leaf.start, max([leaf.end, *(b.end for b in leaf.blocks)])) for leaf in leaves]


def _add(draft: TaskDraft, charge: _Charge) -> None:
    """Give a task the units of the heading above it in roles that its own clause leaves open."""
    if not charge.all_below:
        return
    for role, items in charge.clause.units.items():
        if role not in draft.units:
            draft.units = {role: items, **draft.units}
            draft.assignment.append(charge.span)


def _task(outline: Outline, section: Section, charge: _Charge, span: Span, number: int) -> TaskDraft:
    """The task that a piece of work below a heading makes."""
    words = flatten(outline.source.text, *span)
    duty = _DUTY.match(words.text)
    leads: dict[Role, Role] = {"responsible": "lead"} if duty and duty.group().endswith("牵头") else {}
    draft = listed(outline, section, span, f"p{number + 1}")
    draft.rule = "heading"
    draft.assignment = (
        [charge.span] if charge.all_below or not duty else [_place(words, duty.span()), charge.span]
    )
    draft.units = {leads.get(role, role): items for role, items in charge.clause.units.items()}
    return draft


def listed(outline: Outline, section: Section, span: Span, label: str) -> TaskDraft:
    """The task of an item or a paragraph right below a section, without its units.

    Args:
        outline: the document's parts and sections.
        section: what it is listed below.
        span: where its words stand.
        label: what it is called where no label is printed before it.
    """
    text = outline.source.text
    item = next(
        (s for s in section.walk() if s.start <= span[0] < s.end and s.label and s is not section), None
    )
    above = [*section.above(), *([section] if section.label else [])]
    printed = tuple(s.label.printed for s in [*above, *([item] if item else [])] if s.label)
    title = [section.annex.title] if section.annex.title else []
    return TaskDraft(
        part=section.annex,
        labels=printed if item else (*printed, label),
        path=[*title, *map(outline.printed, above)],
        title=tidy(text[slice(*span)]).partition("。")[0].rstrip("；;"),
        text=tidy(text[slice(*span)]),
        rule="listed",
        assignment=[],
        words=[span],
        deadline=deadlines.latest_in(text, [span]),
    )
