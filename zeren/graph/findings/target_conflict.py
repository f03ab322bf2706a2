"""Targets for one figure that say different things, in one plan or in two plans of one region."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from zeren.graph.findings.scope import Scope, year, years
from zeren.ontology import measures
from zeren.ontology.facts import Comparator, DocumentFacts, Evidence, Finding, Measure, Severity, Target, Task

RESERVED = "reservation"
"""The role of the words that put a target under another one's figure (以市下达任务为准)."""

PERIOD = "period"
"""The role of words that make a target one of several steps, or a sum over years (年均, 累计, 6月底前)."""

_BARE = re.compile(
    "(?:完成|计划|年度|累计|实际|总|到位|项目|新增|全部)*(?:投资|收入|资金|产值|税收|面积|数量|销售额|任务|比例|比率)"
)
"""A name that says of nothing what it is: two of them may be of two things."""

_STOPS = re.compile(r"[，。；：！？,;:!?\n]")
_VAGUE = re.compile("一大?批|若干[个家项处名件]?|一些|一系列")
_FIGURE = re.compile(
    r"(?:不低于|不少于|超过|突破|达到|约|至少)?\d[\d.]*\s*[万亿]?[个家人名户项座台条套件处所支场]"
    r"(?:以上|以内|左右)?"
)
_POINTS = "个百分点"
COMMON = 8
"""Characters that two clauses must share besides their figures to be one promise."""

_ZH: dict[Comparator, str] = {">=": "{}以上", "<=": "{}以内", "=": "{}", "~": "{}左右", "range": "{}"}
_EN: dict[Comparator, str] = {
    ">=": "at least {}", "<=": "at most {}", "=": "{}", "~": "about {}", "range": "{}",
}  # fmt: skip
_MEASURES: dict[Measure, tuple[str, str]] = {
    "growth": ("增长", " (growth)"), "reduction": ("下降", " (reduction)"), "rate": ("", " (rate)"),
    "rank": ("排名", " (rank)"),
}  # fmt: skip


class _Said(NamedTuple):
    """A target with its value, and that of the range's end, in the base unit."""

    target: Target
    low: float
    high: float
    base: str


def find(facts: DocumentFacts) -> Iterator[Finding]:
    """One finding a figure that is promised differently, and one a clause with a figure and without.

    Targets are compared where indicator, measure, year and the base of their units are the same. What
    the reader keeps apart (a part, another area) has an indicator of its own; steps and sums over
    years, and names that leave open what is meant, are left out.
    """
    scope = Scope([facts])
    yield from _figures(scope)
    yield from _vague(scope)


def between(documents: Sequence[DocumentFacts]) -> Iterator[Finding]:
    """The same between the plans of one region; what one plan shows alone is left to `find`.

    Figures are compared where they are for one year, whenever the plans were issued; clauses
    without a year between the plans of one year.
    """
    if len(documents) > 1:
        yield from _figures(Scope(documents))
    for scope in years(documents):
        yield from _vague(scope)


def _figures(scope: Scope) -> Iterator[Finding]:
    groups: dict[tuple[str, str, int | None, str], list[_Said]] = {}
    for facts in scope.documents:
        bare = {i.id for i in facts.indicators if _BARE.fullmatch(i.name)}
        for target in sorted(facts.targets, key=lambda t: t.evidence):
            if target.indicator in bare or any(e.role == PERIOD for e in target.evidence):
                continue
            said = _said(target)
            its_year = target.year or year(facts.document)
            groups.setdefault((target.indicator, target.measure, its_year, said.base), []).append(said)
    for group in groups.values():
        judge = _exclude if _by_one_task(group) else _differ
        if any(judge(scope, a, b) for a, b in combinations(group, 2)):
            yield _of_figures(scope, group)


def _said(target: Target) -> _Said:
    table = measures.table()
    low, base = table.normalised(target.value, target.unit)
    high = low if target.value_max is None else table.normalised(target.value_max, target.unit)[0]
    if target.measure == "growth" and base == _POINTS:
        base = "%"  # plans write the growth of one quantity both ways
    return _Said(target, low, high, base)


def _by_one_task(group: Sequence[_Said]) -> bool:
    """Whether one task says all of it: steps or kinds of one piece of work, not two promises."""
    tasks = {said.target.task for said in group}
    return len(tasks) == 1 and None not in tasks


def _values_differ(a: _Said, b: _Said) -> bool:
    """Whether neither value is, or lies within, the other."""
    return not (a.low <= b.low and b.high <= a.high) and not (b.low <= a.low and a.high <= b.high)


def _differ(scope: Scope, a: _Said, b: _Said) -> bool:
    """Whether two targets are two promises; a floor below a ceiling is one, told in two places."""
    if not scope.compares(a.target, b.target):
        return False
    bounds = {said.target.comparator: said.low for said in (a, b)}
    if set(bounds) == {">=", "<="} and bounds[">="] < bounds["<="]:
        return False
    same = (a.low, a.high, a.target.comparator) == (b.low, b.high, b.target.comparator)
    if (a.target.unit == "%") != (b.target.unit == "%"):
        return True
    return not same or _reserved(a.target) != _reserved(b.target)


def _exclude(scope: Scope, a: _Said, b: _Said) -> bool:
    """Whether no value can be within both: a ceiling below a floor, even of one task."""
    bounds = {said.target.comparator: said.low for said in (a, b)}
    apart = set(bounds) == {">=", "<="} and bounds["<="] < bounds[">="]
    return apart and scope.compares(a.target, b.target)


def _reserved(target: Target) -> bool:
    return any(e.role == RESERVED for e in target.evidence)


