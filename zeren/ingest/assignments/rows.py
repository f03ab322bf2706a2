"""Tasks of tables: one a row, and one for each section cell that names a lead of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zeren.ingest.assignments import find, leaders, unit_cells
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.draft import TaskDraft
from zeren.ingest.assignments.lists import Item, looks_like_unit
from zeren.ingest.brackets import outermost
from zeren.ingest.columns import UNIT_COLUMNS, Column, by_contents, meaning, spread, with_units
from zeren.ingest.flat import Flat, flatten, tidy
from zeren.ingest.headers import NOTE, TOTAL
from zeren.ingest.outline import labels
from zeren.ingest.outline.annexes import Part
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Cell, Row, Table
from zeren.ingest.work_columns import Layout, layout, meanings
from zeren.ontology.facts import Role

_ROLE_OF: dict[Column, Role] = {
    Column.LEAD: "lead",
    Column.RESPONSIBLE: "responsible",
    Column.SUPPORT: "support",
    Column.GUIDE: "guide",
}
_LEAD_BEHIND_HEADING = re.compile(r"(?:总牵头|牵头负责|牵头)$")
_PUNCTUATION = re.compile(r"[\W_]+")


def tasks(outline: Outline) -> Iterator[TaskDraft]:
    """The tasks of all tables, in the order of the text."""
    for section in outline.sections():
        above = [s.label.printed for s in [*section.above(), section] if s.label]
        path = [section.annex.title, *(outline.printed(s) for s in [*section.above(), section] if s.label)]
        begun: dict[int, TaskDraft] = {}
        for block in section.blocks:
            if not isinstance(block, Table):
                continue
            reader = _TableReader(outline.source.text, section.annex, block, above, path)
            if block.inside:
                reader.stands_in(block.inside, begun.get(block.inside.start))
            for number, draft in enumerate(reader.tasks(), 1):
                if block.inside and not any(draft.labels[len(reader.above) :]):
                    # Without a label it would bear the id of the row around it.
                    draft.labels = (*reader.above, str(number))
                begun[draft.assignment[0][0]] = draft
                yield draft


@dataclass(slots=True)
class _Heading:
    """The words of a section cell: label, title without label and clause, and its clause."""

    label: str
    value: int | None
    title: str
    printed: str
    clause: Clause | None
    rule: str
    start: int
    end: int

    def same_as(self, other: _Heading) -> bool:
        """Whether it is the other heading printed again: same number, same words, stops aside."""
        own, theirs = (_PUNCTUATION.sub("", h.title) for h in (self, other))
        return own == theirs and self.value == other.value


@dataclass(slots=True)
class _TableReader:
    text: str
    part: Part
    table: Table
    above: list[str]
    path: list[str]
    section: _Heading | None = None
    section_task: TaskDraft | None = None
    columns: list[Column] = field(default_factory=list)
    layout: Layout = field(default_factory=lambda: Layout([], 0, []))
    charges: dict[int, str] = field(default_factory=dict)
    """The columns of leaders who answer for the work, with their headers."""

    def stands_in(self, row: Row, task: TaskDraft | None) -> None:
        """Read the table below the row of another that it stands in, and that row's task if it is one."""
        if task:
            self.above, self.path = [*task.labels], [*task.path, task.title]
            return
        filled = [_heading(self.text, cell) for cell in row.cells if not cell.empty]
        numbers = [h.printed.rstrip(".．、") for h in filled]
        named = next((h for h, number in zip(filled, numbers, strict=True) if not number.isdigit()), None)
        label = next(filter(str.isdigit, numbers), named.label if named else "")
        self.above = [*self.above, label]
        self.path = [*self.path, *([named.title] if named else [])]

    def tasks(self) -> Iterator[TaskDraft]:
        """One task a row with work or units, and those of section cells; none where nobody has a column."""
        self.columns = self._meanings()
        self.layout = layout(self.columns)
        self.charges = self._charges()
        if not {*UNIT_COLUMNS, Column.LEADER, Column.CONVENER} & set(self.columns):
            return
        last: list[Cell] = []
        for row in self.table.rows:
            if self._is_no_task(row):
                continue
            cells = self._filled(row, last)
            last = cells
            yield from self._section(row)
            draft = self._row(row, cells)
            if draft.title or draft.text or draft.units or draft.leaders:
                yield draft

    def _is_no_task(self, row: Row) -> bool:
        """Whether a row is empty, a sum of those above it, or a note."""
        filled = [(i, tidy(self.text[c.start : c.end])) for i, c in enumerate(row.cells) if not c.empty]
        beside_units = [words for i, words in filled if self.columns[i] not in UNIT_COLUMNS]
        is_note = len(filled) == 1 and NOTE.match(filled[0][1])
        return not filled or bool(is_note) or any(map(TOTAL.fullmatch, beside_units))

    def _meanings(self) -> list[Column]:
        words = [[self.text[c.start : c.end] for c in row.cells] for row in self.table.rows]
        if all(cell.empty for cell in self.table.header):
            return by_contents(words) or [Column.OTHER] * max(map(len, words), default=0)
        header = meanings([self.text[c.start : c.end] for c in self.table.header])
        width = len(words[0]) if words else 0
        return with_units(spread(header, width), list(zip(*words, strict=False)))

    def _charges(self) -> dict[int, str]:
        headings = [self.text[c.start : c.end] for c in self.table.header]
        printed = [leaders.label_of(words) for words in headings if meaning(words) is Column.LEADER]
        places = [i for i, kind in enumerate(self.columns) if kind is Column.LEADER]
        return {i: label for i, label in zip(places, printed, strict=False) if label}

    def _filled(self, row: Row, above: list[Cell]) -> list[Cell]:
        """The row's cells, those merged with the row above taken from there.

        A file that knows its spans says which those are. Else every row has a lead, a deadline and
        a category, so an empty cell of these is merged. Who shares the work may be left open: an
        empty cell there is merged only when the lead is, too.
        """
        if not above:
            return list(row.cells)
        if self.table.spans:
            return [old if new.merged else new for new, old in zip(row.cells, above, strict=True)]
        kinds = zip(row.cells, self.columns, strict=True)
        lead_is_merged = any(c.empty for c, kind in kinds if kind is Column.LEAD)
        answers = () if self._is_by_unit() else (Column.RESPONSIBLE,)
        optional = () if lead_is_merged else (*answers, Column.SUPPORT, Column.GUIDE)
        return [
            old if new.empty and kind not in optional else new
            for new, old, kind in zip(row.cells, above, self.columns, strict=True)
        ]

    def _is_by_unit(self) -> bool:
        """Whether the table lists the work of each unit: who answers stands before the work."""
        return Column.LEAD not in self.columns and Column.RESPONSIBLE in self.columns[: self.layout.title]

    def _section(self, row: Row) -> Iterator[TaskDraft]:
        """The task of a section cell that names a lead; a heading printed again adds its place."""
        sections = self.layout.sections
        if not sections or row.cells[sections[0]].empty:
            return
        cell = row.cells[sections[0]]
        heading = _heading(self.text, cell)
        if self.section is not None and heading.same_as(self.section):
            if self.section_task is not None and heading.clause:
                self.section_task.assignment.append((heading.start, heading.end))
            return
        self.section, self.section_task = heading, None
        if heading.clause:
            self.section_task = TaskDraft(
                part=self.part,
                labels=(*self.above, heading.label),
                path=[*self.path],
                title=heading.title,
                text=heading.title,
                rule=heading.rule,
                assignment=[(heading.start, heading.end)],
                words=[(heading.start, heading.end)],
                units=heading.clause.units,
                others=heading.clause.others,
                leaders=list(heading.clause.leaders),
            )
            yield self.section_task

    def _row(self, row: Row, cells: list[Cell]) -> TaskDraft:
        sections, title_at, text_at = self.layout
        title = _heading(self.text, cells[title_at])
        draft = TaskDraft(
            part=self.part,
            labels=(*self.above, *self._labels(cells, title, text_at)),
            path=[*self.path, *self._sections_above(cells, sections)],
            title=title.title or self._words(cells, text_at),
            text=self._words(cells, text_at) or title.title,
            rule="table-row",
            assignment=[(row.start, row.end)],
            words=[(cells[i].start, cells[i].end) for i in text_at if not cells[i].empty],
        )
        for index, kind in enumerate(self.columns):
            words = flatten(self.text, cells[index].start, cells[index].end)
            self._read_cell(draft, kind, words)
            if index in self.charges:
                draft.leaders += leaders.behind(self.charges[index], words)
        return draft

    def _labels(self, cells: list[Cell], title: _Heading, text_at: list[int]) -> list[str]:
        """The printed labels of a row: section, number or title, and sub-item."""
        found = [self.section.label] if self.section else []
        numbers = [i for i, kind in enumerate(self.columns) if kind is Column.NUMBER]
        printed = self._words(cells, numbers)
        number = printed.rstrip(".．、")
        found.append(number if number.isdigit() else title.label)
        item = labels.parse(tidy(self._words(cells, text_at[:1]))) if not printed else None
        if item and item.rank in (labels.ARABIC_BRACKET, labels.CIRCLED):
            found.append(item.printed)
        return found

    def _sections_above(self, cells: list[Cell], sections: list[int]) -> list[str]:
        if not sections or self.section is None:
            return []
        return [self.section.printed, *(self._words(cells, [i]) for i in sections[1:])]

    def _words(self, cells: list[Cell], indexes: list[int]) -> str:
        return "".join(tidy(self.text[cells[i].start : cells[i].end]) for i in indexes)

    def _read_cell(self, draft: TaskDraft, kind: Column, words: Flat) -> None:
        if not words.text:
            return
        if kind in _ROLE_OF:
            found, by_words = unit_cells.read(_ROLE_OF[kind], words)
            if by_words:
                draft.said.append((words.start, words.end))
            for role, items in found.units.items():
                draft.units.setdefault(role, []).extend(items)
            draft.leaders += found.leaders
            draft.others = draft.others or found.others
            draft.deadline = found.deadline or draft.deadline
        elif kind is Column.DEADLINE:
            draft.deadline = words.text
        elif kind is Column.CATEGORY:
            draft.category = [name for name in re.split("[、，,；;]", words.text) if name]
        elif kind is Column.CONVENER:
            draft.convener = Item(words.text, words.start, words.end)


