"""Cells of a table's columns of units: who has the column's role, and who another that the cell says."""

from __future__ import annotations

import re

from zeren.ingest.assignments import find
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.flat import Flat
from zeren.ontology.facts import Role

_SAYS_ROLES = re.compile(
    r"(?:牵头|配合|参与|参加|负责|协助|落实|指导)(?:[，,；;、。:：]|$)|(?:单位|部门|主办|主责|协办|会办)[:：]"
)


def read(role: Role, words: Flat) -> tuple[Clause, bool]:
    """The units of a cell in a column for a role, and whether role words or labels inside it say another.

    Who stands before a semicolon without such a word has the column's role: 甲；乙配合.
    """
    if says := _SAYS_ROLES.search(words.text):
        begin = words.text.rfind("；", 0, says.start()) + 1
        clause, read_by = find.parse(words[begin:])
        if clause and read_by and not read_by.needs_end:
            if begin:
                clause.add(role, words[: begin - 1])
            return clause, True
    clause = Clause("table-row", in_table=True)
    clause.add(role, words)
    return clause, False
