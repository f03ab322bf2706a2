"""What a table's columns mean, told from the words of its header, never from a position."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from zeren.ingest.cells import Kind, kind_of
from zeren.ingest.figure_columns import PROGRESS, names_targets
from zeren.ingest.headers import plain_words


class Column(StrEnum):
    """The meaning of a column."""

    NUMBER = "number"
    FIELD = "field"
    HEADING = "heading"
    MEASURE = "measure"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    GUIDE = "guide"
    CONVENER = "convener"
    LEADER = "leader"
    DEADLINE = "deadline"
    CATEGORY = "category"
    REMARK = "remark"
    OTHER = "other"


_FEWEST_UNITS = 3
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_AND_PERSON = re.compile(r"(?:及|和|与|、|/|／)其?(?:责任|负责|联系|分管|主要)*(?:人员?|领导)$")
_NAME = re.compile(r"(?:单位|机构|部门|企业|学校)?名称|姓名")
_FIRST_ROWS = 3
_FEWEST_KNOWN = 3
_ROLE_WORD = 2
_FEWEST_COLUMNS = 3
_WORDS_OF_WORK = 5

LONGEST_HEADER = 14
"""Characters of a header's cell at most."""

WIDEST_HEADER = 200
"""Columns of a header at most; what is wider is no table of tasks, and costs time row after row."""

UNIT_COLUMNS = frozenset({Column.LEAD, Column.RESPONSIBLE, Column.SUPPORT, Column.GUIDE})

_OF_WORK = frozenset({Column.HEADING, Column.MEASURE})

# The first pattern that the header's words match decides; words of offices vary, hence patterns.
_VOCABULARY: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"(建议|提案|议案|事项|问题|任务|项目)?(序号|编号|项号|号)|No\.?"),
        (Column.CONVENER, r".*(召集人|组长|总指挥|指挥长)"),
        (
            Column.LEADER,
            r".*(责任|牵头|分管|分线|包联|包抓|包保|督办|督导|挂点|联系|主管|主要|县级|市级)领导"
            r"|.*(责任人|负责人|联系人|联络员|负责同志|河长|湖长|林长|田长|链长|路长|片长)|([省市县区州盟旗镇乡]|分管|包联|联系|挂点|责任)领导"
            r"|(分管|包联|包保|联系|责任|牵头|挂点)副?([省市县区州盟旗镇乡]长|书记|主任)",
        ),
        (
            Column.LEAD,
            r"([省市县区州盟旗][级直])?(总)?牵头(责任|负责)?([省市县区州盟旗](级|直))?(单位|部门|科室|处室|局办)?|(主要|第一|首要)责任(单位|部门)"
            r"|主(办|责|管|要负责)(单位|部门)|主办|主责|发起(单位|部门)",
        ),
        (Column.GUIDE, r"(业务|技术)?(指导|督导|督办|监管|监督)(责任)?(单位|部门)"),
        (
            Column.SUPPORT,
            r"([省市县区州盟旗][级直]|主要)?(协办|会办|协助|协同|配合|参与|参加|协作)(责任)?(单位|部门|科室|处室|局办)?",
        ),
        (
            Column.RESPONSIBLE,
            r"(其他|其它|第[二三四]|相关|共同|具体|整改|[省市县区州盟旗][级直])?(责任|负责|承办|落实|实施|整改|执行|完成)(责任)?"
            r"([省市县区州盟旗](级|直))?(单位|部门|主体|科室|处室|局办|站所|村居?|社区|乡镇|镇街|地区|县（市、区）|县市区|县区)(及.*)?"
            r"|责任(单位|部门).*|属地(责任|管理)?(单位|政府|主体)?|(乡镇|镇街|街道|村居?)责任",
        ),
        (
            Column.DEADLINE,
            r"(计划|拟|要求)?(完成|办结|落实|整改|实施|检查|抽查|化解|销号)?(时限|时间|期限|节点|时间节点|时间要求|时限要求|进度安排|时间安排)",
        ),
        (Column.CATEGORY, r"(任务|项目|事项)?(类型|类别|性质|来源|分类)"),
        (
            Column.REMARK,
            r"备注|说明|附注|备考|(各项|标准)?分值|得分|分数|权重|(工作|完成)?进展(情况)?|完成情况|(联系)?电话|联系方式"
            r"|(计划|项目)?(总)?投资(额|估算|规模)?|资金来源|(项目)?(业主|法人)(单位)?|(建设|实施|项目)地点|(建设|起止)(工期|年限|期限)"
            rf"|{PROGRESS}|",
        ),
        (
            Column.MEASURE,
            r"(工作|具体|主要|重点|评分|考核|验收|政策)?(目标|措施|举措|要求|标准)(任务|内容|要求)?|(目标任务|预期目标|年度目标)"
            r"|(主要)?建设(内容|规模)(及|和|与)(建设)?(规模|内容|标准)",
        ),
        (
            Column.HEADING,
            r".*(任务|事项|内容|项目|工程|专委会|领域|方面|指标|行动|名称|环节|要点|职责|职能|问题)(名称|内容|分解)?",
        ),
    )
)


