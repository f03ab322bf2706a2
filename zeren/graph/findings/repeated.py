"""A unit that stands twice in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zeren.graph.findings.making import finding, places, short
from zeren.ontology.facts import DocumentFacts, Finding, Mention


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a repetition: within one role of a task, or among the members of a group."""
    for task in facts.tasks:
        for mentions in (task.lead, task.responsible, task.support, task.guide):
            yield from _repeated(task.document, task.title, mentions)
    for group in facts.groups:
        yield from _repeated(group.document, group.name, group.members)


def _repeated(document: str, title: str, mentions: Sequence[Mention]) -> Iterator[Finding]:
    first: dict[str, Mention] = {}
    for mention in mentions:
        before = first.setdefault(mention.unit, mention)
        if before is not mention and mention.unit:
            same = before.mention == mention.mention
            named = mention.mention if same else f"{before.mention}（又作{mention.mention}）"
            named_en = mention.mention if same else f"{before.mention} (again as {mention.mention})"
            yield finding(
                document,
                "unit-repeated",
                "error" if same else "warning",
                (
                    f"“{short(title)}”的名单中，{named}列了两次",
                    f"{named_en} stands twice in one list of “{short(title)}”",
                ),
                places([mention, before]),
            )
