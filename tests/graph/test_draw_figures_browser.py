"""Indicators and projects in a drawing as a person uses it: seen, found, read, hidden, mouse or keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.graph.example_plans import drawing, plans
from tests.graph.opened import COUNT_COLOURED, Opened, opened
from zeren.graph.network_figures import EXTRAS

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.browser",)

NAMES = {
    "bureau": "云泽县科工信局",
    "county": "云泽县",
    "gdp": "云泽县/indicator/地区生产总值",
    "project": "110千伏城西变电站",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with drawings of a unit, a county, an indicator and a project of the example plans."""
    folder = tmp_path_factory.mktemp("drawings")
    for file, name in NAMES.items():
        extras = EXTRAS if file in ("bureau", "county") else ()
        (folder / f"{file}.html").write_text(drawing(name, *extras).html, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def indicators() -> int:
    """How many indicators the county's plan has."""
    return sum(len(facts.indicators) for facts in plans()[0] if facts.document.region == NAMES["county"])


@pytest.fixture
def bureau(offline: BrowserContext, pages: Path) -> Iterator[Opened]:
    yield from opened(offline, pages / "bureau.html")


@pytest.fixture
def county(offline: BrowserContext, pages: Path) -> Iterator[Opened]:
    yield from opened(offline, pages / "county.html")


def test_a_click_on_an_indicator_shows_its_figure_its_task_and_its_sentence(bureau: Opened) -> None:
    bureau.click_in_picture("新建5G基站")
    assert bureau.text("#panel h2") == "新建5G基站"
    assert bureau.text("#panel .goal strong") == "120个"
    assert "2024年" in bureau.text("#panel .goal")
    assert "完善信息基础设施" in bureau.text("#panel .goal")
    assert "120个" in bureau.text("#panel blockquote mark")
    bureau.page.click("#panel .goal a")
    assert bureau.text("#panel h2") == "完善信息基础设施"
    assert "新建5G基站" in bureau.text("#panel")


def test_the_search_finds_indicators_and_projects(county: Opened) -> None:
    county.page.fill("#search", "生产总值")
    assert "≥7.5% / ≥8%" in county.text("#results")
    county.search("城西变电站")
    assert county.text("#panel h2") == "110千伏城西变电站"
    assert "能源" in county.text("#panel")
    assert "强化用电保障" in county.text("#panel")


def test_a_contradiction_is_marked_and_told_with_both_sentences(county: Opened) -> None:
    assert county.page.evaluate(COUNT_COLOURED, "--conflict") > 20
    assert "前后不一致的指标" in county.text("#panel")
    county.search("地区生产总值")
    told = county.text("#panel section.contradiction")
    assert "数值不一致" in told
    assert county.page.locator("#panel section.contradiction blockquote").count() == 2
    assert "没有分到" in county.text("#panel .goal >> nth=0")
    county.page.click("#language")
    assert "higher by 0.5 percentage points" in county.text("#panel section.contradiction")


def test_each_kind_is_switched_by_the_keyboard_and_the_switch_says_its_state(bureau: Opened) -> None:
    switch = bureau.page.get_by_role("switch", name="指标")
    before = bureau.page.evaluate(COUNT_COLOURED, "--indicator")
    rows = bureau.rows()
    assert switch.is_checked()
    switch.focus()
    bureau.page.keyboard.press("Space")
    assert not switch.is_checked()
    assert switch.evaluate("node => node === document.activeElement")
    assert before > 1000
    assert bureau.page.evaluate(COUNT_COLOURED, "--indicator") < before / 100
    assert bureau.rows() == rows
    assert "筛选后" in bureau.text("#status")
    address = bureau.page.url
    bureau.open(address)
    assert not bureau.page.get_by_role("switch", name="指标").is_checked()
    bureau.page.click("#clear")
    assert bureau.page.get_by_role("switch", name="指标").is_checked()
    assert bureau.page.evaluate(COUNT_COLOURED, "--indicator") == before


def test_the_switches_are_of_the_kinds_that_are_there(
    county: Opened, bureau: Opened, indicators: int
) -> None:
    assert county.page.get_by_role("switch").count() == 2
    assert bureau.page.get_by_role("switch").count() == 1
    county.page.get_by_role("switch", name="项目").uncheck()
    county.page.click("#tab-project")
    assert county.rows() == []
    county.page.click("#tab-indicator")
    assert len(county.rows()) == indicators


def test_hiding_roles_hides_the_figures_of_the_tasks_that_go(bureau: Opened) -> None:
    for role in ("lead", "responsible", "support"):
        bureau.page.uncheck(f"input[value={role}]")
    bureau.page.click("#tab-indicator")
    assert bureau.rows() == []


def test_a_campaign_keeps_its_own_goals(county: Opened) -> None:
    county.page.select_option("#theme", "产业培育主动仗")
    county.page.click("#tab-indicator")
    rows = county.rows()
    assert "地区生产总值" in rows
    assert "新建5G基站" in rows
    assert "城镇新增就业" not in rows


def test_the_tables_list_figures_tasks_leads_and_sentences(county: Opened) -> None:
    county.page.click("#tab-indicator")
    row = county.page.locator("tbody tr", has=county.page.get_by_role("link", name="新建5G基站")).inner_text()
    for words in ("数量 120个", "2024", "完善信息基础设施", "县科技和工业信息化局"):
        assert words in row
    county.page.click("th[data-key=indicator] button")
    assert county.page.get_attribute("th[data-key=indicator]", "aria-sort") == "ascending"
    county.page.click("#tab-project")
    assert len(county.rows()) == 3


def test_the_picture_is_walked_from_a_task_to_its_figures(bureau: Opened) -> None:
    bureau.search("完善信息基础设施")
    bureau.page.locator("#panel").get_by_role("link", name="新建5G基站").click()
    assert bureau.page.evaluate("document.activeElement.id") == "panel-title"
    bureau.page.keyboard.press("g")
    assert "指标 新建5G基站" in bureau.page.locator("#walk li").all_inner_texts()


def test_an_indicators_drawing_opens_on_its_figures(offline: BrowserContext, pages: Path) -> None:
    for page in opened(offline, pages / "gdp.html"):
        assert page.text("h1") == page.text("#panel h2") == "地区生产总值"
        assert "≥8%" in page.text("#panel")
        assert "云泽县打好产业培育主动仗工作专班" in page.text("#panel")
        assert page.page.get_by_role("switch").count() == 1


def test_a_projects_drawing_opens_on_its_tasks_and_sentence(offline: BrowserContext, pages: Path) -> None:
    for page in opened(offline, pages / "project.html"):
        assert page.text("#panel h2") == "110千伏城西变电站"
        assert "110千伏城西变电站" in page.text("#panel blockquote mark")
        assert page.page.evaluate(COUNT_COLOURED, "--project") > 500


def test_it_fits_a_narrow_screen_and_prints_its_tables(
    offline: BrowserContext, pages: Path, indicators: int
) -> None:
    page = offline.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    narrow = Opened(page, pages / "county.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("table.indicator tbody tr").count() == indicators
    assert narrow.complaints == []
