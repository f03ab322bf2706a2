"""`list`, `show`, `sparql`, `export` and `remove` as a person meets them."""

from __future__ import annotations

import csv
import json
import os
import shlex
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests import calling, county
from tests.golden import assert_golden
from zeren.cli import app
from zeren.commands.words import WORDS
from zeren.errors import USAGE
from zeren.ontology import terms
from zeren.workspace import Workspace

zeren = partial(calling.zeren, columns=100)

# ---------------------------------------------------------------------------------------------- list


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("list-units", ["list", "units"]),
        ("list-tasks", ["list", "tasks"]),
        ("list-findings-en", ["list", "findings", "--lang", "en"]),
        ("show-unit", ["show", "财政局"]),
        ("show-task", ["show", "修好河堤"]),
        ("show-group-en", ["show", "治水专班", "--lang", "en"]),
        ("sparql", ["sparql", "SELECT ?task ?title { ?task zr:title ?title } ORDER BY ?title"]),
    ],
)
def test_a_screen(workspace: Workspace, name: str, command: list[str]) -> None:
    printed = zeren(workspace, *command, "-f", "table").stdout
    assert_golden(Path(__file__).parent / "screens" / f"{name}.txt", printed)


def test_list_into_a_pipe_is_json_with_quotes(workspace: Workspace) -> None:
    tasks = json.loads(zeren(workspace, "list", "tasks").stdout)
    assert [task["title"] for task in tasks] == ["治水", "修好河堤"]
    assert tasks[0]["evidence"] == [
        {
            "role": "assignment",
            "document": county.DOCUMENT.id,
            "start": 114,
            "end": 122,
            "quote": "（县水利局牵头）",
        }
    ]


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        (
            "csv",
            "document,number,title,quote\n"
            "云溪政办发-2024-3,漓政发〔2023〕8号,漓东省政府关于水利的意见,漓政发〔2023〕8号\n",
        ),
        (
            "tsv",
            "document\tnumber\ttitle\tquote\n"
            "云溪政办发-2024-3\t漓政发〔2023〕8号\t漓东省政府关于水利的意见\t漓政发〔2023〕8号\n",
        ),
        (
            "md",
            "| document | number | title | quote |\n"
            "| --- | --- | --- | --- |\n"
            "| 云溪政办发-2024-3 | 漓政发〔2023〕8号 | 漓东省政府关于水利的意见 | 漓政发〔2023〕8号 |\n",
        ),
    ],
)
def test_list_for_programs(workspace: Workspace, output: str, shown: str) -> None:
    assert zeren(workspace, "list", "citations", "-f", output).stdout == shown


@pytest.mark.parametrize("name", ["云溪县", "云溪", "Yunxi County", "yunxi"])
def test_list_of_a_county(workspace: Workspace, name: str) -> None:
    assert len(json.loads(zeren(workspace, "list", "units", "--county", name).stdout)) == 3


def test_list_of_a_county_that_is_not_there(workspace: Workspace) -> None:
    result = zeren(workspace, "list", "units", "--county", "云西县", code=3)
    assert "did you mean: 云溪县" in result.stderr
    assert result.stdout == ""


def test_list_of_a_kind(workspace: Workspace) -> None:
    assert len(json.loads(zeren(workspace, "list", "units", "--kind", "department").stdout)) == 3
    assert "department" in zeren(workspace, "list", "units", "--kind", "bank", code=2).stderr
    assert "--kind is for units" in zeren(workspace, "list", "tasks", "--kind", "bank", code=2).stderr


def test_list_says_when_there_is_more(workspace: Workspace) -> None:
    result = zeren(workspace, "list", "units", "--limit", "2")
    assert len(json.loads(result.stdout)) == 2
    assert "2 of 3" in result.stderr


# ---------------------------------------------------------------------------------------------- show


@pytest.mark.parametrize(
    ("name", "kind", "facts"),
    [
        ("云溪政办发〔2024〕3号", "document", {"task": 2, "group": 1, "citation": 1, "finding": 1}),
        ("云溪.txt", "document", {"task": 2, "group": 1, "citation": 1, "finding": 1}),
        ("治水攻坚仗", "campaign", {"task": 2, "group": 1}),
        ("治水专班", "group", {"convener": 1, "member": 2, "office": 1}),
        ("云溪政办发-2024-3/1/一", "task", {"lead": 1, "part": 1}),
        ("the County Finance Bureau", "unit", {"support": 1, "member": 1, "part": 1, "review": 1}),
        ("云溪县财政局", "unit", {"support": 1, "member": 1, "part": 1, "review": 1}),
        ("财政局", "unit", {"support": 1, "member": 1, "part": 1, "review": 1}),
        ("Yunxi County", "region", {"document": 1, "unit": 3}),
    ],
)
def test_show_finds_things_by_any_name(
    workspace: Workspace, name: str, kind: str, facts: dict[str, int]
) -> None:
    (found,) = json.loads(zeren(workspace, "show", name).stdout)["found"]
    assert found["kind"] == kind
    whats = [fact["what"] for fact in found["facts"]]
    assert {what: whats.count(what) for what in whats} == facts


