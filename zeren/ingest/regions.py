"""The region that a document speaks for, from its issuer and title."""

from __future__ import annotations

import re
from functools import cache

from zeren.ingest import divisions
from zeren.ontology import lexicon
from zeren.ontology.facts import Level, Region

_SUFFIXES: tuple[tuple[str, Level], ...] = (
    ("特别行政区", "province"), ("自治区", "province"), ("自治州", "city"), ("自治县", "county"),
    ("自治旗", "county"), ("地区", "city"), ("林区", "county"), ("新区", "county"),
    ("街道", "township"), ("省", "province"), ("市", "city"), ("盟", "city"), ("州", "city"),
    ("县", "county"), ("区", "county"), ("旗", "county"), ("镇", "township"), ("乡", "township"),
)  # fmt: skip
# A title goes on with what the region does: 某某县打好…, 某某市2024年….
_BEHIND_NAME = (
    "人民政府|政府|委员会|委办|委|人大|打|推进|推动|贯彻|落实|实施|开展|加快|关于|重点|优化|建设|深化|全面"
)
_NAME = re.compile(
    r"(?:中共|中国共产党)?(?P<name>[\u4e00-\u9fff]{1,14}?(?:"
    + "|".join(suffix for suffix, _ in _SUFFIXES)
    + rf"))(?={_BEHIND_NAME}|\d|$)"
)
_LEVEL_WORDS: dict[Level, str] = {
    "province": "Province",
    "city": "City",
    "county": "County",
    "township": "Township",
}


_HEAD = 30
"""Letters of a title in which a region is looked for that stands not at its start."""

_TO_PROVINCES = re.compile("各省、自治区、直辖市")


def find(issuer: str | None, title: str) -> Region | None:
    """The region of an issuer such as 某某县人民政府办公室, else of a title such as 某某县…方案.

    An official name is known wherever it ends; one that is not on the list, as a development
    zone's or a town's, is told by what stands behind it.
    """
    for words in (issuer or "", title):
        if words.startswith("国务院") or (issuer is None and _TO_PROVINCES.match(words)):
            return Region("中国", "国家", "nation", "China", ["中华人民共和国", "全国"])
        found = _NAME.match(words.removeprefix("中共").removeprefix("中国共产党"))
        name = found["name"] if found and not _names_no_place(found["name"]) else ""
        official = divisions.at_start(words.removeprefix("中共"))
        if official and not _goes_below(name, official):
            return of_name(official)
        if name:
            return of_name(divisions.within(name) or name)
    official = divisions.within(title[:_HEAD])
    return of_name(official) if official else None


def _goes_below(name: str, official: str) -> bool:
    """Whether a name goes on behind an official one to a part of it: 某某县青岭镇."""
    return official in name and not name.endswith(official)


def _names_no_place(name: str) -> bool:
    """Whether a name says what a place is, not which: 自治区关于…, 全市2024年…."""
    return any(name in (suffix, f"全{suffix}", f"我{suffix}") for suffix, _ in _SUFFIXES)


def of_name(name: str) -> Region:
    """The region of a full name: its level, its short name, its name in English.

    The short name drops the suffix and, of an autonomous area, the peoples' names.
    """
    suffix, level = next((s, lv) for s, lv in _SUFFIXES if name.endswith(s))
    stem = name.removesuffix(suffix)
    short = _without_peoples(stem) if suffix.startswith("自治") else stem
    aliases = [short] if len(short) > 1 else []
    if suffix.startswith("自治") and short:
        aliases.insert(0, short + suffix.removeprefix("自治"))
    return Region(name, short or stem, level, f"{romanised(short or stem)} {_LEVEL_WORDS[level]}", aliases)


def _without_peoples(stem: str) -> str:
    shortened = stem
    while True:
        people = next((p for p in lexicon.ethnic_groups() if shortened.endswith(p)), None)
        if people is None or len(shortened) - len(people) < 1:
            return shortened
        shortened = shortened.removesuffix(people)


@cache
def romanised(name: str) -> str:
    """A place's name in pinyin, written together as on maps: 云泽 is Yunze."""
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(name, style=Style.NORMAL)
    joined = syllables[0]
    for syllable in syllables[1:]:
        joined += ("'" if syllable[:1] in "aoe" else "") + syllable
    return joined.capitalize()
