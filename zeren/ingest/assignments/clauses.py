"""Clauses that assign work: what a bracket says of who leads, answers, helps and advises.

甲牵头，乙、丙等按职责分工负责      a role word behind each list
责任单位：甲、乙等相关单位          a label before it
甲、乙等相关部门                   no role word: those named answer for the work
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zeren.ingest.assignments.lists import Item, begins_like_unit, looks_like_unit, split
from zeren.ingest.brackets import split_outside
from zeren.ingest.flat import Flat
from zeren.ontology.facts import Role

TRIGGER = re.compile("牵头|责任单位|责任部门|负责|配合|按职责|依职责|主办单位|协办单位")
"""The words that announce an assignment; text with one of them that ends in no fact is reported."""

_MANNER = r"(?:共同|分别|具体|依法|依法依规|主要|总|统一|直接)*"
_BY_DUTY = (
    r"(?:(?:按照?|依照?|依据|根据|结合)?(?:各自)?(?:部门)?(?:职责|职能)(?:任务)?(?:和)?(?:分工|要求)?)?"
)
_ROLE_WORDS: tuple[tuple[Role, str], ...] = (
    ("lead", "牵头负责|牵头组织实施|牵头组织|牵头落实|牵头抓总|牵头推进|牵头实施|牵头办理|牵头|主办"),
    ("guide", "业务指导|负责指导|指导"),
    (
        "support",
        "配合落实|积极配合|配合实施|配合做好|协同配合|协助配合|配合|协助|协同|参与配合|参与|参加|协办",
    ),
    ("responsible", "负责落实|组织实施|抓好落实|推进落实|负责实施|负责|落实|承办|实施"),
)
_ENDINGS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"{_MANNER}{_BY_DUTY}{_MANNER}(?:{words})(?:工作)?$")) for role, words in _ROLE_WORDS
)
_DUTY_ALONE = re.compile(r"(?:按照?|依照?|根据)(?:各自)?(?:部门)?(?:职责|职能)(?:任务)?分工$")
_LABEL = re.compile(
    r"(?P<lead>(?:总)?牵头(?:责任)?(?:单位|部门)|主要责任(?:单位|部门)|主办(?:单位|部门)|第一责任单位)[:：]"
    r"|(?P<guide>(?:业务)?指导(?:单位|部门))[:：]"
    r"|(?P<support>(?:配合|参与|参加|协办|协助|协同)(?:责任)?(?:单位|部门))[:：]"
    r"|(?P<responsible>(?:其他|相关|共同)?(?:责任|负责|承办|落实|实施)(?:单位|部门))[:：]"
)
_NOT_A_CLAUSE = re.compile(r"^(即|含|包括|包含|其中|如|例如|指|注|详见|见|具体|不含|原)")


@dataclass(slots=True)
class Clause:
    """The units of a clause by role, whether the lists are open, and the rule that read it."""

    rule: str
    units: dict[Role, list[Item]] = field(default_factory=dict)
    others: bool = False

    def add(self, role: Role, words: Flat) -> None:
        """Add the units of a list to a role; 会同 names those who share the work of the first."""
        led, _, _ = words.text.partition("会同")
        if role == "lead" and 0 < len(led) < len(words):
            self._extend("lead", words[: len(led)])
            self._extend("responsible", words[len(led) + 2 :])
        else:
            self._extend(role, words)

    def _extend(self, role: Role, words: Flat) -> None:
        found = split(words)
        self.units.setdefault(role, []).extend(found.items)
        self.others = self.others or found.others

    def items(self) -> list[Item]:
        """All units of the clause."""
        return [item for items in self.units.values() for item in items]


def parse(words: Flat) -> Clause | None:
    """The assignment that words make; None when they make none.

    Args:
        words: what stands in a bracket, without the bracket.
    """
    if not words.text or _NOT_A_CLAUSE.match(words.text):
        return None
    clause = _labelled(words) or _with_role_words(words) or _bare(words)
    return clause if clause and _is_sound(clause) else None


def _is_sound(clause: Clause) -> bool:
    """Whether most of what the clause names has the form of a unit, and nothing is a sentence."""
    items = clause.items()
    good = sum(looks_like_unit(item.name) for item in items)
    return bool(items) and good * 2 > len(items) and all(len(item.name) <= 45 for item in items)


def _labelled(words: Flat) -> Clause | None:
    labels = list(_LABEL.finditer(words.text))
    if not labels or labels[0].start() > 0:
        return None
    clause = Clause("label")
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(words)
        role: Role = next(r for r in ("lead", "guide", "support", "responsible") if label[r])
        clause.add(role, _without_role_word(words[label.end() : end]))
    return clause


def _without_role_word(words: Flat) -> Flat:
    """`甲、乙等负责` behind a label says its role twice."""
    text = words.text.rstrip("。；;，,")
    for _, pattern in _ENDINGS:
        if found := pattern.search(text):
            return words[: found.start()]
    return words[: len(text)]


def _with_role_words(words: Flat) -> Clause | None:
    """A list and its role word between each comma; lists without one go with the next."""
    clause = Clause("role-words")
    begin = 0
    for _, end in split_outside(words.text, "，,；;。"):
        segment = words[begin:end]
        role, stop = _role(segment.text)
        if role is None:
            continue
        clause.add(role, _without_lead_in(segment[:stop]))
        begin = end + 1
    leads = clause.units.get("lead")
    if not clause.units or (begin <= len(words) - 1 and not leads):
        return None
    if begin < len(words):
        clause.add("responsible", words[begin:])
    return clause


def _role(segment: str) -> tuple[Role | None, int]:
    """The role that a segment's last words name, and where they begin."""
    for role, pattern in _ENDINGS:
        found = pattern.search(segment)
        if found and found.start() > 0:
            return role, found.start()
    duty = _DUTY_ALONE.search(segment)
    return ("responsible", duty.start()) if duty and duty.start() > 0 else (None, 0)


def _without_lead_in(words: Flat) -> Flat:
    return words[1:] if words.text.startswith("由") else words


def _bare(words: Flat) -> Clause | None:
    """A list of nothing but units, one at least written with its level: those named answer."""
    clause = Clause("bare-list")
    clause.add("responsible", words)
    names = [item.name for item in clause.items()]
    if not names or not all(looks_like_unit(name) for name in names) or not begins_like_unit(names[0]):
        return None
    return clause if len(names) > 1 or clause.others else None
