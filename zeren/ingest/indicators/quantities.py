"""The quantities of a document's targets as records, one a quantity of a region."""

from __future__ import annotations

from collections.abc import Iterable

from zeren.ingest.indicators import names
from zeren.ontology.facts import Indicator, Region


def identifier(name: str, region: Region | None) -> str:
    """The id of the quantity that a name means in a region."""
    return f"{region.id}/indicator/{name}" if region else f"indicator/{name}"


def local(name: str, region: Region | None) -> str:
    """A name without the region's own name before it."""
    if region is None:
        return name
    whole = {"city": "全市", "province": "全省"}.get(region.level, "全县")
    level = region.id[-1:]
    for own in (region.id, f"{region.short.removesuffix(level)}{level}", whole):
        if name.startswith(own) and len(name) - len(own) >= 2:
            return names.clean(name[len(own) :])
    return name


def indicators(listed: Iterable[tuple[str, str]], region: Region | None) -> list[Indicator]:
    """One indicator a quantity.

    Args:
        listed: of each target the name under which its quantity is listed, and its own name.
        region: the region that the targets are set for.
    """
    aliases: dict[str, set[str]] = {}
    for canonical, name in listed:
        aliases.setdefault(canonical, set()).update({name} - {canonical})
    return [
        Indicator(identifier(name, region), name, sorted(aliases[name]), region.id if region else None)
        for name in sorted(aliases)
    ]
