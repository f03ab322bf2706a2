"""The words of listings and accounts in both languages."""

from __future__ import annotations

from zeren.commands.session import Language

WORDS: dict[str, tuple[str, str]] = {
    # what there is
    "document": ("方案", "plan"),
    "unit": ("单位", "unit"),
    "task": ("任务", "task"),
    "group": ("专班", "working group"),
    "campaign": ("专项行动", "campaign"),
    "region": ("地区", "region"),
    "citation": ("引用文件", "citation"),
    "finding": ("疑点", "finding"),
    # how a unit takes part
    "lead": ("牵头", "leads"),
    "responsible": ("负责", "responsible"),
    "support": ("配合", "supports"),
    "guide": ("指导", "guides"),
    "member": ("成员单位", "member"),
    "office": ("办公室", "office"),
    "convener": ("召集人", "convener"),
    "deputy": ("副召集人", "deputy convener"),
    # what is said about a thing
    "id": ("编号", "id"),
    "name": ("名称", "name"),
    "title": ("标题", "title"),
    "number": ("文号", "number"),
    "issuer": ("发文机关", "issuer"),
    "issued": ("成文日期", "issued"),
    "characters": ("字符数", "characters"),
    "file": ("文件", "file"),
    "annex": ("附件", "annex"),
    "path": ("章节", "section"),
    "kind": ("类别", "kind"),
    "function": ("职能", "function"),
    "aliases": ("别名", "also called"),
    "english": ("英文", "English"),
    "parent": ("上级", "part of"),
    "part": ("下级", "has part"),
    "category": ("类型", "category"),
    "deadline": ("完成时限", "deadline"),
    "others": ("名单未尽（等）", "open-ended"),
    "text": ("内容", "text"),
    "quote": ("原文", "quote"),
    "what": ("事项", "what"),
    "severity": ("轻重", "severity"),
    "message": ("说明", "message"),
    "level": ("层级", "level"),
    "review": ("待核名称", "name to review"),
    # the account of an ingestion
    "new": ("新增", "new"),
    "changed": ("已更新", "changed"),
    "unchanged": ("没有变化", "unchanged"),
    "tasks": ("任务", "tasks"),
    "units": ("单位", "units"),
    "groups": ("专班", "groups"),
    "citations": ("引用文件", "citations"),
    "findings": ("疑点", "findings"),
    "leftovers": ("有触发词而未成为事实", "words with a trigger that became no fact"),
    "warning": ("注意", "warning"),
    "tasks-added": ("新增任务", "tasks added"),
    "tasks-gone": ("消失的任务", "tasks gone"),
    "tasks-changed": ("变化的任务", "tasks changed"),
    "failed": ("未能读取", "not read"),
    "explain": ("用 --explain 逐条列出", "--explain lists them"),
    "removed": ("已移除", "removed"),
    "nothing": ("没有可列出的内容", "nothing to list"),
    "yes": ("是", "yes"),
    # kinds of units
    "department": ("政府部门", "government department"),
    "party-body": ("党委机构", "party body"),
    "court-or-procuratorate": ("法院和检察院", "court or procuratorate"),
    "people-organisation": ("群团组织", "people's organisation"),
    "vertical-agency": ("垂直管理机构", "vertical agency"),
    "public-institution": ("事业单位", "public institution"),
    "enterprise": ("企业", "enterprise"),
    "bank": ("银行和金融机构", "bank"),
    "township": ("乡镇街道", "township"),
    "development-zone": ("开发区", "development zone"),
    "coordinating-body": ("议事协调机构", "coordinating body"),
    "collective": ("统称", "collective"),
    "other": ("其他", "other"),
    # kinds of findings
    "bracket-unclosed": ("括号不完整", "bracket not closed"),
    "label-missing": ("编号缺失", "label missing"),
    "label-repeated": ("编号重复", "label repeated"),
    "label-out-of-order": ("编号颠倒", "label out of order"),
    "unit-name-joined": ("名称已并入", "name joined to a unit"),
    "unit-name-undecided": ("名称待定", "name may mean several units"),
    "incomplete": ("内容不全", "incomplete"),
}
"""A word's name in the facts: how it is said in Chinese, how in English."""


def say(word: str, language: Language | None) -> str:
    """How a word is said in a language, Chinese unless English is asked for; unknown ones as they are."""
    chinese, english = WORDS.get(word, (word, word))
    return english if language is Language.EN else chinese
