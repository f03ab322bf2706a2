"""One unit that a document calls by several names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zeren.graph.findings.making import finding
from zeren.ontology.facts import DocumentFacts, Evidence, Finding, Mention

_BRACKETS = str.maketrans("()[]［］", "（）（）（）")


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a unit with more than one printed name, kinds of brackets aside."""
    printed: dict[str, dict[str, Mention]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for mention in facts.mentions():
        name = mention.mention.translate(_BRACKETS)
        printed.setdefault(mention.unit, {}).setdefault(name, mention)
        counts[mention.unit, name] += 1
    collective = {unit.id for unit in facts.units if unit.kind == "collective"}
    for unit in sorted(printed):
        firsts = printed[unit]
        if len(firsts) < 2 or unit in collective or not unit:
            continue
        usual = sorted(firsts, key=lambda name: (-counts[unit, name], firsts[name].start))
        zh = "、".join(f"{name}（{counts[unit, name]}次）" for name in usual)
        en = ", ".join(f"{name} ({counts[unit, name]}×)" for name in usual)
        rarest = [firsts[name] for name in reversed(usual)]
        yield finding(
            facts.document.id,
            "body-names",
            "info",
            (f"同一单位有{len(usual)}种写法：{zh}", f"one unit is written in {len(usual)} ways: {en}"),
            [Evidence("mention", m.start, m.end) for m in rarest],
        )
