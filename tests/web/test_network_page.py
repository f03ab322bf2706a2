"""The network's page: the table is what is drawn, and everything can be read without scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from zeren.web import networks

FINANCE = "云泽县/财政局"


def opened(explorer: TestClient, address: str) -> LexborHTMLParser:
    answer = explorer.get(address)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def drawn(page: LexborHTMLParser) -> dict[str, Any]:
    block = page.css_first("#net-data")
    assert block
    found: dict[str, Any] = msgspec.json.decode(block.text())
    return found


def rows(page: LexborHTMLParser) -> list[list[str]]:
    """The cells of each row, the name first."""
    return [
        [link.text(), *(cell.text().strip() for cell in row.css("td")[1:])]
        for row in page.css("#net-table tbody tr")
        for link in row.css("a.main")
    ]


@pytest.mark.parametrize(
    "query", ["county=云泽县", "county=云泽县&view=tasks&role=lead", "county=青岭县&view=groups"]
)
def test_the_table_is_what_is_drawn(explorer: TestClient, query: str) -> None:
    page = opened(explorer, f"/network?{query}")
    drawing, table = drawn(page), rows(page)
    assert [cells[0] for cells in table] == drawing["names"]
    assert [int(cells[-3]) for cells in table] == drawing["degrees"]
    ends = [*drawing["edges"][::4], *drawing["edges"][1::4]]
    assert [ends.count(turn) for turn in range(len(table))] == drawing["degrees"]


def test_a_row_names_the_strongest_partners_and_leads_to_the_sentences(explorer: TestClient) -> None:
    page = opened(explorer, "/network?county=云泽县")
    first = page.css_first("#net-table tbody tr")
    assert first
    link = first.css_first(".partners a[href*='network/tie']")
    assert link
    tie = opened(explorer, "/" + str(link.attributes["href"]).removeprefix("./"))
    assert len(tie.css("article")) == int(link.text().split()[-1])
    assert all(article.css("a.quote[href*='text/']") for article in tie.css("article"))


def test_what_ties_two_units_are_their_common_tasks_with_both_named_in_the_sentences(
    explorer: TestClient,
) -> None:
    page = explorer.get("/network.json", params={"county": "云泽县", "at": FINANCE}).json()
    drawing = page["drawing"]
    a, b, weight, _ = drawing["edges"][:4]
    tie = explorer.get("/network/tie.json", params={"a": drawing["ids"][a], "b": drawing["ids"][b]}).json()
    assert len(tie["tasks"]) == weight
    for shared in tie["tasks"]:
        assert {part["thing"]["id"] for part in shared["parts"]} == {drawing["ids"][a], drawing["ids"][b]}
        for proof in shared["proofs"]:
            clause, *mentions = proof
            assert mentions
            assert all(mention["quote"] in clause["quote"] for mention in mentions)


def test_what_ties_a_unit_to_its_group_is_the_sentence_that_names_it(explorer: TestClient) -> None:
    drawing = explorer.get("/network.json?view=groups&county=云泽县").json()["drawing"]
    a, b = drawing["edges"][:2]
    ids = {drawing["ids"][a], drawing["ids"][b]}
    tie = explorer.get("/network/tie.json", params=dict(zip("ab", sorted(ids), strict=True))).json()
    assert not tie["tasks"]
    assert {tie["groups"][0]["group"]["id"]} < ids
    assert tie["groups"][0]["proofs"][0]


def test_things_that_nothing_ties_are_told_so(explorer: TestClient) -> None:
    assert explorer.get(f"/network/tie?a={FINANCE}&b=云泽县/没有局").status_code == 404
    assert explorer.get("/network/tie").status_code == 404


def test_the_whole_shows_both_counties_and_a_neighbourhood_only_its_own(explorer: TestClient) -> None:
    both = drawn(opened(explorer, "/network"))
    assert both["counties"] == ["云泽县", "青岭县"]
    near = drawn(opened(explorer, f"/network?unit={FINANCE}"))
    assert near["counties"] == ["云泽县"]
    assert FINANCE in near["ids"]
    assert set(near["ids"]) < set(both["ids"])


def test_the_table_is_sorted_by_the_server_as_well(explorer: TestClient) -> None:
    page = opened(explorer, "/network?county=云泽县&sort=load")
    loads = [int(cells[2]) for cells in rows(page)]
    assert loads == sorted(loads, reverse=True)
    assert [th.text() for th in page.css("th[aria-sort]")] == ["任务"]


def test_a_form_that_nobody_filled_in_shows_everything(explorer: TestClient) -> None:
    assert rows(opened(explorer, "/network?county=&campaign=&role=&min=")) == rows(
        opened(explorer, "/network")
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("county=没有县", 404),
        ("unit=没有局", 404),
        ("community=99", 404),
        ("part=9", 404),
        ("min=0", 400),
        ("view=x", 400),
    ],
)
def test_what_there_is_not_is_told_and_is_no_empty_picture(
    explorer: TestClient, query: str, status: int
) -> None:
    for address in (f"/network?{query}", f"/network.json?{query}"):
        assert explorer.get(address).status_code == status


def test_a_large_network_comes_in_parts_that_together_are_the_whole(
    explorer: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = explorer.get("/network.json?view=groups").json()["drawing"]
    monkeypatch.setattr(networks, "PART", 40)
    first = explorer.get("/network.json?view=groups&part=1").json()
    parts = [
        explorer.get(f"/network.json?view=groups&part={number}").json()["drawing"]
        for number in range(1, first["parts"] + 1)
    ]
    assert len(parts) > 2
    assert [key for part in parts for key in part["ids"]] == whole["ids"]
    assert sum(len(part["edges"]) for part in parts) == len(whole["edges"])
    told = opened(explorer, "/network?view=groups&part=2").css_first("#shown")
    assert told
    assert "80" in told.text()


def test_many_counties_are_first_one_node_each_and_then_row_after_row(
    explorer: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(networks, "TOGETHER", 1)
    page = opened(explorer, "/network?min=1")
    assert [cells[0] for cells in rows(page)] == ["云泽县", "青岭县"]
    link = page.css_first("#net-table a.main")
    assert link
    assert quote("云泽县") in str(link.attributes["href"])
    every = explorer.get("/network.json?county=*").json()
    assert (every["placed"], every["known"]) == (2, 2)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("network.svg", b"<svg"), ("network.gexf", b"<?xml"), ("network-nodes.csv", b"\xef\xbb\xbfid,name"),
        ("network-ties.csv", b"\xef\xbb\xbfsource,source_name"),
    ],
)  # fmt: skip
def test_the_files_hold_what_the_same_filters_show(explorer: TestClient, name: str, start: bytes) -> None:
    page = opened(explorer, "/network?county=云泽县&view=groups")
    link = page.css_first(f".net-save a[href*='{name}']")
    assert link
    answer = explorer.get("/" + str(link.attributes["href"]).removeprefix("./"))
    assert answer.content.startswith(start)
    assert "云泽县/财政局".encode() in answer.content or "财政局".encode() in answer.content
    assert "青岭".encode() not in answer.content


def test_nothing_in_the_page_is_a_script_or_a_style_of_its_own(explorer: TestClient) -> None:
    page = opened(explorer, "/en/network?view=tasks")
    assert not page.css("[style], style, script:not([src]):not([type='application/json'])")
