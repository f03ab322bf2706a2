"""People who are named where units are: leaders in person, who are no units."""

from __future__ import annotations

import re

from zeren.ontology.surnames import SURNAME

TITLE = (
    "(?:副?(?:书记|县长|市长|区长|省长|州长|盟长|旗长|镇长|乡长|局长|厅长|部长|主任|主席|秘书长|检察长|院长|行长|总经理|董事长"
    "|组长|总指挥|指挥长)|常委|党组成员|调研员|巡视员|主要领导|分管领导|主要负责人|分管负责人|领导班子成员)"
)
"""The words for an office that a leader holds."""

_PERSON = re.compile(rf"(?:{TITLE}(?:[\u4e00-\u9fff·]{{2,4}})?|(?:同志|先生|女士))$")
_UNIT_BEHIND = re.compile(r"(?:局|办|委|厅|部|院|会|中心|公司|集团|政府|办公室|办公厅|单位|部门|企业|机构)$")


_NO_NAME = (
    "(?!党组|党委|纪委|常委|安委|农委|文明|司法|应急|金融|广电|农业|文旅|安监|卫[生健计]|相关|有关|全体|关于"
    "|和|及|等)"
)
_NO_ENDING = "(?<![局委办部厅院会司团府位门构业员组村镇乡区县市站所科队场厂校])"
_NAME = rf"{_NO_NAME}{SURNAME}[\u4e00-\u9fff]{{1,2}}{_NO_ENDING}"
_NAME_ALONE = re.compile(_NAME)
_NAME_BEHIND = re.compile(
    rf"(?<=[\u4e00-\u9fff）)])(?:[（(](?:{_NAME}[、，,]?)+[）)]|[:：](?:{_NAME}[、，,]?)+|{_NAME}(?:同志)?)$"
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
