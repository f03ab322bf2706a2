"""The responsibility network: what ties what, and which part of it a name stands for."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from tests import county
from tests.graph.drawn import County
from zeren.errors import NotUnderstoodError
from zeren.graph.network import responsibility_network, tied_tasks
from zeren.graph.subject import find_subject, part_about

SONGXI, LANXI = County("松溪县"), County("兰溪县", tasks=12)
DOCUMENTS = [SONGXI.facts(), LANXI.facts()]
NETWORK = responsibility_network(DOCUMENTS)
SMALL = responsibility_network([county.FACTS])


def test_ties_are_the_roles_of_the_facts() -> None:
    assert sorted(SMALL.edges(keys=True)) == [
        ("云溪政办发-2024-3/1/一", "云溪县/水利局", "lead"),
        ("云溪政办发-2024-3/1/一/1", "云溪县/水利局", "lead"),
        ("云溪政办发-2024-3/1/一/1", "云溪县/财政局", "support"),
        ("云溪政办发-2024-3/1/一/1", "云溪县/财政局（国资股）", "support"),
        ("云溪政办发-2024-3/1/一/1", "云溪政办发-2024-3/1/一", "part"),
        ("云溪政办发-2024-3/group/治水专班", "云溪县/水利局", "member"),
        ("云溪政办发-2024-3/group/治水专班", "云溪县/水利局", "office"),
        ("云溪政办发-2024-3/group/治水专班", "云溪县/财政局", "member"),
    ]


def test_work_serves_the_campaign_of_its_annex_whatever_its_name_spells() -> None:
    misspelt = msgspec.structs.replace(SONGXI.groups[0], campaign="治水功坚仗")
    facts = msgspec.structs.replace(DOCUMENTS[0], groups=[misspelt])
    assert responsibility_network([facts]).nodes[misspelt.id]["theme"] == "治水攻坚仗"
    assert SMALL.nodes["云溪政办发-2024-3/1/一/1"]["theme"] == "治水攻坚仗"


def test_work_without_a_campaign_serves_its_annex_or_its_first_heading() -> None:
    annex = msgspec.structs.replace(county.DOCUMENT.annexes[0], campaign=None)
    for annexes, theme in (([annex], "打好治水攻坚仗"), ([], "治水")):
        document = msgspec.structs.replace(county.DOCUMENT, annexes=annexes)
        network = responsibility_network([msgspec.structs.replace(county.FACTS, document=document)])
        assert network.nodes["云溪政办发-2024-3/1/一/1"]["theme"] == theme


def test_the_order_of_documents_changes_nothing() -> None:
    other = responsibility_network(DOCUMENTS[::-1])
    assert list(other.nodes) == list(NETWORK.nodes)
    assert list(other.edges(keys=True)) == list(NETWORK.edges(keys=True))


def test_a_unit_that_no_record_describes_is_there_under_the_words_of_the_text() -> None:
    facts = msgspec.structs.replace(county.FACTS, units=[])
    assert responsibility_network([facts]).nodes["云溪县/水利局"]["name"] == "县水利局"


def test_a_task_that_a_unit_leads_and_supports_counts_once() -> None:
    task = SONGXI.tasks[0]
    both = msgspec.structs.replace(task, support=task.lead)
    network = responsibility_network([msgspec.structs.replace(DOCUMENTS[0], tasks=[both])])
    assert tied_tasks(network, task.lead[0].unit) == [task.id]


@pytest.mark.parametrize(
    ("name", "kind", "ids"),
    [
        ("松溪县财政局", "unit", ["松溪县/财政局"]),
        ("松溪财政局", "unit", ["松溪县/财政局"]),
        ("松溪县/财政局", "unit", ["松溪县/财政局"]),
        ("县财政局", "unit", ["兰溪县/财政局", "松溪县/财政局"]),
        ("the county finance bureau", "unit", ["兰溪县/财政局", "松溪县/财政局"]),
        ("松溪县", "region", ["松溪县"]),
        ("松溪", "region", ["松溪县"]),
        ("治水攻坚仗", "campaign", ["治水攻坚仗"]),
        ("打好 治水攻坚仗", "campaign", ["治水攻坚仗"]),
        ("打好治水攻坚仗工作专班", "group", ["兰溪县政发-2024-1/group/0", "松溪县政发-2024-1/group/0"]),
        ("建好学校之30", "task", ["松溪县政发-2024-1/3/0030"]),
        ("松溪县政发-2024-1/3/0030", "task", ["松溪县政发-2024-1/3/0030"]),
        ("学校之30", "task", ["松溪县政发-2024-1/3/0030"]),
    ],
)
def test_a_name_finds_what_it_means(name: str, kind: str, ids: list[str]) -> None:
    subject = find_subject(NETWORK, DOCUMENTS, name)
    assert (subject.kind, list(subject.ids)) == (kind, ids)


def test_a_name_that_is_not_known_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        find_subject(NETWORK, DOCUMENTS, "松溪县财整局")
    assert "松溪县财政局" in refused.value.nearest


def test_a_part_of_a_name_that_fits_several_things_is_not_guessed_at() -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        find_subject(NETWORK, DOCUMENTS, "建好学校")
    assert len(refused.value.nearest) == 5


def kinds(name: str) -> Counter[str]:
    part = part_about(NETWORK, find_subject(NETWORK, DOCUMENTS, name))
    return Counter(kind for _, kind in part.nodes(data="kind"))


def test_a_units_part_holds_its_work_and_who_shares_it() -> None:
    part = part_about(NETWORK, find_subject(NETWORK, DOCUMENTS, "松溪县财政局"))
    tasks = [n for n, kind in part.nodes(data="kind") if kind == "task"]
    assert tasks == tied_tasks(NETWORK, "松溪县/财政局")
    for task in tasks:
        assert set(part.successors(task)) == set(NETWORK.successors(task))
    for group in (n for n, kind in part.nodes(data="kind") if kind == "group"):
        assert set(part.successors(group)) == {"松溪县/财政局"}


def test_a_campaigns_part_holds_its_tasks_and_groups_in_every_county() -> None:
    assert kinds("治水攻坚仗")["task"] == 10 + 4
    assert kinds("治水攻坚仗")["group"] == 2


def test_a_countys_part_holds_nothing_of_another() -> None:
    assert kinds("兰溪县") == {"unit": 12, "task": 12, "group": 3}


def test_a_tasks_part_holds_the_tasks_above_and_below_and_their_units() -> None:
    part = part_about(SMALL, find_subject(SMALL, [county.FACTS], "修好河堤"))
    assert "云溪政办发-2024-3/1/一" in part
    assert {"云溪县/水利局", "云溪县/财政局"} <= set(part)


def test_tasks_that_are_parts_of_each_other_end_in_no_loop() -> None:
    first, second = county.FACTS.tasks
    looped = [msgspec.structs.replace(first, parent=second.id), second]
    facts = msgspec.structs.replace(county.FACTS, tasks=looped)
    network = responsibility_network([facts])
    assert first.id in part_about(network, find_subject(network, [facts], second.id))


def test_a_groups_part_holds_its_members_and_their_tasks_in_its_campaign() -> None:
    part = part_about(NETWORK, find_subject(NETWORK, DOCUMENTS, "松溪县政发-2024-1/group/0"))
    members = {m.unit for m in SONGXI.groups[0].members}
    assert {n for n, kind in part.nodes(data="kind") if kind == "unit"} == members
    tasks = [n for n, kind in part.nodes(data="kind") if kind == "task"]
    assert tasks
    assert all(members & set(NETWORK.successors(task)) for task in tasks)
