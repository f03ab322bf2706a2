"""The pages of findings: listed by the address, the gravest first; each with its sentences side by side."""

from __future__ import annotations

import re
import shutil
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from zeren.graph import findings
from zeren.ontology.facts import FindingKind
from zeren.ontology.judgements import Judgement
from zeren.web.app import application
from zeren.workspace import Workspace

CHECKOUT = Path(__file__).resolve().parents[2]
PLAN = "云泽政办发-2024-5"


def listed(explorer: TestClient, **asked: str) -> dict[str, Any]:
    answer = explorer.get("/findings.json", params=asked)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
def every(workspace_of_examples: Workspace) -> list[Any]:
    with workspace_of_examples.snapshot() as published:
        return findings.every(list(published.all_facts()))


def test_all_that_is_not_dismissed_is_listed_the_gravest_first(
    explorer: TestClient, every: list[Any]
) -> None:
    page = listed(explorer)
    assert page["portion"]["count"] == len(every) - 1
    order = [("error", "warning", "info").index(row["severity"]) for row in page["findings"]]
    assert order == sorted(order)


def test_every_page_of_the_list_together_holds_each_finding_once(
    explorer: TestClient, every: list[Any]
) -> None:
    first = listed(explorer, state="all")
    pages = [
        listed(explorer, state="all", page=str(number + 1)) for number in range(first["portion"]["pages"])
    ]
    assert sorted(row["finding"]["id"] for page in pages for row in page["findings"]) == sorted(
        f.id for f in every
    )


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"kind": "several-leads"}, lambda row: row["kind"] == "several-leads"),
        ({"kind": "多个牵头单位"}, lambda row: row["kind"] == "several-leads"),
        ({"severity": "info"}, lambda row: row["severity"] == "info"),
        (
            {"state": "dismissed"},
            lambda row: row["state"] == "dismissed" and row["why"] == "两处编号各属一节",
        ),
        ({"county": "青岭县"}, lambda row: row["document"]["id"].startswith("青")),
        ({"document": PLAN}, lambda row: row["document"]["id"] == PLAN),
    ],
)
def test_the_address_filters(explorer: TestClient, asked: dict[str, str], holds: Any) -> None:
    rows = listed(explorer, **asked)["findings"]
    assert rows
    assert all(holds(row) for row in rows)


def test_the_counts_say_what_each_other_choice_would_list(explorer: TestClient) -> None:
    page = listed(explorer, severity="info")
    assert page["kinds"]
    for kind, count in page["kinds"].items():
        assert listed(explorer, severity="info", kind=kind)["portion"]["count"] == count
    for state, count in page["states"].items():
        assert listed(explorer, severity="info", state=state)["portion"]["count"] == count


@pytest.mark.parametrize("asked", ["kind=nothing", "severity=bad", "state=bad", "page=0", "page=x"])
def test_what_there_is_not_is_refused(explorer: TestClient, asked: str) -> None:
    assert explorer.get(f"/findings?{asked}").status_code == 400


@pytest.mark.parametrize("asked", ["county=无此县", "document=无此文", f"county=青岭县&document={PLAN}"])
def test_what_is_not_there_is_not_found(explorer: TestClient, asked: str) -> None:
    assert explorer.get(f"/findings?{asked}").status_code == 404


def test_each_finding_has_a_page_with_every_one_of_its_places(explorer: TestClient, every: list[Any]) -> None:
    for finding in every:
        page = explorer.get(f"/finding/{finding.id}.json").json()
        assert page["message"]["zh"] == finding.zh
        shown = [
            (place["document"], place["start"], place["end"])
            for side in page["sides"]
            for passage in side["passages"]
            for place in passage["proof"][1:]
        ]
        assert set(shown) == {(p.document or finding.document, p.start, p.end) for p in finding.places}
        assert page["meaning"]["zh"]


def test_both_sides_of_a_contradiction_are_marked_and_lead_to_the_text(
    explorer: TestClient, every: list[Any]
) -> None:
    finding = next(f for f in every if f.kind == "target-conflict")
    page = LexborHTMLParser(explorer.get(f"/finding/{finding.id}").text)
    sides = page.css(".sides article")
    assert len(sides) == len(finding.places)
    for side in sides:
        assert side.css_first("mark")
        quotes = [str(quote.attributes["href"]) for quote in side.css("a.quote")]
        assert quotes
        assert all(re.search(r"text/.+\?char=", quote) for quote in quotes)


def test_a_finding_that_is_gone_is_told_as_such(explorer: TestClient) -> None:
    answer = explorer.get(f"/finding/{PLAN}/finding/no-lead/00000000")
    assert answer.status_code == 404
    assert "finding" in answer.text


@pytest.mark.checkout
def test_the_documentation_says_of_each_kind_what_its_page_says() -> None:
    strings = tomllib.loads((files("zeren.web") / "strings.toml").read_text(encoding="utf-8"))["meaning"]
    assert sorted(strings) == sorted(get_args(FindingKind))
    rows = re.findall(
        r"^\| `([a-z-]+)` \|[^|]+\|[^|]+\| ([^|]+?) \|",
        (CHECKOUT / "docs/findings.md").read_text("utf-8"),
        re.M,
    )
    assert dict(rows) == {kind: said[1] for kind, said in strings.items()}


def test_a_dismissed_contradiction_marks_no_figure(workspace_of_examples: Workspace, tmp_path: Path) -> None:
    workspace = Workspace(shutil.copytree(workspace_of_examples.path, tmp_path / "data"))
    with TestClient(application(workspace)) as client:
        before = [row for row in client.get("/indicators.json").json()["indicators"] if row["conflict"]]
        assert before
        found = client.get("/findings.json", params={"kind": "target-conflict"}).json()["findings"]
        for one in found:
            workspace.judge(Judgement(one["finding"]["id"], "dismissed", "已核实"))
        after = [row for row in client.get("/indicators.json").json()["indicators"] if row["conflict"]]
        assert not after
