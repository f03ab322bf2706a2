"""Working groups: who convenes, deputises, belongs, and which unit keeps the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zeren.ingest.assignments.draft import TaskDraft
from zeren.ingest.assignments.lists import Item, split
from zeren.ingest.flat import Flat, flatten
from zeren.ingest.group_members import without_head
from zeren.ingest.outline.annexes import Part
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Paragraph

GROUP = "(?:专班|领导小组|工作组|工作小组|指挥部|推进机制|协调机制|工作机制|联席会议|委员会)"
_NAME = re.compile(
    rf"(?:成立|组建|建立|设立)(?:健全)?(?:了)?(?P<name>[^，。；、：]{{0,60}}?{GROUP})(?=[，。；,（(])"
)
BARE_NAME = re.compile(rf"(?:工作|专门|专项)?{GROUP}")
_CHAIR = "(?:召集人|组长|总指挥长?|指挥长|主任)"
_CONVENER = re.compile(
    rf"由(?P<who>[^，。；由]{{2,30}}?)(?:同志)?(?:任|担任)(?:总)?{_CHAIR}"
    rf"|(?<!副){_CHAIR}由(?P<named>[^，。；由]{{2,30}}?)(?:同志)?(?:担任|兼任|任)(?=[，。；,])"
    r"|由(?P<head>[^，。；由]{2,30}?)负总责|由(?P<main>[^，。；由]{2,30}?)作为总牵头"
)
_DEPUTY = re.compile(
    rf"副{_CHAIR}由(?P<named>[^，。；由]{{2,80}}?)(?:同志)?(?:担任|兼任|任)(?=[，。；,])"
    rf"|由?(?P<who>[^，。；]{{2,80}}?)(?:任|担任)副{_CHAIR}|(?P<main>[^，。；]{{2,40}})总牵头(?=[，。；])"
)
_MEMBERS = re.compile(
    r"成员(?:单位)?(?:包括|有|由|为|[：:])(?P<list>.+?)(?:组成)?(?=。|；|，[^，、]{0,14}办公室|$)"
)
_MEMBERS_BEFORE = re.compile(r"(?P<list>[^。；]+?)为(?:专班|小组)?成员(?:单位)?(?=[，。；,])")
OFFICE = re.compile(r"办公室(?:设立|设置|设|挂靠)(?:在|于)?(?P<unit>[^，。；,、]{2,25})")


@dataclass(slots=True)
class GroupDraft:
    """A working group as it is read, before its units are known."""

    part: Part
    name: str
    start: int
    end: int
    convener: str | None = None
    deputies: list[str] = field(default_factory=list)
    members: list[Item] = field(default_factory=list)
    office: Item | None = None
    others: bool = False


def find(outline: Outline) -> Iterator[GroupDraft]:
    """The working groups that paragraphs set up, in the order of the text."""
    text = outline.source.text
    for section in outline.sections():
        places = [(section.start, section.end)] if section.label else []
        places += [(b.start, b.end) for b in section.blocks if isinstance(b, Paragraph)]
        for start, end in places:
            group = _in_paragraph(section.annex, flatten(text, start, end))
            if group:
                yield group


def of_rows(drafts: list[TaskDraft]) -> Iterator[GroupDraft]:
    """The groups of a responsibility table that has a column for their conveners."""
    for draft in drafts:
        if draft.convener:
            start, end = draft.assignment[0]
            name = draft.title if draft.title.endswith("专班") else f"{draft.title}工作专班"
            yield GroupDraft(draft.part, name, start, end, convener=draft.convener.name)


def _in_paragraph(part: Part, words: Flat) -> GroupDraft | None:
    """The group of a paragraph: named, and with a convener, members or an office.

    A heading may only say 成立工作专班 before the sentence that names the group: of
    several matches the last with a name of its own counts.
    """
    best: GroupDraft | None = None
    for named in _NAME.finditer(words.text):
        end = _end(words.text, named.end())
        draft = GroupDraft(part, named["name"], words.offsets[named.start()], words.offsets[end - 1] + 1)
        behind = words[named.end() : end]
        chairs_end = _read_chairs(draft, behind)
        _read_members(draft, behind, chairs_end)
        read_office(draft, behind)
        said = draft.convener or draft.members or draft.office
        if said and (best is None or not BARE_NAME.fullmatch(draft.name)):
            best = draft
    return best


def _end(text: str, start: int) -> int:
    """Where what is said of a group ends: behind its office, its members, or its first sentence."""
    ends = [m.end() for pattern in (_MEMBERS, _MEMBERS_BEFORE, OFFICE) for m in pattern.finditer(text, start)]
    stop = text.find("。", max(ends, default=start))
    return stop + 1 if stop >= 0 else len(text)


def _read_chairs(draft: GroupDraft, words: Flat) -> int:
    """Fill in convener and deputies; where the words about them end."""
    end = 0
    convener = _CONVENER.search(words.text)
    if convener:
        draft.convener = convener["who"] or convener["named"] or convener["head"] or convener["main"]
        end = convener.end()
    deputy = _DEPUTY.search(words.text, end)
    if deputy:
        draft.deputies = [
            name for name in re.split("、", deputy["who"] or deputy["named"] or "") if name
        ] or [deputy["main"]]
        draft.deputies = [name.lstrip("，,") for name in draft.deputies]
        end = deputy.end()
    return end


def _read_members(draft: GroupDraft, words: Flat, chairs_end: int) -> None:
    found = _MEMBERS.search(words.text, chairs_end) or _MEMBERS_BEFORE.search(words.text, chairs_end)
    if found:
        listed = words[found.start("list") : found.end("list")]
        members = split(listed)
        draft.members = [without_head(item, listed) for item in members.items]
        draft.others = members.others


def read_office(draft: GroupDraft, words: Flat) -> None:
    """Fill in the unit that keeps the office, where words name one."""
    found = OFFICE.search(words.text)
    if found:
        unit = words[found.start("unit") : found.end("unit")]
        draft.office = Item(unit.text, unit.start, unit.end)
