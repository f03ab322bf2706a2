"""A rule that a document states once: of the units of a clause, the one listed first leads."""

from __future__ import annotations

from collections.abc import Sequence

from zeren.ingest.assignments.draft import TaskDraft
from zeren.ingest.assignments.lists import is_open_ended
from zeren.ingest.assignments.wording import FIRST_LISTED
from zeren.ingest.brackets import outermost
from zeren.ingest.flat import flatten
from zeren.ingest.outline.tree import Outline


def apply(outline: Outline, drafts: Sequence[TaskDraft]) -> None:
    """Make the first unit of each task without a lead its lead, unless it names nobody.

    Stated in a clause (…负责，列第一位者为牵头单位，下同) the rule holds from there on, stated
    elsewhere (in a note, under a table) for the whole document.
    """
    begin = _since(outline)
    for draft in drafts if begin is not None else ():
        answering = draft.units.get("responsible", [])
        if begin is None or draft.assignment[0][0] < begin:
            continue
        if draft.units.get("lead") or not answering or is_open_ended(answering[0].name):
            continue
        draft.units = {"lead": answering[:1], **draft.units, "responsible": answering[1:]}
        draft.rule_stated("first-listed")


def _since(outline: Outline) -> int | None:
    """From which offset on the rule holds; None where the document states none."""
    text = outline.source.text
    words = flatten(text, 0, len(text))
    found = FIRST_LISTED.search(words.text)
    if found is None:
        return None
    at = words.offsets[found.start()]
    low = max(0, at - 200)
    for bracket in outermost(text[low : at + 200]):
        if low + bracket.start < at < low + bracket.end and bracket.closed:
            inside = words.text[: found.start()].rpartition(text[low + bracket.start])[2]
            return low + bracket.start if len(inside) > 3 else 0
    return 0
