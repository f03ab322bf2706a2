"""Clauses of different tasks that speak of the same work, by the rare characters that they share.

Two clauses are compared by their pairs of neighbouring characters, each weighed by how few
tasks have it (inverse document frequency), so that the order of words does not matter
(改造老旧小区, 老旧小区改造) and what every task says (推进, 建设) counts little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from zeren.ontology.facts import Evidence, Task

SHARE = 0.5
"""Of the weight of the lighter clause, what must be shared."""

WEIGHT = 2.7
"""What must be shared, counted in pairs of characters that a single task has."""

COMMON = 4
"""Characters that must follow each other in both clauses before they are compared."""

TASKS = 4
"""Tasks that may share these characters; what more of them say is a turn of phrase."""

_STOPS = re.compile(r"[，。；：！？、,;:!?\n]")
_MARKS = re.compile(r"[“”‘’\"《》（）()\[\]【】\s]")
_FIGURE = re.compile(
    r"\d[\d.]*\s*(?:以上|以内|万|亿|%|‰|个|家|元|人|次|场|项|件|亩|公里|平方米|吨|户|座|年|月|日|头)*"
)
_WORK = re.compile(
    "改造|建设|新建|扩建|清理|处置|治理|整治|筹办|承办|举办|办好|推行|修复|扩群|盘活|清查|加固|创建|绿化|清收|发放|培训|设立|修建|新增"
)
_AIM = re.compile(
    "防范|杜绝|遏制|不发生|融入|发展|水平|能力|意识|达到|事故|风险|隐患|检查|宣传|培训率|委员会|专委会|覆盖率"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of a task between two stops, without marks and figures, and where they stand.

    The place names its document, since tasks of several documents may be compared.
    """

    task: Task
    words: str
    place: Evidence
    of_project: bool

    @property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring characters."""
        return frozenset(self.words[i : i + 2] for i in range(len(self.words) - 1))


@dataclass(frozen=True, slots=True)
class Shared:
    """Two clauses about one piece of work, and the words that both have."""

    first: Clause
    second: Clause
    words: str


Spans = Mapping[str, Sequence[tuple[int, int]]]
"""Start and end of places of each document, by its id."""


def shared_work(tasks: Sequence[Task], projects: Spans) -> Iterator[Shared]:
    """For each two tasks the clauses that say most of the same, where they say enough of it.

    Args:
        tasks: the tasks to compare.
        projects: where projects are named in each document; two clauses that both name one are not compared,
            since projects are known by their names.
    """
    clauses = [clause for task in tasks for clause in _clauses(task, projects.get(task.document, ()))]
    frequency = Counter(pair for pairs in _by_task(clauses).values() for pair in pairs)
    weigh = _Scale(frequency, len(tasks))
    best: dict[tuple[str, str], tuple[float, Shared]] = {}
    for a, b in _candidates(clauses):
        score = weigh.alike(a, b)
        key = (a.task.id, b.task.id)
        if score and (key not in best or score > best[key][0]):
            common = _common(a.words, b.words)
            longest = max(common, key=len)
            if _tasks_with(longest, clauses) <= TASKS and not _AIM.search(longest):
                best[key] = (score, Shared(a, b, "、".join(common)))
    for key in sorted(best):
        yield best[key][1]


class _Scale:
    """Weighs what two clauses share."""

    def __init__(self, frequency: Counter[str], tasks: int) -> None:
        unit = math.log(max(tasks, 2))
        self._weights = {pair: math.log(tasks / count) / unit for pair, count in frequency.items()}

    def alike(self, a: Clause, b: Clause) -> float:
        """The weight that the clauses share, 0 where it is too little."""
        shared = sum(self._weights[pair] for pair in sorted(a.pairs & b.pairs))
        lighter = min(sum(self._weights[p] for p in sorted(c.pairs)) for c in (a, b))
        return shared if shared >= WEIGHT and shared >= SHARE * lighter else 0.0


def _clauses(task: Task, projects: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    """The clauses of a task's words that name work; its title's where it has no other words."""
    spans = [e for e in task.evidence if e.role == "text"]
    whole = spans[0] if spans else task.evidence[0]
    exact = len(spans) == 1 and whole.end - whole.start == len(task.text)
    begin = 0
    text = task.text or task.title
    for part in _STOPS.split(text):
        start, begin = begin, begin + len(part) + 1
        words = _FIGURE.sub("", _MARKS.sub("", part))
        if len(words) < COMMON or not _WORK.search(words):
            continue
        begins = whole.start + start if exact else whole.start
        place = Evidence("work", begins, begins + len(part) if exact else whole.end, task.document)
        named = exact and any(s < place.end and place.start < e for s, e in projects)
        yield Clause(task, words, place, named)


def _by_task(clauses: Sequence[Clause]) -> dict[str, set[str]]:
    pairs: dict[str, set[str]] = {}
    for clause in clauses:
        pairs.setdefault(clause.task.id, set()).update(clause.pairs)
    return pairs


def _candidates(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, Clause]]:
    """Pairs of clauses of different tasks that have COMMON characters in a row in common."""
    index: dict[str, list[int]] = {}
    for number, clause in enumerate(clauses):
        for i in range(len(clause.words) - COMMON + 1):
            index.setdefault(clause.words[i : i + COMMON], []).append(number)
    seen = {
        pair
        for numbers in index.values()
        if len(numbers) <= TASKS * 4
        for pair in combinations(sorted(set(numbers)), 2)
    }
    for one, other in sorted(seen):
        a, b = clauses[one], clauses[other]
        if a.task.id != b.task.id and not (a.of_project and b.of_project):
            yield a, b


def _common(a: str, b: str) -> list[str]:
    """The stretches of characters that both have, in order, from three on."""
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [a[block.a : block.a + block.size] for block in blocks if block.size >= 3]


def _tasks_with(words: str, clauses: Sequence[Clause]) -> int:
    return len({clause.task.id for clause in clauses if words in clause.words})
