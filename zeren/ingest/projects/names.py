"""What makes words the name of one project: a proper name in them, and what kind of work it is."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from zeren.ontology.facts import Region

SHORTEST_KEY = 6
"""Characters that two names must share at their ends before the shorter is held for the longer's."""

_SPEC = re.compile(r"\d+(?:\.\d+)?\s*(?:千伏|k[Vv]|MW|GW|兆瓦|万?千瓦|万?吨|万?立方)|[GS]\d{3,4}|年产")
_OWN_NAME = re.compile(
    r"[^，。；、]{2,}公司[^，。；、]{2,}|[\u4e00-\u9fff]{2,}至[\u4e00-\u9fff]{2,}(?:线|路|段|公路|高速)"
)
_TOWN = re.compile(r"^[\u4e00-\u9fff]{2,3}[镇乡村河江溪湖山寨屯坪岭冲港](?=[\u4e00-\u9fff]{2,})")
_GENERIC_HEAD = re.compile(
    r"(?:各|一批|其他|有关|相关|部分|所有|类似|本|该|上述|重点|重大|新增|\d+(?:-\d+)?[个项处家座]|[一二三四五六七八九十两]+(?:个|大|项))"
)
_GENERIC_TAIL = re.compile(
    r"(?:重点|重大|标志性|实事|亿元以上|万元以上|[类级]|招商|债券|优质|科技|科技计划|服务|建设|工程|投资|在建|已签约)(?:项目|工程)$|大[^、]{0,6}(?:项目|工程)$"
)
_TAIL = re.compile(r"(?:建设项目|工程项目|建设工程|项目建设|工程建设|项目|工程|建设|(?<=高速)公路)$")
_PROGRAMME = re.compile("“[^”]*”(?=.)")
"""A catchword before 工程 (“百企”工程) names a programme of measures, not an undertaking."""
_MARKS = re.compile(r"[“”「」《》（）()·\s]")
_KINDS: tuple[tuple[str, str], ...] = (
    ("water", "水库|除险|堤|河|防洪|灌|供水|饮水|水源|蓄水|水利|水厂|水系|小流域|渠"),
    ("energy", "抽水蓄能|电网|变电|千伏|风电|光伏|储能|电站|供电|能源|输电|燃气|储气|充电|天然气"),
    ("logistics", "物流|仓储|冷链|陆港|集散|配送|多式联运|际港|快递"),
    ("transport", "公路|高速|道路|铁路|机场|大桥|桥|码头|航道|港|连接线|[GS]\\d{3}|国省道|站场|隧道|服务区"),
    ("education", "中学|小学|幼儿园|学校|教育|高中|一中|二中|校区|职中|职业"),
    ("health", "医院|卫生|医疗|妇幼|疾控|养老|康复|诊所"),
    ("environment", "污水|垃圾|生态|修复|污染|环保|固废|水土|绿化|湿地|中水"),
    ("housing", "小区|住房|棚户|安居|公寓|住宅|保障房|廉租"),
    ("culture", "旅游|文化|博物馆|展览|古镇|民宿|景区|体育|植物园|研学|公园|图书馆"),
    ("agriculture", "农田|农业|黄牛|养殖|种植|种苗|油茶|茶园|粮|畜|农产品|乡村|育秧|水稻"),
    ("industry", "产业|工业|制造|加工|生产|材料|循环|药物|化工|研发|基地|厂房|园区|产业园|经贸|综合体"),
)  # fmt: skip
_EARLY_KINDS: tuple[tuple[str, str], ...] = (
    ("energy", "抽水蓄能"),
    ("agriculture", "黄牛|种苗|种植|养殖"),
    ("environment", "污水"),
    ("industry", "药物|锂离子|航空产业园|化工"),
    ("transport", "服务区"),
)


@cache
def _common() -> frozenset[str]:
    lines = resources.files(__package__).joinpath("common_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def residue(words: str) -> int:
    """The longest run of characters that no common word covers, common words chosen to cover most."""
    common, longest = _common(), 6
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for end in range(1, len(words) + 1):
        free, open_ = best[end - 1]
        choices = [(free + 1, (*open_, end - 1))]
        choices += [best[begin] for begin in range(max(0, end - longest), end) if words[begin:end] in common]
        best.append(min(choices, key=lambda c: c[0]))
    run = longest_run = 0
    before = -2
    for place in best[-1][1]:
        run = run + 1 if place == before + 1 else 1
        before, longest_run = place, max(longest_run, run)
    return longest_run


def has_own_name(name: str, region: Region | None) -> bool:
    """Whether the words show a place, a company, a size or a route by their form."""
    bare = _MARKS.sub("", name)
    if _SPEC.search(bare) or _OWN_NAME.search(bare):
        return True
    town = _TOWN.match(bare)
    if town and residue(town.group()) >= 2:
        return True
    rest = _without_region(bare, region)
    return rest != bare and len(_TAIL.sub("", rest)) >= 3


def is_individual(name: str, region: Region | None) -> bool:
    """Whether the words name one undertaking, not a kind: by their form, or by a word of their own."""
    bare = _MARKS.sub("", name)
    plain = _GENERIC_TAIL.sub("", bare)
    if plain != bare and residue(plain) < 2 and not has_own_name(plain, region):
        return False
    if _GENERIC_HEAD.match(bare) and not _SPEC.match(bare):
        return False
    unquoted = _MARKS.sub("", _PROGRAMME.sub("", name))
    return has_own_name(name, region) or residue(_TAIL.sub("", unquoted)) >= 2


def _without_region(words: str, region: Region | None) -> str:
    """The words without the names of the region."""
    for place in sorted({region.id, region.short, *region.aliases}, key=len, reverse=True) if region else []:
        words = words.replace(place, "")
    return words


def stem(name: str) -> str:
    """A name without the word that says what kind of undertaking it is (项目, 工程, 建设)."""
    return _TAIL.sub("", name)


def key(name: str, region: Region | None) -> str:
    """A name as names of projects are compared: no place of the region, no brackets, no 建设项目."""
    bare = _without_region(_MARKS.sub("", name), region)
    while (shorter := _TAIL.sub("", bare.removeprefix("中国").removeprefix("新建"))) != bare and len(
        shorter
    ) > 3:
        bare = shorter
    return bare


def same(a: str, b: str) -> bool:
    """Whether two keys mean one project: equal, or the longer is the shorter behind a place's name."""
    short, long = sorted((a, b), key=len)
    return short == long or (len(short) >= SHORTEST_KEY and long.endswith(short))


def kind(name: str) -> str:
    """The field of work that a project's words tell; `other` where they tell none."""
    for field, words in (*_EARLY_KINDS, *_KINDS):
        if re.search(words, name):
            return field
    return "other"
