"""A unit's name taken apart: the level it is written with, its own name, a division in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zeren.ontology import lexicon
from zeren.ontology.facts import Region, UnitKind
from zeren.ontology.functions import Function

_LEVELS = "省市州盟县区旗镇乡"
_OWN_LEVELS = {"nation": "", "province": "省", "city": "市州盟", "county": "县区旗", "township": "镇乡"}
_DIVISION = re.compile(r"(?P<base>.{3,}?)（(?P<division>[^（）]{2,16})）$")
_COLLECTIVE = re.compile(
    r"^(各|相关|有关|其他|全体|县直|市直|区直|县域各|\d+[个家条])|(成员|相关|有关|责任|项目|直属|各)(县直|职能)?(单位|部门)"
    r"|(机构|企业|乡镇|街道)$|[^主]要?负责人$"
)
_BRANCH = re.compile(
    r"(分局|支局|分公司|支公司|支行|分行|支队|大队|管理所|营业部|办事处|供电公司|电公司|供电局|分中心)$"
)
_KINDS: tuple[tuple[UnitKind, str], ...] = (
    ("bank", r"(银行|农商行|信用社|支行|分行)$"),
    ("enterprise", r"(公司|集团|厂|火车站|高铁.*站|管理所)$"),
    ("township", r"(镇|乡|街道|街道办事处|镇(人民)?政府|乡(人民)?政府)$"),
    ("development-zone", r"(开发区|园区|工业园|高新区|经开区)(管委会|管理委员会)?$"),
    ("coordinating-body", r"(领导小组|专班|指挥部|安委会|委员会|联席会议|[灾急河]委|委会|小组)(办公室|办)?$"),
    ("court-or-procuratorate", r"(法院|检察院)$"),
    ("people-organisation", r"(联合会|联社|协会|总工会|红十字会|妇联|残联|科协|团委)$"),
    ("public-institution", r"(中心|站|所|馆|院|学校|中专|中学|台|社)$"),
    ("party-body", r"^委.*(部|办|室|委)$"),
    ("vertical-agency", r"(分局|大队|支队|总队)$"),
    ("department", r"(局|办|委|厅|部|科|室|股|署|办公室)$"),
)


_LEGAL_FORM = re.compile("(有限责任公司|股份有限公司|有限公司|分公司)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name and what it is made of.

    `key` is the name without its region, its own level and a division; two names with one
    key mean one unit. `level` is the level character it is written with where that is
    another than the region's own (市财政局 in a county's plan), else empty.
    """

    printed: str
    key: str
    level: str
    division: str | None
    function: Function | None
    collective: bool

    @property
    def body(self) -> str:
        """The name of the body that a division in brackets belongs to."""
        return self.printed.removesuffix(f"（{self.division}）")

    @property
    def kind(self) -> UnitKind:
        """The kind of body that the function or the form of the name tells."""
        if self.collective:
            return "collective"
        if self.function:
            return self.function.kind
        return next((kind for kind, pattern in _KINDS if re.search(pattern, self.key)), "other")

    @property
    def identity(self) -> str:
        """What two names must share to be one unit: level, function or key, and division.

        A region has one body of most functions; of some, as hospitals and stations, it may
        have several: these are told apart by their names, the legal form aside.
        """
        single = self.single_function
        own = single.id if single else _LEGAL_FORM.sub("公司", self.key)
        return f"{self.level}|{own}|{self.division or ''}"

    @property
    def single_function(self) -> Function | None:
        """The function, where a region has one body of it and the name needs no more to be known."""
        return self.function if self.function and not self.function.several else None


def normalise(printed: str) -> str:
    """A name as names are compared: no white space, full-width brackets."""
    return re.sub(r"\s+", "", printed).translate(str.maketrans("()[]［］", "（）（）（）"))


def take_apart(printed: str, region: Region | None) -> Name:
    """The parts of a printed name in the plan of a region."""
    whole = normalise(printed)
    if _COLLECTIVE.search(whole):
        return Name(whole, whole, "", None, None, True)
    base, division = whole, None
    if found := _DIVISION.fullmatch(whole):
        base, division = found["base"], found["division"]
        if re.search("[、，]", division):
            division = None
    local = _without_region(base, region)
    key, level = _without_own_level(local, region, is_local=local != base)
    function = _function(key)
    if function is None and local != base and _BRANCH.search(key):
        key, function = _geographic(key)
    return Name(whole, key, level, division, function, False)


def _without_region(name: str, region: Region | None) -> str:
    """The name without the region's names, which a branch carries in its middle."""
    if region is None:
        return name
    for own in sorted({region.id, *region.aliases}, key=len, reverse=True):
        at = name.find(own)
        rest = name[:at] + name[at + len(own) :]
        if at < 0 or len(rest) < 2 or (at > 0 and not _BRANCH.search(name) and _function(rest) is None):
            continue
        # 云泽县供电公司 of 国网: the level character behind the short name belongs to the place.
        if at > 0 and own in region.aliases and rest[at : at + 1] in _OWN_LEVELS[region.level]:
            rest = rest[:at] + rest[at + 1 :]
        return rest
    return name


def _without_own_level(name: str, region: Region | None, *, is_local: bool) -> tuple[str, str]:
    """The name without its level character, and that character where it is not the region's.

    A branch that carries the region's name is the region's, whatever the level of its body:
    市生态环境局某某分局 is the ecology bureau of 某某.
    """
    first = name[:1]
    if first not in _LEVELS or len(name) < 3 or region is None:
        return name, ""
    own = first in _OWN_LEVELS[region.level] or (is_local and _BRANCH.search(name) is not None)
    return name[1:], "" if own else first


def _function(key: str) -> Function | None:
    """The government function that a bare name means.

    A branch (生态环境局分局, 生态环境分局) has the function of its body.
    """
    known = lexicon.load().by_name
    if function := known(key):
        return function
    if key.endswith("分局"):
        stem = key.removesuffix("分局").removesuffix("局")
        return known(f"{stem}局") or known(f"{stem}分局")
    return None


def _geographic(key: str) -> tuple[str, Function | None]:
    """A branch's name without the place of a body above it (漓州市生态环境分局, 某省…支行)."""
    for length in (2, 3, 4):
        rest = key[length:]
        if rest[:1] in _LEVELS and (function := _function(rest[1:])):
            return rest[1:], function
        if function := _function(rest):
            return rest, function
    return key, None
