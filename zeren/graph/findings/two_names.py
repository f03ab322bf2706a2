"""A campaign, a working group or a project that is named two ways in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from zeren.graph.findings.making import finding
from zeren.ontology.facts import Annex, DocumentFacts, Evidence, Finding

ALIKE = 0.8
"""From this share of common characters on two names of one kind are held for two names of one thing."""

_EXCHANGED = 0.75
"""The same for two campaigns of one length, which must differ in one place only."""


_CAMPAIGN = re.compile(r"打(?:好|赢|胜)(?P<name>[^，。、《》“”\s]{2,16}?仗)")
_LABEL = 6
"""Characters of an annex's heading besides its number and title: 附件 and the lines between."""


class _Name(NamedTuple):
    name: str
    place: Evidence


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a pair of campaigns, and of projects, whose names almost agree."""
    yield from _campaigns(facts)
    yield from _projects(facts)


def _campaigns(facts: DocumentFacts) -> Iterator[Finding]:
    titles = [
        (annex.title, Evidence("title", annex.start, min(annex.end, annex.start + _heading(annex))))
        for annex in facts.document.annexes
    ]
    titles += [(group.name, group.evidence[0]) for group in facts.groups if group.evidence]
    titles += [(task.title, task.evidence[0]) for task in facts.tasks if task.evidence]
    named: dict[str, _Name] = {}
    for title, place in titles:
        if found := _CAMPAIGN.search(title):
            named.setdefault(found["name"], _Name(found["name"], place))
    for a, b in combinations(
        sorted(named.values(), key=lambda n: (n.place.role, n.place.start, n.place.end, n.name)), 2
    ):
        if _one_exchanged(a.name, b.name):
            yield finding(
                facts.document.id,
                "campaign-named-two-ways",
                "error",
                (
                    f"同一项专项行动有两种写法：“{a.name}”和“{b.name}”",
                    f"one campaign is named two ways: “{a.name}” and “{b.name}”",
                ),
                [b.place, a.place],
            )


def _heading(annex: Annex) -> int:
    return len(annex.label) + len(annex.title) + _LABEL


def _one_exchanged(a: str, b: str) -> bool:
    """Whether two names of one length differ in one stretch only: 阻击仗 and 狙击仗."""
    if len(a) != len(b) or a == b:
        return False
    changed = [index for index, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return changed[-1] - changed[0] < 2 and 1 - len(changed) / len(a) >= _EXCHANGED


def _projects(facts: DocumentFacts) -> Iterator[Finding]:
    digits = {p.id: [c for c in p.name if c.isdecimal() or c in "一二三四五"] for p in facts.projects}
    for a, b in combinations(sorted(facts.projects, key=lambda p: p.evidence), 2):
        if digits[a.id] != digits[b.id] or a.name.startswith(b.name) or b.name.startswith(a.name):
            continue
        matcher = SequenceMatcher(None, a.name, b.name, autojunk=False)
        # The ratio itself costs the product of the lengths; most pairs are told apart by what it cannot pass.
        alike = all(of() >= ALIKE for of in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))
        if alike and not _elsewhere(matcher):
            yield finding(
                facts.document.id,
                "project-named-two-ways",
                "warning",
                (
                    f"“{a.name}”和“{b.name}”很可能是同一个项目的两种写法",
                    f"“{a.name}” and “{b.name}” are probably two names of one project",
                ),
                [b.evidence[0], a.evidence[0]],
            )


def _elsewhere(matcher: SequenceMatcher[str]) -> bool:
    """Whether two names begin with different places: 东坪110千伏变电站 and 西岭110千伏变电站."""
    tag, a_start, a_end, b_start, b_end = matcher.get_opcodes()[0]
    return tag == "replace" and min(a_end - a_start, b_end - b_start) > 1