def test_what_show_says_is_proved_by_the_text(workspace: Workspace) -> None:
    (found,) = json.loads(zeren(workspace, "show", "县财政局").stdout)["found"]
    places = [place for fact in found["facts"] for place in fact["evidence"]]
    assert len(places) >= 4
    assert all(county.TEXT[place["start"] : place["end"]] == place["quote"] for place in places)


def test_show_a_name_of_several_counties(empty_workspace: Workspace, tmp_path: Path) -> None:
    for name in ("青石县", "云溪县"):
        path = tmp_path / f"{name}.txt"
        path.write_text(county.plan(county=name), "utf-8")
        empty_workspace.ingest([path])
    found = json.loads(zeren(empty_workspace, "show", "县水利局").stdout)["found"]
    assert [thing["id"] for thing in found] == ["云溪县/水利局", "青石县/水利局"]
    (one,) = json.loads(zeren(empty_workspace, "show", "青石县水利局").stdout)["found"]
    assert one["facts"][0]["document"] == "青石政办发-2024-3"


def test_show_offers_the_nearest_names(workspace: Workspace) -> None:
    result = zeren(workspace, "show", "县财正局", code=3)
    assert result.stdout == ""
    assert result.stderr.splitlines()[:2] == [
        "error: nothing is called 县财正局",
        "did you mean: 县财政局 | 云溪县财政局 | 财政局 | 县水利局",
    ]


# --------------------------------------------------------------------------------------------- sparql

LEADS = 'SELECT ?task ?title { ?task zr:title ?title ; zr:lead/skos:prefLabel "县水利局"@zh } ORDER BY ?title'


def test_sparql_json_is_the_standard_form(workspace: Workspace) -> None:
    answer = json.loads(zeren(workspace, "sparql", LEADS).stdout)
    assert answer["head"]["vars"] == ["task", "title"]
    assert answer["results"]["bindings"][0]["title"] == {
        "type": "literal",
        "value": "修好河堤",
        "xml:lang": "zh",
    }


@pytest.mark.parametrize(
    ("output", "first"),
    [("csv", "task,title"), ("tsv", "?task\t?title"), ("md", "| task | title |")],
)
def test_sparql_in_other_forms(workspace: Workspace, output: str, first: str) -> None:
    lines = zeren(workspace, "sparql", LEADS, "-f", output).stdout.splitlines()
    assert lines[0].strip() == first
    assert "修好河堤" in lines[-2]


