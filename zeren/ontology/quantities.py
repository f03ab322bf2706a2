"""Which names mean one quantity; the rules are the data of `quantities.toml`."""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any

Content = dict[str, Any]

FILE = Path(__file__).with_name("quantities.toml")


class Rules:
    """Spellings, words dropped before and behind a name, and the names of one quantity.

    Args:
        content: what `quantities.toml` says.
    """

    def __init__(self, content: Content) -> None:
        self.listed: dict[str, str] = {
            name: entry["name"]
            for entry in content["quantity"]
            for name in [entry["name"], *entry["aliases"]]
        }
        self.spellings = tuple((re.compile(rule["from"]), rule["to"]) for rule in content["spelling"])
        self._drop = content["drop"]

    @cached_property
    def front(self) -> re.Pattern[str]:
        """The words before a name."""
        return re.compile(rf"^(?:{'|'.join(self._drop['front'])})+")

    @cached_property
    def back(self) -> re.Pattern[str]:
        """The words behind a name."""
        return re.compile(rf"(?:{'|'.join(self._drop['back'])})$")

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


def read() -> Content:
    """What `quantities.toml` says."""
    from zeren.ontology import tables

    return tables.read("zeren.ontology", FILE.name)


@cache
def rules() -> Rules:
    """The rules, read once."""
    return Rules(read())
