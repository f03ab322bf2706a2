"""`zeren schema` explains every word of the graph, with an example from the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from zeren.cli import app
from zeren.errors import NOT_UNDERSTOOD, WORKSPACE
from zeren.ontology import terms
from zeren.workspace import Workspace


def zeren(*arguments: str, workspace: Path) -> Result:
    return CliRunner().invoke(app, ["schema", *arguments, "-w", str(workspace)])


def test_all_classes_and_properties_are_listed_in_the_language_of_the_person(tmp_path: Path) -> None:
    shown = zeren("--format", "csv", workspace=tmp_path)
    names = [line.partition(",")[0] for line in shown.stdout.splitlines()[1:]]
    assert names == [term.name for term in terms.terms() if term.kind != "concept"]
    assert "牵头并对任务负总责的单位" in shown.stdout
    english = zeren("--format", "csv", "--lang", "en", workspace=tmp_path).stdout
    assert "The unit that answers for the task" in english


def test_a_program_gets_both_languages_and_the_values(tmp_path: Path) -> None:
    listed = json.loads(zeren(workspace=tmp_path).stdout)
    lead = next(term for term in listed if term["name"] == "zr:lead")
    assert lead["label"] == {"zh": "牵头单位", "en": "lead"}
    assert (lead["from"], lead["to"]) == (["zr:Task"], ["zr:Unit"])
    assert {"zr:Lead", "zrk:department"} <= {term["name"] for term in listed}


def test_a_class_is_shown_with_its_properties_and_a_member_from_the_workspace(workspace: Workspace) -> None:
    shown = zeren("任务", "--format", "table", workspace=workspace.path)
    assert shown.exit_code == 0
    for words in (
        "zr:Task",
        "https://w3id.org/zeren#Task",
        "zr:deadlineKind",
        "a zr:Task ;",
        'zr:title "治水"@zh',
    ):
        assert words in shown.stdout


@pytest.mark.parametrize(
    ("word", "example"),
    [
        ("zr:deadline", ["zr:deadline", '"2024-12-31"^^xsd:date']),
        ("zr:openEnded", ["zr:openEnded", "true"]),
        ("zrk:department", ["zr:kind", "zrk:department"]),
        ("zr:Support", ["zr:role", "zr:Support"]),
        ("zr:DateDeadline", ["zr:deadlineKind", '"date"']),
        ("zr:CountyLevel", ["zr:level", '"county"']),
        ("zr:Role", ["zr:role", "zr:Lead"]),
        ("zr:Level", ["zr:level", '"county"']),
    ],
)
def test_a_property_or_a_value_is_shown_with_a_triple_that_uses_it(
    word: str, example: list[str], workspace: Workspace
) -> None:
    found = json.loads(zeren(word, workspace=workspace.path).stdout)["example"]
    assert [triple[1:] for triple in found] == [example]


def test_an_example_can_be_asked_for_again(workspace: Workspace) -> None:
    (triple,) = json.loads(zeren("zr:lead", workspace=workspace.path).stdout)["example"]
    with workspace.snapshot() as published:
        assert bool(published.query(f"ASK {{ {' '.join(triple)} }}"))


def test_a_class_whose_members_the_workspace_lacks_has_no_example(workspace: Workspace) -> None:
    shown = zeren("zr:Mention", workspace=workspace.path)
    assert (shown.exit_code, json.loads(shown.stdout)["example"]) == (0, [])


def test_a_value_is_found_by_the_code_that_the_graph_has_for_it(tmp_path: Path) -> None:
    assert json.loads(zeren("lead-conflict", workspace=tmp_path).stdout)["label"]["en"] == "lead conflict"


def test_without_a_workspace_there_is_no_example_and_no_failure(tmp_path: Path) -> None:
    shown = zeren("zr:lead", workspace=tmp_path / "nothing")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["example"] == []


def test_an_unknown_term_is_answered_with_the_nearest(tmp_path: Path) -> None:
    shown = zeren("zr:responsable", workspace=tmp_path)
    assert shown.exit_code == NOT_UNDERSTOOD
    assert shown.stdout == ""
    assert "did you mean: zr:responsible" in shown.stderr


@pytest.mark.parametrize(
    ("word", "quote"),
    [
        ("zr:lead", "县水利局牵头"),
        ("zr:mention", "县水利局"),
        ("zr:Citation", "漓政发〔2023〕8号"),
    ],
)
def test_an_example_comes_with_the_words_that_prove_it(word: str, quote: str, workspace: Workspace) -> None:
    (place,) = json.loads(zeren(word, workspace=workspace.path).stdout)["evidence"]
    text = workspace.text(place["document"])
    assert quote in place["quote"] == text[place["start"] : place["end"]]
    assert quote in zeren(word, "-f", "table", workspace=workspace.path).stdout


def test_the_whole_model_is_written_into_a_folder(tmp_path: Path) -> None:
    assert zeren("--output", str(tmp_path / "model"), workspace=tmp_path).exit_code == 0
    for name in terms.FILES:
        assert (tmp_path / "model" / name).read_text("utf-8") == terms.source(name)
    assert "zr:Task" in (tmp_path / "model" / "ontology.html").read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    done = zeren("--output", str(tmp_path / "file"), workspace=tmp_path)
    assert done.exit_code == WORKSPACE
    assert "cannot be written" in done.output
