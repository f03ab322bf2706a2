"""A person's decisions: kept beside the facts, applied to what is stored, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import county
from zeren.errors import NotUnderstoodError, WorkspaceError
from zeren.ontology.decisions import Decision, decode, encode
from zeren.workspace import Workspace

SAME = Decision("same", "云溪县", "县水利局", "县水务局")


@pytest.fixture
def decided(empty_workspace: Workspace, tmp_path: Path) -> Workspace:
    """Two counties that both name 县水利局 and 县水务局."""
    for name in ("云溪县", "青石县"):
        text = county.plan(county=name, tasks=["修堤（县水利局牵头）", "修渠（县水务局牵头）"])
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        empty_workspace.ingest([tmp_path / f"{name}.txt"])
    return empty_workspace


def leads(workspace: Workspace) -> list[str]:
    with workspace.snapshot() as published:
        rows = published.select("SELECT DISTINCT ?unit { ?task zr:lead ?unit }")
        return sorted(row["unit"].value.removeprefix(published.base_iri) for row in rows)


def test_same_joins_two_names_in_their_county(decided: Workspace) -> None:
    assert decided.decide(SAME) == ["云溪政办发-2024-3"]
    assert leads(decided) == ["云溪县/水利局", "青石县/水利局", "青石县/水务局"]
    assert decided.decisions() == [SAME]


def test_deciding_the_same_again_changes_nothing(decided: Workspace) -> None:
    decided.decide(SAME)
    assert decided.decide(SAME) == []
    assert decided.decisions() == [SAME]


def test_a_later_judgement_replaces_an_earlier_one(decided: Workspace) -> None:
    decided.decide(SAME)
    other = Decision("different", "云溪县", "县水务局", "县水利局")
    assert decided.decide(other) == ["云溪政办发-2024-3"]
    assert decided.decisions() == [other]
    assert "云溪县/水务局" in leads(decided)


def test_forget_takes_a_judgement_back(decided: Workspace) -> None:
    decided.decide(SAME)
    assert decided.forget("县水务局", "县水利局") == ["云溪政办发-2024-3"]
    assert decided.decisions() == []
    assert len(leads(decided)) == 4


def test_forget_what_was_never_decided(decided: Workspace) -> None:
    decided.decide(SAME)
    with pytest.raises(NotUnderstoodError) as caught:
        decided.forget("县水务局", "县林业局")
    assert caught.value.nearest == ("县水利局 县水务局",)
    with pytest.raises(NotUnderstoodError):
        decided.forget("县水务局", "县水利局", region="青石县")
    assert decided.decisions() == [SAME]


def test_decisions_survive_removing_and_ingesting_again(decided: Workspace, tmp_path: Path) -> None:
    decided.decide(SAME)
    decided.remove(["云溪政办发-2024-3"])
    decided.ingest([tmp_path / "云溪县.txt"])
    assert "云溪县/水务局" not in leads(decided)


def test_decisions_brought_from_elsewhere_hold_from_the_next_ingestion(
    decided: Workspace, tmp_path: Path
) -> None:
    (decided.path / "decisions.jsonl").write_bytes(encode([SAME]))
    decided.ingest([tmp_path / "青石县.txt"])
    assert leads(decided) == ["云溪县/水利局", "青石县/水利局", "青石县/水务局"]


def test_decisions_brought_from_elsewhere_hold_from_the_next_decision(decided: Workspace) -> None:
    (decided.path / "decisions.jsonl").write_bytes(encode([SAME]))
    decided.decide(Decision("different", "青石县", "县水利局", "县水务局"))
    assert leads(decided) == ["云溪县/水利局", "青石县/水利局", "青石县/水务局"]


def test_decisions_can_be_there_before_the_first_ingestion(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    empty_workspace.path.mkdir()
    (empty_workspace.path / "decisions.jsonl").write_bytes(encode([SAME]))
    (tmp_path / "a.txt").write_text(county.plan(tasks=["修渠（县水务局牵头）"]), "utf-8")
    empty_workspace.ingest([tmp_path / "a.txt"])
    assert leads(empty_workspace) == ["云溪县/水利局"]


def test_a_damaged_file_of_decisions_is_named(decided: Workspace, tmp_path: Path) -> None:
    (decided.path / "decisions.jsonl").write_text("{", "utf-8")
    with pytest.raises(WorkspaceError, match=r"decisions\.jsonl"):
        decided.ingest([tmp_path / "青石县.txt"])
    assert len(leads(decided)) == 4


def test_decisions_survive_their_file() -> None:
    decisions = [SAME, Decision("different", "青石县", "“甲”\n", "乙")]
    assert decode(encode(decisions)) == decisions
