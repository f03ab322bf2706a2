"""A figure behind its name: 新建5G基站80个, 地区生产总值增长8%以上."""

from __future__ import annotations

import re
from dataclasses import replace

from zeren.ingest.indicators import names, words
from zeren.ingest.indicators.context import RHYTHM, Context
from zeren.ingest.indicators.figures import Figure
from zeren.ingest.indicators.peel import Peeled, peel
from zeren.ingest.indicators.trades import of_trade

_LEVEL = re.compile("(?:产量|总产|总额|收入|增加值|余额|产值|税收|播种面积)$")
_KEPT = re.compile("(?:稳定|保持|维持)在?[^，]{0,6}$")
_RISE_OF_RANK = re.compile("(?:排名|位次|名次)(?:前移|上升|提升|提高|前进|进位)$")
_REACHING = re.compile("覆盖|惠及|受益")
_ALREADY = re.compile("已经?[^，]{1,12}的.")
_QUANTITY = re.compile("率|(?:比|比例|比重|度|份额|指数)$")
_AT_LEAST = re.compile("至少|最少")
_FOCUS = re.compile(
    r"^(?:重点)?(?:围绕|聚焦|立足|针对|在)(?P<on>[^，]*?)等?[一二三四五六七八九十两\d]*个?"
    r"(?:领域|方面|方向|环节|行业)(?=.{2})"
)
_EACH_MONTH = re.compile("(?:(?:提高|提升|增加|上调)[到至为])?每(?:人每)?[月年]$")
_TASKS = re.compile("任务|目标")
_DONE_TO = re.compile("^对于?(.+?)(?:开展|进行|实施)")
_AMONG = re.compile("在?(.{2,30}(?:件|项目|企业|人员|事项|单位|群体))[中里]")
_ZONE = re.compile(".{0,8}?(?:园区|开发区)")
_PERIOD = re.compile("(?:时间|时限|期限|周期|时长|天数|期)$")


def behind_its_name(context: Context, figure: Figure) -> None:
    """新建5G基站80个, 地区生产总值增长8%以上: the quantity stands before its figure."""
    before = context.before(figure)
    rises = figure.kind == "count" and _RISE_OF_RANK.search(before)
    peeled = Peeled(len(before), "", shared=False) if rises else peel(before)
    text = context.text[context.left : context.left + peeled.end]
    name = names.last_item(names.clean(_focused(_AT_LEAST.sub("", text)))) or context.twin(figure)
    name = _EACH_MONTH.sub("", name) if figure.kind == "money" else name
    if words.whole("counting").fullmatch(name) and _TASKS.match(context.masked, figure.end):
        return
    if figure.kind == "duration" and not (peeled.change or figure.comparator == "<=" or _PERIOD.search(name)):
        return
    among = "中的" if text.startswith("其中") and names.is_generic(name) else ""
    if "至少" in before and figure.comparator == "=":
        figure = replace(figure, comparator=">=")
    is_share = figure.kind in ("share", "points")
    carried = "" if is_share or _KEPT.search(before) else context.verb_of_list()
    carried += names.attribute(carried, context.previous) if name[:1].isdigit() else ""
    previous, clause_before = context.subject(name), context.clause_before
    for part in names.spread(name, shared=peeled.shared, grows=is_share and bool(peeled.change)):
        verb, _ = names.split_verb(part)
        full = _completed(context, part, previous, among)
        if full == part:
            full = _placed(context, figure, part, "" if verb else carried)
        if figure.kind == "share" and full and not peeled.change and not _QUANTITY.search(full):
            full = _DONE_TO.sub(r"\1", full) + "率"
        if figure.kind == "share":
            full = _found(full, clause_before)
        if not (figure.chinese and figure.comparator == "="):
            context.add(full, figure, peeled.change, verb=verb or carried)
    context.left = figure.end


def _completed(context: Context, name: str, previous: str, among: str) -> str:
    """A name that says too little with its subject, where it has one in what stands before it."""
    if context.has_no_subject(name):
        return name
    return names.complete(name, previous, context.clause_before, context.sentence.heading, among)


def _focused(text: str) -> str:
    """The words without 围绕甲、乙两个方面; with 甲、乙 where they say little without them."""
    focus = _FOCUS.match(text)
    rest = text[focus.end() :] if focus else text
    is_thing = focus and len(rest) <= 3 and not words.whole("counting").fullmatch(rest)
    return focus["on"] + rest if focus and is_thing else rest


def _found(name: str, clause_before: str) -> str:
    """A rate of what has been found (对已经排查出来的隐患整改率), with where it was found."""
    name = re.sub("^对于?(?=.+率$)", "", name)
    return names.topic(clause_before) + name if _ALREADY.match(name) else name


def _placed(context: Context, figure: Figure, name: str, carried: str) -> str:
    """A name that is complete in itself, with what stands before it: a target, a verb, a site, a group."""
    beside = _beside_target(context, figure, name)
    if beside:
        return beside
    if carried and not (_LEVEL.search(name) or RHYTHM.match(name)):
        return carried + name
    if figure.kind in ("area", "length"):
        return names.within(context.site, name)
    name = of_trade(name, (draft.name for draft in context.drafts), context.sentence.heading)
    group = _AMONG.fullmatch(context.clause_before)
    if figure.kind == "share" and group:
        return f"{names.clean(group[1])}中的{name}"
    return name


def _beside_target(context: Context, figure: Figure, name: str) -> str:
    """A name with what it is of in the target before it (投资1亿元以上的 企业, 园区 亩均税收), else empty."""
    quoted = re.search("“[^”]+”", context.text[: context.clause[0]])
    zone = _ZONE.match(context.previous)
    whole = context.whole(figure)
    if name.endswith("的") and context.drafts:
        return name + names.split_verb(context.previous)[1]
    if name.startswith("用户") and quoted:
        return quoted[0] + name
    if zone and name.startswith("亩均"):
        return zone[0] + name
    if _REACHING.match(name) and context.follows_target():
        return context.previous + name
    is_part = whole and whole[-2:] not in name and not words.at_end("heads").search(name)
    return f"{whole}（{name}）" if is_part else ""
