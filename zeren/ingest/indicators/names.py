"""The name of a quantity, from the words beside its figure and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.ingest.brackets import split_outside
from zeren.ingest.indicators import words

_SCOPE = re.compile(r"^(?:全县|我县|本县|我市|我区|我省)(?=[^级直域内])")
_TIME = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}月|第?[一二三四]季度)(?:底|末|份)?之?前|(?:[到至]?20\d\d)?年(?:底|末)?之?前"
)
_EDGES = "、，；：。,;:·□ 　①②③④⑤⑥⑦⑧⑨⑩"
_TOPIC = re.compile(
    r"(?:对于?|围绕|聚焦|针对)(?![外接应照标])(.+?)(?:(?:及时|进行|开展|实施|落实|要求|需要|做到).*|$)"
)
_PROVIDED = re.compile("^为([^，]{2,12}?)(?:提供|发放)")
_OBJECT_VERBS = (
    "推行|支持|开展|争取|推进|完成|扩大|建设|实施|加强|提高|提升|推动|发放|做好|抓好|优化|落实|健全|加快|进一步|持续|"
    "加大|确保|促进|培育|深化|积极|推广"
)
_TOPIC_END = re.compile(r"(?:稳中向好|持续改善|稳步提升|持续提升|工作|建设|力度|等)$")
_AREA_END = re.compile(r"(?:播种|生产|种植)?面积$|(?:总)?产量$|总产值$|产值$")
_RATE = re.compile("(?:率|满意度)$")
_RATE_BEFORE = re.compile("[\u4e00-\u9fff]{2}(?:率|满意度)$")
_MODIFIER = re.compile(r"级|类")
_PER = re.compile(r"^(?:亩均|人均|户均|单位|规模以上|园区)")


def clean(name: str) -> str:
    """A name without the words around it that say when, where and how it is to be reached."""
    name = _TIME.sub("", name.strip(_EDGES))
    while True:
        shorter = words.at_start("filler").sub("", name, count=1).lstrip(_EDGES)
        shorter = _SCOPE.sub("", shorter)
        if shorter == name or len(shorter) < 2:
            return name if len(shorter) >= 2 or not words.whole("filler").fullmatch(name) else ""
        name = shorter


def split_verb(name: str) -> tuple[str, str]:
    """The verb at the start of a counted thing's name (新建, 改造) and the rest; the verb may be empty."""
    found = re.match(rf"(?:{words.any_of('counting')})+(?!总?[值额量率])", name)
    if found and found.end() < len(name):
        return found[0], name[found.end() :]
    return "", name


def is_generic(name: str) -> bool:
    """Whether a name says nothing without what stands before it (总量, 占…比重)."""
    return words.whole("generic").fullmatch(name) is not None


def last_item(name: str) -> str:
    """Of 搭建甲平台、引进企业 the part that the figure belongs to: the last one that begins with a verb."""
    parts = [name[a:b] for a, b in split_outside(name, "、")]
    for index in range(len(parts) - 1, 0, -1):
        verb, _ = split_verb(parts[index])
        if verb:
            return "、".join(parts[index:])
    return name


def spread(name: str, *, shared: bool, grows: bool) -> list[str]:
    """The quantities that one figure is given for: 生产总值、税收均增长15% gives two.

    Args:
        name: the words before the figure.
        shared: a word (均, 各, 都) says that each has the figure.
        grows: the figure is a rate of change.
    """
    parts = [name[a:b] for a, b in split_outside(name, "、")]
    tail = re.split("以及|和|与", parts[-1])
    parts = [part for part in [*parts[:-1], *tail] if part]
    if len(parts) < 2:
        return [name]
    ends = re.compile(rf"(?:{words.any_of('heads')})$")
    complete = [bool(ends.search(part)) for part in parts]
    if not (shared or all(complete)) or (not shared and not grows and not _alike(parts)):
        return [name]
    return [_filled(part, parts) for part in parts]


