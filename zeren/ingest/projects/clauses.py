"""The names of projects in one clause of a plan: lists under a head, and single names behind a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.ingest.brackets import CLOSING, OPENING, outermost, split_outside
from zeren.ingest.flat import Flat
from zeren.ingest.projects.names import has_own_name, is_individual
from zeren.ontology.facts import Region

LONGEST = 40
"""Characters of a single name; what is longer is a sentence."""

_NUMERALS = {"两": 2, **{c: i for i, c in enumerate("一二三四五六七八九十", 1)}}
_WORK = (
    "(?:除险加固|提质扩容|提质升级|提质改造|提标改造|改扩建|改造提升|升级改造"
    "|建设|改造|扩建|迁建|治理|修复|加固|扩容)"
)
_PLACE = (
    "(?:水库|电站|变电站|风电场|机场|港|码头|大桥|隧道|公路|高速|铁路|连接线|专用线|连接道路|大道|古镇|陆港|综合体"
    "|中学|小学|一中|二中|幼儿园|学校|校区|医院|分院|[^、]{2}园|博物馆|体育馆|图书馆|污水处理厂|水厂|储气站"
    "|交易中心|服务中心|物流中心|集散中心|资源场|示范区|新区|基地|(?:边贸|农贸|集贸|专业|交易|建材)市场)"
)
_END = re.compile(
    rf"(?:(?:项目|工程)”?|{_PLACE}(?:[（(][^（）()]*[）)])?(?:[（(][^（）()]*[）)]|{_WORK}|[一二三]期)*|除险加固)$"
)
_NAMING = re.compile(rf"项目|工程|建设|除险加固|{_PLACE}")
"""What a clause that names a project holds, if not at its end, and one that lists some in its head."""

_CLOSED = re.compile(rf"(?:(?:项目|工程)”?|{_PLACE}|专用线[）)])$")
_COUNT = "(?:[0-9]+|[一二三四五六七八九十两]+)"
_LISTED = re.compile(
    rf"等(?P<head>(?P<count>{_COUNT})(?:个|大|项)[^，。；、]{{0,8}}(?:项目|工程|建设)"
    r"|(?:(?!方面|措施|方式|问题|行业|领域|科技|民生|运动|体育|服务)[^，。；、“]){0,8}(?:项目|工程))(?=建设(?:$|提供)|提供|$)"
)
_BUILDING = (
    "抓好|做好|实施|建设|推进|启动|新建|开工|完成|加快|协助|建成|建好|筹建|创建|推动"
    "|引进|谋划|完善提质|提质|争取|继续|统筹|争创"
)
_MANNER = (
    "持续|积极|大力|重点|全力|有序|深入|切实|进一步|规划|突出|力争|着力|纵深|稳步|扎实|全面|支持|加强|开展|落实|配合"
    "|确保|将|对|为|把|年内|抢抓|融入|加快融入|同步|优先|力促|保障|督促|协调|依托|[0-9]{4}年|年底前"
)
_VERBS = re.compile(rf"(?:{_BUILDING}|{_MANNER})+")
_VERBS_INSIDE = re.compile(rf"(?:{_MANNER})*(?:{_BUILDING})(?:{_BUILDING}|{_MANNER})*(?=[^、，]{{4,}})")
_OWN_VERB = re.compile("(?:易地|异地|原址)?(?:新建|改建|改造|改扩建|扩建|迁建|重建)(?=.{5,})")
"""The verb that an item of a list has of its own: 新建甲变电站、原址改造乙变电站."""
_JOINT = re.compile("以及|及|和|与")
_ASSIGNMENT = re.compile("牵头|责任单位|负责|配合|参与|单位[:：]")
_LABEL = re.compile(r"[（(]?[0-9]+[)）.．、]|[一二三四五六七八九十]+是|同时|特别是")
_CALLED = re.compile(
    r".+?(?:项目|工程)(?:”|(?=建设|争取|力争|已|要|年底|年内|[0-9]|前期|提质|能级|开工|投产|竣工|建成|$))"
)
_RUNNING = re.compile(
    "等|提供|作为|达到|确保|问题|制度|审批|办理|质量|资金|清单|情况|监管|安全生产|指挥|体系|机制|[未不的]|积极|优先"
    "|各类|通过|组织|设置|深化|落地|探索|督促|其中|铺排|严禁|调度|每|以上|打造|纳入|有关|相关|领域|战略|分[)）]"
)
_FRAME = re.compile(r"规模[^、]{0,14}?的")
_OTHERS = ("其他", "其它", "有关", "相关", "一批", "各", "新增")


def clauses(words: Flat) -> Iterator[Flat]:
    """The clauses of a paragraph or cell without its label, its brackets of responsibility aside."""
    text = words.text
    for bracket in outermost(text):
        if _ASSIGNMENT.search(text[bracket.inside]) or not bracket.closed:
            text = text[: bracket.start] + "。" * (bracket.end - bracket.start) + text[bracket.end :]
    for start, end in split_outside(text, "，。；：！？,;:\n"):
        label = _LABEL.match(text, start, end)
        begin = label.end() if label else start
        if end - begin > 3:
            yield words[begin:end]


def names(clause: Flat, region: Region | None, *, whole: bool) -> list[Flat]:
    """The projects that a clause names, in order.

    Args:
        clause: words without a comma or stop.
        region: the region that the document speaks for.
        whole: whether the clause is all that its paragraph says, as a heading is.
    """
    if not _NAMING.search(clause.text):
        return []
    listed = _LISTED.search(clause.text)
    if listed and "、" in clause.text[: listed.start()]:
        _, items = _without_verbs(clause[: listed.start()])
        return _of_list(items, _number(listed["count"]), region)
    verbs, body = _without_verbs(clause)
    building = re.search(f"{_BUILDING}|规划|重点", verbs) is not None
    parts = (part[own.end() :] if (own := _OWN_VERB.match(part.text)) else part for part in _items(body))
    found = (_single(part, region, led=building, whole=whole) for part in parts)
    return [name for name in found if name is not None]


def _without_verbs(clause: Flat) -> tuple[str, Flat]:
    """The verbs that say what is done to the projects behind them, and the rest.

    The subject of a sentence may stand before its verb (…产业链重点实施…); a verb inside a
    name (…巩固提升工程) is followed by the name's last words.
    """
    lead = _VERBS.match(clause.text)
    begin = lead.end() if lead and len(clause) - lead.end() > 3 else 0
    first = clause.text[begin:].partition("、")[0]
    for inside in _VERBS_INSIDE.finditer(first):
        before, behind = first[: inside.start()], first[inside.end() :]
        in_name = re.match(rf"项目|工程|暨|及|和|的|{_WORK}|升级|扩容|增效|提升|[（(]", behind)
        if not in_name and not before.endswith(("项目", "工程")):
            begin += inside.end()
            break
    rest = clause[begin:]
    described = _FRAME.match(rest.text)
    return clause.text[:begin], rest[described.end() :] if described else rest


def _of_list(words: Flat, count: int | None, region: Region | None) -> list[Flat]:
    """The items of `甲、乙、丙等十大产业项目`.

    Where the head counts them and the count is right, each is a project. Otherwise all are
    when most of them have names of their own, else those that do.
    """
    pieces = _pieces(words)
    items = _items(words)
    if count in (len(pieces), len(items)):
        return pieces if count == len(pieces) else items
    fit = [
        item for item in items
        if len(item) > 3 and not item.text.startswith(_OTHERS) and not _RUNNING.search(item.text)
    ]  # fmt: skip
    named = [item for item in fit if is_individual(item.text, region)]
    return [_trimmed(item) for item in (fit if len(named) * 2 > len(items) else named)]


def _number(words: str | None) -> int | None:
    """What a count says: a figure, or a numeral up to ten; None where there is none."""
    if words is None:
        return None
    return int(words) if words.isdecimal() else _NUMERALS.get(words)


def _pieces(words: Flat) -> list[Flat]:
    """The parts between 、 outside brackets; a name with 暨 runs on to its work."""
    spans: list[tuple[int, int]] = []
    for start, end in split_outside(words.text, "、"):
        before = words.text[slice(*spans[-1])] if spans else ""
        if "暨" in before and not re.search(f"{_WORK}$", before):
            spans[-1] = (spans[-1][0], end)
        elif end > start:
            spans.append((start, end))
    return [words[start:end] for start, end in spans]


def _items(words: Flat) -> list[Flat]:
    return [part for piece in _pieces(words) for part in _parted(piece)]


def _parted(piece: Flat) -> list[Flat]:
    """The names that 和 or 及 joins; one when the word stands inside a name.

    Only what is complete before the word is a name of its own: 某某项目和某某项目, but
    某某厂提标改造及中水回用工程 is one.
    """
    for joint in _JOINT.finditer(piece.text):
        left, right = piece[: joint.start()], piece[joint.end() :]
        depth = sum(c in OPENING for c in left.text) - sum(c in CLOSING for c in left.text)
        if depth == 0 and _CLOSED.search(left.text) and len(right) > 3 and not right.text.startswith("其"):
            return [left, *_parted(right)]
        if depth == 0 and right.text.startswith("其他"):
            return [left]
    return [piece]


def _trimmed(name: Flat) -> Flat:
    """A name without the 建设 that only says what is done to it (推进某某园建设)."""
    end = len(name) - 2
    return name[:end] if name.text.endswith("建设") and _CLOSED.search(name.text[:end]) else name


def _single(item: Flat, region: Region | None, *, led: bool, whole: bool) -> Flat | None:
    """The project that a part of a clause names, None where it names none, or only a kind.

    Behind a verb of building a name with any word of its own counts; elsewhere, in a
    heading or as a subject, it must show a place, a company or a size.
    """
    called = _CALLED.match(item.text)
    name = item[: called.end()] if called else item
    name = _unquoted(_trimmed(name[: len(name) - 1] if name.text.endswith("等") else name))
    if not 4 < len(name) <= LONGEST or name.text.count("“") != name.text.count("”"):
        return None
    if _RUNNING.search(name.text) or not _END.search(name.text) or name.text.startswith(_OTHERS):
        return None
    if led:
        return name if is_individual(name.text, region) else None
    shown = (whole or called) and is_individual(name.text, region) and has_own_name(name.text, region)
    return name if shown else None


def _unquoted(name: Flat) -> Flat:
    """A name without quotation marks around the whole of it."""
    whole = name.text.startswith("“") and name.text.endswith("”") and name.text.count("“") == 1
    return name[1 : len(name) - 1] if whole else name
