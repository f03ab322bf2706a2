"""The network in a site of files: opened from a folder, with everything off the network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.browser",)

COUNTY = "network~county=云溪县"


def test_each_county_and_view_has_its_page_and_its_files(site: Path) -> None:
    for name in ("network", COUNTY, f"{COUNTY}~view=tasks", f"{COUNTY}~view=groups"):
        for ending in ("html", "json", "svg", "gexf"):
            assert (site / f"{name}.{ending}").stat().st_size > 1000
        assert (site / "en" / f"{name}.html").is_file()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_tie_shows_its_sentences_from_a_file(site: Path, offline: BrowserContext, folder: str) -> None:
    page = offline.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / f"{folder}{COUNTY}.html").as_uri())
    page.wait_for_selector("html[data-network]", state="attached")
    drawing = json.loads(page.inner_text("#net-data") or page.locator("#net-data").text_content() or "")
    page.fill("#net-find", drawing["names"][0])
    page.keyboard.press("Enter")
    first = page.locator(".tied button").first
    weight = int(first.locator(".number").inner_text())
    first.click()
    page.wait_for_selector("#net-body article")
    assert page.locator("#net-body article").count() == weight
    for link in page.locator("#net-body article a").all():
        target = str(link.evaluate("(link) => decodeURIComponent(new URL(link.href).pathname)"))
        assert Path(target).is_file()
    opened = page.inner_text("#net-title")
    page.reload()
    page.wait_for_selector("#net-body article")
    assert page.inner_text("#net-title") == opened
    assert faults == []


def test_weak_ties_and_other_communities_are_left_out_of_picture_and_table(
    site: Path, offline: BrowserContext
) -> None:
    page = offline.new_page()
    page.goto((site / f"{COUNTY}.html").as_uri())
    page.wait_for_selector("html[data-network]", state="attached")
    rows = page.locator("#net-table tbody tr:visible")
    every = rows.count()
    page.fill("#net-min input", "2")
    strong = rows.count()
    assert 0 < strong < every
    page.fill("#net-min input", "1")
    page.locator("[data-community='1']").click()
    shown = {cell.strip() for cell in page.locator("#net-table tr:visible .community").all_inner_texts()}
    assert shown == {"1"}
    hidden = (
        "[...Array(window.zeren.network.nodes.length).keys()].filter((turn) => window.zeren.network.control"
    )
    hidden += ".renderer.getNodeDisplayData(String(turn)).hidden).length"
    assert page.evaluate(hidden) == every - rows.count()