def _of_figures(scope: Scope, group: Sequence[_Said]) -> Finding:
    targets = [said.target for said in group]
    apart = [(a, b) for a, b in combinations(group, 2) if _differ(scope, a, b) and _values_differ(a, b)]
    name = targets[0].name
    zh, en = _MEASURES.get(targets[0].measure, ("", ""))
    spots = _spots([scope.annex(t) for t in targets], targets, "（第{}处）")
    spots_en = _spots([scope.annex_en(t) for t in targets], targets, " (place {})")
    places_zh = "，".join(
        f"{spot}“{_written(t, _ZH)}”{_but(t, '（另有保留）')}" for spot, t in zip(spots, targets, strict=True)
    )
    places_en = ", ".join(
        f"“{_written(t, _EN)}”{_but(t, ' (with a reservation)')} in {spot}"
        for spot, t in zip(spots_en, targets, strict=True)
    )
    if apart:
        severity: Severity = "error"
        later = group.index(apart[0][1])
        about_zh, about_en = _direction(*apart[0], spots[later], spots_en[later])
        words = (
            f"同一指标“{name}”{zh}的数值不一致：{places_zh}；{about_zh}",
            f"one figure, “{name}”{en}, has different values: {places_en}; {about_en}",
        )
    else:
        severity = "warning"
        words = (
            f"同一指标“{name}”{zh}的数值相同，口径不一：{places_zh}",
            f"one figure, “{name}”{en}, has one value that binds differently: {places_en}",
        )
    return scope.finding("target-conflict", severity, words, [_place(t) for t in targets])


def _spots(parts: Sequence[str], targets: Sequence[Target], nth: str) -> list[str]:
    """Where each target stands: its part of the document; where several stand in one part, more of it.

    That is the label of the task (正文 二.1), and the count of the place where no label tells them apart.
    """
    counts = Counter(parts)
    labelled = [p + _label(t) if counts[p] > 1 else p for p, t in zip(parts, targets, strict=True)]
    counts = Counter(labelled)
    return [
        part + nth.format(labelled[: index + 1].count(part)) if counts[part] > 1 else part
        for index, part in enumerate(labelled)
    ]


def _label(target: Target) -> str:
    """The printed labels of a target's task with a space before them, empty without a task."""
    if target.task is None:
        return ""
    printed = target.task.removeprefix(target.document).strip("/").partition("/")[2].partition("~")[0]
    return f" {printed.replace('/', '.')}" if printed else ""


def _direction(first: _Said, last: _Said, spot: str, spot_en: str) -> tuple[str, str]:
    """How far the later value is above or below the earlier one, in the unit of the earlier one."""
    scale = first.low / first.target.value if first.target.value else 1.0
    unit = first.target.unit if first.target.value else first.base
    apart = _number(round(abs(last.low - first.low) / scale, 6))
    shown = f"{apart}个百分点" if unit in ("%", _POINTS) else f"{apart}{unit}"
    shown_en = f"{apart} percentage points" if unit in ("%", _POINTS) else f"{apart}{unit}"
    higher = last.low > first.low or (last.low == first.low and last.high > first.high)
    return (
        f"后者（{spot}）{'高' if higher else '低'}{shown}",
        f"the one in {spot_en} is {'higher' if higher else 'lower'} by {shown_en}",
    )


def _written(target: Target, forms: dict[Comparator, str]) -> str:
    value = _number(target.value)
    if target.value_max is not None:
        value = f"{value}-{_number(target.value_max)}"
    return forms[target.comparator].format(f"{value}{target.unit}")


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _but(target: Target, words: str) -> str:
    return words if _reserved(target) else ""


def _place(target: Target) -> Evidence:
    """Where a target is written, its reservation included."""
    return Evidence("target", target.evidence[0].start, target.evidence[-1].end, target.document)


def _vague(scope: Scope) -> Iterator[Finding]:
    """Two clauses of one wording, where one names a number and the other says 一批 only."""
    exact: dict[str, list[tuple[Task, Evidence, str]]] = {}
    open_ended: list[tuple[str, Task, Evidence, str]] = []
    for task in (task for facts in scope.documents for task in facts.tasks):
        for words, place in _clauses(task):
            vague, figured = _VAGUE.sub("", words, count=1), _FIGURE.sub("", words, count=1)
            if len(vague) < COMMON or len(figured) < COMMON:
                continue
            if vague != words and figured == words:
                open_ended.append((vague, task, place, words))
            elif figured != words and vague == words:
                exact.setdefault(figured, []).append((task, place, words))
    for common, task, place, words in open_ended:
        told = [said for said in exact.get(common, []) if scope.compares(said[0], task)]
        for other, there, figure in told[:1]:
            yield scope.finding(
                "target-conflict",
                "warning",
                (
                    f"同一目标一处有数、一处无数：“{words}”（{scope.annex(task)}）和“{figure}”（{scope.annex(other)}）",
                    f"one target has a number in one place and none in the other: “{words}” "
                    f"({scope.annex_en(task)}) and “{figure}” ({scope.annex_en(other)})",
                ),
                [place, there],
            )


def _clauses(task: Task) -> Iterator[tuple[str, Evidence]]:
    """The clauses of a task's own words, each with its place; none where the words stand in pieces."""
    spans = [e for e in task.evidence if e.role == "text"]
    if len(spans) != 1 or spans[0].end - spans[0].start != len(task.text):
        return
    begin = spans[0].start
    for part in _STOPS.split(task.text):
        yield part.strip(), Evidence("work", begin, begin + len(part), task.document)
        begin += len(part) + 1