@lru_cache(maxsize=10_000)
def meaning(header: str) -> Column:
    """The meaning of a column by its header's words; OTHER when the words are unknown."""
    words = plain_words(header)
    shorter = _AND_PERSON.sub("", words)
    if shorter != words and meaning(shorter) in UNIT_COLUMNS:
        return meaning(shorter)
    for column, pattern in _VOCABULARY:
        if pattern.fullmatch(words):
            return column
    return Column.OTHER


def is_header(cells: Sequence[str]) -> bool:
    """Whether cells are a table's header: short words, one naming units, most of them known, or three.

    A role word without its noun (牵头) stands in other cells, too: it names units beside another
    one, or in a longer header.
    """
    if not 2 <= len(cells) <= WIDEST_HEADER or any(
        not (0 < len(plain_words(c)) <= LONGEST_HEADER) for c in cells
    ):
        return False
    meanings = [meaning(cell) for cell in cells]
    known = sum(m is not Column.OTHER for m in meanings)
    naming = [plain_words(c) for c, m in zip(cells, meanings, strict=True) if m in UNIT_COLUMNS]
    if len(cells) > _ROLE_WORD and names_targets(cells):
        return True
    bare = len(naming) == 1 and len(naming[0]) <= _ROLE_WORD and len(cells) <= _ROLE_WORD + 1
    return bool(naming) and not bare and (known * 2 > len(cells) or known >= _FEWEST_KNOWN)


def header_over_units(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of a table's first rows is its header, if few of its words are known but units stand below.

    Args:
        rows: the words of each row's cells that are not empty. A merged cell may be missing from
            its row, so that units are looked for in rows, not in columns.
    """
    for index, words in enumerate(rows[:_FIRST_ROWS]):
        plain = [plain_words(word) for word in words]
        if len(plain) < _FEWEST_COLUMNS or any(not 0 < len(word) <= LONGEST_HEADER for word in plain):
            continue
        known = sum(meaning(word) is not Column.OTHER for word in plain)
        tells_work = any(meaning(w) in _OF_WORK and not _NAME.fullmatch(w) for w in plain)
        names_units = any(meaning(w) in UNIT_COLUMNS and len(w) > _ROLE_WORD for w in plain)
        if not names_units and not (tells_work and known * 2 > len(plain)):
            continue
        below = [next((w for w in row if kind_of(w) is Kind.UNITS), "-") for row in rows[index + 1 :]]
        if holds_units(below):
            return index
    return None


def holds_units(cells: Sequence[str]) -> bool:
    """Whether a column holds units, whatever its header says: most of its cells, and three at least."""
    filled = [cell for cell in cells if cell.strip()]
    units = sum(kind_of(cell) is Kind.UNITS for cell in filled)
    return units >= _FEWEST_UNITS and units * 10 >= len(filled) * 6


def with_units(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """The meanings of columns, where no header names units: the one that holds units answers for the work.

    Args:
        columns: the meanings by their headers.
        cells: the words of each column's cells.
    """
    found = list(columns)
    if not UNIT_COLUMNS & set(found):
        at = next((i for i, column in enumerate(cells) if holds_units(column)), None)
        if at is not None:
            found[at] = Column.RESPONSIBLE
    return found


def by_contents(rows: Sequence[Sequence[str]]) -> list[Column] | None:
    """The meanings of columns without a header, by what they hold; None where that is no list of tasks.

    Such a list has units in a column, words long enough for work in another, and numbers or deadlines
    in a third, from its first row on: a first row of other words is a header that nobody knows.

    Args:
        rows: the words of each row's cells, the empty ones too.
    """
    width = max(map(len, rows), default=0)
    whole = [row for row in rows if len(row) == width]
    if width < _FEWEST_COLUMNS or len(whole) < _FEWEST_UNITS or whole[0] is not rows[0]:
        return None
    found: list[Column] = []
    for cells in zip(*whole, strict=True):
        kinds = [kind_of(cell) for cell in cells]
        column = _by_content(cells, kinds)
        if column in UNIT_COLUMNS and kinds[0] is not Kind.UNITS:
            return None
        found.append(Column.MEASURE if column is Column.HEADING and Column.HEADING in found else column)
    counted = {Column.NUMBER, Column.DEADLINE} & set(found)
    return found if counted and Column.HEADING in found and Column.RESPONSIBLE in found else None


def _by_content(cells: Sequence[str], kinds: Sequence[Kind]) -> Column:
    filled = [cell for cell in cells if cell.strip()]
    most = max(set(kinds), key=lambda kind: (kinds.count(kind), kind.value))
    if holds_units(cells):
        return Column.RESPONSIBLE
    if most is Kind.NUMBER and kinds[0] is Kind.NUMBER:
        return Column.NUMBER
    if most is Kind.DEADLINE:
        return Column.DEADLINE
    long_enough = len(_CHINESE.findall("".join(filled))) >= _WORDS_OF_WORK * len(filled)
    return Column.HEADING if most is Kind.WORDS and long_enough else Column.REMARK


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
