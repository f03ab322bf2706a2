"""Units of measure: which words are one, what they measure, and how their values compare."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from zeren.ontology import tables


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: what it measures, and how many of `base` it is."""

    kind: str
    base: str
    factor: float


@dataclass(frozen=True, slots=True)
class Units:
    """The units and multipliers of `measures.toml`."""

    units: dict[str, Unit]
    multipliers: dict[str, int]

    def split(self, written: str) -> tuple[str, str, str]:
        """A unit as written taken apart: multiplier (万), unit (元), rate (/月); the last with its slash."""
        if written in self.units:
            return "", written, ""
        whole, slash, rate = written.partition("/")
        if whole in self.units:
            return "", whole, slash + rate
        multiplier = max((m for m in self.multipliers if whole.startswith(m)), key=len, default="")
        return multiplier, whole.removeprefix(multiplier), slash + rate

    def multiplier(self, written: str) -> int:
        """By how much a unit as written multiplies its name's: 10000 for 万元, 1 for 元."""
        return self.multipliers.get(self.split(written)[0], 1)

    def kind(self, written: str) -> str:
        """What a unit measures (money, area, share, count …); `count` for a bare multiplier (突破7万)."""
        _, unit, _ = self.split(written)
        return self.units[unit].kind if unit in self.units else "count"

    def normalised(self, value: float, written: str) -> tuple[float, str]:
        """A value in the base unit of its kind, with that unit: 5000 万元 is 50000000 元."""
        multiplier, name, rate = self.split(written)
        unit = self.units.get(name, Unit("count", name, 1))
        scaled = value * self.multipliers.get(multiplier, 1) * unit.factor
        return round(scaled, 9), unit.base + rate

    def base(self, written: str) -> str:
        """The base unit of a unit as written: 元 of 万元."""
        return self.normalised(1, written)[1]


@cache
def table() -> Units:
    """The units of measure, read once."""
    content = tables.read("zeren.ontology", "measures.toml")
    units = {
        name: Unit(entry["kind"], entry["base"], factor)
        for entry in content["unit"]
        for name, factor in entry["names"].items()
    }
    units |= {name: Unit("count", name, 1) for entry in content["counts"] for name in entry["names"]}
    return Units(units, content["multipliers"])


@cache
def pattern() -> str:
    """A regular expression for a unit: the longest name that fits, with multiplier and rate."""

    def alternatives(words: dict[str, Any]) -> str:
        return "|".join(sorted(words, key=lambda word: (-len(word), word)))

    rate = r"(?:/[\u4e00-\u9fff](?:·[\u4e00-\u9fff])?)?"
    units = table()
    names, multipliers = alternatives(units.units), alternatives(units.multipliers)
    named = rf"(?:{names}|(?:{multipliers})(?:{names})){rate}"
    return rf"(?:{named}|[万亿](?![\u4e00-\u9fff]))"
