"""Units that are named once for all tasks: 以下均涉及各县（市、区），不再单独列出."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.ingest.assignments.draft import TaskDraft
from zeren.ingest.assignments.lists import Item, looks_like_unit, split
from zeren.ingest.flat import flatten
from zeren.ingest.outline import labels
from zeren.ingest.outline.tree import Outline, Section

_STATED = re.compile(
    r"(?P<below>以下|下列)?(?:各项|任务|工作|事项|措施)*(?:均|都)(?:涉及|需要?由?|须由?|应?由|包括|含)(?P<units>[^。；]{2,60}?)(?:配合|参与|负责|落实|抓好落实)?[，,]?(?:以下|下文|文中|表中)?"
    r"(?:不|未)(?:再|予)?(?:单独|一一|逐一|分别|另行|重复)?(?:列出|列明|列示|单列|列入|标注|罗列|列举)"
)


def apply(outline: Outline, drafts: Sequence[TaskDraft]) -> None:
    """Let the units that are meant everywhere share each task that has units.

    What is said of all that is below (以下) holds to the end of the section that it stands in.
    """
    text = outline.source.text
    words = flatten(text, 0, len(text))
    for found in _STATED.finditer(words.text):
        units = split(words[found.start("units") : found.end("units")]).items
        if units and all(looks_like_unit(item.name) for item in units):
            at = words.offsets[found.start()]
            reach = _below(outline, at) if found["below"] else (0, len(text))
            _share([draft for draft in drafts if reach[0] <= draft.start < reach[1]], units)


def _below(outline: Outline, at: int) -> tuple[int, int]:
    """What stands below a place, and the item that it is said in: to the end of its section.

    Said in an item that nothing stands below, it holds to the end of the section around the item.
    """
    section = next(s for s in reversed([*outline.sections()]) if _begins(s) <= at)
    begin = _begins(section) if section.label else at
    if section.parent is not None and not _has_below(section, at):
        section = section.parent
    return begin, _end(section)


def _begins(section: Section) -> int:
    return section.start - (section.label.end if section.label else 0)


def _has_below(section: Section, at: int) -> bool:
    """Whether items stand below a place in a section; lines below a numbered item belong to the item."""
    is_heading = section.label is not None and section.label.rank <= labels.CHINESE_BRACKET
    return bool(section.children) or (is_heading and any(block.start > at for block in section.blocks))


def _end(section: Section) -> int:
    inner = [*section.walk()]
    return max([s.end for s in inner] + [block.end for s in inner for block in s.blocks])


def _share(drafts: Sequence[TaskDraft], units: Sequence[Item]) -> None:
    for draft in drafts:
        named = {item.name for items in draft.units.values() for item in items}
        new = [item for item in units if item.name not in named]
        if named and new:
            draft.units = {**draft.units, "responsible": draft.units.get("responsible", []) + new}
