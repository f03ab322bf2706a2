"""`zeren ingest` as a person meets it, with the real reader on the example plans."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests import county
from tests.calling import zeren
from tests.ingest import making_docx, making_sheets, printed
from zeren.cli import app
from zeren.errors import UNREADABLE
from zeren.ingest.readers.content import Content, Grid, GridCell, Line
from zeren.workspace import Workspace

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))


def ingest(folder: Path, *arguments: str, code: int = 0) -> Result:
    command = ["ingest", *arguments, "--workspace", str(folder / "data")]
    result = CliRunner().invoke(app, command, env={"COLUMNS": "100", "ZEREN_WORKSPACE": None})
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace that holds the first example."""
    made = tmp_path_factory.mktemp("ingest")
    ingest(made, str(EXAMPLES[0]))
    return made


def test_the_account_of_a_plan(folder: Path) -> None:
    with Workspace(folder / "data").snapshot() as published:
        (facts,) = published.all_facts()
    shown = ingest(folder, str(EXAMPLES[0]), "-f", "table").stdout
    lines = shown.splitlines()
    document = facts.document
    assert lines[0] == f"没有变化  {document.title}  {document.id}"
    assert lines[1] == f"  地区 {document.region}  字符数 {document.characters}  文件 {document.file}"
    assert lines[2] == (
        f"  任务 {len(facts.tasks)}  单位 {len(facts.units)}  专班 {len(facts.groups)}"
        f"  引用文件 {len(facts.citations)}"
    )
    assert f"疑点 {len(facts.findings)}: " in shown
    assert f"有触发词而未成为事实 {len(facts.leftovers)}: " in shown
    assert facts.leftovers
    assert "--explain" in shown


def test_explain_lists_every_place_that_became_no_fact(folder: Path) -> None:
    with Workspace(folder / "data").snapshot() as published:
        (facts,) = published.all_facts()
    shown = "".join(ingest(folder, str(EXAMPLES[0]), "-f", "table", "--explain").stdout.split())
    for leftover in facts.leftovers:
        assert f"{leftover.start}-{leftover.end}" in shown
        assert "".join(leftover.words.split()) in shown


def test_explain_lists_which_rule_read_what_where(folder: Path) -> None:
    with Workspace(folder / "data").snapshot() as published:
        (facts,) = published.all_facts()
    shown = ingest(folder, str(EXAMPLES[0]), "-f", "table", "--explain").stdout
    plain = "".join(shown.split())
    assert f"识别规则{len(facts.tasks)}:" in plain
    for task in facts.tasks:
        assert f"{task.evidence[0].start}-{task.evidence[0].end}{task.rule}:" in plain
        assert all(mention.mention in plain for _, mention in task.mentions())
    (told,) = json.loads(ingest(folder, str(EXAMPLES[0]), "--explain").stdout)["documents"]
    assert len(told["fired"]) == len(facts.tasks)
    assert json.loads(ingest(folder, str(EXAMPLES[0])).stdout)["documents"][0]["fired"] == []


def test_the_report_for_programs(folder: Path) -> None:
    report = json.loads(ingest(folder, str(EXAMPLES[0])).stdout)
    (account,) = report["documents"]
    assert account["state"] == "unchanged"
    assert account["tasks"] > 40
    assert account["document"]["file"] == EXAMPLES[0].name
    assert report["failures"] == []


def test_what_changed_is_said(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    text = EXAMPLES[0].read_text("utf-8")
    path.write_text(text, "utf-8")
    ingest(tmp_path, str(path))
    clause = re.search(r"（(县\w+局)牵头，", text)
    assert clause
    path.write_text(text.replace(clause[0], "（县审计局牵头，", 1), "utf-8")
    shown = ingest(tmp_path, str(path), "-f", "table", "--lang", "en").stdout
    assert shown.startswith("changed  ")
    assert "\n  tasks changed 1\n" in shown
    assert "tasks added" not in shown


def test_one_bad_file_among_good_ones(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    shutil.copy(EXAMPLES[0], tmp_path / "plans")
    (tmp_path / "plans" / "empty.txt").write_bytes(b"")
    result = ingest(tmp_path, str(tmp_path / "plans"), "-f", "csv", code=4)
    assert "empty.txt" in result.stderr
    states = [line.split(",")[1] for line in result.stdout.splitlines()]
    assert states == ["state", "new", "failed"]
    assert len(Workspace(tmp_path / "data").documents()) == 1


def test_a_base_that_can_carry_no_ids(tmp_path: Path) -> None:
    result = ingest(tmp_path, str(EXAMPLES[0]), "--base-iri", "example", code=2)
    assert "no ids can stand under example" in result.stderr
    assert not (tmp_path / "data").exists()


WRITE = """
import sys
from pathlib import Path
from zeren import Workspace
from zeren.graph.export import jsonl, rdf

folder, *paths = map(Path, sys.argv[1:])
workspace = Workspace(folder / "data")
for path in paths:
    workspace.ingest([path])
with workspace.snapshot() as published:
    (folder / "graph.ttl").write_bytes(rdf.turtle(published.all_facts()))
    (folder / "graph.nq").write_bytes(b"".join(rdf.nquads(published.all_facts())))
    for name, data in jsonl.files(published):
        (folder / name).write_bytes(data)
"""


def contents(folder: Path, pattern: str) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob(pattern))
        if path.is_file()
    }