def _alike(parts: Sequence[str]) -> bool:
    """Whether the parts end in one head noun and are rates or standards, as 及时率、合规率."""
    return len({part[-1] for part in parts}) == 1 and parts[0].endswith(("率", "标准")) and len(parts) > 1


def _filled(part: str, parts: Sequence[str]) -> str:
    """A part with the words that it shares with the others: 4A级、3A级景区, 亩均生产总值、税收."""
    first, last = parts[0], parts[-1]
    verb, _ = split_verb(first)
    if part is not last and _MODIFIER.search(part[-1]):
        where = _MODIFIER.search(last)
        if where:
            part += last[where.end() :]
    star = re.match("(?:国家|省|市|县)(?=.星级)", first)
    if star and re.match(".星级", part):
        part = star[0] + part
    per = _PER.match(first)
    if per and part is not first and not _PER.match(part):
        part = per[0] + part
    return part if part.startswith(verb) else verb + part


def complete(name: str, previous: str, clause_before: str, heading: str, among: str = "") -> str:
    """A name that says too little, with the subject from what stands before it.

    Args:
        name: the words beside the figure; may be empty.
        previous: the name of the target before it in the sentence, empty without one.
        clause_before: the clause before it.
        heading: the heading that the sentence stands under.
        among: a word between the subject and the name, where the name is a part of it.

    Returns:
        the name, empty where nothing says what the figure is of.
    """
    verb_only = words.whole("counting").fullmatch(name) is not None
    if name and not is_generic(name) and not verb_only:
        return name
    spoken_of = topic(clause_before)
    if previous and not (name and spoken_of.endswith(name[:2])):
        subject = split_verb(previous)[1]
        if _RATE.search(name) and _RATE_BEFORE.search(subject):
            subject = _RATE_BEFORE.sub("", subject)
            return subject + name
    else:
        subject = spoken_of or topic(heading)
        if len(subject) > 30:
            subject = subject.rpartition("等")[2]
    if not subject:
        return "" if not name or verb_only else name
    return f"{subject}{among}{name}" if among else _joined(name, subject)


def _joined(name: str, subject: str) -> str:
    if words.whole("counting").fullmatch(name):
        return subject if subject.startswith(name) or name in ("完成", "实现", "达到") else name + subject
    if name in ("产量", "产值", "总产值", "面积"):
        subject = _AREA_END.sub("", subject)
    if "项目" in name or name.startswith("企业"):
        subject = re.sub(r"(?:新注册|新增|新引进)?(?:投资)?(?:企业|项目)$", "", subject)
    if name and subject.endswith(name):
        return subject
    return subject.removesuffix(name[:2]) + name


def attribute(verb: str, previous: str) -> str:
    """What sizes are of, for the next size of a list: 年产值 in 新培育年产值5亿元以上企业."""
    found = re.match(rf"{re.escape(verb)}([\u4e00-\u9fff]{{2,6}})\d[\d.]*[万亿]*元", previous)
    return found[1] if verb and found else ""


def within(site: str, name: str) -> str:
    """A part of a site with the site before it: 物流园 and 建设冷库 give 物流园冷库."""
    verb, thing = split_verb(name)
    return site + (thing if verb == "建设" else name) if site else name


def topic(clause: str) -> str:
    """What a clause speaks of: 对甲进行检查 of 甲, 积极推进乙建设 of 乙."""
    clause = _PROVIDED.sub(r"\1", clause.strip(_EDGES))
    about = _TOPIC.search(clause)
    if about:
        return clean(about[1])
    last = list(re.finditer(_OBJECT_VERBS, clause))
    rest = clause
    for found in reversed(last):
        after = clean(clause[found.end() :])
        if len(after) >= 3:
            rest = after
            break
    shorter = _TOPIC_END.sub("", rest)
    return clean(shorter if len(shorter) >= 2 else rest)
