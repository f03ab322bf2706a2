"""Candidates of duplication, fragmentation and overlap of work, as in US GAO, GAO-15-49SP.

Duplication: several units do the same activity for the same beneficiaries. Fragmentation: several
units lead in one broad field. Overlap: several units have similar goals (their tasks name one topic) or
serve the same people. Each is a hint with its reasons, for a person to look at: whether the units do
too much, or the plan only does not say how they work together, no text can tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from zeren.graph.findings import beneficiaries, fields, lead_conflict
from zeren.graph.findings.led_apart import Leads
from zeren.graph.findings.making import finding, names, places, short, where, where_en
from zeren.graph.findings.wordings import Candidate, Said
from zeren.ontology.facts import DocumentFacts, Finding

_WORDS = {
    "duplication": (
        "可能重复：{what}由{count}方分别牵头：",
        "possible duplication, led by {count} sides apart: {what}: ",
    ),
    "fragmentation": (
        "可能分散：{what}由{count}方分别牵头：",
        "possible fragmentation, led by {count} sides apart: the field of {what}: ",
    ),
    "overlap": (
        "可能交叉：{what}由{count}方分别牵头：",
        "possible overlap, led by {count} sides apart: {what}: ",
    ),
}
"""Sides, since a task may have several leads."""


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a set of tasks: what a stronger candidate tells of the same tasks is not told again."""
    leads = Leads(facts, lead_conflict.pairs(facts))
    told: list[frozenset[str]] = []
    named, served = fields.topics_of(facts), beneficiaries.served(facts)
    for candidate in (
        *beneficiaries.duplications(served, leads),
        *fields.fragmentations(named, leads),
        *fields.overlaps(named, leads),
        *beneficiaries.overlaps(served, leads),
    ):
        tasks = frozenset(said.task.id for said in candidate.said)
        if not any(tasks <= other for other in told):
            told.append(tasks)
            yield _finding(facts, candidate)


def _finding(facts: DocumentFacts, candidate: Candidate) -> Finding:
    said = candidate.said
    zh, en = _WORDS[candidate.kind]
    zh_parts, en_parts = zip(*(_told(one) for one in said), strict=True)
    work = [place for s in said for place in s.places]
    return finding(
        facts.document.id,
        candidate.kind,
        "info",
        (
            zh.format(what=candidate.zh, count=len(said)) + "；".join(zh_parts),
            en.format(what=candidate.en, count=len(said)) + "; ".join(en_parts),
        ),
        [*work, *(place for s in said for place in places(s.task.lead, "lead"))],
    )


def _told(said: Said) -> tuple[str, str]:
    """Who leads a task, with the words that show what it shares, in both languages."""
    task = said.task
    leads, title, words = names(task.lead), short(task.title), "、".join(said.words)
    return (
        f"{leads}牵头{where(task)}“{title}”（“{words}”）",
        f"{leads} leads {where_en(task)} “{title}” (“{words}”)",
    )
