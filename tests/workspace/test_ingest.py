"""Ingesting and removing: what is stored, what is reported, what is left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from tests import county
from zeren.errors import NotUnderstoodError, UsageError, WorkspaceError
from zeren.graph.store import Snapshot
from zeren.ontology.decisions import Decision
from zeren.workspace import TaskName, Workspace
from zeren.workspace.progress import Step


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder


EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def files_of(workspace: Workspace) -> dict[str, str]:
    """Every file of the workspace with the hash of its contents."""
    return {
        str(path.relative_to(workspace.path)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(workspace.path.rglob("*"))
        if path.is_file()
    }


def leads(published: Snapshot) -> set[tuple[str, str]]:
    rows = published.select("SELECT ?title ?unit { ?task zr:title ?title ; zr:lead/skos:prefLabel ?unit }")
    return {(row["title"].value, row["unit"].value) for row in rows}


def test_a_document_is_stored_with_its_text_and_facts(workspace: Workspace) -> None:
    assert [document.id for document in workspace.documents()] == [county.DOCUMENT.id]
    assert workspace.text(county.DOCUMENT.id) == county.TEXT
    assert workspace.facts(county.DOCUMENT.id) == county.FACTS


def test_the_account_says_what_was_read(empty_workspace: Workspace, plans: Path) -> None:
    path = write(
        plans / "a.txt", county.plan(tasks=["植树（县林业局牵头，县水利局负责）", "修路（县交通局牵头）"])
    )
    steps: list[Step] = []
    report = empty_workspace.ingest([path], steps.append)
    (account,) = report.documents
    assert (account.state, account.tasks, account.units, account.changes) == ("new", 2, 3, None)
    assert account.document.title == "云溪县重点工作方案"
    assert [step for step in steps if step.stage == "reading"] == [
        Step("reading", 0, 1, "a.txt"),
        Step("reading", 1, 1, "", tasks=2),
    ]
    # A graph of the document, one of its county.
    assert [(step.stage, step.done, step.of) for step in steps[2:]] == [
        ("graph", 1, 2),
        ("graph", 2, 2),
        ("words", 1, 1),
    ]
    assert report.failures == []


def test_the_same_file_again_changes_nothing(empty_workspace: Workspace, plans: Path) -> None:
    path = write(plans / "a.txt", county.plan())
    empty_workspace.ingest([path])
    before = files_of(empty_workspace)
    report = empty_workspace.ingest([path])
    assert report.documents[0].state == "unchanged"
    assert files_of(empty_workspace) == before


def test_a_changed_file_replaces_its_document_and_says_what_changed(
    empty_workspace: Workspace, plans: Path
) -> None:
    path = write(plans / "a.txt", county.plan(tasks=["植树（县林业局牵头）", "修路（县交通局牵头）"]))
    empty_workspace.ingest([path])
    new = ["植树（县林业局牵头）", "修路（县水利局牵头）", "种草（县农业局牵头）"]
    report = empty_workspace.ingest([write(path, county.plan(tasks=new))])
    (account,) = report.documents
    assert account.state == "changed"
    assert account.changes
    assert account.changes.added == [TaskName("云溪政办发-2024-3/3", "种草")]
    assert account.changes.changed == [TaskName("云溪政办发-2024-3/2", "修路")]
    assert account.changes.gone == []
    with empty_workspace.snapshot() as published:
        assert leads(published) == {("植树", "县林业局"), ("修路", "县水利局"), ("种草", "县农业局")}
    report = empty_workspace.ingest([write(path, county.plan(tasks=new[:1]))])
    assert report.documents[0].changes
    assert [task.title for task in report.documents[0].changes.gone] == ["修路", "种草"]


def test_a_task_that_only_moved_has_not_changed(empty_workspace: Workspace, plans: Path) -> None:
    path = write(plans / "a.txt", county.plan())
    empty_workspace.ingest([path])
    report = empty_workspace.ingest([write(path, county.plan().replace("\n1.", "\n总则\n1."))])
    assert report.documents[0].state == "same"
    assert report.documents[0].changes == msgspec.convert(
        {"added": [], "gone": [], "changed": []}, type(report.documents[0].changes)
    )


def test_folders_are_searched_for_texts(empty_workspace: Workspace, plans: Path) -> None:
    write(plans / "二" / "b.TXT", county.plan(number=2))
    write(plans / "a.txt", county.plan(number=1))
    write(plans / "notes.log", "not a plan")
    write(plans / ".hidden" / "c.txt", "not a plan")
    Workspace(plans / "zeren-data", reader=county.read).ingest([plans / "a.txt"])
    report = empty_workspace.ingest([plans, plans / "a.txt"])
    assert [account.document.id for account in report.documents] == ["云溪政办发-2024-1", "云溪政办发-2024-2"]
    assert report.failures == []


def test_what_lies_beside_plans_in_a_folder_is_passed_over_and_told(tmp_path: Path) -> None:
    write(tmp_path / "plans" / "方案.txt", (EXAMPLES / "青岭县重点工作总体方案.txt").read_text("utf-8"))
    readme = write(tmp_path / "plans" / "说明.txt", "这里放青岭县的方案。请勿删除。")
    workspace = Workspace(tmp_path / "w")
    report = workspace.ingest([tmp_path / "plans"])
    assert [account.document.id for account in report.documents] == ["青岭政办发-2024-7"]
    assert (report.failures, report.passed_over) == ([], [str(readme)])
    named = workspace.ingest([readme])
    assert [failure.path for failure in named.failures] == [str(readme)]
    nothing = Workspace(tmp_path / "v").ingest([write(tmp_path / "other" / "说明.txt", "请勿删除。").parent])
    assert len(nothing.failures) == 1


def test_a_named_file_is_read_whatever_its_suffix(empty_workspace: Workspace, plans: Path) -> None:
    report = empty_workspace.ingest([write(plans / "plan.wps", county.plan())])
    assert report.documents[0].tasks == 1


def test_a_file_that_fails_stops_no_other(empty_workspace: Workspace, plans: Path) -> None:
    write(plans / "a.txt", "no plan")
    write(plans / "b.txt", county.plan())
    report = empty_workspace.ingest([plans, plans / "missing.txt"])
    assert [account.document.id for account in report.documents] == ["云溪政办发-2024-3"]
    assert [(Path(f.path).name, f.hint) for f in report.failures] == [
        ("a.txt", "it begins with its number"),
        ("missing.txt", "check the name; a folder is searched for plans in any form that is read"),
    ]


def test_two_files_that_are_one_document_with_other_contents(empty_workspace: Workspace, plans: Path) -> None:
    write(plans / "a.txt", county.plan(tasks=["植树（县林业局牵头）"]))
    write(plans / "b.txt", county.plan(tasks=["修路（县交通局牵头）"]))
    write(plans / "c.txt", county.plan(county="青石县"))
    report = empty_workspace.ingest([plans / "c.txt", plans / "b.txt", plans / "a.txt"])
    assert [Path(account.path).name for account in report.documents] == ["a.txt", "c.txt"]
    (failure,) = report.failures
    assert "b.txt" in failure.message
    assert "a.txt" in failure.message


def test_a_copy_of_a_plan_is_the_same_plan(empty_workspace: Workspace, plans: Path) -> None:
    write(plans / "a.txt", county.plan())
    write(plans / "copies" / "a (2).txt", county.plan())
    report = empty_workspace.ingest([plans])
    assert [account.state for account in report.documents] == ["new", "unchanged"]
    assert [document.file for document in empty_workspace.documents()] == ["a.txt"]


def test_nothing_readable_makes_no_workspace(empty_workspace: Workspace, plans: Path) -> None:
    report = empty_workspace.ingest([write(plans / "a.txt", "no plan"), plans / "missing.txt"])
    assert len(report.failures) == 2
    assert not empty_workspace.path.exists()


def test_remove_takes_a_document_out(empty_workspace: Workspace, plans: Path) -> None:
    write(plans / "a.txt", county.plan(number=1, tasks=["植树（县林业局牵头）"]))
    write(plans / "b.txt", county.plan(number=2, tasks=["修路（县交通局牵头）"]))
    empty_workspace.ingest([plans])
    gone = empty_workspace.remove(["云溪政办发-2024-1"])
    assert [document.file for document in gone] == ["a.txt"]
    with empty_workspace.snapshot() as published:
        assert leads(published) == {("修路", "县交通局")}
    assert not any("2024-1" in name for name in files_of(empty_workspace))


def test_remove_of_an_unknown_document_removes_nothing(workspace: Workspace) -> None:
    before = files_of(workspace)
    with pytest.raises(NotUnderstoodError):
        workspace.remove([county.DOCUMENT.id, "nothing"])
    assert files_of(workspace) == before


@pytest.mark.parametrize(
    "identifier", ["..", ".hidden", "a/b", "a\\b", "长" * 200, "a:b", " ", "a~b", "con\n"]
)
def test_any_id_has_a_folder(empty_workspace: Workspace, plans: Path, identifier: str) -> None:
    def read_nothing(path: Path, decisions: Sequence[Decision]) -> county.Reading:
        assert not decisions
        document = msgspec.structs.replace(county.DOCUMENT, id=identifier)
        return county.Reading(
            path.read_bytes(), county.TEXT, msgspec.structs.replace(county.FACTS, document=document)
        )

    unusual = Workspace(empty_workspace.path, reader=read_nothing)
    unusual.ingest([write(plans / "a.txt", "")])
    assert unusual.text(identifier) == county.TEXT
    (folder,) = (unusual.path / "documents").iterdir()
    assert len(folder.name.encode()) <= 200
    assert {path.name for path in plans.parent.iterdir()} == {"plans", "data"}


def test_ids_stand_under_the_base_that_was_chosen_first(tmp_path: Path, plans: Path) -> None:
    path = write(plans / "a.txt", county.plan())
    Workspace(tmp_path / "data", base_iri="https://example.org/", reader=county.read).ingest([path])
    with Workspace(tmp_path / "data").snapshot() as published:
        answer = published.select('SELECT ?task { ?task zr:title "修好河堤"@zh }')
        assert next(iter(answer))["task"].value == "https://example.org/云溪政办发-2024-3/1"
    other = Workspace(tmp_path / "data", base_iri="https://example.com/", reader=county.read)
    with pytest.raises(UsageError, match=r"https://example\.org/"):
        other.ingest([path])


def test_rdflib_gets_the_whole_graph(workspace: Workspace) -> None:
    rows = workspace.graph().query('SELECT ?task { ?task zr:lead/skos:prefLabel "县水利局"@zh }')
    assert len(rows) == 2


def test_zeren_offers_the_workspace() -> None:
    import zeren

    assert zeren.Workspace is Workspace


def test_a_folder_that_holds_something_else_is_left_alone(plans: Path) -> None:
    path = write(plans / "a.txt", county.plan())
    with pytest.raises(WorkspaceError, match="not a workspace"):
        Workspace(plans, reader=county.read).ingest([path])
    assert [found.name for found in plans.iterdir()] == ["a.txt"]
