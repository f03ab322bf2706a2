"""People who are named where units are: leaders in person, who are no units."""

from __future__ import annotations

import re

_TITLE = (
    "(?:副?(?:书记|县长|市长|区长|省长|州长|盟长|旗长|镇长|乡长|局长|厅长|部长|主任|主席|秘书长|检察长|院长|行长|总经理|董事长"
    "|组长|总指挥|指挥长)|常委|党组成员|调研员|巡视员|主要领导|分管领导|主要负责人|分管负责人|领导班子成员)"
)
_PERSON = re.compile(rf"(?:{_TITLE}(?:[\u4e00-\u9fff·]{{2,4}})?|(?:同志|先生|女士))$")
_UNIT_BEHIND = re.compile(r"(?:局|办|委|厅|部|院|会|中心|公司|集团|政府|办公室|办公厅|单位|部门|企业|机构)$")


def is_person(name: str) -> bool:
    """Whether words name a person by office: 副县长李明, 县委常委, 王芳同志."""
    return bool(_PERSON.search(name)) and (name.endswith("常委") or not _UNIT_BEHIND.search(name))
