"""Which names of targets mean one quantity; the rules are the data of `quantities.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from zeren.ingest.indicators import names
from zeren.ontology.facts import Indicator, Region


@dataclass(frozen=True, slots=True)
class Rules:
    """Spellings, words dropped before and behind a name, and the names of one quantity."""

    spellings: tuple[tuple[re.Pattern[str], str], ...]
    front: re.Pattern[str]
    back: re.Pattern[str]
    listed: dict[str, str]

    def canonical(self, name: str) -> str:
        """The name under which a quantity is listed; names that no rule joins stay as they are."""
        plain = self._plain(name)
        return self.listed.get(plain, plain)

    def _plain(self, name: str) -> str:
        for pattern, replacement in self.spellings:
            name = pattern.sub(replacement, name)
        if name in self.listed:
            return name
        shorter = self.front.sub("", name)
        shorter = shorter if len(shorter) >= 3 else name
        if shorter in self.listed:
            return shorter
        without = self.back.sub("", shorter)
        return without if without in self.listed else shorter


@cache
def rules() -> Rules:
    """The rules, read once."""
    content: dict[str, Any] = tomllib.loads(
        resources.files("zeren.ingest.indicators").joinpath("quantities.toml").read_text("utf-8")
    )
    listed = {
        name: entry["name"] for entry in content["quantity"] for name in [entry["name"], *entry["aliases"]]
    }
    return Rules(
        spellings=tuple((re.compile(rule["from"]), rule["to"]) for rule in content["spelling"]),
        front=re.compile(rf"^(?:{'|'.join(content['drop']['front'])})+"),
        back=re.compile(rf"(?:{'|'.join(content['drop']['back'])})$"),
        listed=listed,
    )


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
