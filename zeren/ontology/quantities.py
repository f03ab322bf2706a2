"""Which names mean one quantity; the rules are the data of `quantities.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zeren.ontology import tables


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

    def spelled(self, name: str) -> str:
        """The name under which a quantity is listed, of a name that has no words besides it."""
        for pattern, replacement in self.spellings:
            name = pattern.sub(replacement, name)
        return self.listed.get(name, name)

    def names(self, listed: str) -> list[str]:
        """The reviewed names of the quantity that is listed under this name, its own first."""
        return [listed, *(name for name, own in self.listed.items() if own == listed and name != listed)]

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
    content = tables.read("zeren.ontology", "quantities.toml")
    listed = {
        name: entry["name"] for entry in content["quantity"] for name in [entry["name"], *entry["aliases"]]
    }
    return Rules(
        spellings=tuple((re.compile(rule["from"]), rule["to"]) for rule in content["spelling"]),
        front=re.compile(rf"^(?:{'|'.join(content['drop']['front'])})+"),
        back=re.compile(rf"(?:{'|'.join(content['drop']['back'])})$"),
        listed=listed,
    )