def _heading(text: str, cell: Cell) -> _Heading:
    """A heading cell taken apart: label, words, and a clause in or without brackets."""
    words = flatten(text, cell.start, cell.end)
    label = labels.parse(words.text)
    clause, rule, end = _clause_behind(words)
    body = words.text[label.end if label else 0 : end].rstrip("。.；;：:")
    printed = words.text[:end].rstrip("。.；;：:")
    return _Heading(
        label=label.printed if label else "",
        value=label.value if label else None,
        title=body,
        printed=printed,
        clause=clause,
        rule=rule,
        start=cell.start,
        end=cell.end,
    )


def _clause_behind(words: Flat) -> tuple[Clause | None, str, int]:
    """The clause at the end of a heading, the rule that read it, and where it begins."""
    for bracket in outermost(words.text):
        clause, read_by = find.parse(words[bracket.inside])
        if clause and read_by and not read_by.needs_end and bracket.end == len(words):
            return clause, "section-lead", bracket.start
    role = _LEAD_BEHIND_HEADING.search(words.text)
    if role:
        starts = [m.start() for m in re.finditer("[县市区省州旗]", words.text[: role.start()])]
        for start in reversed(starts):
            name = words.text[start : role.start()]
            if looks_like_unit(name) and len(name) > 2:
                clause = Clause("section-lead")
                clause.add("lead", words[start : role.start()])
                return clause, "section-lead-without-brackets", start
    return None, "", len(words)