def test_sparql_from_a_file_and_from_standard_input(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "question.rq"
    path.write_text(LEADS, "utf-8")
    asked = [zeren(workspace, "sparql", str(path)), zeren(workspace, "sparql", "-", given=LEADS)]
    assert len({result.stdout for result in asked}) == 1
    missing = zeren(workspace, "sparql", str(tmp_path / "missing.rq"), code=2)
    assert "missing.rq cannot be read" in missing.stderr


def test_sparql_ask(workspace: Workspace) -> None:
    asked = "ASK { ?task zr:openEnded true }"
    assert zeren(workspace, "sparql", asked, "-f", "table").stdout == "true\n"
    assert json.loads(zeren(workspace, "sparql", asked).stdout)["boolean"] is True


def test_sparql_construct_is_turtle_or_lines(workspace: Workspace) -> None:
    asked = "CONSTRUCT { ?unit zr:leads ?task } WHERE { ?task zr:lead ?unit }"
    assert zeren(workspace, "sparql", asked).stdout == (
        "@prefix zr: <https://w3id.org/zeren#> .\n\n"
        "<https://w3id.org/zeren/id/云溪县/水利局> zr:leads <https://w3id.org/zeren/id/云溪政办发-2024-3/1/一>,\n"
        "        <https://w3id.org/zeren/id/云溪政办发-2024-3/1/一/1> .\n\n"
    )
    assert len(zeren(workspace, "sparql", asked, "-f", "nq").stdout.splitlines()) == 2
    assert "take ttl or nq" in zeren(workspace, "sparql", asked, "-f", "csv", code=2).stderr


def test_sparql_shows_a_mistake_in_its_line(workspace: Workspace) -> None:
    result = zeren(workspace, "sparql", "SELECT ?任务 {\n  ?任务 zr:lead 县财政局\n}", code=2)
    assert result.stdout == ""
    assert result.stderr == (
        "error: unexpected 县财政局; expected a variable, a name or a value (line 2, column 15)\n"
        "    ?任务 zr:lead 县财政局\n"
        "                  ^\n"
        "hint: zeren schema lists the classes and properties; zeren sparql knows the usual prefixes\n"
    )


def test_a_query_that_takes_too_long_is_stopped(workspace: Workspace) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    command = [
        sys.executable,
        "-m",
        "zeren",
        "sparql",
        endless,
        "--timeout",
        "0.5",
        "-w",
        str(workspace.path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr.startswith("error: the query was stopped after 0.5 s")
    assert done.stdout == ""


# --------------------------------------------------------------------------------------------- export


def records_of(folder: Path, kind: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text("utf-8").splitlines()]


def test_export_quotes_what_the_text_says(workspace: Workspace, tmp_path: Path) -> None:
    zeren(workspace, "export", "--output", str(tmp_path / "out"))
    quotes = 0
    for kind in ("tasks", "groups", "citations", "findings"):
        for record in records_of(tmp_path / "out", kind):
            places = record.get("evidence") or record.get("places")
            assert isinstance(places, list)
            for place in places:
                assert place["document"] == county.DOCUMENT.id
                assert county.TEXT[place["start"] : place["end"]] == place["quote"]
                quotes += 1
    assert quotes == 6


SHAPES = {
    "documents": "id file sha256 title number issuer issued region characters",
    "units": "id name aliases kind function english region parent",
    "tasks": "id document annex path title text parent lead responsible support guide leaders others "
    "deadline category rule evidence",
    "groups": "id document name convener deputies members office others evidence",
    "citations": "id document title number evidence",
    "findings": "id kind severity message places state why",
}


@pytest.mark.parametrize("kind", SHAPES)
def test_export_has_the_documented_shape(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    zeren(workspace, "export", "-o", str(tmp_path / "out"))
    found = records_of(tmp_path / "out", kind)
    assert found
    assert {" ".join(record) for record in found} == {SHAPES[kind]}
    assert [record["id"] for record in found] == sorted(str(record["id"]) for record in found)


def test_export_for_a_spreadsheet(workspace: Workspace, tmp_path: Path) -> None:
    zeren(workspace, "export", "-f", "csv", "-o", str(tmp_path / "out"))
    data = (tmp_path / "out" / "assignments.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert [(row["title"], row["role"], row["mention"]) for row in rows] == [
        ("治水", "lead", "县水利局"),
        ("修好河堤", "lead", "县水利局"),
        ("修好河堤", "support", "县财政局（国资股）"),
        ("修好河堤", "support", "县财政局"),
    ]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_formula_in_a_plan_stays_text(empty_workspace: Workspace, tmp_path: Path, formula: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(county.plan(tasks=["植树（县林业局牵头）"]), "utf-8")

    def read(path: Path, decisions: object) -> county.Reading:
        assert decisions == []
        reading = county.read(path)
        named = county.with_title(reading.facts, formula)
        return reading._replace(facts=named)

    Workspace(empty_workspace.path, reader=read).ingest([path])
    zeren(empty_workspace, "export", "-f", "csv", "-o", str(tmp_path / "out"))
    text = (tmp_path / "out" / "tasks.csv").read_bytes().decode("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert row["title"] == "'" + formula


def test_export_leaves_other_peoples_folders_alone(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", "utf-8")
    refused = zeren(workspace, "export", "-o", str(folder), code=2)
    assert "--force" in refused.stderr
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    zeren(workspace, "export", "-o", str(folder), "--force")
    zeren(workspace, "export", "-o", str(folder))
    assert (folder / "notes.txt").read_text("utf-8") == "mine"


def test_export_to_a_place_that_cannot_be_written(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert "is a file" in zeren(workspace, "export", "-o", str(tmp_path / "file"), code=2).stderr
    assert (
        "is there already"
        in zeren(workspace, "export", "-f", "ttl", "-o", str(tmp_path / "file"), code=2).stderr
    )
    refused = zeren(workspace, "export", "-f", "ttl", "-o", str(tmp_path / "file" / "a.ttl"), code=5)
    assert "cannot be written" in refused.stderr


# --------------------------------------------------------------------------------------------- remove


@pytest.mark.parametrize("name", ["云溪政办发-2024-3", "云溪政办发〔2024〕3号", "云溪.txt", "云溪"])
def test_remove_by_any_name(workspace: Workspace, name: str) -> None:
    (gone,) = json.loads(zeren(workspace, "remove", name).stdout)
    assert gone["id"] == county.DOCUMENT.id
    assert json.loads(zeren(workspace, "list", "documents").stdout) == []


def test_remove_of_an_unknown_document(workspace: Workspace) -> None:
    result = zeren(workspace, "remove", "云溪政办发-2024-4", code=3)
    assert "did you mean: 云溪政办发-2024-3" in result.stderr
    assert len(workspace.documents()) == 1


# ------------------------------------------------------------------------------------------ in general


@pytest.mark.parametrize(
    "command", ["list tasks", "show 县财政局", "sparql ask{}", "export -o out", "remove x"]
)
def test_without_a_workspace(empty_workspace: Workspace, command: str) -> None:
    result = zeren(empty_workspace, *command.split(), code=5)
    assert "there is no workspace" in result.stderr
    assert "zeren ingest" in result.stderr
    assert not empty_workspace.path.exists()


@pytest.mark.parametrize("command", ["ingest", "remove", "list", "show", "export", "sparql"])
def test_help_shows_examples(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"]).stdout
    assert f"Examples:\n    zeren {command}" in shown


def test_kinds_of_units_are_called_as_in_the_ontology() -> None:
    kinds = {term.name.partition(":")[2]: term for term in terms.terms() if term.name.startswith("zrk:")}
    assert len(kinds) == 13
    assert {kind: WORDS[kind] for kind in kinds} == {
        kind: (term.label["zh"], term.label["en"]) for kind, term in kinds.items()
    }


def test_a_reader_that_has_seen_enough(workspace: Workspace) -> None:
    command = [sys.executable, "-m", "zeren", "list", "tasks", "-w", str(workspace.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(20) == 0


def test_a_reader_that_has_seen_enough_of_both_outputs(workspace_of_examples: Workspace) -> None:
    told, telling = os.pipe()
    os.close(told)
    command = [sys.executable, "-m", "zeren", "search", "县", "--everywhere", "-f", "json"]
    ended = subprocess.run(
        [*command, "-w", str(workspace_of_examples.path)],
        check=False, stdout=subprocess.PIPE, stderr=telling,
    )  # fmt: skip
    os.close(telling)
    assert ended.returncode == 0
    assert ended.stdout.startswith(b"[")


def test_sparql_without_a_standard_input(workspace: Workspace) -> None:
    called = shlex.join([sys.executable, "-m", "zeren", "sparql", "-", "-w", str(workspace.path)])
    ended = subprocess.run(["sh", "-c", f"exec {called} <&-"], check=False, capture_output=True, text=True)
    assert ended.returncode == USAGE
    assert ended.stderr.startswith("error: there is no standard input to read\nhint: ")


@pytest.mark.parametrize("columns", ["0", "-3", "wide"])
def test_columns_that_are_no_width_count_for_nothing(workspace: Workspace, columns: str) -> None:
    def shown(environment: dict[str, str]) -> str:
        command = [
            sys.executable,
            "-m",
            "zeren",
            "list",
            "documents",
            "-f",
            "table",
            "-w",
            str(workspace.path),
        ]
        rest = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        ended = subprocess.run(
            [*command, "-f", "table"],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=rest | environment,
        )
        return ended.stdout

    assert shown({"COLUMNS": columns}) == shown({})


@pytest.mark.parametrize("form", ["ttl", "nq"])
def test_export_leaves_other_peoples_files_alone(workspace: Workspace, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"keep.{form}"
    file.write_text("<https://example.org/a> <https://example.org/b> 1 .\n", "utf-8")
    refused = zeren(workspace, "export", "-f", form, "-o", str(file), code=USAGE)
    assert "no earlier export" in refused.stderr
    assert "example.org" in file.read_text("utf-8")
    zeren(workspace, "export", "-f", form, "-o", str(file), "--force")
    zeren(workspace, "export", "-f", form, "-o", str(file))
    assert "example.org" not in file.read_text("utf-8")


def test_a_folder_of_tables_does_not_go_into_a_pipe(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = zeren(workspace, "export", "-f", "csv", "-o", "-", code=USAGE)
    assert "writes a folder" in refused.stderr
    assert not (tmp_path / "-").exists()


def test_what_would_have_no_effect_on_a_file_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    model, page = tmp_path / "model", tmp_path / "x.html"
    assert "leave out zr:Task" in zeren(workspace, "schema", "zr:Task", "-o", str(model), code=USAGE).stderr
    assert "leave it out" in zeren(workspace, "draw", "", "-o", str(page), code=USAGE).stderr
    assert not model.exists()
    assert not page.exists()


def test_what_a_terminal_would_obey_is_not_printed(empty_workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(county.plan(tasks=["植\x1b[31m树\u202e（县林业局牵头）"]), "utf-8")
    empty_workspace.ingest([path])
    shown = zeren(empty_workspace, "list", "tasks", "-f", "table").stdout
    assert "植" in shown
    assert not {"\x1b", "\u202e"} & set(shown)
