"""A label, white space, and its list: 牵头单位　甲 on a line of its own, or in two cells of a form."""

from __future__ import annotations

import re

from zeren.ingest import deadlines
from zeren.ingest.assignments import leaders, roles
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import ROLES, Layout, Place
from zeren.ingest.assignments.lists import looks_like_unit
from zeren.ingest.flat import Flat

_LONGEST = 12
"""Characters of a label at most."""

_OTHER = re.compile("(?:牵头|责任|配合|协办|主办|承办|参与|完成|整改)")
"""A further label right behind the first: the header of a table."""


def read(words: Flat) -> Clause | None:
    """What stands behind a label and white space: leaders, or units, all of a unit's form."""
    for at in (index for index in range(2, min(len(words), _LONGEST)) if words.gap(index)):
        label = roles.LABEL.fullmatch(words.text[:at] + "：")
        if label is None:
            continue
        rest = words[at : len(words.text.rstrip("。；;"))]
        clause = Clause("label-and-list")
        role = next((r for r in ROLES if label[r]), None)
        if label["deadline"]:
            clause.deadline = deadlines.alone(rest.text)
            return clause if clause.deadline else None
        if label["person"] and (charge := leaders.label_of(label.group())):
            clause.leaders = leaders.behind(charge, rest)
            return clause if clause.leaders else None
        if role is None or _OTHER.match(rest.text):
            return None
        clause.add(role, rest)
        names = [item.name for item in clause.items()]
        return clause if names and all(map(looks_like_unit, names)) else None
    return None


LAYOUT = Layout("label-and-list", 12, frozenset({Place.SENTENCE}), read)