def test_two_ingestions_give_the_same_bytes(tmp_path: Path) -> None:
    orders = {"1": EXAMPLES, "2": EXAMPLES[::-1]}
    for seed, paths in orders.items():
        (tmp_path / seed).mkdir()
        command = [sys.executable, "-c", WRITE, str(tmp_path / seed), *map(str, paths)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, timeout=60)
    for pattern in ("data/documents/**/*", "*.*"):
        first, second = (contents(tmp_path / seed, pattern) for seed in orders)
        assert len(first) >= 6
        assert first == second


def test_what_a_folder_holds_in_other_forms_is_told(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    shutil.copy(EXAMPLES[0], plans)
    for name in ("扫描.jpg", "附件.zip", ".隐藏", "~$方案.docx", "Thumbs.db"):
        (plans / name).write_bytes(b"\xff\xd8\xff\xe0 no plan")
    told = ingest(tmp_path, str(plans))
    assert json.loads(told.stdout)["strangers"] == [str(plans / "扫描.jpg"), str(plans / "附件.zip")]
    (line,) = [line for line in told.stderr.splitlines() if "扫描.jpg" in line]
    assert line.startswith("未读入（图片、压缩包等不读的格式")
    assert "附件.zip" in line


def test_one_plan_in_two_forms_is_read_once_and_said_so(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    text, word = plans / "方案.txt", plans / "方案.docx"
    shutil.copy(EXAMPLES[0], text)
    contents = printed.contents(text.read_text("utf-8"))
    word.write_bytes(making_docx.saved(making_docx.document(contents)))
    shown = ingest(tmp_path, str(plans), "--format", "table").stdout
    assert [line for line in shown.splitlines() if "以前者为准" in line] == [
        "  与 方案.docx 内容相同，以前者为准"
    ]
    (again,) = json.loads(ingest(tmp_path, str(text)).stdout)["documents"]
    assert again["state"] == "same"
    assert ingest(tmp_path, str(word), "--format", "table").stdout.startswith("事实不变，文件不同  ")


def test_two_files_of_one_number_that_say_other_things_are_told_apart(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    text = EXAMPLES[0].read_text("utf-8")
    (plans / "甲.txt").write_text(text, "utf-8")
    (plans / "乙.txt").write_text(text.replace("县财政局牵头", "县审计局牵头", 1), "utf-8")
    told = ingest(tmp_path, str(plans), code=UNREADABLE).stderr
    assert "like 乙.txt, and other facts were read from it: “" in told
    assert "if they are two documents, correct the number of one" in told


def test_a_formula_without_a_saved_result_is_told_with_its_cell(tmp_path: Path) -> None:
    file = tmp_path / "任务表.xlsx"
    rows = [["序号", "工作任务", "牵头单位", "责任单位"], ["1", "修好河堤", "县水利局", "县财政局"]]
    contents: list[Content] = [
        Line("云溪县2024年任务表"),
        Grid([[GridCell(words) for words in row] for row in rows]),
    ]
    packed = zipfile.ZipFile(io.BytesIO(making_sheets.workbook({"任务表": contents})))
    with zipfile.ZipFile(file, "w") as made:
        for part in packed.namelist():
            data = packed.read(part)
            if part.endswith("sheet1.xml"):
                data, filled = re.subn(rb'<c r="D3"[^>]*><v>\d+</v>', b'<c r="D3"><f>E3</f><v></v>', data)
                assert filled == 1
            made.writestr(part, data)
    shown = ingest(tmp_path, str(file), "--format", "table").stdout
    assert "1 个单元格有公式而文件没有存下结果，读作空格（任务表!D3）" in "".join(shown.split("\n    "))


def test_what_many_plans_come_to_is_told_in_one_line(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for number in range(1, 22):
        (plans / f"{number}.txt").write_text(county.plan(number=number), "utf-8")
    whole = zeren(tmp_path / "data", "ingest", str(plans), "--format", "table").stdout
    assert whole.startswith("共读入 21 份方案：新增 21，任务 ")
    assert len(whole.splitlines()) == 1
    rows = zeren(tmp_path / "data", "ingest", str(plans), "--format", "csv").stdout.splitlines()
    assert len(rows) == 22
    (plans / "1.txt").unlink()
    few = zeren(tmp_path / "data", "ingest", str(plans), "--format", "table").stdout
    assert few.count("没有变化") == 20
