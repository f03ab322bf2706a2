"""The forms in which a figure stands to what it is compared with: a baseline, a whole, a use, a subject.

Each takes the figure and says whether it is of its form; if so its targets are added. The plain forms
are in `named` (the name before the figure) and `counted` (the thing behind it).
"""

from __future__ import annotations

import re
from dataclasses import replace

from zeren.ingest.indicators import comparator, names
from zeren.ingest.indicators.context import CLAUSE_END, Context
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.peel import peel
from zeren.ingest.indicators.sentences import BLANK

_FROM = re.compile(r"(?:从|由|将|把)(?:现有的?|原来的?)?")
_RAISED = re.compile(
    r"(?P<what>.{0,14}?)(?:提高|提升|增加|升级|扩大|增长|上升|压减|压降|压缩|缩短|缩减|降低|下降|降|减少|调整|改造|提标|技改|技术改造)+"
    r"(?:到|至|为)?"
)
_GROWTH = re.compile("(?<=..)(?:同比)?(?:增长率?|增速|增幅)$")
_NORM = re.compile("(?:标准|费|金|额|价|收入|补助|补贴|工资|待遇)$")
_OF_WHOLE = re.compile(
    r"(?P<part>.*?)(?P<verb>达到?(?:或超过)?|占到?|按照|按|不低于|不少于|不超过|不高于|超过|为)(?P<whole>[^的、]{2,30})的$"
)
_BASED_ON = re.compile(r"(?P<part>.*?)(?:按照|按)$")
_ENOUGH = re.compile(
    r"(?P<part>.*?)(?:应当?|须|需|要|能)?满足(?:(?P<whose>[^、]{2,8}?)(?:未来|连续|至少)?)?$"
)
_STORED = "(?:动态|常态化?|足额|提前)*(?:准备|储备|配备|储存)"
_STOCK = re.compile(rf"的(?P<basis>[^、]{{2,8}}?){_STORED}(?P<goods>.+)")
_DONE = re.compile("(?:全部)?完成(?P<work>建设|整改|改造|治理|整治|创建|清理)?$")


def raised(context: Context, figure: Figure, behind: Figure) -> bool:
    """从…提高到…: the first figure is where the second starts from."""
    bound = context.masked[behind.start : behind.number]
    change = context.masked[figure.end : behind.start] + re.sub("不.*|超过|突破|约.*", "", bound)
    verb = _RAISED.fullmatch(change)
    starts = list(_FROM.finditer(context.masked, context.left, figure.start))
    if verb is None or not starts or figure.kind != behind.kind:
        return False
    name = context.text[context.left : starts[-1].start()] + verb["what"].strip("的" + BLANK)
    announced = names.topic(context.announced)
    for part in names.spread(names.clean(name), shared=False, grows=False):
        full = part
        if "/" in behind.unit and not _NORM.search(part):
            full = f"{announced}（{part}）" if _NORM.search(announced) else part + "标准"
        grows = behind.kind == "share" and _GROWTH.search(full) is not None
        full = _GROWTH.sub("", full) if grows else full
        context.add(full, behind, "growth" if grows else "", baseline=figure.value)
    context.left = behind.end
    return True


def of_whole(context: Context, figure: Figure, tail: str, tail_end: int) -> bool:
    """达到总床位数的20%, 按照服务人口数的15%准备: the share that one thing has in another."""
    left = context.text[context.left : figure.start]
    whole = _OF_WHOLE.match(left) if figure.kind == "share" else None
    if whole is None:
        return False
    what, end = "", figure.end
    if figure.comparator == "=":
        figure = replace(figure, comparator=comparator.of(whole["verb"], ""))
    if whole["verb"] in ("按", "按照"):
        end = context.end_of_list(tail_end) if tail else tail_end
        what = re.sub(f"^{_STORED}(.+)", r"\1储备", context.text[figure.end : end])
        if not tail:
            what = names.topic(CLAUSE_END.split(context.text[tail_end + 1 :])[0]).removesuffix("准备")
    part = names.clean(whole["part"]) or names.topic(context.clause_before)
    context.add(f"{part}{what}占{whole['whole']}比例", figure, end=end)
    context.left = end
    return True


def of_use(context: Context, figure: Figure, tail: str, tail_end: int) -> bool:
    """按照三个月的用量准备, 满足3个月的需求: a stock measured by how long it lasts."""
    if figure.kind == "share":
        return False
    left = context.text[context.left : figure.start]
    based = _BASED_ON.match(left) if tail.startswith("的") else None
    enough = _ENOUGH.match(left) if re.search("需[求要]", tail) else None
    if based:
        tail_end = context.end_of_list(tail_end)
        name = names.clean(based["part"]) + _stock(context.text[figure.end : tail_end])
    elif enough:
        name = names.clean(enough["part"])
        name = name if (enough["whose"] or "") in name else enough["whose"] + name
    else:
        return False
    context.add(name, figure, end=tail_end)
    context.left = tail_end
    return True


def _stock(words: str) -> str:
    """What is kept by its use: 的日常用量准备药品 is 药品储备量（日常用量）."""
    found = _STOCK.fullmatch(words)
    return f"{found['goods']}储备量（{found['basis']}）" if found else "按" + words[1:]


def share_of(context: Context, figure: Figure, tail_end: int) -> None:
    """100%按期整改到位, 100%的乡镇设有消防站: the share of a subject that is or does something."""
    peeled = peel(context.before(figure))
    act = context.text[figure.end : tail_end].strip("。的“”")
    is_condition = figure.comparator != "=" and context.text.startswith("的", figure.end)
    if peeled.change or not act or is_condition:
        return
    subject = names.clean(context.text[context.left : context.left + peeled.end])
    subject = re.sub("^对于?|(?:实现|确保|力争|做到)$", "", subject)
    of_members = context.text.startswith("的", figure.end)
    done = _DONE.fullmatch(act)
    topic = names.topic(context.clause_before) if done and context.clause_before else ""
    if done and topic:
        context.add(f"{subject}{topic}{done['work'] or ''}完成率", figure, end=tail_end)
        context.left = tail_end
        return
    if not subject and not of_members and len(act) <= 8:
        subject = names.topic(context.clause_before)
    kind = "比例" if of_members or len(act) > 6 else "率"
    context.add(f"{subject}{act}{kind}", figure, end=tail_end)
    context.left = tail_end
