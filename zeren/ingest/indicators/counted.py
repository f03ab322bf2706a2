"""A number before the thing that it counts: 新增3家以上省级创新平台."""

from __future__ import annotations

import re
from dataclasses import replace

from zeren.ingest.indicators import names, words
from zeren.ingest.indicators.context import RHYTHM, Context
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.sentences import BLANK

_AT_LEAST = re.compile("至少|最少")
_EACH = re.compile("每[个家座所]?[^，至不]{1,10}?(?=至少|不少于|不低于|牵头|开展|组织|建设|新建)")
_FOR = re.compile("(?:^|，)(?:为|对|给)$")
_FOR_VERB = re.compile("实施|开展(?=.{2})")
_NAMING_SIZE = frozenset({"money", "area", "length", "mass", "power", "energy", "volume"})
_BODIES = re.compile(r"(?:单位|部门|专班|成员|以[上下]|之一)$")
_JOINED = re.compile(r"(?:以及|及|和|与|、|或)$")
_BARE = frozenset({"不少于", "至少", "突破", "不低于"})
_HELD = re.compile("研究|进行|听取|调度|通报|检查|督查|巡查|演练")
_LISTED = re.compile("(?:实现|完成|建成|推出|打造)[^，]+、[^，]+等$")


def before_its_name(context: Context, figure: Figure, tail_end: int) -> None:
    """新增3家以上省级创新平台: the thing stands behind its number, a verb before it."""
    plain = re.sub(
        r"(?:全面|力争|至少|分别|将|各)$", "", context.text[context.left : figure.start].rstrip(BLANK)
    )
    thing = _thing(context.text[figure.end : tail_end])
    is_size = figure.kind in _NAMING_SIZE and figure.behind in ("以上", "以下", "及以上")
    if is_size or figure.kind == "duration" or _BODIES.search(thing) or len(thing) < 2:
        return
    if _FOR.search(plain) and _FOR_VERB.search(thing) and not figure.chinese:
        context.add(names.clean(_FOR_VERB.sub("", thing, count=1)), figure, end=tail_end)
        context.left = tail_end
        return
    verb = _counting_verb(context, figure, plain)
    neutral = verb is not None and words.whole("neutral").fullmatch(verb) is not None
    if verb is None or (neutral and figure.chinese):
        return
    if _AT_LEAST.search(plain) and figure.comparator == "=":
        figure = replace(figure, comparator=">=")
    name = _whose(context, plain, verb, thing) + ("" if neutral else verb) + thing
    context.add(names.clean(name), figure, end=tail_end, verb=verb)
    context.left = tail_end


def _thing(words_behind: str) -> str:
    """What is counted, of the words behind its number."""
    thing = re.sub("(?:任务|的目标)$", "", words_behind.rstrip("。！？"))
    thing = re.sub("（[^（）]*）$", "", thing)
    return re.split("以及|及(?!时)", thing)[0].removeprefix("的")


def _whose(context: Context, plain: str, verb: str, thing: str) -> str:
    """Whose thing is counted, or how often: 县安委会每季度, 每个乡镇; empty where it is the plan's own.

    Where only 每季度 stands in the clause, the clause before it may say whose (某某办每月…).
    """
    if rhythm := RHYTHM.search(plain):
        before = RHYTHM.match(context.clause_before)
        return (before["who"] if before and not rhythm["who"] else "") + rhythm[0]
    if each := _EACH.match(plain):
        return each[0]
    if len(thing) <= 3 and verb and plain.endswith(verb):
        return names.clean(plain.removesuffix(verb))
    return ""


def _counting_verb(context: Context, figure: Figure, plain: str) -> str | None:
    """The verb that a counted thing stands under, empty where it has none, None where it is no target.

    It stands right before the number (新增3家…), before the list that the number is in
    (新增2个中心和3个门诊), or is replaced by a comparator (不少于3家…).
    """
    found = words.at_end("counting").search(plain)
    if found:
        return found.group()
    rhythm = RHYTHM.match(plain)
    if rhythm and _HELD.fullmatch(plain[rhythm.end() :]):
        return plain[rhythm.end() :]
    if not figure.chinese and _LISTED.search(plain):
        return ""
    if (not plain or _JOINED.fullmatch(plain)) and context.verb_right_before():
        return context.verb_right_before()
    if context.masked[figure.start : figure.number] in _BARE:
        return ""
    first = words.at_start("counting").match(words.at_start("adverb").sub("", plain))
    return "" if first and _JOINED.search(plain) and not figure.chinese else None
