"""The words that tell a role: labels before a list (责任单位：), and what stands behind one (牵头)."""

from __future__ import annotations

import re

from zeren.ingest.flat import Flat
from zeren.ontology.facts import Role

_BODY = (
    "(?:单位|部门|局办|委办局|科室|处室|股室|机构|主体|站(?:所|办|室)|所站|办所|村(?:居|（社区）)?"
    "|乡镇|镇街|街道|企业)"
)
_LEVEL = "(?:国家|[省市县区州盟旗乡镇村](?:级|直|属)?(?:层面)?)?的?"
_FIELD = "(?:整改|任务|工作|项目|行动)?"
# A label may leave the noun out (牵头：甲；配合：乙) where it stands first, behind a stop or behind a unit.
_ALONE = r"(?:^|(?<=[；;，,。、—局委办部厅院会府司心队镇]))(?:{words})(?=[:：])"
_LABELS: tuple[tuple[str, str], ...] = (
    (
        "lead",
        rf"(?:总|分|联合|共同)?牵头(?:责任|负责|实施|落实)?{_BODY}|(?:主要|第一|首要)责任{_BODY}"
        rf"|主(?:办|责|管|要负责){_BODY}|{_ALONE.format(words='牵头|主办|主责')}",
    ),
    ("guide", rf"(?:业务|技术)?(?:指导|督导|督办|督促(?:指导|整改|落实)?|监管|监督)(?:责任)?{_BODY}"),
    (
        "support",
        rf"(?:主要)?(?:配合|参与|参加|协办|协助|协同|协作|会办)(?:责任|实施)?{_BODY}"
        rf"|{_ALONE.format(words='配合|协办|会办|参与|协助|协同')}",
    ),
    (
        "responsible",
        rf"(?:其他|其它|第[二三四]|相关|共同|具体|有关|政策|主体|直接|属地|行业)?(?:兑现|责任|负责|承办|落实|实施|执行|整改|承担|完成)(?:责任|落实)?{_BODY}"
        rf"|成员单位|{_ALONE.format(words='责任|承办|负责|落实|(?:责任|任务|职责|工作)?分工')}",
    ),
    (
        "person",
        r"(?:[责牵主分包督联挂]\w{1,5})?(?:领导|责任人|负责人|负责同志|召集人|联系人|联络员|河长|链长)",
    ),
    (
        "deadline",
        r"(?:计划|拟|要求)?(?:(?:完成|办结|落实|整改|实施|化解|销号|办理)(?:时限|时间|期限|时间节点)|时限|时间节点"
        r"|(?:时间|时限)要求)",
    ),
)
# 牵头单位、责任单位：… is one label with two words, not the second alone; behind a list, a label may begin.
_NOT_BEHIND = r"(?<![各\u7684和])(?<!单位、)(?<!部门、)(?<!领导、)(?<!人、)"
LABEL = re.compile(
    r"[【\[［〔]?(?:"
    + "|".join(rf"(?P<{kind}>{_NOT_BEHIND}{_LEVEL}{_FIELD}(?:{words}))" for kind, words in _LABELS)
    + r")(?:(?:及|和|、|/)(?:责任|联系|负责)?(?:人|单位|部门)|（(?:部门|单位|人)）)?"
    + r"(?:[】\]］〕]?[:：]|[】\]］〕])"
)
"""A label and its colon (or brackets round it): 责任单位：, 【牵头单位】."""

COLON = re.compile(r"[:：】\]］〕]")
"""How every label ends: where none stands, no label does."""

_LEVEL_FIRST = re.compile(rf"[【\[［〔]?{_LEVEL}")


def label_start(label: re.Match[str], words: Flat) -> int:
    """Where a label begins: behind a level that white space parts from it (各乡镇 责任单位：)."""
    level = _LEVEL_FIRST.match(label.group())
    behind = label.start() + (level.end() if level else 0)
    parted = words.gap(behind) and not words.gap(label.start())
    return behind if parted and behind < label.end() else label.start()


