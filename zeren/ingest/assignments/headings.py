"""Work listed below the unit that has it: 一、县教育局牵头的工作 over 1. 2.; （一）县水利局 over its duties.

A heading that names units and nothing else holds for all below it. Those listed below 牵头的工作 are
tasks of the units, and a clause of theirs adds to it; below a unit alone they are tasks where they
begin with a duty (负责…, 牵头…).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
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
    r"由?(?P<units>[^。；：]{2,60}?)(?:共同|联合|分别)?(?:(?P<lead>牵头|主办|主责)(?:负责|落实|办理|推进|实施)?|负责|承担|承办)(?:落实|办理|推进|实施)?"
    r"(?:[，,](?P<helped>[^。；：]{2,60}?)(?:配合|协助|参与))?的"
    r"(?:主要|重点|具体|其他|工作)*(?:工作|任务|事项|项目|职责|整改任务)(?:[（(][^（）()]{1,12}[）)])?[。：:]?"
)
_ALONE = re.compile(
    r"(?P<units>[^。；：]{2,60}?)(?:[（(][\d一二三四五六七八九十]{1,3}[项条个件][）)])?[。：:]?"
)
_DUTY = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳])?(?:主要|具体|统一)?(?:负责|承担|牵头|组织|协调|配合|做好|落实)"
    r"(?!人|制|同志)"
)
_NOTHING_ELSE = re.compile(
    r"(?:以下|下列|本部分|本节)?(?:各项)?(?:工作|任务|事项|内容)*(?:均需?|都|统一|全部)?(?:的(?:工作|任务|事项))?[。；：，:]*"
)
"""What a heading may say beside the clause that it is."""

_OWN = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳])?由?(?P<units>[^。；：，]{2,60}?)(?:共同|联合)?"
    r"(?:(?P<lead>牵头|主办)(?:负责|组织)?|负责|承担)(?=[，,\u4e00-\u9fff])"
)
"""What names the units of one item by itself: 由县公安局牵头开展…, 县住建局负责…."""

_HELPED = re.compile(
    r"[，,；;]由?(?P<units>[^。；：，]{2,60}?)(?:予以|积极|共同|做好)?(?:配合|协助|参与)(?:落实|实施)?[。；;]?$"
)
"""Who helps with one item, at its end: …，县财政局、县住建局配合。"""


@dataclass(frozen=True, slots=True)
class _Charge:
    """The units that a heading names, where they stand, and whether all below them is their work."""

    clause: Clause
    span: Span
    all_below: bool


def applied(outline: Outline, drafts: Sequence[TaskDraft]) -> list[TaskDraft]:
    """The tasks of a document's clauses, with those below such headings, and without the headings themselves.

    A task below that a clause has made gets the heading's units in roles that it leaves open. A heading
    that is a clause and nothing else (一、以下均需由县水利局落实) is no task: its items are.

    Args:
        outline: the document's parts and sections.
        drafts: the tasks of its clauses.
    """
    found = list(drafts)
    starts = _starts(found)
    for section in outline.sections():
        charge = _charge_of(outline, section)
        if charge is None and not section.children:
            continue
        begin, end = (bisect_left(starts, (at, 0)) for at in (section.start, section.end))
        itself = [found[index] for _, index in starts[begin:end]]
        if charge is not None:
            found = _charged(outline, section, charge, itself, found)
        elif len(itself) == 1 and _is_all(outline, section, itself[0]):
            found = _handed_down(outline, section, itself[0], found)
        else:
            continue
        starts = _starts(found)
    return found


def _starts(drafts: Sequence[TaskDraft]) -> list[tuple[int, int]]:
    """Where tasks start, in the order of the text, each with its index."""
    return sorted((draft.start, index) for index, draft in enumerate(drafts))


def _charged(
    outline: Outline,
    section: Section,
    charge: _Charge,
    itself: Sequence[TaskDraft],
    drafts: Sequence[TaskDraft],
) -> list[TaskDraft]:
    """The tasks with those below a heading that names units, without those of the heading itself."""
    below, free = _taken_and_free(section, drafts)
    kept = [draft for draft in drafts if not charge.all_below or draft not in itself]
    for draft in below:
        _add(draft, charge)
    if not charge.all_below:
        free = [span for span in free if _DUTY.match(flatten(outline.source.text, *span).text)]
    return kept + [_task(outline, section, charge, span, number) for number, span in enumerate(free)]


def _handed_down(
    outline: Outline, section: Section, heading: TaskDraft, drafts: Sequence[TaskDraft]
) -> list[TaskDraft]:
    """The tasks with those of a heading's items in its place, unless one of the items has its own clause."""
    below, free = _taken_and_free(section, drafts)
    if below:
        return list(drafts)
    kept = [draft for draft in drafts if draft is not heading]
    return kept + [_like(outline, section, heading, span, number) for number, span in enumerate(free)]


def _taken_and_free(section: Section, drafts: Sequence[TaskDraft]) -> tuple[list[TaskDraft], list[Span]]:
    """The tasks of clauses below a heading, and the pieces of work there without one."""
    spans = _work_below(section)
    below = [d for d in drafts if any(a <= d.start < b for a, b in spans)]
    return below, [s for s in spans if not any(s[0] <= d.start < s[1] for d in below)]


def _is_all(outline: Outline, section: Section, draft: TaskDraft) -> bool:
    """Whether a heading says who has the work below it, and no work of its own."""
    if section.label is None or not all(section.start <= a < b <= section.end for a, b in draft.assignment):
        return False
    words = flatten(outline.source.text, section.start, section.end)
    left = (
        c
        for c, at in zip(words.text, words.offsets, strict=True)
        if not any(a <= at < b for a, b in draft.assignment)
    )
    return _NOTHING_ELSE.fullmatch("".join(left)) is not None


def _like(outline: Outline, section: Section, heading: TaskDraft, span: Span, number: int) -> TaskDraft:
    """The task of an item below a heading that says who has it."""
    draft = listed(outline, section, span, f"p{number + 1}")
    draft.rule, draft.assignment = "heading", list(heading.assignment)
    draft.units, draft.others = dict(heading.units), heading.others
    draft.deadline = draft.deadline or heading.deadline
    return draft


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
        if told and told["helped"]:
            clause.add("support", words[told.start("helped") : told.end("helped")])
        names = [item.name for item in clause.items()]
        if names and all(looks_like_unit(n) and begins_like_unit(n) and not is_open_ended(n) for n in names):
            place = _place(words, (found.start("units"), found.end() if told else found.end("units")))
            return _Charge(clause, place, told is not None)
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
    if charge.all_below:
        _tell_own(draft, words)
        if not any(
            role in draft.units and draft.units[role] is items for role, items in charge.clause.units.items()
        ):
            draft.assignment.remove(charge.span)
    return draft


def _tell_own(draft: TaskDraft, words: Flat) -> None:
    """Give a task the units that its own words name; its own lead takes the place of the heading's."""
    for found in filter(None, (_OWN.match(words.text), _HELPED.search(words.text))):
        groups = found.groupdict()
        role: Role = "support" if "lead" not in groups else "lead" if groups["lead"] else "responsible"
        clause = Clause("heading")
        clause.add(role, words[found.start("units") : found.end("units")])
        names = [item.name for item in clause.items()]
        if not names or not all(looks_like_unit(n) and begins_like_unit(n) for n in names):
            continue
        draft.units = {**draft.units, **clause.units}
        draft.assignment.append(_place(words, found.span()))


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
