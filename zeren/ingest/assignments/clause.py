"""A clause: the units that words assign work to, by role, and what else the words say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zeren.ingest.assignments import leaders
from zeren.ingest.assignments.lists import Item, looks_like_unit, split
from zeren.ingest.assignments.persons import is_name, is_person
from zeren.ingest.flat import Flat
from zeren.ontology import lexicon
from zeren.ontology.facts import Leader, Role

TRIGGER = re.compile("牵头|责任单位|责任部门|负责|配合|按职责|依职责|主办单位|协办单位")
"""The words that announce an assignment; text with one of them that ends in no fact is reported."""

_MARKED = re.compile(
    r"[（(〔\[【](?:(?P<lead>牵头|主办|主责|牵头单位|牵头部门|牵头责任单位|主要责任单位)|(?P<support>配合|协办|参与|参加)(?:单位|部门)?)[)）〕\]】]$"
)
_TOGETHER = re.compile(r"牵头会同|牵头商|会同|会商|商(?=[县市区省州盟旗国])|会(?=[县市区省州盟旗])")
_WITH = re.compile(r"^(?:会同|商(?=[县市区省州盟旗国]))")
_PHONE = re.compile(r"\d{5,}(?![\d\u4e00-\u9fff])|\d{3,4}[-－—]\d|电话")
_NOBODY = re.compile(r"[/／\\—－–─-]+|无")
LONGEST_NAME = 45
_LONGEST_FIELD = 6


@dataclass(slots=True)
class Clause:
    """The units of a clause by role, its leaders, whether the lists are open, and the rule that read it.

    `deadline` are the words of a deadline that the clause holds; `span` is what it takes of the
    words that it was read from, where that is not all of them; `in_table` that they fill a cell.
    """

    rule: str
    units: dict[Role, list[Item]] = field(default_factory=dict)
    leaders: list[Leader] = field(default_factory=list)
    others: bool = False
    deadline: str | None = None
    span: tuple[int, int] | None = None
    in_table: bool = False

    def add(self, role: Role, words: Flat) -> None:
        """Add the units of a list to a role.

        Of 甲会同乙 (甲商乙) who lead or answer, 甲 leads and 乙 shares the work. A unit may bear a
        role of its own: 甲（牵头）、乙.
        """
        if opening := _WITH.match(words.text):
            self._extend("responsible" if role == "lead" else role, words[opening.end() :])
            return
        joint = _joint(words) if role in ("lead", "responsible") else None
        if joint:
            self._extend("lead", words[: joint.start()])
            self._extend("responsible", words[joint.end() :])
        else:
            self._extend(role, words)

    def _extend(self, role: Role, words: Flat) -> None:
        found = split(words, in_table=self.in_table)
        if role in ("lead", "responsible"):
            self.leaders += leaders.among(found.items, words)
        for item in found.items:
            mark = _MARKED.search(item.name)
            if mark:
                own: Role = "lead" if mark["lead"] else "support"
                end = words.offsets[words.offsets.index(item.start) + mark.start() - 1] + 1
                self._append(own, Item(item.name[: mark.start()], item.start, end))
            else:
                self._append(role, item)
        self.others = self.others or found.others

    def _append(self, role: Role, item: Item) -> None:
        if not _names_no_unit(item.name):
            self.units.setdefault(role, []).append(item)

    def items(self) -> list[Item]:
        """All units of the clause."""
        return [item for items in self.units.values() for item in items]

    def is_sound(self) -> bool:
        """Whether most of what the clause names has the form of a unit, and nothing is a sentence."""
        items = self.items()
        good = sum(looks_like_unit(item.name) or _is_field(item.name) for item in items)
        return bool(items) and good * 2 > len(items) and all(len(i.name) <= LONGEST_NAME for i in items)


def _names_no_unit(name: str) -> bool:
    """Whether a member of a list is a leader in person, a telephone number, or a stroke for nobody."""
    if is_person(name) or _PHONE.search(name) or _NOBODY.fullmatch(name):
        return True
    return is_name(name) and not (looks_like_unit(name) or _is_field(name) or lexicon.load().by_name(name))


def _is_field(name: str) -> bool:
    """Whether words are a field of government that stands for its department: 市财政、人社、税务部门."""
    field_of = lexicon.load().by_field
    return len(name) <= _LONGEST_FIELD and (field_of(name) or field_of(name[1:])) is not None


def _joint(words: Flat) -> re.Match[str] | None:
    """The word that joins one who leads with those who share the work, a unit before it."""
    for found in _TOGETHER.finditer(words.text):
        before = words[: found.start()]
        if before.text and all(looks_like_unit(item.name) for item in split(before).items):
            return found
    return None
