"""Labels that do not follow each other: one missing, repeated, or out of order."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.ingest.outline.tree import Outline, Section
from zeren.ontology.facts import Evidence, Finding, FindingKind

_WORDS: dict[FindingKind, tuple[str, str]] = {
    "label-repeated": ("编号重复", "the label is used twice"),
    "label-missing": ("编号不连续", "a label before it is missing"),
    "label-out-of-order": ("编号顺序颠倒", "the label is out of order"),
}


def findings(outline: Outline, document: str) -> Iterator[Finding]:
    """One finding a label that breaks the count of its siblings.

    A count may go on from the section before (6. behind 5. of the section above), or begin again.
    """
    last: dict[tuple[str, int], int] = {}
    for section in outline.sections():
        siblings: dict[int, int] = {}
        for child in section.children:
            if child.label is None:
                continue
            rank, value = child.label.rank, child.label.value
            before = siblings.get(rank)
            expected = {1, last.get((child.annex.label, rank), 0) + 1} if before is None else {before + 1}
            if value not in expected:
                yield _finding(outline, child, document, _kind(value, before))
            siblings[rank] = value
            last[child.annex.label, rank] = value


def _kind(value: int, before: int | None) -> FindingKind:
    if before == value:
        return "label-repeated"
    return "label-missing" if before is None or value > before else "label-out-of-order"


def _finding(outline: Outline, section: Section, document: str, kind: FindingKind) -> Finding:
    zh, en = _WORDS[kind]
    printed = outline.printed(section)
    start = section.start - (section.label.end if section.label else 0)
    return Finding(
        id=f"{document}/finding/label/{start:06}",
        document=document,
        kind=kind,
        severity="info",
        zh=f"{zh}：“{printed}”",
        en=f"{en}: “{printed}”",
        places=[Evidence("label", start, outline.heading_end(section))],
    )
