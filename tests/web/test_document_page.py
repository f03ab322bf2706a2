"""A plan's page: what it is, what was read of it, who carries most, what it sets and cites."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from tests.conftest import PLANS
from zeren.workspace import Workspace

PLAN = "云泽政办发-2024-5"


@pytest.fixture(scope="module")
def page(explorer: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = explorer.get(f"/document/{PLAN}.json").json()
    return found


def test_the_file_is_named_with_its_checksum(page: dict[str, Any]) -> None:
    file = next(plan for plan in PLANS if plan.name == page["document"]["file"])
    assert page["document"]["sha256"] == hashlib.sha256(Path(file).read_bytes()).hexdigest()


def test_the_counts_are_those_of_what_is_listed(
    page: dict[str, Any], workspace_of_examples: Workspace
) -> None:
    facts = workspace_of_examples.facts(PLAN)
    assert page["counts"]["task"] == len(facts.tasks)
    assert len(page["groups"]) == page["counts"]["group"] == len(facts.groups)
    assert len(page["targets"]) == page["counts"]["target"] == len(facts.targets)
    assert len(page["citations"]) == page["counts"]["citation"] == len(facts.citations)
    assert sum(kind["count"] for kind in page["kinds"]) == page["counts"]["finding"]
    assert sum(row["tasks"] for row in page["campaigns"]) <= len(facts.tasks)


def test_each_sentence_is_counted_once_in_the_account(page: dict[str, Any]) -> None:
    assert sum(page["states"].values()) == page["summary"]["sentences"]


def test_each_citation_stands_with_the_sentence_that_cites_it(page: dict[str, Any]) -> None:
    assert page["citations"]
    for row in page["citations"]:
        clause, *places = row["proof"]
        assert places
        assert all(place["quote"] in clause["quote"] for place in places[:1])
        assert row["number"].partition("〔")[0] in clause["quote"]


def test_headings_and_figures_lead_on(explorer: TestClient) -> None:
    page = LexborHTMLParser(explorer.get(f"/document/{PLAN}").text)
    text = LexborHTMLParser(explorer.get(f"/text/{PLAN}").text)
    headings = [str(link.attributes["href"]) for link in page.css(".outline a")]
    assert len(headings) > 6
    for heading in headings:
        address, _, anchor = heading.partition("#")
        assert address == f"../text/{PLAN}"
        assert text.css_first(f"#{anchor}")
    for link in page.css("ul.figures a"):
        assert page.css_first(str(link.attributes["href"]))


def test_all_plans_are_listed_by_county(explorer: TestClient) -> None:
    plans = explorer.get("/documents.json").json()["documents"]
    assert [row["county"]["id"] for row in plans] == ["云泽县", "青岭县"]
    alone = explorer.get("/documents.json?county=云泽县").json()["documents"]
    assert [row["document"]["id"] for row in alone] == [PLAN]


def test_a_plan_that_is_not_there_is_told_with_the_nearest(explorer: TestClient) -> None:
    answer = explorer.get("/document/云泽政办发-2024-6")
    assert answer.status_code == 404
    assert PLAN in answer.text
