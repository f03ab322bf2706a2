"""Which columns of a table tell the work: the sections above a row, its title, and its text.

A title is the column whose header names work. What a header says of time, progress, figures or
the field of work is no title while such a column stands beside it, nor what it says of trouble
and of the next step where the work stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from zeren.ingest.columns import Column, meaning
from zeren.ingest.headers import plain_words

TEXT_COLUMNS = (Column.FIELD, Column.HEADING, Column.MEASURE, Column.OTHER)

_FIELD = re.compile(r"(?:所属|涉及|重点|工作|责任)?(?:领域|方面|板块|行业|条线)(?:名称|类别)?")
_FIGURES = re.compile(
    r"第?[一二三四1-4]季度?末?|[上下]半年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|份|末)?前?|月份|季度|月度|日期"
    r"|\d{4}年度?(?:(?:目标|计划)值)?|年底前?|\w{0,4}(?:进度|进展)(?:计划|目标|要求|情况)?|(?:当前|目前)状态"
    r"|(?:目标|指标|任务|计划|基期|现状|完成|年度)(?:值|数)|(?:计量)?单位|数量|总量|基数|比例|占比|增幅|增速|金额|资金"
)
_AFTERWARDS = re.compile(
    r"(?:存在|遇到|主要|突出|面临|需要?协调)(?:的|解决)*(?:主要|突出)?(?:困难|问题|事项)(?:[和及与、]?(?:困难|问题|原因|建议|不足))?(?:情况)?"
    r"|(?:困难|问题)[和及与、]?(?:困难|问题|原因|建议|不足)|(?:下一?步|后续|下阶段)(?:工作)?(?:打算|安排|计划|举措|措施|建议|任务|工作)?"
)
_CONTENT = re.compile(r"(?:工作|主要|具体|实施)?(?:内容|要点)")
_NAMES_WORK = re.compile(r".*(?:任务|事项|项目|工程|举措)(?:名称)?")
_ENDS_TEXT = frozenset(
    {Column.LEAD, Column.RESPONSIBLE, Column.SUPPORT, Column.GUIDE, Column.LEADER, Column.DEADLINE}
)


class Layout(NamedTuple):
    """The columns of the sections above a row, of its title, and of its text."""

    sections: list[int]
    title: int
    text: list[int]


def meanings(headers: Sequence[str]) -> list[Column]:
    """The meanings of columns whose headers stand side by side."""
    words = [plain_words(header) for header in headers]
    found = [meaning(header) for header in headers]
    fields = [i for i, c in enumerate(found) if c is Column.HEADING and _FIELD.fullmatch(words[i])]
    work = [i for i, c in enumerate(found) if c in (Column.HEADING, Column.MEASURE) and i not in fields]
    figures = [i for i, c in enumerate(found) if c is Column.OTHER and _FIGURES.fullmatch(words[i])]
    if work:
        for index in fields:
            found[index] = Column.FIELD
    if any(c in TEXT_COLUMNS and i not in figures for i, c in enumerate(found)):
        for index in figures:
            found[index] = Column.REMARK
    for index in _told_afterwards(words, work):
        found[index] = Column.REMARK
    if Column.MEASURE not in found:
        contents = [i for i in work if _CONTENT.fullmatch(words[i])]
        if any(_NAMES_WORK.fullmatch(words[i]) for i in work):
            for index in contents:
                found[index] = Column.MEASURE
    return found


def _told_afterwards(words: Sequence[str], work: Sequence[int]) -> list[int]:
    """The columns of trouble and next steps behind the work; before it, the trouble is the work."""
    named = next(
        (i for i in work if _NAMES_WORK.fullmatch(words[i]) and not _AFTERWARDS.fullmatch(words[i])), None
    )
    return (
        [] if named is None else [i for i in range(named + 1, len(words)) if _AFTERWARDS.fullmatch(words[i])]
    )


def layout(columns: Sequence[Column]) -> Layout:
    """Which columns a row's sections, title and text stand in.

    A column with an unknown header parts the table into sections where it stands before the title,
    and goes on with the title's words where it stands behind it.
    """
    at = {kind: [i for i, column in enumerate(columns) if column is kind] for kind in TEXT_COLUMNS}
    fields, headings, measures, others = (at[kind] for kind in TEXT_COLUMNS)
    if not headings:
        before = [i for i in others if not measures or i < measures[0]]
        if measures and before:
            return Layout(sorted([*fields, *before[:-1]]), before[-1], measures)
        return _last_two(fields, measures or others or fields)
    title = headings[-1]
    before = sorted([*fields, *headings[:-1], *(i for i in others if i < title)])
    text = measures or _behind(columns, title)
    if text:
        return Layout(before, title, text)
    if len(headings) > 1:
        return Layout([i for i in before if i < headings[-2]], headings[-2], [title])
    return Layout(before, title, [title])


def _last_two(fields: Sequence[int], texts: Sequence[int]) -> Layout:
    """Title and text are the last two of several columns; one column is both."""
    sections = sorted({*fields, *texts[:-2]} - set(texts[-2:]))
    return Layout(sections, texts[-2:][0] if texts else 0, list(texts[-1:]))


def _behind(columns: Sequence[Column], title: int) -> list[int]:
    """The columns with unknown headers behind the title, before units or deadlines."""
    found: list[int] = []
    for index in range(title + 1, len(columns)):
        if columns[index] in _ENDS_TEXT:
            break
        if columns[index] is Column.OTHER:
            found.append(index)
    return found
