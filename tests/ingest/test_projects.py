"""Named undertakings: what is one, where its name ends, which tasks hold it, and what is none."""

from __future__ import annotations

import pytest

from tests.fixture_files import Case, read_cases, titled
from zeren.ingest import projects
from zeren.ingest.outline import tree
from zeren.ingest.pipeline import read_text
from zeren.ingest.readers import plaintext
from zeren.ontology.facts import DocumentFacts, Project, Region

REGION = Region("云泽县", "云泽", "county", "Yunze County", ["云泽县", "云泽"])


def read(text: str) -> list[Project]:
    found = projects.read(tree.build(plaintext.read(text)), [], REGION, "d")
    return sorted(found, key=lambda project: project.evidence)


def written(project: Project) -> str:
    times = len(project.evidence) - len(project.aliases)
    names = " = ".join([project.name, *project.aliases])
    return f"{names}{f' ×{times}' if times > 1 else ''} | {project.kind}"


@pytest.mark.parametrize("case", read_cases("ingest/fixtures/projects.txt"), ids=titled)
def test_projects_are_found_by_the_form_of_their_sentence(case: Case) -> None:
    assert "\n".join(map(written, read(case.text))) == case.expected


def test_a_name_with_spaces_is_read_without_them_and_points_to_all_of_it() -> None:
    text = "抓好澜河水库 （二期）建设、鹿鸣大桥改造等两大项目。"
    first, second = read(text)
    assert (first.name, second.name) == ("澜河水库（二期）建设", "鹿鸣大桥改造")
    (place,) = first.evidence
    assert text[place.start : place.end] == "澜河水库 （二期）建设"


PLAN = """云泽政办发〔2024〕3号
云泽县重点工作方案
一、水利工作
1.抓好工程。抓好澜河水库除险加固、鹿鸣大桥改造等两大项目。（县水利局牵头，县财政局负责）
2.守住底线。加快澜河水库除险加固，严防超汛限水位。（县应急局牵头）
"""


def facts() -> DocumentFacts:
    return read_text(PLAN, "方案.txt", "0" * 64)


def test_a_project_belongs_to_every_task_whose_words_hold_it() -> None:
    held = {project.name: project.tasks for project in facts().projects}
    (one, two) = facts().tasks
    assert held == {"澜河水库除险加固": [one.id, two.id], "鹿鸣大桥改造": [one.id]}


FIGURES = """云泽政办发〔2024〕3号
云泽县重点工作方案
一、物流工作
1.补短板。加快推进鑫联商贸物流园建设，建设冷库1000平方米，分拣中心300平方米。（县商务局牵头）
2.强电网。建成110千伏城西变电站，改造10千伏线路86公里。（县发改局牵头）
3.抓项目。抓好澜河水库除险加固、高标准农田建设等两大项目。新建高标准农田2万亩。全县新增耕地300亩，推进鹿鸣大桥改造项目1个。（县农业农村局牵头）
"""


def test_a_figure_is_of_the_project_that_its_words_name_and_no_other_is() -> None:
    read = read_text(FIGURES, "方案.txt", "0" * 64)
    names = {project.id: project.name for project in read.projects}
    assert {(target.name, names.get(target.project or "")) for target in read.targets} == {
        ("鑫联商贸物流园冷库", "鑫联商贸物流园"),
        ("鑫联商贸物流园分拣中心", "鑫联商贸物流园"),
        ("改造10千伏线路", None),
        ("新建高标准农田", None),
        ("新增耕地", None),
        ("鹿鸣大桥改造项目", "鹿鸣大桥改造项目"),
    }


def test_the_id_is_made_of_the_document_and_the_name() -> None:
    read_facts = facts()
    assert [p.id for p in read_facts.projects] == [
        f"{read_facts.document.id}/project/{p.name}" for p in read_facts.projects
    ]
