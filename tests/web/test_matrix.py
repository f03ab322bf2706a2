"""The matrix of units and campaigns: what a cell says is what stands behind it."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient


@pytest.fixture(params=["campaign", "section"])
def matrix(request: pytest.FixtureRequest, explorer: TestClient) -> dict[str, Any]:
    answer = explorer.get("/matrix.json", params={"county": "云泽县", "by": request.param})
    found: dict[str, Any] = answer.json()
    return found


def test_rows_and_columns_add_up(matrix: dict[str, Any]) -> None:
    for turn in range(len(matrix["columns"])):
        for part in ("lead", "responsible", "support"):
            assert sum(row["cells"][turn][part] for row in matrix["rows"]) == matrix["sums"][turn][part]
    for row in matrix["rows"]:
        for part in ("lead", "responsible", "support"):
            assert sum(cell[part] for cell in row["cells"]) == row["sum"][part]


def test_behind_a_cell_stand_as_many_tasks_as_it_says(matrix: dict[str, Any], explorer: TestClient) -> None:
    filled = [
        (row["unit"]["id"], column, cell)
        for row in matrix["rows"][:6]
        for column, cell in zip(matrix["columns"], row["cells"], strict=True)
        if cell["lead"] or cell["responsible"]
    ]
    assert filled
    for unit, column, cell in filled:
        asked = {"unit": unit, "under": column, "by": matrix["by"]}
        tasks = explorer.get("/load.json", params=asked).json()["tasks"]
        assert len(tasks["lead"]) == cell["lead"]
        assert len(tasks["responsible"]) == cell["responsible"]


def test_the_fullest_cell_is_the_darkest(matrix: dict[str, Any]) -> None:
    cells = [cell for row in matrix["rows"] for cell in row["cells"]]
    assert max(cell["shade"] for cell in cells) == 5
    empty = [cell for cell in cells if not (cell["lead"] or cell["responsible"] or cell["support"])]
    assert all(cell["shade"] == 0 for cell in empty)


@pytest.mark.parametrize("sort", ["lead", "total", "0", "2", "name", "99", "-1", "x"])
def test_it_sorts_by_any_column(explorer: TestClient, sort: str) -> None:
    rows = explorer.get("/matrix.json", params={"county": "云泽县", "sort": sort}).json()["rows"]
    if sort == "name":
        names = [row["unit"]["name"] for row in rows]
        assert names == sorted(names)
        return
    turn = int(sort) if sort in ("0", "2") else None
    cells = [row["sum"] if turn is None else row["cells"][turn] for row in rows]
    key = "total" if sort == "total" else "lead"
    values = [
        sum((c["lead"], c["responsible"], c["support"])) if key == "total" else c["lead"] for c in cells
    ]
    assert values == sorted(values, reverse=True)


def test_a_cell_says_in_words_what_its_shade_means(explorer: TestClient) -> None:
    page = LexborHTMLParser(explorer.get("/matrix", params={"county": "云泽县"}).text)
    cells = page.css("table.matrix tbody td a")
    assert cells
    for cell in cells:
        assert "牵头" in str(cell.attributes["aria-label"])


def test_a_county_that_is_not_loaded_is_told(explorer: TestClient) -> None:
    answer = explorer.get("/matrix.json", params={"county": "没有县"})
    assert answer.status_code == 404
    assert "云泽县" in answer.json()["nearest"]
