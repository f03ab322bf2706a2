"""Lists of units, split as a careful reader splits them.

甲、乙和丙等相关单位 names three units and leaves the list open; 县自然资源和规划局 is one
name; 县安委会、县减灾委相关成员单位 are the members of two bodies, not a body and members.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from zeren.ingest.assignments.persons import name_behind
from zeren.ingest.brackets import split_outside
from zeren.ingest.flat import Flat

_KIND = (
    "(?:各级|各|国务院|中央|[县市区州盟旗省]直|[县市区州盟旗省]级|直属|[县市区州省]属|国有|有关|相关|涉及|涉农|涉企"
    "|责任|职能|主管|行业|监管|管理|成员|其他|参与|配合|多个|[0-9０-９一二三四五六七八九十两]+个?家?)"
)
_NOUN = (
    "(?:部门[（(]单位[）)]|单位|部门|企业|机构|公司|银行|乡镇|街道|主体|集团|人员|地方|地区|县区|县市区|市州"
    "|科室|方面)"
)
# 等 is the mark of an open list, except inside 高等, 平等 and the like; the noun behind it may say
# of what kind the others are: 等金融机构, 等省有关部门, 等行业协会.
_BODIES = f"(?:{_NOUN}|协会|商会|院校|学校|高校|组织|团体|媒体)"
_OPEN = re.compile(
    rf"(?<![高中初同均平何上下])等(?:{_KIND}*(?:{_NOUN}(?:[和及、](?:有关|相关)?(?:单位|部门|机构|企业))?)?"
    rf"|[^、等和及与]{{1,6}}{_BODIES}(?:[和及][^、等和及与]{{0,4}}{_BODIES})?)(?=$|及|以及|和|与)"
)
_JOINT = re.compile("以及|及|和|与|会同|会商|会")
_PARTNER = re.compile("[县市省区]|各(?!.{0,4}成员)")
"""How who works with another begins behind 会: 县财政局会县住建局; but 县安委会各成员单位 is one name."""

_COMPLETE = re.compile(
    r"(局|委|办|厅|部|署|司|院|会|处|室|科|股|中心|队|公司|集团|(?<![施执实进运推履举通])行|社|站|所|校|园|区|镇|乡|街道|政府|单位|部门|机构"
    r"|企业|专班|小组|指挥部|联|协|馆|台|组|国企|央企|机关|法院|监委|政协|人大|[大中小]学|海关|组织|地方|苏木|嘎查|嘎查村|行政村|社区|厂|中支"
    r"|移动|联通|电信|铁塔|石化|石油|供电|烟草|(?:各|相关|有关|所涉)[^的]{0,8}[省市州盟县旗村]|各地|[）)〕〉])$"
)
_RUN_TOGETHER = re.compile(r"(?<=局)(?=[县市区旗](?!城|区|域|直|级|中|.{0,6}分局))")
"""Where nothing stands between two bureaus, since a line or a cell has ended there: 县财政局县住建局."""

_BEGINS = re.compile(
    r"(县|市|区|省|州|盟|旗|自治区|自治州|兵团|国网|国家|国务院|中央|各|相关|有关|其他|全县|中国|人民银行|人行|中石|镇|乡|街道|苏木|\d+个)"
)
_ASIDE = r"(?:[（(][^（()）]+[）)]|〔[^〔〕]+〕|〈[^〈〉]+〉|\[[^\[\]]+\])"
_LEVEL = rf"(?:设区的?|区|自治|直辖|地级以上|县级)?[省市州盟县旗区乡镇]{{1,3}}{_ASIDE}?"
_BEGUN = re.compile(r"各(?:有关|相关)?|有关|相关|所在")
_PLACES = re.compile(rf"(?:{_BEGUN.pattern})?{_LEVEL}(?:行政公署|行署)?(?:、{_LEVEL})*")
_FURTHER_PLACES = re.compile(_LEVEL)
_ADMINISTRATION = re.compile(r"[\u4e00-\u9fff]{2,12}(?:管委会|管理委员会|政府)")
"""What governs a place, named without its level or with it: 青岭经开区管委会, 各区县政府."""

_PLACES_OF = re.compile(
    rf"(?:自治|直辖)?(?:[省市州盟县旗区乡镇]{_ASIDE}?)+{_ASIDE}?(?:人民)?(?:政府|党委|管委会|[党工]*委和?政府)(?:[（(〔〈].*[）)〕〉])?$"
)
_ALL_OF_A_LEVEL = re.compile(r"各.*(?:党委|工委|[市县区州盟旗）〕]委|行政公署|行署)$")
_PARTY = re.compile(r".*(?:党委|党工委)")
_GOVERNMENT = re.compile(r"(?:人民)?政府|管委会|办事处")
_OFFICE_ALONE = re.compile(r"[省市县区州盟旗]?(?:（[^（）]+）)?(?:人民)?政府|管委会|办事处")
_TOWN = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:[镇乡](?:人民)?(?:政府)?|街道(?:办事处)?)|[\u4e00-\u9fff]{2,10}管委会"
)
"""A place below the county by its own name: 青岭镇人民政府."""

_BODY = re.compile(r"(委|委会|委员会|领导小组|指挥部|联席会议|专班)$")
_MEMBERS = re.compile(r"(委|会|小组|指挥部|联席会议|专班)(各|相关|有关|各相关|主要)?成员单位$")
_WITH_A_DUTY = re.compile(
    r"(?:各|其他|其它|有关|相关|[省市县区州盟旗][级直])*(?:负有|承担|具有)[^，。；：]{2,20}的(?:部门|单位|机构)"
)
"""Bodies told by their duty: 各负有安全监管职责的部门."""

_UNNAMED = re.compile("相关|有关|涉及|各部门|各单位|各职能部门")
_UNNAMED_IN_PROSE = re.compile("成员单位|项目单位|责任单位|牵头单位|各级")
_OF_A_LEVEL = re.compile(
    r"(?:国务院|中央|自治区|[省市州盟](?:直|级|政府)?)(?:(?:其他|各)?(?:有关|相关|各有关|各相关)|各)"
    r"(?:部门|单位|机构)(?:和(?:部门|单位))?|各(?:有关|相关)部门和单位|(?:地方)?各级(?:地方)?(?:人民)?(?:政府|党委)"
)
"""All bodies of a level together, nobody left out: 国务院有关部门, 省直有关部门, 地方各级人民政府."""

_EVERYBODY = {"各地区", "各部门"}
"""The two that stand together for the whole government."""

MARKS = "*＊★☆※▲△●◎◆#"
"""Marks at a unit's name, which a document explains once."""

