"""A mark that a document explains once: 标★的为牵头单位."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.ingest.assignments.draft import TaskDraft
from zeren.ingest.assignments.lists import MARKS
from zeren.ingest.flat import flatten
from zeren.ingest.outline.tree import Outline

_STATED = re.compile(
    rf"[“\"]?[{MARKS}][”\"]?号?(?:者|的)?(?:责任)?(?:单位|部门)?(?:均)?(?:为|是|表示|代表)(?:该项)?(?:总?牵头|主要责任|主办|第一责任|主责)"
)


def apply(outline: Outline, drafts: Sequence[TaskDraft]) -> None:
    """Let the marked units lead, where the document says that the mark means that."""
    text = outline.source.text
    if not _STATED.search(flatten(text, 0, len(text)).text):
        return
    for draft in drafts:
        leading = [item for item in draft.units.get("responsible", []) if item.marked]
        if leading:
            others = [item for item in draft.units["responsible"] if not item.marked]
            draft.units = {
                "lead": draft.units.get("lead", []) + leading,
                **draft.units,
                "responsible": others,
            }
            draft.rule_stated("marked")
