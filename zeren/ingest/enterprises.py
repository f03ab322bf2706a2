"""Enterprises that the text names without a duty: 支持甲科技、乙米业等企业, 以丙钡业公司为龙头."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zeren.ingest.brackets import split_outside
from zeren.ingest.flat import Flat
from zeren.ingest.outline.tree import Outline
from zeren.ingest.projects.names import residue
from zeren.ontology.facts import Evidence, Mention, MentionedUnit, Region, Task

_LEGAL = re.compile("(?:有限责任公司|股份有限公司|集团有限公司|有限公司|集团公司|分公司|公司)$")
_FORMED = re.compile("(?:有限责任公司|股份有限公司|有限公司|集团公司|公司)(?!化)")
_LISTED = re.compile(
    "等(?:重点|龙头|骨干|在谈|意向|知名|本土|本地|国有|民营|大型|优质|农业|工业|商贸|科技|加工|生产|零食)*"
    "(?:企业|公司|商超|厂商)(?!家)"
)
_LEAD = re.compile(
    "(?:支持|紧盯|对接|依托|引进|招引|推动|加快|推进|完成|培育|扶持|围绕|联合|加强|携手|帮助|指导|督促|聚焦"
    "|鼓励|引导|通过|统筹|撤并|注销|实施|建设|新建|启动|改造|一方面|另一方面"
    "|积极|重点|大力|全力|继续|与|同|以|由|为|对|在|将|向|和|及|到)"
)
_GENERIC = (
    "其|空壳|国外|境外|会展|流通|培训|演出|影视|剧院|体育|饲料|兽药|超市|批发|零售|连锁|餐饮|平台|上市|融资"
    "|担保|证券|财富管理|小额|典当|基金|投资(?=公司)|县属|市属|国有|校车|第三方|保险|期货|外资|民营|运输|物业"
    "|母公司|子公司|^银行$|(?:制造|加工|服务|行业|机构)$"
)
_KIND = re.compile(rf"{_GENERIC}|[“”\d的]|项目")
"""Words that tell a kind of enterprise, or no enterprise."""
_SHORTEST, _LONGEST = 2, 24


def read(
    outline: Outline, tasks: Sequence[Task], region: Region | None, document: str, taken: Sequence[Evidence]
) -> list[MentionedUnit]:
    """The enterprises that a document names in its running text, in the order of the text.

    Args:
        outline: the document's parts and sections.
        tasks: its tasks; an enterprise belongs to the one whose words hold its name.
        region: the region that the document speaks for.
        document: the document's id.
        taken: places that name units with a duty, which are no mere mentions.
    """
    found: dict[tuple[int, int], str] = {}
    for words in outline.texts():
        for name in _names(words, region):
            if not any(t.start < name.end and name.start < t.end for t in taken):
                found.setdefault((name.start, name.end), name.text)
    return [
        MentionedUnit(
            id=f"{document}/mention/{ordinal:04}",
            document=document,
            task=_holding(tasks, start, end),
            mention=Mention("", name, start, end),
        )
        for ordinal, ((start, end), name) in enumerate(sorted(found.items()), 1)
    ]


def bare(name: str, region: Region | None) -> str:
    """An enterprise's name without the region before it and without its legal form."""
    for place in sorted({region.id, region.short, *region.aliases}, key=len, reverse=True) if region else []:
        name = name.removeprefix(place)
    short = _LEGAL.sub("", name)
    return short if len(short) >= _SHORTEST else name


def _names(words: Flat, region: Region | None) -> Iterator[Flat]:
    for start, end in split_outside(words.text, "，。；：,;:\n"):
        clause = words[start:end]
        listed = _LISTED.search(clause.text)
        if listed and "、" in clause.text[: listed.start()]:
            yield from _of_list(clause[: listed.start()], region)
        yield from _with_form(clause, region)


def _of_list(items: Flat, region: Region | None) -> Iterator[Flat]:
    """The names before 等企业, where most of them are names and not kinds."""
    parts = [_led(part) for a, b in split_outside(items.text, "、") for part in _joined(items[a:b])]
    fit = [part for part in parts if _SHORTEST <= len(part) <= _LONGEST and not _KIND.search(part.text)]
    named = [part for part in fit if _is_name(part.text, region)]
    if _LEAD.match(items.text) and len(named) * 2 >= len(parts):
        yield from fit


def _joined(part: Flat) -> Iterator[Flat]:
    """The names that 及 or 和 joins."""
    joint = re.search("以及|及|和", part.text)
    if joint and joint.start() > 1:
        yield part[: joint.start()]
        yield part[joint.end() :]
    else:
        yield part


def _with_form(clause: Flat, region: Region | None) -> Iterator[Flat]:
    """The names that end in 公司: back to the last 、 or the last word that leads to a name."""
    begin = 0
    for form in _FORMED.finditer(clause.text):
        piece = clause[begin : form.end()]
        last = max((b for b, _ in split_outside(piece.text, "、")), default=0)
        name = _led(piece[last:])
        if _is_name(name.text, region):
            yield name
        begin = form.end()


def _led(part: Flat) -> Flat:
    """A part without the words that lead to its name, and without 等企业 behind it."""
    begin = 0
    for lead in _LEAD.finditer(part.text):
        rest = part.text[lead.end() :]
        if len(_LEGAL.sub("", rest)) >= _SHORTEST and not part.text[begin : lead.start()].endswith("（"):
            begin = lead.end()
    return part[begin:]


def _is_name(name: str, region: Region | None) -> bool:
    """Whether the words hold a word of their own: 上市公司 and 现代化物流公司 do not."""
    own = bare(name, region)
    if not _SHORTEST <= len(own) <= _LONGEST or _KIND.search(name) or _LEGAL.fullmatch(name):
        return False
    return residue(re.sub("[（）()·]", "", own)) >= _SHORTEST


def _holding(tasks: Sequence[Task], start: int, end: int) -> str | None:
    """The task with the narrowest words around a place."""
    around = [
        (place.end - place.start, task.id)
        for task in tasks
        for place in task.evidence
        if place.start <= start and end <= place.end
    ]
    return min(around)[1] if around else None
