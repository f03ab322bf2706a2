"""The columns belong to their generation: they are published with it, and follow every change."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from zeren.errors import WorkspaceError
from zeren.graph.columns import files, tables
from zeren.graph.columns.schema import Misfit
from zeren.graph.values import Literal, Triple
from zeren.ontology.vocab import RDF, ZR
from zeren.workspace import Workspace

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))
UNITS = "PREFIX zr: <https://w3id.org/zeren#> SELECT ?unit { ?unit a zr:Unit }"


@pytest.fixture(autouse=True)
def of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generations of two plans have columns, and of one."""
    monkeypatch.setattr(files, "MANY", 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    Workspace(tmp_path / "data").ingest(EXAMPLES)
    return tmp_path / "data"


def file(workspace: Path) -> Path:
    (found,) = workspace.glob("graph/*/columns.duckdb")
    return found


def content(workspace: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table, sorted."""
    with duckdb.connect(str(file(workspace)), read_only=True) as base:
        names = [row[0] for row in base.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: sorted(base.table(name).fetchall(), key=repr) for name in names}


def units(workspace: Path) -> int:
    with Workspace(workspace).snapshot() as snapshot:
        assert snapshot.columns is not None
        found = snapshot.columns.select(UNITS)
        assert found is not None
        return sum(1 for _ in found)


def test_one_by_one_or_together_the_columns_are_the_same(workspace: Path, tmp_path: Path) -> None:
    for plan in EXAMPLES:
        Workspace(tmp_path / "apart").ingest([plan])
    assert content(workspace) == content(tmp_path / "apart")
    assert len(content(workspace)["Task"]) > 100


def test_a_plan_that_is_taken_out_leaves_the_columns(workspace: Path, tmp_path: Path) -> None:
    Workspace(workspace).remove(["云泽政办发-2024-5"])
    Workspace(tmp_path / "one").ingest([plan for plan in EXAMPLES if "青岭" in plan.name])
    assert content(workspace) == content(tmp_path / "one")


def test_a_plan_that_changes_changes_its_rows(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    for plan in EXAMPLES:
        changed = plan.read_text("utf-8").replace("夜间经济", "早市经济")
        (tmp_path / "new" / plan.name).write_text(changed, "utf-8")
    Workspace(workspace).ingest([tmp_path / "new"])
    Workspace(tmp_path / "fresh").ingest([tmp_path / "new"])
    assert content(workspace) == content(tmp_path / "fresh")
    assert any("早市经济" in repr(row) for row in content(workspace)["Task"])


def test_few_plans_have_none_and_get_them_when_they_are_many(
    tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown = tmp_path / "grown"
    monkeypatch.setattr(files, "MANY", 2)
    Workspace(grown).ingest(EXAMPLES[:1])
    assert not [*grown.glob("graph/*/columns.duckdb")]
    Workspace(grown).ingest(EXAMPLES[1:])
    assert content(grown) == content(workspace)


def test_columns_of_an_earlier_zeren_are_made_anew(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = next(plan for plan in EXAMPLES if "云泽" in plan.name)
    (tmp_path / plan.name).write_text(plan.read_text("utf-8").replace("夜间经济", "早市经济"), "utf-8")
    before = content(workspace)
    monkeypatch.setattr(files, "VERSION", files.VERSION + 1)
    Workspace(workspace).ingest([tmp_path / plan.name])
    after = content(workspace)
    assert after["zeren"] == [(files.VERSION,)]
    assert len(after["Unit"]) == len(before["Unit"])


def test_a_graph_that_no_table_holds_is_asked_by_sparql_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def misfit(*_: object) -> None:
        raise Misfit("another property")

    monkeypatch.setattr(tables, "rows", misfit)
    Workspace(tmp_path / "data").ingest(EXAMPLES)
    assert not [*(tmp_path / "data").glob("graph/*/columns.duckdb")]
    with Workspace(tmp_path / "data").snapshot() as snapshot:
        assert snapshot.columns is None
        assert sum(1 for _ in snapshot.everywhere(UNITS)) > 50


def test_damaged_columns_say_so_and_are_made_anew_at_the_next_write(workspace: Path) -> None:
    before, whole = units(workspace), content(workspace)
    file(workspace).write_bytes(b"\0" * 9000)
    with Workspace(workspace).snapshot() as snapshot, pytest.raises(WorkspaceError, match="columns"):
        snapshot.everywhere(UNITS)
    Workspace(workspace).remove(["云泽政办发-2024-5"])
    assert 0 < units(workspace) < before
    assert {*content(workspace)} == {*whole}


def test_nothing_is_left_beside_the_columns(workspace: Path) -> None:
    names = {path.name for path in file(workspace).parent.iterdir()}
    assert names == {"columns.duckdb", "manifest.json", "store", "words.sqlite"}


UNIT = "https://w3id.org/zeren/id/甲县/财政局"


@pytest.mark.parametrize(
    "triples",
    [
        pytest.param([(UNIT, RDF + "type", ZR + "Ship")], id="a class that there is not"),
        pytest.param(
            [(UNIT, RDF + "type", ZR + "Unit"), (UNIT, ZR + "convener", Literal("张三"))],
            id="a property of another class",
        ),
        pytest.param(
            [
                (UNIT, RDF + "type", ZR + "Unit"),
                *((UNIT, ZR + "partOf", UNIT + end) for end in ("/甲", "/乙")),
            ],
            id="two where one is had",
        ),
        pytest.param(
            [(UNIT, RDF + "type", ZR + "Unit"), (UNIT, ZR + "partOf", Literal("财政局"))],
            id="words for a name",
        ),
        pytest.param(
            [("https://example.org/a", RDF + "type", ZR + "Unit")], id="a name that stands elsewhere"
        ),
    ],
)
def test_rows_of_what_no_table_holds_are_refused(triples: list[Triple]) -> None:
    with pytest.raises(Misfit):
        tables.rows("https://w3id.org/zeren/id/甲县", triples, "https://w3id.org/zeren/id/")