_NAMED = re.compile(r"(?:^|(?<=[，,；;。、\s]))[【\[]?[\u4e00-\u9fff]{2,8}[】\]]?[:：]")
"""Any other label: 适用范围：, 联系电话：."""

_MANNER = (
    r"(?:共同|分别|结合(?:各自)?实际|认真|具体|依法|依法依规|主要|总|统一|直接|联合|分头|密切|积极|主动|全力"
    r"|大力)*"
)
_BY_DUTY = (
    r"(?:(?:按照?|本着)[“\"][^“”\"]{2,20}[”\"]的?(?:原则|要求)|(?:按照?|依照?|依据|根据|结合)?(?:各自)?(?:部门|工作|任务|职能|行业|领域|区域)?(?:职责|职能|分工)(?:任务)?(?:和)?"
    r"(?:分工|要求)?)?"
)
_AS = "为(?:该|此)?(?:项工作的?)?(?:{words})(?:单位|部门)"
"""The role told of the units: 甲为牵头单位，乙为配合单位."""

ROLE_WORDS: tuple[tuple[Role, str], ...] = (
    (
        "lead",
        _AS.format(words="总?牵头|主办|主责|主要责任")
        + "|牵头负责|牵头组织实施|牵头组织|牵头落实|牵头抓总|牵头推进|牵头实施|牵头办理|牵头协调|牵头统筹"
        + "|牵头抓|牵头督导|牵头督促|负责牵头|牵头|主办|主责|抓总",
    ),
    ("guide", "业务指导|负责指导|督促指导|督导|指导"),
    (
        "support",
        _AS.format(words="配合|协办|协助|参与|参加")
        + "|配合落实|积极配合|配合实施|配合做好|协同配合|协助配合|配合|协助|协同|参与配合|参与|参加|协办",
    ),
    (
        "responsible",
        _AS.format(words="责任|承办|落实|实施|负责|成员")
        + "|落实(?:属地|主体|监管|主管)责任"
        + "|负责(?:具体|组织)?落实"
        + "|组织实施|组织落实|抓好落实|推进落实|落实到位|负责实施|负责|落实|承办|实施|推进|承担",
    ),
)
ENDINGS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"{_MANNER}{_BY_DUTY}{_MANNER}(?:{words})(?:工作)?$")) for role, words in ROLE_WORDS
)
_DUTY_ALONE = re.compile(r"(?:按照?|依照?|根据)(?:各自)?(?:部门)?(?:职责|职能)(?:任务)?分工$")
_LEAD_IN = re.compile(
    r"^(?:(?:此|该|本|以上|上述|各|这)?(?:项|条|款|几项)?(?:工作|政策|措施|任务|内容|事项|条款)?(?:具体|主要|均|分别|统一)?由"
    r"|并由|请|以下(?:各项|任务|措施|工作|事项)?(?:均|都)(?:需|须|要|由|涉及))"
)


def role_of(segment: str) -> tuple[Role | None, int]:
    """The role that a segment's last words name, and where they begin."""
    for role, pattern in ENDINGS:
        found = pattern.search(segment)
        if found and found.start() > 0:
            return role, found.start()
    duty = _DUTY_ALONE.search(segment)
    return ("responsible", duty.start()) if duty and duty.start() > 0 else (None, 0)


def alone(segment: str) -> Role | None:
    """The role that a segment names which holds no list: …等，按职责分工负责."""
    return next((role for role, pattern in ENDINGS if pattern.fullmatch(segment)), None)


def lead_in(words: str) -> int:
    """Where the list begins behind 由, 具体由 and the like."""
    found = _LEAD_IN.match(words)
    return found.end() if found else 0


def other_label(words: str) -> bool:
    """Whether words begin with a label that names no unit: 适用范围：…."""
    return bool(_NAMED.match(words))
