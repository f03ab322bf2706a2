"""Enterprises named in the text: found by the form of their clause, units of kind enterprise, no duty."""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest import enterprises
from zeren.ingest.outline import tree
from zeren.ingest.pipeline import read_text
from zeren.ingest.readers import plaintext
from zeren.ontology.facts import DocumentFacts, Region

REGION = Region("云泽县", "云泽", "county", "Yunze County", ["云泽县", "云泽"])


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/enterprises.txt"), ids=titled)
def test_enterprises_are_found_by_the_form_of_their_clause(case: Case) -> None:
    found = enterprises.read(tree.build(plaintext.read(case.text)), [], REGION, "d", [])
    assert "\n".join(one.mention.mention for one in found) == case.expected


PLAN = """云泽政办发〔2024〕3号
云泽县重点工作方案
一、工业工作
1.抓好技改。支持鹿湖钡业公司、柿岗炉料等企业技改，推动云泽城发集团转型。（县科工局牵头，云泽城发集团负责）
2.抓好创新。支持鹿湖钡业、禾丰米业等企业研发。（县科工局牵头）
"""


def facts() -> DocumentFacts:
    return read_text(PLAN, "方案.txt", "0" * 64)


def test_an_enterprise_is_a_unit_that_is_mentioned_and_answers_for_nothing() -> None:
    read = facts()
    found = {
        unit.name: (unit.id, unit.kind, unit.aliases) for unit in read.units if unit.kind == "enterprise"
    }
    assert found["鹿湖钡业公司"] == ("云泽县/鹿湖钡业", "enterprise", ["鹿湖钡业"])
    assert {"柿岗炉料", "禾丰米业"} <= set(found)
    responsible = {mention.unit for task in read.tasks for _, mention in task.mentions()}
    assert not responsible & {one.mention.unit for one in read.mentioned}


def test_a_mention_stands_in_the_task_whose_words_hold_it() -> None:
    read = facts()
    first, second = read.tasks
    held = [(one.mention.mention, one.task) for one in read.mentioned]
    assert held == [
        ("鹿湖钡业公司", first.id),
        ("柿岗炉料", first.id),
        ("鹿湖钡业", second.id),
        ("禾丰米业", second.id),
    ]
    for one in read.mentioned:
        assert PLAN[one.mention.start : one.mention.end] == one.mention.mention
