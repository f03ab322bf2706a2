"""Resolved units put into a document's records, with what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from zeren.ingest.enterprises import bare
from zeren.ingest.units.names import normalise
from zeren.ingest.units.resolve import Resolution, resolve
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import (
    DocumentFacts,
    Evidence,
    Finding,
    FindingKind,
    Group,
    Mention,
    MentionedUnit,
    NameReview,
    Region,
    Task,
    Unit,
)
from zeren.ontology.finding_ids import finding_id

_KINDS = ("unit-name-joined", "unit-name-undecided")
_REASONS = {
    "misprint": ("疑为错字", "looks like a misprint"),
    "rank-word-of-another-level": ("级别用词与本级不符", "carries the rank word of another level"),
    "short-form": ("疑为简称", "looks like a short form"),
    "division-with-a-name-of-its-own": ("括号内机构另有独立称谓", "is a division that has a name of its own"),
}


def units(facts: DocumentFacts, decisions: Sequence[Decision]) -> DocumentFacts:
    """The facts with each mention's unit filled in, the units themselves, and the reviews.

    Facts that were resolved before are resolved anew.
    """
    places = _places(facts)
    counts = Counter({name: len(spans) for name, spans in places.items()})
    resolution = resolve(counts, facts.region, decisions)

    def filled(mention: Mention) -> Mention:
        return msgspec.structs.replace(mention, unit=resolution.unit_of[normalise(mention.mention)])

    named = _mentioned(facts, resolution)
    enterprises = _enterprises(named, facts.region, resolution)
    reviews = list(_reviews(facts, resolution, places))
    return msgspec.structs.replace(
        facts,
        units=sorted([*resolution.units, *enterprises], key=lambda u: u.id),
        mentioned=named,
        tasks=[_task(task, filled) for task in facts.tasks],
        groups=[_group(group, filled) for group in facts.groups],
        reviews=sorted(reviews, key=lambda r: r.id),
        findings=sorted(
            [*(f for f in facts.findings if f.kind not in _KINDS), *_findings(facts, reviews)],
            key=lambda f: f.id,
        ),
    )


def _places(facts: DocumentFacts) -> dict[str, list[Evidence]]:
    """Where each name stands, by the name as names are compared."""
    found: dict[str, list[Evidence]] = {}
    for mention in facts.mentions():
        place = Evidence("mention", mention.start, mention.end)
        found.setdefault(normalise(mention.mention), []).append(place)
    return found


def _task(task: Task, filled: Callable[[Mention], Mention]) -> Task:
    return msgspec.structs.replace(
        task,
        lead=[filled(m) for m in task.lead],
        responsible=[filled(m) for m in task.responsible],
        support=[filled(m) for m in task.support],
        guide=[filled(m) for m in task.guide],
    )


def _group(group: Group, filled: Callable[[Mention], Mention]) -> Group:
    return msgspec.structs.replace(
        group,
        members=[filled(m) for m in group.members],
        office=filled(group.office) if group.office else None,
    )


def _mentioned(facts: DocumentFacts, resolution: Resolution) -> list[MentionedUnit]:
    """The units named without a duty: one that has a duty elsewhere, or an enterprise by its bare name."""
    scope = f"{facts.region.id}/" if facts.region else ""

    def unit(mention: Mention) -> Mention:
        name = normalise(mention.mention)
        own = scope + bare(name, facts.region)
        return msgspec.structs.replace(mention, unit=resolution.unit_of.get(name, own), mention=name)

    return [msgspec.structs.replace(one, mention=unit(one.mention)) for one in facts.mentioned]


def _enterprises(
    named: Sequence[MentionedUnit], region: Region | None, resolution: Resolution
) -> Iterator[Unit]:
    """The enterprises that have no duty anywhere in the document, each under its longest name."""
    known = {unit.id for unit in resolution.units}
    names: dict[str, set[str]] = {}
    for one in named:
        if one.mention.unit not in known:
            names.setdefault(one.mention.unit, set()).add(one.mention.mention)
    for identifier, printed in names.items():
        first, *others = sorted(printed, key=lambda name: (-len(name), name))
        yield Unit(
            identifier, first, sorted(others), "enterprise", None, None, region.id if region else None, None
        )


def _reviews(
    facts: DocumentFacts, resolution: Resolution, places: dict[str, list[Evidence]]
) -> Iterator[NameReview]:
    for review in resolution.reviews:
        yield NameReview(
            id=f"{facts.document.id}/name/{review.name}",
            document=facts.document.id,
            region=facts.region.id if facts.region else None,
            name=review.name,
            unit=review.unit,
            state="joined" if review.joined else "undecided",
            candidates=list(review.candidates),
            reason=review.reason,
            places=sorted(set(places.get(review.name, []))),
        )


def _findings(facts: DocumentFacts, reviews: Sequence[NameReview]) -> Iterator[Finding]:
    for review in reviews:
        zh, en = _REASONS[review.reason]
        joined = review.state == "joined"
        kind: FindingKind = "unit-name-joined" if joined else "unit-name-undecided"
        target = review.unit if joined else "、".join(review.candidates)
        yield Finding(
            id=finding_id(facts.document.id, kind, review.name),
            document=facts.document.id,
            kind=kind,
            severity="warning" if review.reason == "misprint" else "info",
            zh=f"“{review.name}”{zh}，" + (f"已归入 {target}" if joined else f"可能是 {target}，未合并"),
            en=f"“{review.name}” {en}; "
            + (f"joined to {target}" if joined else f"may be {target}, kept apart"),
            places=review.places,
        )
