"""What several documents say together about regions, units and campaigns, said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from zeren.ontology.facts import DocumentFacts, Region, Unit

UNPLACED = "units"
"""The id of the graph for units that belong to no region."""


class Common(msgspec.Struct, frozen=True):
    """What documents share about one region: its description, its units, its campaigns, by id."""

    region: Region | None
    units: list[Unit]
    campaigns: dict[str, str]


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


def regions_of(facts: DocumentFacts) -> list[str]:
    """The ids of the region graphs that this document adds to, sorted."""
    return sorted({facts.document.region or UNPLACED, *(unit.region or UNPLACED for unit in facts.units)})


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


def common(region: str, documents: Iterable[DocumentFacts]) -> Common:
    """What these documents say about the region with this id, put together.

    The documents are read once, one after the other, so that they need not be held together.
    """
    described: Region | None = None
    members: list[Unit] = []
    named: dict[str, str] = {}
    for facts in documents:
        members += (unit for unit in facts.units if (unit.region or UNPLACED) == region)
        if (facts.document.region or UNPLACED) == region:
            described = described or facts.region
            named.update(campaigns(facts))
    return Common(region=described, units=units(members), campaigns=dict(sorted(named.items())))


def regions(documents: Iterable[DocumentFacts]) -> Iterator[tuple[str, Common]]:
    """Each region that the documents speak of, with what they say about it, sorted by id."""
    speakers: dict[str, list[DocumentFacts]] = {}
    for facts in documents:
        for region in regions_of(facts):
            speakers.setdefault(region, []).append(facts)
    for region in sorted(speakers):
        yield region, common(region, speakers[region])
