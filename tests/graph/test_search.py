"""Words are found in the titles and texts of tasks as they stand there, and the best come first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from zeren.graph import search
from zeren.graph.store import Snapshot
from zeren.workspace import Workspace

PLAN = """白石县人民政府办公室关于印发《白石县工作方案》的通知

白石政办发〔2024〕1号

附件1

打好产业主动仗工作方案

一、工作任务

1.壮大山羊产业。扶持山羊养殖大户10个，山羊出栏２万头，开通5Ｇ基站3个。（县农业农村局牵头）

2.办好乡村集市。集市上卖山羊、土蜂蜜。（县商务局牵头）

3.修好机耕道。山羊上山不绕路，收入GDP双增长。（县交通运输局牵头）

4.做强蜂蜜。土蜂蜜出山，农户增收。（县农业农村局牵头）

二、保障措施

各单位要重视山羊。
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("search")
    (folder / "方案.txt").write_text(PLAN, "utf-8")
    workspace = Workspace(folder / "data")
    workspace.ingest([folder / "方案.txt"])
    with workspace.snapshot() as snapshot:
        yield snapshot


def titles(plan: Snapshot, found: list[search.Found]) -> list[str]:
    named = {task.id: task.title for facts in plan.all_facts() for task in facts.tasks}
    return [named[one.task] for one in found]


def test_a_title_comes_before_a_text_and_equal_ones_as_they_stand(plan: Snapshot) -> None:
    assert titles(plan, plan.search(["山羊"])) == ["壮大山羊产业", "办好乡村集市", "修好机耕道"]


def test_the_rarer_of_two_words_counts_for_more(plan: Snapshot) -> None:
    assert titles(plan, plan.search(["山羊", "土蜂蜜"])) == ["办好乡村集市"]
    assert titles(plan, plan.search(["蜂蜜"])) == ["做强蜂蜜", "办好乡村集市"]


def test_every_hit_is_told_those_of_the_title_first(plan: Snapshot) -> None:
    hits = plan.search(["山羊"])[0].hits
    assert [plan.quote(hit) for hit in hits] == ["山羊", "山羊", "山羊"]
    assert list(hits) == sorted(hits)


@pytest.mark.parametrize(
    ("asked", "title"),
    [("5g", "壮大山羊产业"), ("2万", "壮大山羊产业"), ("ｇｄｐ", "修好机耕道"), ("道", "修好机耕道")],
)
def test_width_and_case_do_not_matter_and_one_letter_is_enough(
    plan: Snapshot, asked: str, title: str
) -> None:
    assert titles(plan, plan.search([asked])) == [title]


def test_titles_alone_and_texts_alone(plan: Snapshot) -> None:
    assert titles(plan, plan.search(["蜂蜜"], "title")) == ["做强蜂蜜"]
    assert titles(plan, plan.search(["壮大"], "text")) == []


def test_words_that_stand_in_no_task(plan: Snapshot) -> None:
    assert plan.search(["牦牛"]) == []
    assert plan.search(["重视"]) == []
    assert plan.search(["羊山"]) == []


def test_paragraphs_outside_of_tasks(plan: Snapshot) -> None:
    found = search.paragraphs(plan, ["重视"])
    assert [plan.quote(one.place) for one in found] == ["各单位要重视山羊。"]
    assert [plan.quote(hit) for hit in found[0].hits] == ["重视"]


def test_the_nearest_words_differ_in_a_letter_or_are_a_part(plan: Snapshot) -> None:
    assert plan.like("乡村机市") == ["乡村集市"]
    assert plan.like("机耕道路面") == ["机耕道"]
    assert plan.like("牦牛") == []


def test_without_an_index_the_answers_are_the_same(plan: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (["山羊"], ["蜂蜜", "山羊"], ["5g"], ["牦牛"], ["羊"])
    with_index = [(search.tasks(plan, words), search.paragraphs(plan, words)) for words in asked]
    monkeypatch.setattr(plan, "words", None)
    assert [(search.tasks(plan, words), search.paragraphs(plan, words)) for words in asked] == with_index


def test_the_index_holds_no_text(plan: Snapshot) -> None:
    assert plan.words is not None
    assert "山羊".encode() not in plan.words.read_bytes()
    with closing(sqlite3.connect(plan.words)) as index:
        assert index.execute("SELECT count(*) FROM documents").fetchone() == (1,)


def test_a_title_over_a_line_end_is_found(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(PLAN.replace("1.壮大山羊产业", "1.壮大山\n羊产业"), "utf-8")
    Workspace(tmp_path / "data").ingest([tmp_path / "方案.txt"])
    with Workspace(tmp_path / "data").snapshot() as snapshot:
        assert any("壮大" in snapshot.quote(one.place) for one in snapshot.search(["壮大山"]))
