"""A rule that a document states once: of the units of a clause, the one listed first leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.ingest.assignments.draft import TaskDraft
from zeren.ingest.assignments.lists import is_open_ended
from zeren.ingest.brackets import outermost
from zeren.ingest.flat import flatten
from zeren.ingest.outline.tree import Outline

_LEADS = (
    r"(?:为|是|系|作为|即为|均为)(?:该|本|此)?(?:项|条)?(?:工作|任务|措施|事项)?的?"
    r"(?:总?牵头|主要责任|第一责任|主责|主办|主要负责)"
)
STATED = re.compile(
    rf"(?:列|排|居|位|处|名|序)[^，。；、]{{0,8}}(?:首|第一|最前|前面|前列)[^，。；、]{{0,12}}{_LEADS}"
    rf"|(?:第一|首)(?:个|家|位|列)?[^，。；、]{{0,8}}(?:单位|部门){_LEADS}"
    rf"|牵头(?:单位|部门)(?:为|是)?(?:列|排|居|位)[^，。；、]{{0,6}}(?:首|第一)"
)
"""列第一位者为牵头单位; 排在第一位的部门为牵头部门; 责任单位中第一个单位为牵头单位."""


def since(outline: Outline) -> int | None:
    """From which offset on the rule holds; None where the document states none.

    Stated in a clause (…负责，列第一位者为牵头单位，下同) it holds from there on, stated
    elsewhere (in a note, under a table) for the whole document.
    """
    text = outline.source.text
    words = flatten(text, 0, len(text))
    found = STATED.search(words.text)
    if found is None:
        return None
    at = words.offsets[found.start()]
    low = max(0, at - 200)
    for bracket in outermost(text[low : at + 200]):
        if low + bracket.start < at < low + bracket.end and bracket.closed:
            inside = words.text[: found.start()].rpartition(text[low + bracket.start])[2]
            return low + bracket.start if len(inside) > 3 else 0
    return 0


def apply(drafts: Sequence[TaskDraft], begin: int) -> None:
    """Make the first unit of each later task that has no lead its lead, unless it names nobody."""
    for draft in drafts:
        answering = draft.units.get("responsible", [])
        if draft.start < begin - 1 and draft.assignment[0][0] < begin:
            continue
        if draft.units.get("lead") or not answering or is_open_ended(answering[0].name):
            continue
        draft.units = {"lead": answering[:1], **draft.units, "responsible": answering[1:]}
        if draft.rule != "table-row":
            draft.rule = f"first-listed:{draft.rule}"
