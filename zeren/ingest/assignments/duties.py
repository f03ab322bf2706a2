"""Duties listed unit by unit: 县公安局。负责维护秩序; 县水利局：做好水情监测; 县气象局负责发布预警.

One such sentence alone tells of something; three below one heading are a list of who does what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.draft import Span, TaskDraft
from zeren.ingest.assignments.headings import listed
from zeren.ingest.assignments.lists import begins_like_unit, is_open_ended, looks_like_unit
from zeren.ingest.flat import flatten
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Paragraph
from zeren.ontology import lexicon

_DUTY = re.compile(
    r"(?P<units>[^：:。，；]{2,60}?)(?:(?P<stop>[：:。])(?:主要|具体|统一)?(?:职责[：:])?(?:[（(]?[1１一][）)、.．]|①)?(?P<work>负责|牵头|承担|组织|协调"
    r"|配合|协助|做好|落实|指导|监督|会同|参与|统筹|开展|加强|制定|保障|提供|实施|推进|审核|督促|依法|及时|按照|根据|贯彻|建立|收集|发布)"
    r"|(?:主要|具体|统一)?(?P<told>牵头负责|牵头|负责|承担))(?!人|制|同志|单位|部门|[，。；])"
)
_LONGEST_OPENING = 200
"""Characters, white space counted, in which a paragraph says whose duty it is; the rest is the duty."""

_FEWEST = 3
"""Such sentences below one heading that make a list."""


@dataclass(frozen=True, slots=True)
class _Duty:
    clause: Clause
    assignment: Span
    words: Span


def tasks(outline: Outline, drafts: Sequence[TaskDraft]) -> Iterator[TaskDraft]:
    """The tasks of such lists that no clause has made.

    Args:
        outline: the document's parts and sections.
        drafts: the tasks of its clauses.
    """
    for section in outline.sections():
        spans = [(b.start, b.end) for b in section.blocks if isinstance(b, Paragraph)]
        spans += [(child.start, child.end) for child in section.children]
        if len(spans) < _FEWEST:
            continue
        duties = [(span, duty) for span in spans if (duty := _duty(outline, span))]
        if len(duties) < _FEWEST:
            continue
        for number, ((start, end), duty) in enumerate(duties):
            if any(start <= draft.start < end for draft in drafts):
                continue
            draft = listed(outline, section, duty.words, f"p{number + 1}")
            draft.rule, draft.assignment = "duty-list", [duty.assignment]
            draft.units, draft.others = duty.clause.units, duty.clause.others
            yield draft


def _duty(outline: Outline, span: Span) -> _Duty | None:
    """The units that a paragraph begins with, and their duty; None where it begins otherwise."""
    words = flatten(outline.source.text, span[0], min(span[1], span[0] + _LONGEST_OPENING))
    found = _DUTY.match(words.text)
    if found is None:
        return None
    clause = Clause("duty-list")
    leads = (found["work"] or found["told"]).startswith("牵头")
    clause.add("lead" if leads else "responsible", words[: found.end("units")])
    names = [item.name for item in clause.items()]
    if not names or not all(looks_like_unit(n) and not is_open_ended(n) for n in names):
        return None
    if not (begins_like_unit(names[0]) or lexicon.load().by_name(names[0])):
        return None
    begin = found.start("work") if found["stop"] else found.start("told")
    return _Duty(
        clause, (words.offsets[0], words.offsets[found.end() - 1] + 1), (words.offsets[begin], span[1])
    )
