"""A duty told in running text: 由甲牵头，乙、丙参加，6月底前建成平台."""

from __future__ import annotations

import re

from zeren.ingest.assignments import roles
from zeren.ingest.assignments.clause import LONGEST_NAME, Clause
from zeren.ingest.assignments.layouts import Layout, Place
from zeren.ingest.assignments.lists import looks_like_unit, names_somebody
from zeren.ingest.flat import Flat
from zeren.ontology import lexicon
from zeren.ontology.facts import Role

_NAMES = r"[^，。；：“”由]{2,120}?"
_LEADS = "(?:共同|联合|分别|统一)?(?:总牵头|牵头负责|负责牵头|牵头组织实施|牵头组织|牵头)"
_HELPS = "(?:密切|积极|主动|全力)?(?:协助配合|积极配合|协同配合|配合|参与|参加|协助|协同|协办)"
_MANNER = "(?:按职责分工|分别|具体|共同)?"
_STOP = "(?=[，。；,;]|$)"
_ONE_OF_A_SENTENCE = r"(?:(?<=[，；,;])|^)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:由|{_ONE_OF_A_SENTENCE})(?P<lead>{_NAMES}){_LEADS}[，、,](?P<duty>{_NAMES})(?:具体负责|具体实施|具体落实|负责落实|负责实施|负责|组织实施|抓好落实|落实)"
        rf"(?:[，、,](?P<support>{_NAMES}){_HELPS})?{_STOP}",
        # The list of those who join in runs on into what they do: 由甲会同乙、丙研究制定办法.
        rf"(?:由(?P<lead>{_NAMES}){_LEADS}?|{_ONE_OF_A_SENTENCE}(?P<alone>{_NAMES}){_LEADS})[，、,]?(?:会同|商)"
        rf"(?P<glued>[^，。；：“”]{{2,80}}){_STOP}",
        rf"(?:由|{_ONE_OF_A_SENTENCE})(?P<lead>{_NAMES}){_LEADS}[，、,](?:会同)?(?P<support>{_NAMES}){_HELPS}{_STOP}(?!的)",
        rf"由(?P<both>{_NAMES}(?:会同|商){_NAMES})(?:牵头)?(?:负责|抓好落实|组织实施|落实){_STOP}",
        rf"由(?P<alone>{_NAMES})(?:负责牵头|牵头(?:负责|抓总|落实|组织实施|推进)?){_STOP}",
        rf"由(?P<duty>{_NAMES}){_MANNER}(?:负责|落实|组织实施)(?=[。；;]|$)",
        rf"^(?P<alone>{_NAMES})(?:负责牵头|牵头负责|牵头)(?=，)",
        rf"^由?(?P<duty>{_NAMES}){_MANNER}负责(?=，)",
        rf"牵头(?:责任)?(?:单位|部门)(?:为|是)(?P<lead>{_NAMES})"
        rf"(?:[，；]\w{{0,2}}(?:责任|配合|参与|协办)(?:单位|部门)(?:为|是)(?P<support>{_NAMES}))?(?=[，。；]|$)",
    )
)
"""The forms in the order in which they are tried; the groups are named after what they tell of the units."""

_ROLE_OF: dict[str, Role] = {
    "lead": "lead", "support": "support", "both": "responsible", "alone": "lead", "duty": "responsible",
}  # fmt: skip

_SET_UP = re.compile(r"(?:成立|组建|建立|设立|健全|构建|形成|完善|新增|实行)[^，。；]{0,15}$")
"""Who leads a group or a mechanism leads no task yet."""


def read(words: Flat) -> Clause | None:
    """The units of the first such duty of a sentence; every one must have a unit's form."""
    for expression in _FORMS:
        for found in expression.finditer(words.text):
            if _SET_UP.search(words.text[: found.start()]):
                continue
            clause = Clause("running-text", span=found.span())
            groups = found.groupdict()
            if groups.get("glued"):
                end = _end_of_units(words, *found.span("glued"))
                if end is None:
                    continue
                clause.span = (found.start(), end)
                clause.add("responsible", words[found.start("glued") : end])
            for group, role in _ROLE_OF.items():
                if groups.get(group):
                    part = words[found.start(group) : found.end(group)]
                    clause.add(role, part[roles.lead_in(part.text) :])
            names = [item.name for item in clause.items()]
            somebody = clause.leaders or any(map(names_somebody, names))
            if somebody and all(looks_like_unit(n) for n in names):
                return clause
    return None


def _end_of_units(words: Flat, start: int, end: int) -> int | None:
    """Where a list ends that runs on into what its units do; None where its last unit is not known."""
    if roles.role_of(words.text[start:end])[0]:
        return None
    begin = max(start, *(words.text.rfind(mark, start, end) + 1 for mark in "、和及与"))
    known = lexicon.load().by_name
    for at in range(min(end, begin + LONGEST_NAME), begin + 2, -1):
        if known(words.text[begin:at]) or known(words.text[begin + 1 : at]):
            return at
    return None


LAYOUT = Layout("running-text", 40, frozenset({Place.SENTENCE}), read)
