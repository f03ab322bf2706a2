"""Texts broken into lines of one width are read as their paragraphs; lines of any width stay lines."""

from __future__ import annotations

import textwrap

import pytest

from zeren.ingest.pipeline import read_text
from zeren.ingest.readers import plaintext
from zeren.ontology.facts import DocumentFacts

PLAN = """云泽市人民政府关于应对疫情支持企业发展的若干措施
云政发〔2024〕6号
各县（市、区）人民政府，市政府各部门、各直属机构，各大企业，各高等院校：
为支持企业有序恢复生产，稳定就业岗位，保障重要民生商品供应，经市政府同意，现提出以下措施，请认真组织实施。
1.加大信贷支持力度。各银行机构对受影响较大的企业要灵活运用无还本续贷，不得盲目抽贷、断贷、压贷。（牵头单位：市金融局；责任单位：人民银行云泽市中心支行、云泽银保监分局，各县（市、区）人民政府）
2.减免租金。对承租国有资产类经营用房的企业，免收三个月租金，减半收取三个月租金。（市国资委、市财政局、市机关事务管理局负责）
3.保障用工。组织“点对点”专车接送务工人员返岗，对用工三十人以上的企业给予一次性补贴，所需资金从就业补助资金中列支。（市人力资源和社会保障局牵头，市交通运输局、市卫生健康委员会、各县（市、区）人民政府配合）
4.稳定物价。（市发展和改革委员会、市市场监督管理局、市商务局按职责分工负责）
"""


def tasks(facts: DocumentFacts) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(t.title, [(role, m.mention) for role, m in t.mentions()]) for t in facts.tasks]


@pytest.mark.parametrize("width", range(24, 44, 3))
def test_a_wrapped_plan_has_the_tasks_of_the_plan(width: int) -> None:
    lines = [piece for line in PLAN.splitlines() for piece in textwrap.wrap(line, width)]
    facts = read_text("\n".join(lines), "plan.txt", "0" * 64)
    assert tasks(facts) == tasks(read_text(PLAN, "plan.txt", "0" * 64))
    assert len(facts.tasks) == 4


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [f"{n}.各乡镇要按月报送下一阶段重点工作任务的落实情况" for n in range(10, 30)], id="labelled"
        ),
        pytest.param(
            [f"　　第{n}批乡村振兴衔接资金要在本季度之内全部拨付到位" for n in range(10, 30)], id="set in"
        ),
        pytest.param(["青岭县财政局", "青岭县教育局"] * 10, id="a list of names"),
        pytest.param([("各单位要抓好落实" * n)[: 11 * n] for n in range(2, 20)], id="of any width"),
    ],
)
def test_lines_that_are_paragraphs_stay_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert [text[b.start : b.end] for b in plaintext.read(text).blocks] == [line.strip() for line in lines]
