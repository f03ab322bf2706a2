"""What a table's columns of figures mean, by their headers: a target, a step to it, a year, what is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from zeren.ingest.headers import plain_words

PROGRESS = (
    r"(?:.*(?:完成|进展|推进|落实|执行|实施)情况|(?:截[至止]|至)\d.*?(?:完成|进展|进度|实现|落实).*"
    r"|(?!.*(?:目标|计划|任务|预期|拟|应|力争|要求)).*(?:完成|进展|实现|达到)(?:值|数|率|额|量|进度)?"
    r"|(?!.*(?:目标|计划|任务|要求)).*(?:上年|去年|同期|实际|实绩|现状|基期|基数|基准|预计|已完成).{0,6}"
    r"|(?:累计|当前|目前|工作|实际)(?:完成|进展|进度|状态)|(?:工作|取得|主要|阶段性?)的?(?:成效|成果)|是否完成)"
)
"""Headers of what was or is, not of what is to be: 2024年完成, 截至6月底完成, 完成情况, 上年基数."""

_PROGRESS = re.compile(PROGRESS)
_YEAR = r"(?:20\d\d年度?)?"
_TARGET = re.compile(
    rf"{_YEAR}(?:全年|年度|年末|年底|工作|预期|计划|考核|力争|奋斗|规划|绩效|具体|主要|增长|增速)*"
    r"(?:目标|计划|指标值|任务数|任务量|预期值|计划数)(?:值|数|量|任务|数值|总数|总量|总额|完成|要求)?"
)
_STEP = re.compile(
    rf"{_YEAR}(?:第?[一二三四1-4]季度?|前三季度|[上下]半年|(?:\d{{1,2}}[-—至])?\d{{1,2}}月|[一二三四五六七八九十]{{1,2}}月|Q[1-4])"
    r"(?:份|底|末)?前?(?:工作|进度|序时|累计|计划|阶段)*(?:目标|计划|任务|进度|要求)?(?:值|数|量)?"
    r"|(?:序时|阶段)(?:进度)?(?:目标|计划|任务|要求)(?:值|数)?|年均(?:增长|增速|增幅|目标)?率?"
)
_OF_A_YEAR = re.compile(r"(?P<year>20\d\d)年?")
_WHOLE_YEAR = re.compile(f"{_YEAR}(?:全年|年度|年底|年末|总数|总量|数量|合计)")
_QUANTITY = re.compile(
    r"(?:主要|核心|具体|考核|评价|绩效|监测|统计|发展|重点|关键|预期|约束性|工作|[一二三四]级)*指标(?:名称|项目|内容)?"
)
_OF_MEASURE = re.compile(r"(?:计量|计算|指标|数据)?单位")
_NAMED_YEAR = re.compile(r"(20\d\d)年?")


class Figures(StrEnum):
    """What the figures of a column are."""

    TARGET = "target"
    STEP = "step"
    YEAR = "year"
    PROGRESS = "progress"


def figures_of(header: str, over: str = "") -> Figures | None:
    """What the figures below a header are; None where it is no header of figures.

    Args:
        header: the words of the column's own header.
        over: those of the header above it that it shares with others: 目标 over 一季度, 二季度.
    """
    own, group = plain_words(header), plain_words(over)
    told = _told(own)
    if group and group != own and told is not Figures.PROGRESS:
        above = _told(group)
        if above is Figures.PROGRESS:
            return above
        if above is Figures.TARGET and (told is Figures.YEAR or _WHOLE_YEAR.fullmatch(own)):
            return Figures.TARGET
    return told


def _told(words: str) -> Figures | None:
    if _STEP.fullmatch(words):
        return Figures.STEP
    if _OF_A_YEAR.fullmatch(words):
        return Figures.YEAR
    if _TARGET.fullmatch(words):
        return Figures.TARGET
    return Figures.PROGRESS if _PROGRESS.fullmatch(words) else None


def year_of(header: str, over: str = "") -> int | None:
    """The year that a header, or the one above it, names."""
    found = _NAMED_YEAR.search(plain_words(header)) or _NAMED_YEAR.search(plain_words(over))
    return int(found[1]) if found else None


def step_of(header: str) -> str:
    """A step as its header names it: 一季度, 6月底前."""
    return plain_words(header)


def is_quantity(header: str) -> bool:
    """Whether a header says that its column names quantities: 指标, 主要指标名称."""
    return _QUANTITY.fullmatch(plain_words(header)) is not None


def is_of_measure(header: str) -> bool:
    """Whether a header may be that of the units of measure: 单位, 计量单位."""
    return _OF_MEASURE.fullmatch(plain_words(header)) is not None


def names_targets(headers: Sequence[str]) -> bool:
    """Whether headers side by side are those of a table of quantities and their targets."""
    figures = [figures_of(header) for header in headers]
    return any(map(is_quantity, headers)) and any(f and f is not Figures.PROGRESS for f in figures)
