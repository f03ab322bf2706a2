"""What a table's columns mean, told from the words of its header, never from a position."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """The meaning of a column."""

    NUMBER = "number"
    HEADING = "heading"
    MEASURE = "measure"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    GUIDE = "guide"
    CONVENER = "convener"
    DEADLINE = "deadline"
    CATEGORY = "category"
    OTHER = "other"


UNIT_COLUMNS = frozenset({Column.LEAD, Column.RESPONSIBLE, Column.SUPPORT, Column.GUIDE})

# The first pattern that the header's words match decides; words of offices vary, hence patterns.
_VOCABULARY: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"序号|编号|项号|No\.?"),
        (Column.CONVENER, r".*(召集人|责任领导|牵头领导|分管领导|分线领导|包联领导|责任人|负责人|联系人)"),
        (
            Column.LEAD,
            r"(总)?牵头(责任)?(单位|部门)|主要责任(单位|部门)|第一责任单位|主办(单位|部门)|主责(单位|部门)",
        ),
        (Column.GUIDE, r"(业务)?指导(单位|部门)|督导(单位|部门)"),
        (Column.SUPPORT, r"(协办|协助|协同|配合|参与|参加|协作)(责任)?(单位|部门)"),
        (
            Column.RESPONSIBLE,
            r"(其他|相关|共同)?(责任|负责|承办|落实|实施)(单位|部门|主体)(及.*)?|责任(单位|部门).*",
        ),
        (
            Column.DEADLINE,
            r"(计划|拟|要求)?(完成|办结|落实|整改)?(时限|时间|期限|节点|时间节点|时间要求|时限要求|进度安排|时间安排)",
        ),
        (Column.CATEGORY, r"(任务|项目|事项)?(类型|类别|性质|来源|分类)"),
        (
            Column.MEASURE,
            r"(工作|具体|主要|重点)?(目标|措施|举措|要求|标准)(任务|内容|要求)?|(目标任务|预期目标|年度目标)",
        ),
        (
            Column.HEADING,
            r".*(任务|事项|内容|项目|工程|专委会|领域|方面|指标|行动|名称|环节|要点)(名称|内容|分解)?",
        ),
    )
)


def meaning(header: str) -> Column:
    """The meaning of a column by its header's words; OTHER when the words are unknown."""
    words = "".join(header.split()).strip("：:")
    for column, pattern in _VOCABULARY:
        if pattern.fullmatch(words):
            return column
    return Column.OTHER


def is_header(cells: Sequence[str]) -> bool:
    """Whether cells are a table's header: short words, one naming units, most of them known."""
    if len(cells) < 2 or any(not (0 < len("".join(c.split())) <= 14) for c in cells):
        return False
    meanings = [meaning(cell) for cell in cells]
    known = sum(m is not Column.OTHER for m in meanings)
    return bool(UNIT_COLUMNS & set(meanings)) and known * 2 > len(cells)


def spread(meanings: Sequence[Column], width: int) -> list[Column]:
    """The meanings of `width` columns below a header that may have fewer cells.

    A header cell that spans several columns is printed once. The cell that spans is the last
    heading or measure before the first unit column: plans print item and text below one title.
    """
    columns = list(meanings[:width])
    missing = width - len(columns)
    if missing <= 0:
        return columns
    first_unit = next((i for i, m in enumerate(columns) if m in UNIT_COLUMNS), len(columns))
    texts = [
        i for i, m in enumerate(columns[:first_unit]) if m in (Column.HEADING, Column.MEASURE, Column.OTHER)
    ]
    at = texts[-1] if texts else max(0, first_unit - 1)
    return columns[:at] + [columns[at]] * missing + columns[at:]
