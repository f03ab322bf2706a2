"""The network in a browser: drawn, opened, followed by keyboard, sent, and still where there is no WebGL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import FLAGS, find_chromium
from zeren.web import networks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.browser",)

COUNTY = "/network?county=云泽县"
FINANCE = "云泽县/财政局"


class Reader:
    """A page of the running explorer, with what went wrong in it."""

    def __init__(self, page: Page, served: str) -> None:
        self.page = page
        self.served = served
        self.faults: list[str] = []
        page.on(
            "console", lambda message: self.faults.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.served, "data:", "blob:")):
            self.faults.append(request.url)

    def open(self, address: str) -> Page:
        self.page.goto(self.served + address)
        self.page.wait_for_selector("html[data-network]", state="attached")
        return self.page

    def drawn(self, expression: str) -> Any:
        """What an expression says of the drawn network, `g`."""
        return self.page.evaluate(f"(() => {{ const g = window.zeren.network; return {expression}; }})()")

    def title(self) -> str:
        return self.page.inner_text("#net-title")

    def tied(self) -> str:
        """The address of an open tie, once its sentences are there."""
        self.page.wait_for_selector("#net-body article")
        return self.page.url


def reading(browser: Browser, served: str, **kind: Any) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", **kind)
    reader = Reader(context.new_page(), served)
    yield reader
    context.close()
    assert reader.faults == []


@pytest.fixture
def reader(chromium: Browser, served: str) -> Iterator[Reader]:
    yield from reading(chromium, served)


def test_nodes_ties_and_chinese_names_are_drawn(reader: Reader) -> None:
    page = reader.open(COUNTY)
    assert page.evaluate("document.documentElement.dataset.network") == "drawn"
    assert reader.drawn("g.control.renderer.getGraph().order") == page.locator("#net-table tbody tr").count()
    assert reader.drawn("g.names.shown.length") > 25
    coloured = """(() => {
        const canvas = g.control.renderer.getCanvases().nodes, copy = document.createElement("canvas");
        [copy.width, copy.height] = [canvas.width, canvas.height];
        const context = copy.getContext("2d");
        g.control.renderer.refresh();
        context.drawImage(canvas, 0, 0);
        const data = context.getImageData(0, 0, copy.width, copy.height).data;
        return data.filter((value, at) => at % 4 === 3 && value > 0).length;
    })()"""
    assert reader.drawn(coloured) > 2000


def test_a_node_opens_its_partners_and_a_partner_the_sentences(reader: Reader) -> None:
    page = reader.open(COUNTY)
    at = reader.drawn(f"g.control.renderer.graphToViewport(g.nodes[g.turnOf.get('{FINANCE}')])")
    page.locator("#net-stage").click(position=at)
    assert "县财政局" in reader.title()
    page.locator(".tied button").first.click()
    assert "to=" in reader.tied()
    source = page.locator("#net-body a.quote").first.get_attribute("href") or ""
    assert source.startswith(f"{reader.served}/text/")
    assert "财政" in page.locator("#net-body mark").all_inner_texts()[0] + page.inner_text("#net-body")


def test_the_keyboard_follows_the_ties_opens_and_goes_back(reader: Reader) -> None:
    page = reader.open(COUNTY)
    page.focus("#net-stage")
    page.keyboard.press("Enter")
    first = page.inner_text("#net-live")
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if page.inner_text("#net-live") != first:
            break
    told = page.inner_text("#net-live")
    assert told != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "net-title"
    assert told.startswith(reader.title().split()[-1])
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "net-stage"
    assert "at=" not in page.url


def test_the_address_says_what_is_open_and_the_back_button_leads_back(reader: Reader) -> None:
    page = reader.open(COUNTY)
    page.fill("#net-find", "县财政局")
    page.keyboard.press("Enter")
    assert "县财政局" in reader.title()
    one = page.url
    page.locator(".tied button").first.click()
    two = reader.tied()
    both = reader.title()
    page.go_back()
    assert page.url == one
    assert reader.title() != both
    page.go_back()
    assert reader.title() == "详情"
    page.goto(two)
    reader.tied()
    assert reader.title() == both


def test_two_quick_clicks_do_not_zoom(reader: Reader) -> None:
    page = reader.open(COUNTY)
    look = "JSON.stringify(g.control.renderer.getCamera().getState())"
    before = reader.drawn(look)
    at = reader.drawn(f"g.control.renderer.graphToViewport(g.nodes[g.turnOf.get('{FINANCE}')])")
    page.locator("#net-stage").dblclick(position=at)
    page.locator("#net-stage").dblclick(position={"x": 8, "y": 8})
    page.wait_for_timeout(300)
    assert reader.drawn(look) == before
    page.click("#net-in")
    page.wait_for_timeout(400)
    assert reader.drawn(look) != before


def test_a_name_of_two_counties_is_found_in_the_one_that_is_chosen(reader: Reader) -> None:
    page = reader.open("/network?county=*")
    page.locator("#net-find").press_sequentially("县财政局")
    offered = page.locator("#net-names option").evaluate_all("all => all.map((one) => one.value)")
    wanted = {"县财政局（云泽县）", "县财政局（青岭县）"}
    assert wanted <= set(offered)
    for told in sorted(wanted):
        page.fill("#net-find", told)
        page.keyboard.press("Enter")
        assert told[5:-1] in page.inner_text("#net-body")
        assert page.locator("#net-note").is_hidden()
    page.fill("#net-find", "县财政局")
    page.keyboard.press("Enter")
    assert "同名的有 2 个" in page.inner_text("#net-note")


def test_a_search_that_finds_nothing_says_so(reader: Reader) -> None:
    page = reader.open(COUNTY)
    page.fill("#net-find", "县气候局")
    page.keyboard.press("Enter")
    assert page.inner_text("#net-note") == "图中没有“县气候局”。"
    assert page.inner_text("#net-live") == "图中没有“县气候局”。"
    page.fill("#net-find", "县财政局")
    page.keyboard.press("Enter")
    assert page.locator("#net-note").is_hidden()
    assert "县财政局" in reader.title()


def test_on_a_phone_counties_stand_below_each_other(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.open("/network?county=*")
    one, other = reader.drawn("g.counties.slice(0, 2).map((c) => g.control.renderer.graphToViewport(c))")
    assert one["y"] < other["y"]
    assert abs(one["x"] - other["x"]) < 2


def test_filters_hold_as_soon_as_they_are_chosen(reader: Reader) -> None:
    page = reader.open(COUNTY)
    many = page.locator("#net-table tbody tr").count()
    page.select_option("select[name=role]", "lead")
    page.wait_for_url("**role=lead*")
    page.fill("input[name=min]", "2")
    page.keyboard.press("Tab")
    page.wait_for_url("**min=2*")
    assert 0 < page.locator("#net-table tbody tr").count() < many
    page.go_back()
    assert "min=2" not in page.url


def test_further_parts_come_into_the_picture_and_into_the_table(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(networks, "PART", 40)
    page = reader.open("/network?view=groups&part=1")
    nodes, ties = map(int, re.findall(r"\d+", page.inner_text(".told"))[:2])
    assert reader.drawn("g.control.renderer.getGraph().order") == 40
    page.click("#net-all")
    page.locator("#net-table tbody tr").nth(nodes - 1).wait_for()
    page.locator("#net-all").wait_for(state="detached")
    assert reader.drawn("g.control.renderer.getGraph().order") == nodes
    assert reader.drawn("g.edges.length") == ties


def test_light_and_dark_reach_the_picture(reader: Reader) -> None:
    page = reader.open(COUNTY)
    before = reader.drawn(
        "[g.control.view.colours.panel, g.control.renderer.getGraph().getNodeAttribute('0', 'color')]"
    )
    page.keyboard.press("t")
    after = reader.drawn(
        "[g.control.view.colours.panel, g.control.renderer.getGraph().getNodeAttribute('0', 'color')]"
    )
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_the_picture_is_saved_as_png(reader: Reader) -> None:
    page = reader.open(COUNTY)
    with page.expect_download() as download:
        page.click("#net-png")
    data = download.value.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 20_000


def test_nothing_moves_by_itself(chromium: Browser, served: str) -> None:
    for reader in reading(chromium, served, reduced_motion="reduce"):
        page = reader.open(COUNTY)
        look = "JSON.stringify(g.nodes.map((n) => g.control.renderer.graphToViewport(n)))"
        first = reader.drawn(look)
        page.wait_for_timeout(300)
        assert reader.drawn(look) == first


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_finds_everything(chromium: Browser, served: str, scheme: str) -> None:
    for reader in reading(chromium, served, color_scheme=scheme, bypass_csp=True):
        for address in (COUNTY, "/network?view=tasks", f"{COUNTY}&at={FINANCE}"):
            found = Axe().run(reader.open(address)).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_without_webgl_the_same_picture_stands_still(served: str, chromium: Browser) -> None:
    path = find_chromium()
    other = chromium.browser_type.launch(executable_path=path, args=[*FLAGS, "--disable-3d-apis"])
    for reader in reading(other, served):
        page = reader.open(f"{COUNTY}&at={FINANCE}")
        assert page.evaluate("document.documentElement.dataset.network") == "still"
        page.locator("#net-still img").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.querySelector('#net-still img').naturalWidth") > 300
        assert "县财政局" in reader.title()
        page.locator(".tied button").first.click()
        reader.tied()
    other.close()


def test_without_scripts_the_picture_and_the_table_are_there(chromium: Browser, served: str) -> None:
    for reader in reading(chromium, served, java_script_enabled=False):
        page = reader.page
        page.goto(served + COUNTY)
        assert page.locator("img.still").count() == 1
        page.locator("#net-table th a").first.click()
        assert page.locator("#net-table th[aria-sort]").inner_text().startswith("名称")
        page.locator(".partners a[href*='network/tie']").first.click()
        assert page.locator("article a.quote").count() > 0
