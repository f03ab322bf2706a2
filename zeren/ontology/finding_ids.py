"""The ids of findings: they follow from what a finding says, so that a judgement of it lasts.

A place moves when a line is put in above it, and stays when the figure that stands there is changed;
what a finding says does neither. So a judgement outlives a correction elsewhere in the plan, and
does not cover another contradiction at the same place.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

import msgspec

from zeren.ontology.facts import Finding, FindingKind

DIGITS = 8
"""Hexadecimal digits of an id; findings that share them by chance are told apart by a suffix."""


def finding_id(under: str, kind: FindingKind, zh: str) -> str:
    """The id of a finding.

    Args:
        under: the id of its document, or of the region whose documents it is between.
        kind: its kind.
        zh: what it says in Chinese, with the plan's own words and figures.
    """
    return f"{under}/finding/{kind}/{hashlib.sha256(zh.encode()).hexdigest()[:DIGITS]}"


def apart(found: Iterable[Finding]) -> list[Finding]:
    """The findings in the order of their places, with the suffix ~2, ~3 … where several say the same."""
    seen: Counter[str] = Counter()
    told: list[Finding] = []
    for finding in sorted(found, key=lambda f: ([(p.start, p.end, p.role) for p in f.places], f.id)):
        seen[finding.id] += 1
        again = f"{finding.id}~{seen[finding.id]}"
        told.append(finding if seen[finding.id] == 1 else msgspec.structs.replace(finding, id=again))
    return told
