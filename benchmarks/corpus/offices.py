"""The units of one county, each by the names that its plan uses for it."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

from benchmarks.corpus import words
from benchmarks.corpus.places import County

_OTHER_NAME = 0.06
"""How often a plan calls a unit by its other name."""

_FROM_ELSEWHERE, _TOWN = 0.2, 0.06
"""How often a unit helps that has nothing to do with the theme, and one town."""


class Offices:
    """How a county arranges its offices, and what its plan calls them.

    Args:
        dice: of the plan.
        county: whose offices they are.
        brand: the invented name of its companies.
        towns: the names of its towns.
    """

    def __init__(self, dice: random.Random, county: County, brand: str, towns: list[str]) -> None:
        table: dict[str, Any] = words.data("offices")
        self._dice = dice
        self._names: dict[str, list[str]] = table["names"]
        self._arranged: dict[str, str] = {}
        for choices in table["arrangements"].values():
            self._arranged |= dice.choice(choices)
        if county.city is None:
            self._arranged["ecology"] = "ecologyown"
        plain = county.name if county.short == county.name else county.short + county.letter
        self._fill = {
            "L": county.letter, "P": county.short, "C": plain, "N": county.name,
            "U": county.city_letter, "B": brand,
        }  # fmt: skip
        self._in_full = dice.random() < 0.35
        self._guides: list[str] = [] if county.city is None else table["guides"]["names"]
        self._towns: list[str] = table["collectives"]["towns"]
        self._anywhere: list[str] = table["anywhere"]["functions"]
        self._members: list[str] = table["members"]["names"]
        self._one_town = [town + ("办事处" if town.endswith("街道") else "人民政府") for town in towns]
        self._unnamed: list[str] = table["collectives"]["unnamed"]
        self._county = county
        self.letter = county.letter
        self.used: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def unit(self, function: str) -> str:
        """The unit that a function belongs to here."""
        return self._arranged.get(function, function)

    def name(self, function: str) -> str:
        """What the plan calls the unit of a function, mostly the same."""
        unit = self.unit(function)
        names = self._names[unit]
        first = names[0] if self._in_full else names[-1]
        if len(names) > 1 and self._dice.random() < _OTHER_NAME:
            first = names[-1] if self._in_full else names[0]
        name = first.format_map(self._fill)
        self.used[unit][name] = None
        return name

    def several(self, functions: list[str], number: int, without: set[str]) -> list[str]:
        """Names of so many different units, none of those left out, which they then are too."""
        found: list[str] = []
        for function in self._dice.sample(functions, len(functions)):
            unit = self.unit(function)
            if len(found) < number and unit not in without:
                without.add(unit)
                found.append(self.name(function))
        return found

    def further(self, without: set[str]) -> list[str]:
        """At times a unit from elsewhere or one town, that is not left out."""
        found: list[str] = []
        if self._dice.random() < _FROM_ELSEWHERE:
            found += self.several([self._dice.choice(self._anywhere)], 1, without)
        if self._dice.random() < _TOWN:
            town = self._dice.choice(self._one_town)
            self.used[town][town] = None
            found.append(town)
        return found

    def guide(self) -> str | None:
        """An office of the city; None where there is no city above."""
        return self._dice.choice(self._guides).format_map(self._fill) if self._guides else None

    def towns(self) -> str:
        """All towns together."""
        if self._county.letter == "区":
            return "各街道办事处"
        return "各苏木镇" if self._county.letter == "旗" else self._dice.choice(self._towns)

    def unnamed(self) -> str:
        """Units that are not named."""
        return self._dice.choice(self._unnamed).format_map(self._fill)

    def members(self) -> str:
        """The members of the safety committee together."""
        return self._dice.choice(self._members).format_map(self._fill)
