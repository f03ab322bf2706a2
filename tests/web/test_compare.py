"""Two counties side by side."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient


@pytest.fixture
def compared(explorer: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = explorer.get("/compare.json", params={"a": "云泽县", "b": "青岭县"}).json()
    return found


def test_offices_with_the_same_function_stand_beside_each_other(compared: dict[str, Any]) -> None:
    finance = next(office for office in compared["offices"] if office["function"]["zh"] == "财政局")
    assert finance["a"]["unit"]["id"] == "云泽县/财政局"
    assert finance["b"]["unit"]["id"] == "青岭县/财政局"


def test_the_figures_of_both_stand_with_their_sentences(compared: dict[str, Any]) -> None:
    assert compared["quantities"]
    for quantity in compared["quantities"]:
        for side in ("a", "b"):
            assert quantity[side]
            for row in quantity[side]:
                assert row["proof"][0]["quote"]


def test_turned_round_it_says_the_same(compared: dict[str, Any], explorer: TestClient) -> None:
    turned = explorer.get("/compare.json", params={"a": "青岭县", "b": "云泽县"}).json()
    assert [(c["what"], c["b"], c["a"]) for c in turned["counts"]] == [
        (c["what"], c["a"], c["b"]) for c in compared["counts"]
    ]
    assert turned["only_a"] == compared["only_b"]


def test_without_names_the_first_two_are_compared(explorer: TestClient) -> None:
    found = explorer.get("/compare.json").json()
    assert (found["a"], found["b"]) == ("云泽县", "青岭县")


def test_a_unit_that_only_supports_is_told_with_its_tasks(
    compared: dict[str, Any], explorer: TestClient
) -> None:
    shown = LexborHTMLParser(explorer.get("/compare", params={"a": "云泽县", "b": "青岭县"}).text)
    rows = shown.css(".offices tbody tr")
    assert len(rows) == len(compared["offices"])
    supports = 0
    for office, row in zip(compared["offices"], rows, strict=True):
        for side, cell in zip(("a", "b"), row.css("td"), strict=True):
            carried = {
                role: count for role, count in (office[side] or {"counts": {}})["counts"].items() if count
            }
            told = [label.attributes["class"] for label in cell.css(".role")]
            assert told == [
                f"role {role}" for role in ("lead", "responsible", "support", "guide") if role in carried
            ]
            supports += "support" in carried
    assert supports
