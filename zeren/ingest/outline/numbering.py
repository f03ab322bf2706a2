"""Labels that do not follow each other: one missing, repeated, or out of order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zeren.ingest.outline.tree import Outline, Section
from zeren.ontology.facts import Evidence, Finding, FindingKind
from zeren.ontology.finding_ids import finding_id

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
        siblings: dict[int, list[tuple[int, Section]]] = {}
        for child in section.children:
            if child.label:
                siblings.setdefault(child.label.rank, []).append((child.label.value, child))
        for rank, run in siblings.items():
            key = section.annex.label, rank
            for index, kind in breaks([value for value, _ in run], last.get(key, 0) + 1):
                child = run[index][1]
                start = child.start - (child.label.end if child.label else 0)
                yield finding(document, kind, outline.printed(child), start, outline.heading_end(child))
            last[key] = run[-1][0]


def breaks(values: Sequence[int], goes_on: int = 1) -> Iterator[tuple[int, FindingKind]]:
    """Which numbers break a count, and how.

    Args:
        values: the numbers in the order in which they are printed.
        goes_on: what the count may begin with besides 1.

    Returns:
        The index of each number that does not follow, with the kind of finding. A gap whose numbers
        come later is told where they come, as out of order.
    """
    top = 0
    for index, value in enumerate(values):
        expected = {values[index - 1] + 1, top + 1} if index else {1, goes_on}
        if value not in expected:
            later = set(values[index + 1 :])
            if value in values[:index]:
                yield index, "label-repeated"
            elif value < top:
                yield index, "label-out-of-order"
            elif not later.issuperset(range(top + 1, value)):
                yield index, "label-missing"
        top = max(top, value)


def finding(document: str, kind: FindingKind, printed: str, start: int, end: int) -> Finding:
    """The finding of a label, by what is printed there and where."""
    zh, en = _WORDS[kind]
    return Finding(
        id=finding_id(document, kind, printed),
        document=document,
        kind=kind,
        severity="info",
        zh=f"{zh}：“{printed}”",
        en=f"{en}: “{printed}”",
        places=[Evidence("label", start, end)],
    )