_COUNTED = re.compile(r"^\d+[个家]")


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a list: its words without white space, and their place in the document."""

    name: str
    start: int
    end: int
    marked: bool = False
    """Whether a mark (★, *) stands at it, which a note may explain."""


@dataclass(frozen=True, slots=True)
class UnitList:
    """The members of a list in order; `others` says that further ones are meant, not named."""

    items: tuple[Item, ...]
    others: bool


def split(words: Flat, *, in_table: bool = False) -> UnitList:
    """The units that a list names.

    Args:
        words: the list without role words: a table cell, or what stands before 牵头, 负责 ….
        in_table: whether it fills a cell.
    """
    items: list[Item] = []
    others = False
    for part in _parts(words):
        for piece in _open_parts(part):
            others = others or piece.is_open
            items += [_item(name) for name in _joined(piece.words) if name.text]
    items = _shared_tail(_shared_noun(items))
    everybody = {item.name for item in items} >= _EVERYBODY
    loose = (
        item.name
        for item in items
        if not (_OF_A_LEVEL.fullmatch(item.name) or (everybody and item.name in _EVERYBODY))
    )
    return UnitList(tuple(items), others or any(is_open_ended(name, in_table=in_table) for name in loose))


def _parts(words: Flat) -> Iterator[Flat]:
    """What stands between commas, and between white space with a whole name on either side."""
    for start, end in split_outside(words.text, "、，,；;。\n"):
        part = words[start:end]
        begin = 0
        for at in range(1, len(part)):
            if part.gap(at) and looks_like_unit(part.text[begin:at]) and whole_name(part, at):
                yield part[begin:at]
                begin = at
        yield part[begin:]


def whole_name(part: Flat, at: int) -> bool:
    """Whether a name begins at an index and is whole before the next white space or comma."""
    end = next((i for i in range(at + 1, len(part)) if part.gap(i) or part.text[i] in "、，,；;"), len(part))
    name = part.text[at:end]
    return looks_like_unit(name) and (begins_like_unit(name) or bool(_TOWN.fullmatch(name)))


def goes_on(before: str, behind: str) -> bool:
    """Whether a list's words were broken inside a name: …、园区党工 | 委、各街道."""
    last, first = re.split("[、，,；;：:]", before)[-1], re.split("[、，,；;。]", behind)[0]
    whole = looks_like_unit(last) or last.endswith("等")
    return bool(last) and not whole and looks_like_unit(last + first)


@dataclass(frozen=True, slots=True)
class _Part:
    words: Flat
    is_open: bool


def _open_parts(words: Flat) -> list[_Part]:
    """The parts of a piece around each 等…单位; two open lists may stand in one cell."""
    parts: list[_Part] = []
    begin = 0
    for mark in _OPEN.finditer(words.text):
        if _depth(words.text[: mark.start()]) == 0:
            parts.append(_Part(words[begin : mark.start()], True))
            begin = mark.end()
    rest = words[begin:]
    if parts and (joint := _JOINT.match(rest.text)):
        rest = rest[joint.end() :]
    return [*parts, _Part(rest, False)] if rest.text or not parts else parts


def _depth(text: str) -> int:
    return sum(text.count(c) for c in "（(“") - sum(text.count(c) for c in "）)”")


