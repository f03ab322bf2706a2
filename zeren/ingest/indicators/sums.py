"""Sums that do not add up: a whole, 其中, and its parts in the same unit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zeren.ingest.indicators import figures, sentences
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.sentences import Sentence
from zeren.ingest.outline.tree import Outline
from zeren.ontology import measures
from zeren.ontology.facts import Evidence, Finding, Severity
from zeren.ontology.finding_ids import finding_id

_OF_WHICH = "其中"
_WHICH = re.compile(f"[，；,;（(]?{_OF_WHICH}[：:，,]?")
_ANEW = re.compile("全年|全县|新增|完成|实现|确保|力争|累计|同时|预计|达到|新建|建成")
"""Words that begin another promise rather than name a part."""

_ADDABLE = ("money", "area", "length", "mass", "volume", "power", "energy", "count")


class _Sum(NamedTuple):
    sentence: Sentence
    whole: Figure
    parts: list[Figure]


def findings(outline: Outline, document: str) -> Iterator[Finding]:
    """One finding a whole that its parts exceed, or do not reach.

    Only where two parts or more follow 其中, each with a name and a figure of the whole's unit, and no
    figure is a bound or a range. Parts that come to less may have been meant as a selection: a warning.

    Args:
        outline: the document's parts and sections.
        document: the document's id.
    """
    for sentence in sentences.find(outline, (), having=_OF_WHICH):
        for found in _sums(sentence):
            total = math.fsum(_normalised(part) for part in found.parts)
            whole = _normalised(found.whole)
            if not math.isclose(total, whole, rel_tol=1e-9):
                yield _finding(found, total, document)


def _sums(sentence: Sentence) -> Iterator[_Sum]:
    found = list(figures.find(sentence.masked))
    for which in _WHICH.finditer(sentence.masked):
        wholes = [f for f in found if f.end == which.start()]
        behind = [f for f in found if f.start >= which.end()]
        if wholes and _plain(wholes[0]):
            parts = _parts(sentence, wholes[0], behind, which.end())
            if len(parts) > 1:
                yield _Sum(sentence, wholes[0], parts)


def _parts(sentence: Sentence, whole: Figure, behind: Sequence[Figure], begin: int) -> list[Figure]:
    """The figures of the list that follows, up to the first item that is no part; none of a doubtful list."""
    parts: list[Figure] = []
    mark = ""
    for figure in behind:
        name = sentence.masked[begin : figure.start]
        after = sentence.masked[figure.end : figure.end + 1]
        if not name or re.search("[，；。、：:,;]", name) or (parts and _ANEW.match(name)):
            break
        if figure.unit.endswith("%") or _base(figure) != _base(whole):
            return []
        if not _plain(figure):
            return []
        parts.append(figure)
        if after not in ("、", "，", "；", ",", ";") or (mark and after != mark):
            break
        mark, begin = mark or after, figure.end + 1
    return parts


def _plain(figure: Figure) -> bool:
    return (
        figure.comparator == "="
        and figure.kind in _ADDABLE
        and "/" not in figure.unit
        and figure.value_max is None
    )


def _base(figure: Figure) -> str:
    return measures.table().normalised(figure.value, figure.unit)[1]


def _normalised(figure: Figure) -> float:
    return measures.table().normalised(figure.value, figure.unit)[0]


def _finding(found: _Sum, total: float, document: str) -> Finding:
    sentence, whole = found.sentence, found.whole
    per_unit = _normalised(whole) / whole.value if whole.value else 1.0
    comes_to = f"{total / per_unit:.6f}".rstrip("0").rstrip(".") + whole.unit
    written = sentence.text[whole.number : whole.end]
    severity: Severity = "error" if total > _normalised(whole) else "warning"
    terms = "＋".join(sentence.text[part.number : part.end] for part in found.parts)
    more_zh, more_en = ("多", "more") if severity == "error" else ("少", "less")
    spans = [sentence.place(f.number, f.end) for f in (whole, *found.parts)]
    zh = f"分项之和{comes_to}（{terms}）比总数{written}{more_zh}"
    return Finding(
        id=finding_id(document, "sum-does-not-add-up", zh),
        document=document,
        kind="sum-does-not-add-up",
        severity=severity,
        zh=zh,
        en=f"the parts come to {comes_to} ({terms}), {more_en} than the whole, {written}",
        places=[
            Evidence("sum", spans[0][0], spans[-1][1]),
            *(Evidence("figure", *span) for span in spans),
        ],
    )
