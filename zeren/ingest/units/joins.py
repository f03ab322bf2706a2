"""Which names a careful reader would hold for one unit although they differ, and which he would ask about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zeren.ingest.units.names import Name
from zeren.ontology import lexicon
from zeren.ontology.facts import Region
from zeren.ontology.functions import spellings

SHORTEST_MISPRINT = 6
"""Characters that a name must have before a misprint of it is believed: short names lie too close."""

SHORTEST_SLIP = 5
"""The same without level and place, for a name with one character wrong, missing or too many."""

_FORM = re.compile(
    r"(有限责任公司|股份有限公司|有限公司|分公司|公司|集团|中心|管委会|管理委员会|局|办公室|办)$"
)
_COMPANY = re.compile(r"(公司|集团)$")
_RANKS = {"county": ("支队", "大队"), "city": ("大队", "支队"), "province": ("支队", "总队")}
_RANK_CHARACTERS = frozenset("国省市州盟县区旗镇乡总分支")
_PART = re.compile(r"(?P<part>[\u4e00-\u9fff]{2,8}(?:中心|大队|中队|支队|所|股|科|室|站))$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that can only mean the unit of another, and why."""

    name: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that may mean the unit of one of others, and why."""

    name: str
    others: tuple[str, ...]
    reason: str


@dataclass(slots=True)
class Proposals:
    """What the rules would join, and what they leave to a person."""

    joined: list[Proposal] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def propose(names: Mapping[str, Name], counts: Counter[str], region: Region | None) -> Proposals:
    """The joins and doubts among the names of one plan, in a fixed order."""
    proposals = Proposals()
    single = {n: part for n, part in names.items() if not part.collective}
    for name in single:
        for rule in (_division, _rank, _misprint, _slip, _short_form):
            if rule(name, single, counts, region, proposals):
                break
    return proposals


def parent_by_prefix(members: Sequence[str], names: Mapping[str, Name], scope: str) -> str | None:
    """The body whose name a unit's name begins with: 公安局交管中心 is a part of 公安局."""
    for member in members:
        name = names[member]
        part = _PART.search(name.key)
        if part is None or name.collective or name.level:
            continue
        for cut in range(part.start("part"), len(name.key) - 1):
            body = lexicon.load().by_name(name.key[:cut])
            if body and cut >= 3:
                return scope + name.level + body.full
    return None


def _division(
    name: str, names: Mapping[str, Name], _: Counter[str], region: Region | None, found: Proposals
) -> bool:
    """某局（某办）is what the plan calls 县某办 elsewhere."""
    own = names[name]
    if own.division is None:
        return False
    division = _ranked(own.division, region)
    for other, part in names.items():
        same_words = part.key in (own.division, division, own.key + own.division, own.key + division)
        if (
            part.division is None
            and not part.level
            and (same_words or _ranked(part.key, region) == own.key + division)
        ):
            found.joined.append(Proposal(name, other, "division-with-a-name-of-its-own"))
            return True
    return False


def _ranked(key: str, region: Region | None) -> str:
    """The name with the rank word of the region's level: at a county a 支队 is a 大队."""
    wrong, right = _RANKS.get(region.level if region else "", ("", ""))
    return key.removesuffix(wrong) + right if wrong and key.endswith(wrong) else key


def _rank(
    name: str, names: Mapping[str, Name], _: Counter[str], region: Region | None, found: Proposals
) -> bool:
    """A rank word of another level is a slip where the unit is named with the right one."""
    own = names[name]
    right = _ranked(own.key, region)
    if right == own.key:
        return False
    for other, part in names.items():
        if part.key == right and part.level == own.level and part.division is None:
            found.joined.append(Proposal(name, other, "rank-word-of-another-level"))
            return True
    return False


def _misprint(
    name: str, names: Mapping[str, Name], counts: Counter[str], _: Region | None, found: Proposals
) -> bool:
    """The same characters in another order are a misprint of the name that is printed more often."""
    own = names[name]
    if len(name) < SHORTEST_MISPRINT or (own.function and own.division is None):
        return False
    alike = [
        other
        for other in names
        if other != name
        and sorted(other) == sorted(name)
        and (counts[other], names[other].function is not None) > (counts[name], False)
    ]
    return _settle(name, alike, "misprint", names, found)


def _slip(name: str, names: Mapping[str, Name], _: Counter[str], __: Region | None, found: Proposals) -> bool:
    """A name that nothing is known of, one character beside a name of a unit that the plan names."""
    own = names[name]
    if len(own.key) < SHORTEST_SLIP or own.function or own.division or _COMPANY.search(own.key):
        return False
    alike = [
        other
        for other, part in names.items()
        if part.function
        and part.division is None
        and part.level == own.level
        and any(_one_apart(own.key, spelling) for spelling in spellings(part.function))
    ]
    if len({names[other].identity for other in alike}) == 1:
        found.doubts.append(Doubt(name, tuple(alike), "misprint"))
        return True
    return False


def _one_apart(a: str, b: str) -> bool:
    """Whether two names differ by one character that is wrong, missing or too many; none of a level."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    ends = head + (len(a) >= len(b)), head + (len(b) >= len(a))
    changed = a[head : ends[0]] + b[head : ends[1]]
    return a[ends[0] :] == b[ends[1] :] and not set(changed) & _RANK_CHARACTERS


def _short_form(
    name: str, names: Mapping[str, Name], _: Counter[str], __: Region | None, found: Proposals
) -> bool:
    """县经投公司 is 县经济建设投资有限公司 when no other company has these characters in this order."""
    own = names[name]
    stem, form = _stem(own.key)
    if len(stem) < 2 or not form or own.division or (own.function and not _COMPANY.search(own.key)):
        return False
    longer = [
        other
        for other, part in names.items()
        if part.division is None
        and part.level == own.level
        and len(_stem(part.key)[0]) > len(stem)
        and _same_form(form, _stem(part.key)[1])
        and _is_subsequence(stem, _stem(part.key)[0])
    ]
    if _COMPANY.search(own.key):
        return _settle(name, longer, "short-form", names, found)
    if longer and own.function is None:
        found.doubts.append(Doubt(name, tuple(longer), "short-form"))
    return False


def _stem(key: str) -> tuple[str, str]:
    form = _FORM.search(key)
    return (key[: form.start()], form.group()) if form else (key, "")


def _same_form(a: str, b: str) -> bool:
    return a == b or bool(_COMPANY.search(a) and _COMPANY.search(b))


def _is_subsequence(short: str, long: str) -> bool:
    characters = iter(long)
    return all(c in characters for c in short)


def _settle(name: str, others: list[str], reason: str, names: Mapping[str, Name], found: Proposals) -> bool:
    """Join a name to the one unit that it can mean; with several it is left to a person."""
    units = {names[other].identity for other in others} - {names[name].identity}
    if len(units) == 1 and others:
        found.joined.append(Proposal(name, others[0], reason))
        return True
    if len(units) > 1:
        found.doubts.append(Doubt(name, tuple(others), reason))
    return False
