"""What the kinds of findings share: the record, and the words for units and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zeren.ontology.facts import Evidence, Finding, FindingKind, Mention, Severity, Target, Task
from zeren.ontology.finding_ids import finding_id

SHORT = 30
"""Characters of a title that a sentence quotes."""


def finding(
    document: str, kind: FindingKind, severity: Severity, words: tuple[str, str], places: Sequence[Evidence]
) -> Finding:
    """A finding of one document.

    Args:
        document: the document's id.
        kind: one word for its kind.
        severity: how bad it is.
        words: the sentence in Chinese and in English.
        places: where it is written, the place that shows it best first.
    """
    return Finding(
        id=finding_id(document, kind, words[0]),
        document=document,
        kind=kind,
        severity=severity,
        zh=words[0],
        en=words[1],
        places=list(places),
    )


def short(title: str) -> str:
    """A title as a sentence quotes it."""
    return title if len(title) <= SHORT else f"{title[:SHORT]}…"


def names(mentions: Iterable[Mention]) -> str:
    """Units as they are printed, each once."""
    return "、".join(dict.fromkeys(m.mention for m in mentions))


def units(mentions: Iterable[Mention]) -> frozenset[str]:
    """The ids of the units that are mentioned."""
    return frozenset(m.unit or m.mention for m in mentions)


def places(mentions: Iterable[Mention], role: str = "mention") -> list[Evidence]:
    """Where units are mentioned."""
    return [Evidence(role, m.start, m.end) for m in mentions]


def assigned(task: Task) -> list[Evidence]:
    """Where a task is assigned: its clauses or rows; its words where there is none."""
    return [e for e in task.evidence if e.role == "assignment"] or list(task.evidence[:1])


def where(task: Task) -> str:
    """A task's annex and label as a reader looks them up: 附件2-1 二.3."""
    return f"{annex(task)} {labels(task)}".strip()


def where_en(task: Task) -> str:
    """The same in English, with the label as it is printed: annex 2-1 二.3."""
    return f"{annex_en(task)} {labels(task)}".strip()


def labels(task: Task) -> str:
    """The printed labels above and of a task, outermost first: 二.3; empty for none."""
    printed = task.id.removeprefix(task.document).strip("/").partition("/")[2].partition("~")[0]
    return printed.replace("/", ".")


def annex(of: Target | Task) -> str:
    """The part of a document in which something stands, in Chinese."""
    return f"附件{of.annex}" if of.annex not in ("", "0") else "正文"


def annex_en(of: Target | Task) -> str:
    """The part of a document in which something stands, in English."""
    return f"annex {of.annex}" if of.annex not in ("", "0") else "the main text"
