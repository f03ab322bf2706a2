"""What several documents say together about regions, units, indicators, campaigns and categories, said once.

What they say against each other goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from zeren.graph import findings
from zeren.ontology.facts import DocumentFacts, Finding, Indicator, Region, Unit

UNPLACED = "units"
"""The id of the graph for units that belong to no region."""


class Common(msgspec.Struct, frozen=True):
    """What documents share about one region: its description, units, indicators.

    Its campaigns and the categories of its tasks are names by id.
    `findings` are those between documents of the region.
    """

    region: Region | None
    units: list[Unit]
    campaigns: dict[str, str]
    indicators: list[Indicator] = []
    findings: list[Finding] = []
    categories: dict[str, str] = {}


def campaign_id(facts: DocumentFacts, name: str) -> str:
    """The id of a campaign of this document's region (of the document, where it has no region)."""
    return f"{facts.document.region or facts.document.id}/campaign/{name}"


def campaign_of(facts: DocumentFacts, annex: str) -> str | None:
    """The campaign that the annex with this label serves, by name."""
    return next((a.campaign for a in facts.document.annexes if a.label == annex), None)


def campaigns(facts: DocumentFacts) -> dict[str, str]:
    """The document's campaigns: id to name, in the order of the annexes, then of the groups."""
    names = [annex.campaign for annex in facts.document.annexes]
    names += [group.campaign for group in facts.groups]
    return {campaign_id(facts, name): name for name in names if name}


def categories(facts: DocumentFacts) -> dict[str, str]:
    """The categories that the document's tasks are counted on: id to name."""
    under = facts.document.region or facts.document.id
    return {f"{under}/category/{name}": name for task in facts.tasks for name in task.category}


def regions_of(facts: DocumentFacts) -> list[str]:
    """The ids of the region graphs that this document adds to, sorted."""
    own = [unit.region for unit in facts.units] + [indicator.region for indicator in facts.indicators]
    return sorted({region or UNPLACED for region in (facts.document.region, *own)})


def one_unit(records: Iterable[Unit]) -> Unit:
    """Records of one unit as one: the first that says something wins, aliases are put together."""
    first, *others = records
    aliases = dict.fromkeys(first.aliases)
    for other in others:
        aliases.update(dict.fromkeys((other.name, *other.aliases)))
    aliases.pop(first.name, None)
    everyone = (first, *others)
    return msgspec.structs.replace(
        first,
        aliases=list(aliases),
        function=next((u.function for u in everyone if u.function), None),
        english=next((u.english for u in everyone if u.english), None),
        parent=next((u.parent for u in everyone if u.parent), None),
    )


def units(records: Iterable[Unit]) -> list[Unit]:
    """The units of several documents, each once, sorted by id; the records' order decides ties."""
    found: dict[str, list[Unit]] = {}
    for unit in records:
        found.setdefault(unit.id, []).append(unit)
    return [one_unit(found[key]) for key in sorted(found)]


def indicators(records: Iterable[Indicator]) -> list[Indicator]:
    """The indicators of several documents, each once with all its names, sorted by id."""
    found: dict[str, Indicator] = {}
    for record in records:
        first = found.setdefault(record.id, record)
        names = dict.fromkeys((*first.aliases, record.name, *record.aliases))
        names.pop(first.name, None)
        found[record.id] = msgspec.structs.replace(first, aliases=list(names))
    return [found[key] for key in sorted(found)]


def common(region: str, documents: Iterable[DocumentFacts]) -> Common:
    """What these documents say about the region with this id, put together.

    The documents are read once, one after the other; those of the region itself are held
    together, since they are compared.
    """
    described: Region | None = None
    members: list[Unit] = []
    measured: list[Indicator] = []
    named: dict[str, str] = {}
    listed: dict[str, str] = {}
    own: list[DocumentFacts] = []
    for facts in documents:
        members += (unit for unit in facts.units if (unit.region or UNPLACED) == region)
        measured += (i for i in facts.indicators if (i.region or UNPLACED) == region)
        if (facts.document.region or UNPLACED) == region:
            described = described or facts.region
            named.update(campaigns(facts))
            listed.update(categories(facts))
            own.append(facts)
    return Common(
        described,
        units(members),
        dict(sorted(named.items())),
        indicators(measured),
        findings.between(own),
        dict(sorted(listed.items())),
    )


def regions(documents: Iterable[DocumentFacts]) -> Iterator[tuple[str, Common]]:
    """Each region that the documents speak of, with what they say about it, sorted by id."""
    speakers: dict[str, list[DocumentFacts]] = {}
    for facts in documents:
        for region in regions_of(facts):
            speakers.setdefault(region, []).append(facts)
    for region in sorted(speakers):
        yield region, common(region, speakers[region])
