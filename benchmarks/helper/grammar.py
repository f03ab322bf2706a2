"""A grammar of sentences as plans have them, with units, places and projects that no lexicon holds."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path

from benchmarks.helper.sentences import Label, Sentence, marked
from zeren.ontology import lexicon
from zeren.ontology.functions import spellings

_WORDS: dict[str, str] = tomllib.loads((Path(__file__).parent / "grammar.toml").read_text("utf-8"))
_FIELDS, _KINDS, _WORKS, _THINGS, _QUANTITIES, _FRAMES = (
    _WORDS[name].split() for name in ("fields", "kinds", "works", "things", "quantities", "frames")
)

_FIRST = "安昌长承崇德定东丰福高广海和恒华怀嘉金景靖康乐临龙明南宁平"
_SECOND = "川谷河湖江泉山石水潭田溪星阳源泽州"
_OF_EXAMPLES = ("云泽", "青岭")
"""The letters of places, and the places that the example plans are about."""


def _places() -> Iterator[str]:
    """Names of places that are not those of the examples, in a fixed order: two letters, then three."""
    pairs = (a + b for a, b in product(_FIRST, _SECOND) if a + b not in _OF_EXAMPLES)
    return chain(pairs, (a + b + c for a, b, c in product(_FIRST, _FIRST, _SECOND) if a != b))


def invented(dice: random.Random, number: int) -> dict[Label, list[str]]:
    """Names of units, half of them of the lexicon, and of projects, under invented places."""
    places = list(_places())
    usual = sorted({s for f in lexicon.load().functions.values() for s in spellings(f) if len(s) > 2})

    def unit() -> str:
        level = dice.choice("县县县县市市区省州")
        before = dice.choice([level, level, dice.choice(places) + level, dice.choice(places), ""])
        if dice.random() < 0.5:
            return before + dice.choice(usual)
        return before + dice.choice(_FIELDS) + dice.choice(_KINDS)

    def project() -> str:
        before = dice.choice(["", dice.choice(places), dice.choice(places) + dice.choice("县镇乡村")])
        return before + dice.choice(_THINGS) + dice.choice(_WORKS)

    return {"UNIT": [unit() for _ in range(number)], "PROJECT": [project() for _ in range(number)]}


def sentences(dice: random.Random, number: int, names: dict[Label, list[str]]) -> list[Sentence]:
    """So many sentences of the grammar."""
    return [marked(_filled(dice, names)) for _ in range(number)]


def _filled(dice: random.Random, names: dict[Label, list[str]]) -> str:
    line = "".join(dice.sample(_FRAMES, dice.choice((1, 1, 2))))
    while "{" in line:
        figure = dice.choice([str(dice.randint(1, 90)), f"{dice.uniform(1, 30):.1f}"])
        line = line.replace("{U}", f"[U {dice.choice(names['UNIT'])}]", 1)
        line = line.replace("{P}", f"[P {dice.choice(names['PROJECT'])}]", 1)
        line = line.replace("{Q}", f"[Q {dice.choice(_QUANTITIES)}]", 1)
        line = line.replace("{n}", figure, 1)
    return line
