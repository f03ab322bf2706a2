"""People who are named where units are: leaders in person, who are no units."""

from __future__ import annotations

import re

from zeren.ontology.surnames import SURNAME

TITLE = (
    "(?:副?(?:书记|县长|市长|区长|省长|州长|盟长|旗长|镇长|乡长|局长|厅长|部长|主任|主席|秘书长|检察长|院长|行长|总经理|董事长"
    "|组长|总指挥|指挥长)|常委|党组成员|调研员|巡视员|主要领导|分管领导|主要负责人|分管负责人|领导班子成员)"
)
"""The words for an office that a leader holds."""

POST = (
    f"(?:{TITLE}|副?(?:科长|股长|处长|站长|所长|校长|园长|队长|大队长|支队长|会长|理事长|社长|台长|馆长|经理|专员|政委"
    "|司令员))"
)
"""Those words, and the ones for an office below: who leads a section, a school, a company."""

_PERSON = re.compile(rf"(?:{TITLE}(?:[\u4e00-\u9fff·]{{2,4}})?|(?:同志|先生|女士))$")
_UNIT_BEHIND = re.compile(
    r"(?:局|办|委|厅|部|院|会|中心|公司|集团|政府|办公室|办公厅|单位|部门|企业|机构|[支分]行|(?:[大中支总]|调查)队)$"
)
"""What a unit ends with: 人民银行长宁支行 is none of a 行长, nor 国家统计局长沙调查队 of a 局长."""


NO_NAME = (
    "(?!负责|牵头|分管|配合|参与|参加|落实|办公|会议|联系|主持|担任|同志|单位|部门|安全|安[委监]|高管|车[间站]|方案|任务|成员"
    "|金融|项目|包[干村保组片联抓]|时[间限]|党[组委]|纪委|支部|支[行队]|常[务委]|双方|农[业村委]|文[明旅]|司法|应急|广电|卫[生健计]"
    "|全[体县市区]|相[关应]|关于|有关|万[元人]|和|及|等|各|县|市|区|省|镇|乡|本|待|无|同|见|另|按|由)"
)
"""What begins as a name does and is none."""

NO_ENDING = "(?<![局委办部厅院会司团府位门构业导员责组班村镇乡区县市站所科队场厂校])"
"""What no name ends with: the names of units and posts do."""

SURNAMED = rf"{NO_NAME}{SURNAME}[\u4e00-\u9fff]{{1,2}}?{NO_ENDING}"
"""A name that begins with a surname and is no other word that does: 王芳, not 包干 or 应急."""

_NAME_ALONE = re.compile(SURNAMED)
_NAME_BEHIND = re.compile(
    rf"(?<=[\u4e00-\u9fff）)])(?:[（(](?:{SURNAMED}[、，,]?)+[）)]|[:：](?:{SURNAMED}[、，,]?)+|{SURNAMED}(?:同志)?)$"
)


def name_behind(unit: str) -> int | None:
    """Where a person's name begins behind a unit: 县水利局（王芳）, 县水利局：王芳, 县水利局 王芳."""
    found = _NAME_BEHIND.search(unit)
    return found.start() if found else None


def is_name(words: str) -> bool:
    """Whether words have the form of a person's name: 王芳, 李明远."""
    return bool(_NAME_ALONE.fullmatch(words))


def is_person(name: str) -> bool:
    """Whether words name a person by office: 副县长李明, 县委常委, 王芳同志."""
    return bool(_PERSON.search(name)) and (name.endswith("常委") or not _UNIT_BEHIND.search(name))
