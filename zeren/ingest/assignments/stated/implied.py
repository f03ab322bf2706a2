"""Units that are named once for all tasks: 以下均涉及各县（市、区），不再单独列出."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.ingest.assignments.draft import TaskDraft
from zeren.ingest.assignments.lists import looks_like_unit, split
from zeren.ingest.flat import flatten
from zeren.ingest.outline.tree import Outline

_STATED = re.compile(
    r"(?:均|都)(?:涉及|需|由|包括|含)(?P<units>[^。；]{2,60}?)(?:配合|参与|负责|落实|抓好落实)?[，,]?(?:以下|下文|文中|表中)?"
    r"(?:不|未)(?:再|予)?(?:单独|一一|逐一|分别|另行|重复)?(?:列出|列明|列示|单列|列入|标注|罗列|列举)"
)


def apply(outline: Outline, drafts: Sequence[TaskDraft]) -> None:
    """Let the units that are meant everywhere share each task that has units."""
    text = outline.source.text
    words = flatten(text, 0, len(text))
    found = _STATED.search(words.text)
    if found is None:
        return
    units = split(words[found.start("units") : found.end("units")]).items
    if not units or not all(looks_like_unit(item.name) for item in units):
        return
    for draft in drafts:
        named = {item.name for items in draft.units.values() for item in items}
        new = [item for item in units if item.name not in named]
        if named and new:
            draft.units = {**draft.units, "responsible": draft.units.get("responsible", []) + new}
