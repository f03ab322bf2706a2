"""A document's targets and their quantities as records."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from zeren.ingest.indicators import figure_table, find, quantities, sentences, tabled
from zeren.ingest.indicators.draft import Draft, Said
from zeren.ingest.indicators.figure_table import FigureTable
from zeren.ingest.indicators.sentences import Sentence
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Table
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
    for said in _said(outline, _taken(tasks), year):
        draft = said.draft
        name = quantities.local(draft.name, region)
        canonical = rules().canonical(name)
        task = at.task(said.evidence[0].start, said.evidence[0].end)
        pairs.append((canonical, name))
        found.append(
            Target(
                id=f"{document}/target/{len(found) + 1:04}",
                document=document,
                annex=said.annex,
                indicator=quantities.identifier(canonical, region),
                task=task.id if task else None,
                name=f"{name}（{said.step}）" if said.step else name,
                measure=draft.measure,
                comparator=draft.figure.comparator,
                value=draft.figure.value,
                value_max=draft.figure.value_max,
                unit=draft.figure.unit,
                year=said.year or _year(task, year),
                baseline=draft.baseline,
                evidence=said.evidence,
            )
        )
    return found, quantities.indicators(pairs, region)


def _said(outline: Outline, taken: Sequence[tuple[int, int]], year: int | None) -> Iterator[Said]:
    """The targets of sentences and of tables' cells, in the order of the text."""
    text = outline.source.text
    tables: dict[int, FigureTable] = {}
    cells: list[Said] = []
    for section in outline.sections():
        for block in section.blocks:
            if isinstance(block, Table):
                tables[block.start] = columns = figure_table.read(text, block, year)
                cells += tabled.find(text, block, columns, section.annex)
    waiting = deque(cells)
    for sentence in sentences.find(
        outline, [*taken, *(span for said in cells for span in said.cells)], tables
    ):
        while waiting and waiting[0].start < sentence.words.start:
            yield waiting.popleft()
        step = sentence.column.step if sentence.column else ""
        for draft in find.find(sentence):
            evidence = [
                Evidence("target", *sentence.place(draft.start, draft.end)),
                *_period(sentence, draft),
                *_reservation(sentence, draft),
            ]
            yield Said(draft, sentence.annex, _named_year(sentence, draft), evidence, step)
    yield from waiting


def _period(sentence: Sentence, draft: Draft) -> list[Evidence]:
    """Where the words of a target, or the short clause before them, name a step or a sum over years."""
    if sentence.column and sentence.column.step:
        return [Evidence("period", sentence.column.header.start, sentence.column.header.end)]
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


def _named_year(sentence: Sentence, draft: Draft) -> int | None:
    """The year that a sentence names for a target, or the header of its column."""
    named = [int(y) for y in _YEAR.findall(sentence.text[: draft.end])]
    of_column = sentence.column.year if sentence.column else None
    return named[-1] if named else of_column


def _year(task: Task | None, year: int | None) -> int | None:
    """The year of a target that names none: that of its task's deadline, or of the plan."""
    date = task.deadline.date if task and task.deadline else None
    return int(date[:4]) if date else year


class _Places:
    """Which task's words, or row of a table, hold a place."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._spans = sorted(
            (
                (e.end - e.start, index, e.start, e.end)
                for index, task in enumerate(tasks)
                for e in task.evidence
                if e.role == "text" or (e.role == "assignment" and task.rule == "table-row")
            )
        )
        self._tasks = tasks

    def task(self, start: int, end: int) -> Task | None:
        """The task with the narrowest words around the place; a row's own words are narrower than the row."""
        return next((self._tasks[index] for _, index, a, b in self._spans if a <= start and end <= b), None)
