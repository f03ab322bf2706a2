"""The forms in which a figure stands to its quantity, one function each.

Each takes the figure and says whether it is of its form; if so its targets are added.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zeren.ingest.indicators import names, words
from zeren.ingest.indicators.context import CLAUSE_END, Context
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.peel import peel
from zeren.ingest.indicators.sentences import BLANK

_FROM = re.compile(r"(?:从|由|将|把)(?:现有的?|原来的?)?")
_RAISED = re.compile(
    r"(?P<what>.{0,14}?)(?:提高|提升|增加|升级|扩大|增长|上升|压减|压降|压缩|缩短|缩减|降低|下降|降|减少|调整|改造|提标)+"
    r"(?:到|至|为)?"
)
_NORM = re.compile("(?:标准|费|金|额|价|收入|补助|补贴|工资|待遇)$")
_OF_WHOLE = re.compile(
    r"(?P<part>.*?)(?P<verb>达到?(?:或超过)?|占到?|按照|按|不低于|不少于|为)(?P<whole>[^的、]{2,30})的$"
)
_BASED_ON = re.compile(r"(?P<part>.*?)(?:按照|按)$")
_ENOUGH = re.compile(r"(?P<part>.*?)(?:应当?|须|需|要|能)?满足[^、]{0,8}$")
_QUANTITY = re.compile("率|(?:比|比例|比重|度|份额|指数)$")
_AT_LEAST = re.compile("至少|最少")
_DONE_TO = re.compile("^对于?(.+?)(?:开展|进行|实施)")
_AMONG = re.compile("在?(.{2,30}(?:件|项目|企业|人员|事项|单位|群体))[中里]")
_ZONE = re.compile(".{0,8}?(?:园区|开发区)")
_PERIOD = re.compile("(?:时间|时限|期限|周期|时长|天数|期)$")
_NAMING_SIZE = frozenset({"money", "area", "length", "mass", "power", "energy", "volume"})
_BODIES = re.compile(r"(?:单位|部门|专班|成员|以[上下]|之一)$")
_JOINED = re.compile(r"(?:以及|及|和|与|、|或)$")
_BARE = frozenset({"不少于", "至少", "突破", "不低于"})
_RHYTHM = re.compile(r"[^，]{0,10}?每(?:\d*个?[年月周天日]|季度?|半年)")


def raised(context: Context, figure: Figure, behind: Figure) -> bool:
    """从…提高到…: the first figure is where the second starts from."""
    comparator = context.masked[behind.start : behind.number]
    change = context.masked[figure.end : behind.start] + re.sub("不.*|超过|突破|约.*", "", comparator)
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
        context.add(full, behind, baseline=figure.value)
    context.left = behind.end
    return True


def of_whole(context: Context, figure: Figure, tail: str, tail_end: int) -> bool:
    """达到总床位数的20%, 按照服务人口数的15%准备: the share that one thing has in another."""
    left = context.text[context.left : figure.start]
    whole = _OF_WHOLE.match(left) if figure.kind == "share" else None
    if whole is None:
        return False
    what, end = "", figure.end
    if whole["verb"] in ("按", "按照"):
        end = tail_end
        what = context.text[figure.end : tail_end]
        if not tail:
            what = names.topic(CLAUSE_END.split(context.text[tail_end + 1 :])[0])
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
        name = names.clean(based["part"]) + "按" + context.text[figure.end + 1 : tail_end]
    elif enough:
        name = names.clean(enough["part"])
    else:
        return False
    context.add(name, figure, end=tail_end)
    context.left = tail_end
    return True


def behind_its_name(context: Context, figure: Figure) -> None:
    """新建5G基站80个, 地区生产总值增长8%以上: the quantity stands before its figure."""
    before = context.before(figure)
    peeled = peel(before)
    text = context.text[context.left : context.left + peeled.end]
    name = names.last_item(names.clean(_AT_LEAST.sub("", text)))
    if figure.kind == "duration" and not (peeled.change or figure.comparator == "<=" or _PERIOD.search(name)):
        return
    among = "中的" if text.startswith("其中") and names.is_generic(name) else ""
    if "至少" in before and figure.comparator == "=":
        figure = replace(figure, comparator=">=")
    is_share = figure.kind in ("share", "points")
    carried = "" if is_share else context.verb_of_list()
    carried += names.attribute(carried, context.previous) if name[:1].isdigit() else ""
    previous, clause_before = context.subject(name), context.clause_before
    for part in names.spread(name, shared=peeled.shared, grows=is_share and bool(peeled.change)):
        verb, _ = names.split_verb(part)
        full = names.complete(part, previous, clause_before, context.sentence.heading, among)
        if full == part:
            full = _placed(context, figure, part, "" if verb else carried)
        if figure.kind == "share" and full and not peeled.change and not _QUANTITY.search(full):
            full = _DONE_TO.sub(r"\1", full) + "率"
        if not (figure.chinese and figure.comparator == "="):
            context.add(full, figure, peeled.change, verb=verb or carried)
    context.left = figure.end


def _placed(context: Context, figure: Figure, name: str, carried: str) -> str:
    """A name that is complete in itself, with the verb, the site or the group that it stands under."""
    quoted = re.search("“[^”]+”", context.text[: context.clause[0]])
    group = _AMONG.fullmatch(context.clause_before)
    if name.startswith("用户") and quoted:
        return quoted[0] + name
    zone = _ZONE.match(context.previous)
    if zone and name.startswith("亩均"):
        return zone[0] + name
    if carried:
        return carried + name
    if figure.kind in ("area", "length"):
        return names.within(context.site, name)
    if figure.kind == "share" and group:
        return f"{names.clean(group[1])}中的{name}"
    return name


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
    if not subject and not of_members and len(act) <= 8:
        subject = names.topic(context.clause_before)
    kind = "比例" if of_members or len(act) > 6 else "率"
    context.add(f"{subject}{act}{kind}", figure, end=tail_end)
    context.left = tail_end


def before_its_name(context: Context, figure: Figure, tail_end: int) -> None:
    """新增3家以上省级创新平台: the thing stands behind its number, a verb before it."""
    plain = re.sub(
        r"(?:全面|力争|至少|分别|将|各)$", "", context.text[context.left : figure.start].rstrip(BLANK)
    )
    thing = re.sub("(?:任务|的目标)$", "", context.text[figure.end : tail_end].rstrip("。！？"))
    thing = re.sub("（[^（）]*）$", "", thing)
    thing = re.split("以及|及(?!时)", thing)[0].removeprefix("的")
    is_size = figure.kind in _NAMING_SIZE and figure.behind in ("以上", "以下", "及以上")
    if is_size or figure.kind == "duration" or _BODIES.search(thing) or len(thing) < 2:
        return
    verb = _counting_verb(context, figure, plain)
    if verb is None:
        return
    neutral = words.whole("neutral").fullmatch(verb) is not None
    if neutral and figure.chinese:
        return
    rhythm = _RHYTHM.search(plain)
    whose = rhythm[0] if rhythm else ""
    if not rhythm and len(thing) <= 3 and plain.endswith(verb):
        whose = names.clean(plain.removesuffix(verb)) if verb else ""
    context.add(names.clean(whose + ("" if neutral else verb) + thing), figure, end=tail_end, verb=verb)
    context.left = tail_end


def _counting_verb(context: Context, figure: Figure, plain: str) -> str | None:
    """The verb that a counted thing stands under, empty where it has none, None where it is no target.

    It stands right before the number (新增3家…), before the list that the number is in
    (新增2个中心和3个门诊), or is replaced by a comparator (不少于3家…).
    """
    found = words.at_end("counting").search(plain)
    if found:
        return found.group()
    if (not plain or _JOINED.fullmatch(plain)) and context.verb_right_before():
        return context.verb_right_before()
    if context.masked[figure.start : figure.number] in _BARE:
        return ""
    first = words.at_start("counting").match(words.at_start("adverb").sub("", plain))
    return "" if first and _JOINED.search(plain) and not figure.chinese else None