def _joined(words: Flat) -> list[Flat]:
    """The names that 和, 及, 会同, a stroke or nothing joins; one when the word belongs to the name."""
    for mark in _JOINT.finditer(words.text):
        left, right = words[: mark.start()], words[mark.end() :]
        if mark.group() == "会" and not _PARTNER.match(right.text):
            continue
        if not left.text and mark.start() == 0 and _BEGINS.match(right.text):
            return _joined(right)
        governs = _ADMINISTRATION.fullmatch(left.text) and _ADMINISTRATION.fullmatch(right.text)
        apart = _BEGINS.match(right.text) or governs
        if _COMPLETE.search(left.text) and apart and _depth(left.text) == 0:
            return [left, *_joined(right)]
    for mark in (*re.finditer("[/／]", words.text), *_RUN_TOGETHER.finditer(words.text)):
        left, right = words[: mark.start()], words[mark.end() :]
        if looks_like_unit(left.text) and looks_like_unit(right.text) and _depth(left.text) == 0:
            return [left, *_joined(right)]
    return [words]


def _item(words: Flat) -> Item:
    at = None if looks_like_unit(words.text) and words.text[-1] not in "）)" else name_behind(words.text)
    if at is not None and looks_like_unit(words.text[:at]):
        words = words[:at]
    plain = words.text.strip(MARKS)
    if plain == words.text or not plain:
        return Item(words.text, words.start, words.end)
    at = words.text.find(plain)
    bare = words[at : at + len(plain)]
    return Item(bare.text, bare.start, bare.end, marked=True)


def _shared_noun(items: list[Item]) -> list[Item]:
    """Levels that share one noun are one name: 各市、县〔区〕人民政府, 各县、区党委; so are 各区、县级市."""
    joined = _levels_joined(_levels_joined(items, _PLACES_OF.match), _FURTHER_PLACES.fullmatch)
    return _offices_joined(joined)


def _offices_joined(items: list[Item]) -> list[Item]:
    """Offices that share one level are one name: 各县市党委、政府, 各盟行政公署、市人民政府."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1].name if kept else ""
        of_a_level = _ALL_OF_A_LEVEL.match(before) and _OFFICE_ALONE.fullmatch(item.name)
        if of_a_level or (_PARTY.fullmatch(before) and _GOVERNMENT.fullmatch(item.name)):
            kept[-1] = replace(kept[-1], name=f"{kept[-1].name}、{item.name}", end=item.end)
        else:
            kept.append(item)
    return kept


def _levels_joined(items: list[Item], shares: Callable[[str], object]) -> list[Item]:
    """The items, those that share with the levels right before them as one name with these."""
    kept: list[Item] = []
    for item in items:
        name, start = item.name, item.start
        levels = list(takewhile(lambda level: _PLACES.fullmatch(level.name), reversed(kept)))
        first = next((i for i, level in enumerate(levels) if _BEGUN.match(level.name)), None)
        if levels and shares(name) and (first is not None or not _FURTHER_PLACES.fullmatch(name)):
            levels = levels[: len(levels) if first is None else first + 1]
            del kept[-len(levels) :]
            name, start = "、".join([*(level.name for level in reversed(levels)), name]), levels[-1].start
        kept.append(item if name is item.name else replace(item, name=name, start=start))
    return kept


def _shared_tail(items: list[Item]) -> list[Item]:
    """Coordinating bodies right before `…相关成员单位` share these words with it."""
    kept: list[Item] = []
    for item in items:
        name, start = item.name, item.start
        if _MEMBERS.search(name):
            while kept and _BODY.search(kept[-1].name):
                body = kept.pop()
                name, start = f"{body.name}、{name}", body.start
        kept.append(item if name is item.name else replace(item, name=name, start=start))
    return kept


def is_open_ended(name: str, *, in_table: bool = False) -> bool:
    """Whether a name stands for units that it does not name: 相关单位, 各部门, …成员单位.

    A cell is a field that its office filled in: `…领导小组各成员单位` there is the whole
    entry, and only 相关, 有关 and the like leave it open. A clause in prose is shorthand.
    """
    if _COUNTED.match(name):
        return False
    return bool(_UNNAMED.search(name) or (not in_table and _UNNAMED_IN_PROSE.search(name)))


def looks_like_unit(name: str) -> bool:
    """Whether words have the form of a unit's name: a known ending, and no sentence in them."""
    return (
        2 <= len(name) <= 45
        and bool(_COMPLETE.search(name))
        and (_WITH_A_DUTY.fullmatch(name) is not None or not re.search(r"[。：:！？]|的|了|是|谁|由", name))
    )


def begins_like_unit(name: str) -> bool:
    """Whether words begin as a unit's name does: with a level, 各, 国网 …."""
    return bool(_BEGINS.match(name))


def names_somebody(name: str) -> bool:
    """Whether words name a unit in particular, written as units are: not 各部门, 相关领导和部门."""
    return begins_like_unit(name) and not (is_open_ended(name) or name.startswith(("各", "相关", "有关")))
