"""Documents made of the grammar's own words in any order: nothing breaks, nothing is lost in silence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.ingest.assignments.clause import TRIGGER
from zeren.ingest.pipeline import read_text

WORDS = (
    "县发改局", "县财政局", "各乡镇", "各县（市、区）人民政府", "市生态环境局云泽分局", "李明", "等部门",
    "相关单位", "牵头", "负责", "配合", "按职责分工", "指导", "会同", "商", "由", "牵头单位：", "责任单位：",
    "配合：", "【责任单位】", "完成时限：", "6月底前", "长期坚持", "列第一位者为牵头单位",
    "标★的为牵头单位", "★", "下同", "均涉及", "不再单独列出",
    "（", "）", "(", ")", "[", "〔", "〕", "【", "】", "“", "”",
    "、", "，", "；", "。", "——", "：", "　", " ", "\t", "\n", "\n\n", "一、", "（二）", "3.", "第四条 ",
    "序号", "工作任务", "1", "建设口袋公园", "谁审批谁负责", "负责解释",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_any_order_of_the_words_is_read_or_accounted_for(words: list[str]) -> None:
    text = "云泽县重点工作方案\n2024年3月1日\n" + "".join(words)
    facts = read_text(text, "plan.txt", "0" * 64)
    places = [(e.start, e.end) for task in facts.tasks for e in task.evidence]
    places += [(m.start, m.end) for task in facts.tasks for _, m in task.mentions()]
    places += [(left.start, left.end) for left in facts.leftovers]
    for start, end in places:
        assert 0 <= start < end <= len(text)
    for task in facts.tasks:
        for _, mention in task.mentions():
            words_there = "".join(text[mention.start : mention.end].split())
            assert words_there.startswith(mention.mention[:1])
    for found in TRIGGER.finditer(text):
        # A word in a table's header or cell names its column, and assigns nothing by itself.
        held = any(a <= found.start() < b or a < found.end() <= b for a, b in places)
        assert held or "\t" in text, text[max(0, found.start() - 20) : found.end() + 20]
