"""What a page says of a document beside its text: number, title, issuer, day, under many names."""

from __future__ import annotations

import re
from collections.abc import Iterable

FIELDS = {
    "标题": "标题", "名称": "标题", "信息名称": "标题", "文件名称": "标题", "公文名称": "标题",
    "文号": "发文字号", "发文字号": "发文字号", "文件编号": "发文字号", "公文文号": "发文字号",
    "发文机关": "发文机关", "发文机构": "发文机关", "发文单位": "发文机关", "发布机构": "发文机关",
    "发布机关": "发文机关", "公开机构": "发文机关", "制发机关": "发文机关",
    "成文日期": "成文日期", "生成日期": "成文日期", "发文日期": "成文日期", "印发日期": "成文日期",
    "发布日期": "发布日期", "发布时间": "发布日期", "公开日期": "发布日期", "公开时间": "发布日期",
}  # fmt: skip
"""What a page's table calls a property of the document, by the name under which it is kept."""

_OTHER_FIELDS = (
    "索引号", "信息索引号", "主题分类", "主题词", "分类", "公文种类", "体裁", "体裁分类", "有效性",
    "效力状态", "公开方式", "公开形式", "公开范围", "公开类别", "公开责任部门", "信息分类", "内容概述",
    "内容摘要", "关键词", "实施日期", "生效日期", "废止日期", "失效日期", "统一登记号", "登记号",
    "服务对象", "信息格式", "语种", "组配分类",
)  # fmt: skip
_FIELD_NAMES = "|".join(sorted((*FIELDS, *_OTHER_FIELDS), key=len, reverse=True))
_FIELD = re.compile(
    rf"(?:^|(?<=[\s\]】;；]))[\[【]?\s*(?P<name>{_FIELD_NAMES})\s*"
    r"(?:[\]】]\s*[:：]?|[:：]|$)"
)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=(?:[\u4e00-\u9fff] ?){1,4}[:：])")
_NOT_OF_VALUE = re.compile(r"(?:信息)?来源[:：]|(?:浏览|点击|阅读)|字[体号][:：]|【|\[")


def fields(lines: Iterable[str]) -> dict[str, str]:
    """The properties that lines name: a name and its value on one line, or on two; first come, first kept.

    Each line is a cell, an item or a paragraph; `文号：云泽政办发〔2024〕5号`, `【文号】…`, or a name
    alone with its value on the next line.
    """
    found: dict[str, str] = {}
    waiting = ""
    for line in lines:
        words = _told(line)
        names = list(_FIELD.finditer(words))
        if not words:
            continue
        if not names:
            if waiting and len(words) <= 200:
                found.setdefault(waiting, words)
            waiting = ""
            continue
        for name, behind in zip(names, [*names[1:], None], strict=True):
            value = words[name.end() : behind.start() if behind else len(words)]
            value = _NOT_OF_VALUE.split(value)[0].strip(" ;；|")
            waiting = name["name"] if not value else ""
            if value:
                found.setdefault(name["name"], value)
    return found


def is_fields(lines: list[str]) -> bool:
    """Whether lines are a page's table of properties: three or more, and little else."""
    words = [line for line in lines if line.strip()]
    if sum(map(len, words)) > 1500:
        return False
    count = sum(len(list(_FIELD.finditer(_told(line)))) for line in words)
    return count >= 3 and count * 2 >= len(words)


def _told(line: str) -> str:
    """A line's words; a name that is spaced out to fill its cell (文　　号：) is put together."""
    words = " ".join(line.split())
    return _SPACED.sub("", words)
