"""A document's targets and their quantities as records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.ingest.indicators import find, quantities, sentences
from zeren.ingest.indicators.draft import Draft
from zeren.ingest.indicators.sentences import Sentence
from zeren.ingest.outline.tree import Outline
from zeren.ontology.facts import Evidence, Indicator, Region, Target, Task
from zeren.ontology.quantities import rules

_RESERVED = re.compile(r"[（(][^（）()]{0,40}?以[^（）()]{1,30}为准[^（）()]{0,10}[）)]")
"""An aside right behind a target that puts it under a figure set elsewhere."""

_PERIOD = re.compile(
    r"累计|年均|每年|[上下]半年|(?:第?[一二三四1-4]|前三)季度|(?<!\d)(?:[1-9]|1[01])月(?:底|末|中旬|\d{1,2}日)?(?:之?前)"
)
"""Words by which a target is a step or a sum over years, not the year's figure."""

_CLAUSE_END = re.compile("[，；：]")
_LEADING = 10
"""Characters of a clause that says no more than when: 6月底前，…."""

_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!来)")


def read(
    outline: Outline, tasks: Sequence[Task], region: Region | None, document: str, year: int | None
) -> tuple[list[Target], list[Indicator]]:
    """The targets of a document and the quantities that they are for.

    Args:
        outline: the document's parts and sections.
        tasks: its tasks; a target inside a task's words belongs to it.
        region: the region that the document speaks for.
        document: the document's id.
        year: the year of the document, for targets whose words name none.

    Returns:
        the targets in the order of the text, and one indicator a quantity, by name.
    """
    at = _Places(tasks)
    found: list[Target] = []
    pairs: list[tuple[str, str]] = []
    for sentence in sentences.find(outline, _taken(tasks)):
        for draft in find.find(sentence):
            name = quantities.local(draft.name, region)
            canonical = rules().canonical(name)
            start, end = sentence.place(draft.start, draft.end)
            task = at.task(start, end)
            pairs.append((canonical, name))
            found.append(
                Target(
                    id=f"{document}/target/{len(found) + 1:04}",
                    document=document,
                    annex=sentence.annex,
                    indicator=quantities.identifier(canonical, region),
                    task=task.id if task else None,
                    name=name,
                    measure=draft.measure,
                    comparator=draft.figure.comparator,
                    value=draft.figure.value,
                    value_max=draft.figure.value_max,
                    unit=draft.figure.unit,
                    year=_year(sentence, draft, task, year),
                    baseline=draft.baseline,
                    evidence=[
                        Evidence("target", start, end),
                        *_period(sentence, draft),
                        *_reservation(sentence, draft),
                    ],
                )
            )
    return found, quantities.indicators(pairs, region)


def _period(sentence: Sentence, draft: Draft) -> list[Evidence]:
    """Where the words of a target, or the short clause before them, name a step or a sum over years."""
    stops = [m.end() for m in _CLAUSE_END.finditer(sentence.text, 0, draft.start)]
    begin = stops[-1] if stops else 0
    before = stops[-2] if len(stops) > 1 else 0
    if begin - before <= _LEADING:
        begin = before
    found = _PERIOD.search(sentence.text, begin, draft.end)
    return [Evidence("period", *sentence.place(found.start(), found.end()))] if found else []


def _reservation(sentence: Sentence, draft: Draft) -> list[Evidence]:
    """Where a target is put under a figure set elsewhere: （以市下达任务为准）."""
    aside = _RESERVED.match(sentence.text, draft.end)
    return [Evidence("reservation", *sentence.place(aside.start(), aside.end()))] if aside else []


def _taken(tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """The places of clauses and of named units: their numbers are no targets."""
    clauses = [
        (e.start, e.end)
        for task in tasks
        if task.rule != "table-row"
        for e in task.evidence
        if e.role == "assignment"
    ]
    return clauses + [(m.start, m.end) for task in tasks for _, m in task.mentions()]


def _year(sentence: Sentence, draft: Draft, task: Task | None, year: int | None) -> int | None:
    """The year that a target is for: that of its sentence, of its task's deadline, or of the plan."""
    named = [int(y) for y in _YEAR.findall(sentence.text[: draft.end])]
    if named:
        return named[-1]
    date = task.deadline.date if task and task.deadline else None
    return int(date[:4]) if date else year


class _Places:
    """Which task's words hold a place."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._spans = sorted(
            (
                (e.end - e.start, index, e.start, e.end)
                for index, task in enumerate(tasks)
                for e in task.evidence
                if e.role == "text"
            )
        )
        self._tasks = tasks

    def task(self, start: int, end: int) -> Task | None:
        """The task with the narrowest words around the place."""
        return next((self._tasks[index] for _, index, a, b in self._spans if a <= start and end <= b), None)
