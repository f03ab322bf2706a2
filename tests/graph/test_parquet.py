"""The Parquet export: facts come back as they were; other programs count what the catalogue counts."""

from __future__ import annotations

import doctest
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pyarrow.dataset
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calling import zeren
from zeren.commands.export import PARQUET
from zeren.errors import MissingLibraryError
from zeren.graph.export import records
from zeren.graph.export.parquet import files
from zeren.graph.export.parquet.columns import COLUMNS, KEYS, SHARED
from zeren.graph.export.parquet.folders import partition
from zeren.graph.export.parquet.write import write
from zeren.workspace import Workspace

PAGE = Path(__file__).resolve().parents[2] / "docs" / "parquet.md"
LAYOUTS = {"region-year": KEYS, "year": ("year",)}
PLACED = ("unit", "mention", "start", "end")
PROVEN = ("tasks", "groups", "targets", "projects", "citations", "findings")
Row = dict[str, Any]
Read = Callable[[str], list[Row]]


@pytest.fixture(scope="module")
def lakes(workspace_of_examples: Workspace, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example plans as Parquet, in each of the layouts."""
    folders = {name: tmp_path_factory.mktemp("lakes") / name for name in LAYOUTS}
    for name, folder in folders.items():
        zeren(
            workspace_of_examples, "export", "-f", "parquet", "-o", str(folder), "--partition", name, code=0
        )
    return folders


@pytest.fixture(scope="module", params=LAYOUTS)
def lake(lakes: dict[str, Path], request: pytest.FixtureRequest) -> Path:
    return lakes[request.param]


@pytest.fixture(scope="module")
def read(lake: Path) -> Read:
    def rows(dataset: str) -> list[Row]:
        found = pyarrow.dataset.dataset(lake / dataset, partitioning="hive").to_table()
        assert found.num_rows, dataset
        return list(found.to_pylist())

    return rows


@pytest.fixture(scope="module")
def kept(workspace_of_examples: Workspace) -> dict[str, list[Row]]:
    """The records of the other exports, by kind."""
    with workspace_of_examples.snapshot() as published:
        return {
            kind: list(
                records.records(kind, published.all_facts(), published.evidence, published.judgements())
            )
            for kind in records.KINDS
        }


def only(row: Row, *columns: str) -> Row:
    return {column: row[column] for column in columns}


def by_id(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: str(row["id"]))


def parts(rows: Sequence[Row], key: str, *columns: str) -> dict[str, list[Row]]:
    """The rows of each thing that they belong to."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(only(row, *columns))
    return found


def test_documents_and_units_come_back(read: Read, kept: dict[str, list[Row]]) -> None:
    documents = [
        {**row, "issued": row["issued"] and row["issued"].isoformat()} for row in by_id(read("documents"))
    ]
    assert [only(row, *kept["documents"][0]) for row in documents] == kept["documents"]
    assert {row["level"] for row in documents} == {"county"}
    assert {row["year"] for row in documents} == {2024}
    assert [only(row, *kept["units"][0]) for row in by_id(read("units"))] == kept["units"]


def test_tasks_come_back_with_their_units_and_leaders(read: Read, kept: dict[str, list[Row]]) -> None:
    named = parts(read("assignments"), "task", "role", "unit", "mention", "start", "end")
    led = parts(read("charges"), "task", "person", "post", "label", "mention", "start", "end")

    def whole(row: Row) -> Row:
        day, text, kind = row["deadline"], row["deadline_text"], row["deadline_kind"]
        units = {
            role: [only(m, *PLACED) for m in named.get(row["id"], []) if m["role"] == role]
            for role in ("lead", "responsible", "support", "guide")
        }  # fmt: skip
        due = text and {"text": text, "date": day and day.isoformat(), "kind": kind}
        return {**row, **units, "leaders": led.get(row["id"], []), "deadline": due}

    columns = [key for key in kept["tasks"][0] if key != "evidence"]
    assert [only(whole(row), *columns) for row in by_id(read("tasks"))] == [
        only(record, *columns) for record in kept["tasks"]
    ]
    assert any(row["deadline"] for row in read("tasks"))


def test_an_assignment_has_its_clause(read: Read, kept: dict[str, list[Row]]) -> None:
    clauses = {
        record["id"]: [place for place in record["evidence"] if place["role"] == "assignment"]
        for record in kept["tasks"]
    }
    inside = 0
    for row in read("assignments"):
        around = [c["quote"] for c in clauses[row["task"]] if c["start"] <= row["start"] < c["end"]]
        # A cell that is merged over several rows stands in one of them.
        assert row["quote"] in (around or [clauses[row["task"]][0]["quote"]])
        assert not around or row["mention"] in "".join(row["quote"].split())
        inside += bool(around)
    assert inside > 400


def test_groups_come_back_with_their_members(read: Read, kept: dict[str, list[Row]]) -> None:
    seats = parts(read("members"), "group", "part", "unit", "mention")

    def whole(row: Row) -> Row:
        own = [(m["part"], only(m, "unit", "mention")) for m in seats.get(row["id"], [])]
        return {
            **row,
            "members": [member for part, member in own if part == "member"],
            "office": next((member for part, member in own if part == "office"), None),
        }

    columns = [key for key in kept["groups"][0] if key != "evidence"]
    assert [only(whole(row), *columns) for row in by_id(read("groups"))] == [
        only(record, *columns) for record in kept["groups"]
    ]


def test_targets_projects_and_citations_come_back(read: Read, kept: dict[str, list[Row]]) -> None:
    targets = [{**row, "year": row["for_year"]} for row in by_id(read("targets"))]
    projects = [{**row, "task": (row["tasks"] or [None])[0]} for row in by_id(read("projects"))]
    for rows, kind in (
        (targets, "indicators"),
        (projects, "projects"),
        (by_id(read("citations")), "citations"),
    ):
        columns = [key for key in kept[kind][0] if key != "evidence"]
        assert [only(row, *columns) for row in rows] == [only(one, *columns) for one in kept[kind]], kind
    assert {row["indicator"] for row in targets} == {row["id"] for row in read("indicators")}


def test_findings_come_back_with_what_a_person_decided(read: Read, kept: dict[str, list[Row]]) -> None:
    rows = by_id(read("findings"))
    found = [{**row, "message": {"zh": row["message_zh"], "en": row["message_en"]}} for row in rows]
    columns = ("id", "kind", "severity", "message", "state", "why")
    assert [only(row, *columns) for row in found] == [only(one, *columns) for one in kept["findings"]]
    assert {"dismissed", "open"} == {row["state"] for row in found}


def test_all_evidence_comes_back_and_the_first_stands_with_the_fact(
    read: Read, kept: dict[str, list[Row]]
) -> None:
    places = sorted(read("evidence"), key=lambda row: (row["of"], row["id"], row["turn"]))
    told = parts(places, "id", "role", "document", "start", "end", "quote")
    for dataset in PROVEN:
        kind = "indicators" if dataset == "targets" else dataset
        for record in kept[kind]:
            assert told[record["id"]] == (record.get("evidence") or record["places"]), record["id"]
        for row in read(dataset):
            assert only(row, "start", "end", "quote") == only(told[row["id"]][0], "start", "end", "quote")


@pytest.fixture
def views(lake: Path) -> duckdb.DuckDBPyConnection:
    """Each dataset as a view of its name."""
    connection = duckdb.connect()
    for dataset in COLUMNS:
        found = connection.read_parquet(f"{lake}/{dataset}/**/*.parquet", hive_partitioning=True)
        found.create_view(dataset)
    return connection


@pytest.mark.parametrize("region", ["云泽县", "青岭县"])
def test_duckdb_counts_what_the_catalogue_counts(
    views: duckdb.DuckDBPyConnection, workspace_of_examples: Workspace, region: str
) -> None:
    ask = workspace_of_examples.query
    tasks = views.execute("SELECT id FROM tasks WHERE region = ? AND year = 2024", [region]).fetchall()
    assert {key for (key,) in tasks} == {row["task"]["id"] for row in ask("tasks", county=region).rows}
    led = views.execute(
        "SELECT unit, count(DISTINCT task) FROM assignments JOIN units ON units.id = unit "
        "WHERE assignments.region = ? AND role = 'lead' AND kind <> 'collective' GROUP BY unit",
        [region],
    ).fetchall()
    ranked = ask("units-ranked", role="lead", county=region).rows
    assert sorted(led) == sorted((row["unit"]["id"], row["tasks"]) for row in ranked)
    nobody = views.execute(
        "SELECT id FROM tasks WHERE region = ? AND id NOT IN "
        "(SELECT task FROM assignments WHERE role = 'lead')",
        [region],
    ).fetchall()
    without = ask("tasks-without-lead", county=region).rows
    assert {key for (key,) in nobody} == {row["task"]["id"] for row in without}


def test_columns_have_types_and_the_page_lists_them(views: duckdb.DuckDBPyConnection) -> None:
    types = {
        "VARCHAR": "string", "VARCHAR[]": "strings", "BIGINT": "integer", "DOUBLE": "number",
        "DATE": "date", "BOOLEAN": "boolean",
    }  # fmt: skip
    listed = {
        dataset: dict(re.findall(r"`(\w+)` (\w+)", columns))
        for dataset, columns in re.findall(r"^\| `(\w+)` \| .*? \| (.*) \|$", PAGE.read_text("utf-8"), re.M)
    }
    assert listed == COLUMNS
    for dataset, columns in listed.items():
        found = views.table(dataset)
        behind = {"region": "string"} if dataset in SHARED else {"region": "string", "year": "integer"}
        read = {name: types[str(type_)] for name, type_ in zip(found.columns, found.types, strict=True)}
        assert read == {**columns, **behind}


def test_the_examples_of_the_page_give_what_they_show(
    lakes: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lake").symlink_to(lakes["region-year"])
    monkeypatch.chdir(tmp_path)
    code = "\n".join(re.findall(r"^```python\n(>>> .*?)^```", PAGE.read_text("utf-8"), re.M | re.S))
    examples = doctest.DocTestParser().get_doctest(code, {}, PAGE.name, None, None)
    told: list[str] = []
    done = doctest.DocTestRunner().run(examples, out=told.append)
    assert done.attempted > 5
    assert not done.failed, "".join(told)


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40
).filter(lambda name: len(name.encode()) < 80)


SIGNS = st.text("云泽县%/:=#?*[]{}^'\"\\ .+&", min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(regions=st.sets(NAMES | SIGNS, min_size=1, max_size=5))
def test_any_name_of_a_region_is_read_again(
    regions: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("names")
    for region in regions:
        path = folder / partition(KEYS, {"region": region, "year": 2024})
        path.mkdir(parents=True)
        table = pyarrow.table({"own": [region]})
        pyarrow.parquet.write_table(table, path / "part-0.parquet")
    strings = pyarrow.schema([("region", pyarrow.string()), ("year", pyarrow.int64())])
    hive = pyarrow.dataset.partitioning(strings, flavor="hive")
    by_arrow = pyarrow.dataset.dataset(folder, partitioning=hive).to_table().to_pylist()
    by_duckdb = duckdb.execute(
        "SELECT own, region FROM read_parquet(?, hive_partitioning = true, hive_types_autocast = false)",
        [f"{folder}/**/*.parquet"],
    ).fetchall()
    assert {row["own"] for row in by_arrow} == regions
    assert [row for row in by_arrow if row["region"] != row["own"]] == []
    assert [row for row in by_duckdb if row[0] != row[1]] == []


def test_the_same_facts_give_the_same_bytes_and_an_export_is_replaced_whole(
    lakes: dict[str, Path], workspace_of_examples: Workspace, tmp_path: Path
) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    zeren(
        workspace_of_examples, "export", "-f", "parquet", "-o", str(tmp_path / "lake"), "--partition", "year"
    )
    assert contents(tmp_path / "lake") == contents(lakes["year"])
    zeren(workspace_of_examples, "export", "-f", "parquet", "-o", str(tmp_path / "lake"))
    assert contents(tmp_path / "lake") == contents(lakes["region-year"])
    assert [path.name for path in tmp_path.iterdir()] == ["lake"]


def test_a_folder_of_somebody_else_is_left_alone(workspace: Workspace, tmp_path: Path) -> None:
    zeren(workspace, "export", "-f", "parquet", "-o", str(tmp_path / "lake"))
    (tmp_path / "lake" / "tasks" / "notes.txt").write_text("mine", "utf-8")
    refused = zeren(workspace, "export", "-f", "parquet", "-o", str(tmp_path / "lake"), code=2)
    assert "tasks/notes.txt" in refused.stderr
    assert (tmp_path / "lake" / "tasks" / "notes.txt").read_text("utf-8") == "mine"
    assert (tmp_path / "lake" / PARQUET.mark).is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("-f parquet -o -", "writes a folder, not into a pipe"),
        ("-f parquet -o {} --force", "--force cannot be used"),
        ("-f jsonl -o {} --partition year", "--partition says nothing of --format jsonl"),
    ],
)
def test_what_makes_no_sense_is_refused(
    workspace: Workspace, tmp_path: Path, arguments: str, message: str
) -> None:
    folder = tmp_path / "lake"
    refused = zeren(workspace, "export", *arguments.format(folder).split(), code=2)
    assert message in refused.stderr
    assert not folder.exists()


def test_without_pyarrow_the_error_says_how_to_install_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with workspace.snapshot() as published, pytest.raises(MissingLibraryError) as missing:
        write(published, tmp_path)
    assert missing.value.hint == 'pip install "zeren[parquet]"'
    assert (
        "pyarrow" in zeren(workspace, "export", "-f", "parquet", "-o", str(tmp_path / "lake"), code=2).stderr
    )
    assert not (tmp_path / "lake").exists()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_dataset_without_rows_has_its_columns(workspace: Workspace, tmp_path: Path, layout: str) -> None:
    zeren(workspace, "export", "-f", "parquet", "-o", str(tmp_path / "lake"), "--partition", layout)
    for dataset, columns in COLUMNS.items():
        frame = pandas.read_parquet(tmp_path / "lake" / dataset)
        behind = {"region"} if dataset in SHARED else {"region", "year"}
        assert set(frame.columns) == {*columns, *behind}, dataset
    assert len(pandas.read_parquet(tmp_path / "lake" / "projects")) == 0


def test_a_plan_without_region_and_year_is_read_beside_others(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("重点工作方案\n\n一、植树造林\n\n1.植树。（林业局牵头，财政局配合）\n", "utf-8")
    mixed = Workspace(tmp_path / "data")
    mixed.ingest([draft, *sorted((PAGE.parents[1] / "examples").glob("*.txt"))])
    zeren(mixed, "export", "-f", "parquet", "-o", str(tmp_path / "lake"))
    frame = pandas.read_parquet(tmp_path / "lake" / "documents")
    assert sorted(zip(frame["region"], frame["year"], strict=True)) == [
        ("云泽县", 2024), ("未知", 0), ("青岭县", 2024)
    ]  # fmt: skip


def test_many_rows_are_written_a_group_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "GROUP", 10)
    datasets = files.Datasets(tmp_path, ("year",))
    for number in range(25):
        datasets.add("citations", {"id": f"{number:02}"}, "云泽县", 2024)
    datasets.close()
    written = pyarrow.parquet.ParquetFile(tmp_path / "citations" / "year=2024" / "part-0.parquet")
    assert [written.metadata.row_group(n).num_rows for n in range(written.num_row_groups)] == [10, 10, 5]
    assert written.read().column("id").to_pylist() == [f"{number:02}" for number in range(25)]
