"""What a clause says besides its units, taken out first: a deadline, a rule for all clauses, a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zeren.ingest import deadlines
from zeren.ingest.assignments import roles
from zeren.ingest.assignments.persons import name_behind
from zeren.ingest.assignments.wording import FIRST_LISTED
from zeren.ingest.brackets import outermost, split_outside
from zeren.ingest.flat import Flat

_ROLE_THEN_COMMA = re.compile(r"(?:牵头|配合|负责|指导|参与|参加|落实|协助)(?:、)(?=[^、]{2})")
_ROLE_THEN_UNIT = re.compile(
    r"(?:牵头|牵头负责)(?=(?:由|各|[县市区省州盟旗][\u4e00-\u9fff]{1,12}[局委办厅部会院]).*(?:配合|参与|参加|负责|落实|协助|指导)$)"
)
_REMARK = re.compile(
    r"^(?:下同|以下(?:简称|相同|同|均|各|所有|任务|工作|措施)|不再(?:单独)?列出|不再单列|不再(?:一一)?列(?:举|明)|详见|见附件|另有规定|排名不分先后)"
    r"|^[^，。；局委办厅部]{0,8}[前后]的?(?:均)?为(?:牵头|责任|配合)(?:单位|部门)$"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a clause between commas: words with units, or a deadline (`due`, its words)."""

    words: Flat
    due: str | None = None


def segments(words: Flat) -> Iterator[Segment]:
    """The parts of a clause that carry units or a deadline, in order; rules and remarks are left out."""
    skipping = False
    words = _without_remarks(words)
    for start, end in _parts(words.text):
        part = words[start:end]
        if not part.text or FIRST_LISTED.search(part.text) or _REMARK.match(part.text):
            continue
        if roles.other_label(part.text) and name_behind(part.text) is None:
            skipping = True
        if skipping:
            continue
        due = deadlines.alone(part.text)
        yield Segment(part, due)


def _without_remarks(words: Flat) -> Flat:
    """A list without the brackets in it that name no unit: 甲、乙（列第一位者为牵头单位，下同）."""
    inside = ((b, words.text[b.inside]) for b in outermost(words.text) if b.closed)
    return words.without(
        (b.start, b.end) for b, said in inside if FIRST_LISTED.search(said) or _REMARK.match(said)
    )


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Parts at stops, and behind a role word that is followed by another list without one."""
    for start, end in split_outside(text, "，,；;。"):
        begin = start
        for pattern in (_ROLE_THEN_COMMA, _ROLE_THEN_UNIT):
            for mark in pattern.finditer(text, begin, end):
                stop = mark.end() - mark.group().endswith("、")
                if stop > begin:
                    yield begin, stop
                begin = mark.end()
        yield begin, end
