"""The drawing as a person uses it: in a browser, without a network, with a pointer or the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.graph.drawn import County, texts
from tests.graph.opened import COUNT_COLOURED, Opened, opened
from zeren.graph.draw import draw
from zeren.graph.network import responsibility_network
from zeren.graph.subject import EVERYTHING, find_subject

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.browser",)

SONGXI, LANXI = County("松溪县"), County("兰溪县", tasks=12)
HOSTILE = "</script><img src=x onerror=document.title='taken'>"

FIRST_NOT_DRAWN = """() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const drawn = new Set(read("nodes-data").map((node) => node.id));
  return read("page-data").nodes.find((_, index) => !drawn.has(index)).name;
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a drawing of a unit, and one of everything in two counties."""
    folder = tmp_path_factory.mktemp("drawings")
    first = msgspec.structs.replace(SONGXI.tasks[0], category=[HOSTILE], path=[HOSTILE])
    documents = [
        msgspec.structs.replace(SONGXI.facts(), tasks=[first, *SONGXI.tasks[1:]]),
        LANXI.facts(),
    ]
    unit = find_subject(responsibility_network(documents), documents, "松溪县水利局")
    for name, subject in (("unit", unit), ("all", EVERYTHING)):
        html = draw(documents, texts(SONGXI, LANXI).__getitem__, subject).html
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


@pytest.fixture
def unit(offline: BrowserContext, pages: Path) -> Iterator[Opened]:
    """The drawing of 松溪县水利局; at the end, that it asked for nothing and complained about nothing."""
    yield from opened(offline, pages / "unit.html")


@pytest.fixture
def everything(offline: BrowserContext, pages: Path) -> Iterator[Opened]:
    """The drawing of both counties, with the same checks."""
    yield from opened(offline, pages / "all.html")


def test_it_opens_on_its_unit_with_everything_about_it(unit: Opened) -> None:
    assert unit.text("h1") == "县水利局"
    assert unit.text("#panel h2") == "县水利局"
    assert "牵头" in unit.text("#panel")
    assert unit.page.evaluate(COUNT_COLOURED, "--unit") > 100
    assert unit.page.evaluate("performance.getEntriesByName('first-picture').length") == 1


def test_a_click_on_a_unit_shows_who_it_is_and_its_work(unit: Opened) -> None:
    unit.click_in_picture("县财政局")
    assert unit.text("#panel h2") == "县财政局"
    assert "County Finance Bureau" in unit.text("#panel")
    unit.page.keyboard.press("Escape")
    assert unit.text("#panel h2") == "县水利局"


def test_a_click_on_a_task_shows_its_sentence_and_where_it_stands(unit: Opened) -> None:
    task = SONGXI.tasks[1]
    unit.click_in_picture(task.title)
    quote = SONGXI.text[task.evidence[0].start : task.evidence[0].end]
    assert unit.text("#panel blockquote") == quote
    assert unit.page.locator("#panel mark").all_inner_texts() == [m.mention for _, m in task.mentions()]
    place = unit.text("#panel figcaption")
    assert "《松溪县重点工作方案》" in place
    assert f"{task.evidence[0].start:,}" in place
    assert "2024年12月底前" in unit.text("#panel")


def test_the_search_finds_by_name_alias_and_english_and_flies_there(everything: Opened) -> None:
    everything.page.fill("#search", "finance")
    found = everything.page.locator("#results li").all_inner_texts()
    assert sum("县财政局" in item for item in found) == 2
    everything.search("建好学校之30")
    assert everything.text("#panel h2") == "建好学校之30"
    box = everything.page.locator("#picture").bounding_box()
    assert box
    everything.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert "建好学校之30" in everything.text("#tip")


def test_a_search_without_a_result_says_so(unit: Opened) -> None:
    unit.page.fill("#search", "不存在的单位")
    assert "没有找到" in unit.text("#results")


def test_hiding_a_role_hides_its_lines_and_the_rows_that_only_it_holds(unit: Opened) -> None:
    rows, lines = unit.rows(), unit.page.evaluate(COUNT_COLOURED, "--lead")
    unit.page.click("#tab-unit")
    unit.page.uncheck("input[value=responsible]")
    unit.page.uncheck("input[value=support]")
    units = unit.rows()
    unit.page.uncheck("input[value=lead]")
    assert len(rows) > 0
    assert lines > 50
    assert unit.page.evaluate(COUNT_COLOURED, "--lead") < lines / 10
    assert len(unit.rows()) < len(units)
    unit.page.click("#clear")
    unit.page.click("#tab-task")
    assert unit.rows() == rows
    assert unit.page.evaluate(COUNT_COLOURED, "--lead") == lines


def test_filters_by_campaign_and_county_hold_for_the_table(everything: Opened) -> None:
    everything.page.select_option("#theme", "治水攻坚仗")
    assert len(everything.rows()) == 10 + 4
    everything.page.select_option("#region", "兰溪县")
    assert len(everything.rows()) == 4
    assert "4 项任务" in everything.text("#status")


def test_the_address_brings_back_filters_selection_and_language(everything: Opened) -> None:
    everything.page.select_option("#theme", "治水攻坚仗")
    everything.page.uncheck("input[value=support]")
    everything.search("松溪县财政局")
    everything.search("县财政局")
    everything.page.click("#language")
    address = everything.page.url
    rows, selected = everything.rows(), everything.text("#panel h2")
    everything.open(address)
    assert everything.rows() == rows
    assert everything.text("#panel h2") == selected == "县财政局"
    assert everything.text("#tab-task") == "Tasks 14"
    assert not everything.page.is_checked("input[value=support]")


def test_back_returns_to_the_node_before(unit: Opened) -> None:
    unit.search("县财政局")
    unit.search("县教育局")
    unit.page.go_back()
    unit.page.wait_for_function("document.querySelector('#panel h2').textContent === '县财政局'")
    unit.page.go_forward()
    unit.page.wait_for_function("document.querySelector('#panel h2').textContent === '县教育局'")


def test_the_language_can_be_asked_for_in_the_address(unit: Opened) -> None:
    unit.open(unit.page.url.partition("#")[0] + "?lang=en")
    assert unit.page.get_attribute("html", "lang") == "en"
    assert unit.page.get_attribute("#search", "aria-label") == "Find a unit, task or working group"


def test_the_table_is_sorted_by_the_keyboard_alone(unit: Opened) -> None:
    unsorted = unit.rows()
    unit.page.focus("th[data-key=task] button")
    unit.page.keyboard.press("Enter")
    assert unit.page.get_attribute("th[data-key=task]", "aria-sort") == "ascending"
    ascending = unit.rows()
    unit.page.keyboard.press("Enter")
    assert unit.page.get_attribute("th[data-key=task]", "aria-sort") == "descending"
    assert unit.rows() == ascending[::-1]
    unit.page.keyboard.press("Enter")
    assert unit.page.get_attribute("th[data-key=task]", "aria-sort") == "none"
    assert unit.rows() == unsorted != ascending


def test_a_row_shows_its_task_in_the_panel_and_in_the_picture(unit: Opened) -> None:
    unit.page.click("tbody tr:nth-child(2) td")
    name = unit.text("tbody tr:nth-child(2) th")
    assert unit.text("#panel h2") == name
    assert unit.page.get_attribute("tbody tr:nth-child(2)", "aria-current") == "true"
    box = unit.page.locator("#picture").bounding_box()
    assert box
    unit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert name in unit.text("#tip")


def test_the_picture_is_walked_by_the_keyboard_alone(unit: Opened) -> None:
    unit.page.keyboard.press("g")
    here = "#walk [aria-selected=true]"
    assert unit.text(here) == "单位 县水利局"
    unit.page.keyboard.press("ArrowRight")
    task = unit.text(here)
    assert task.startswith("任务 ")
    unit.page.keyboard.press("ArrowDown")
    assert unit.text(here) != task
    unit.page.keyboard.press("ArrowLeft")
    assert unit.text(here) == "单位 县水利局"
    unit.page.keyboard.press("ArrowRight")
    unit.page.keyboard.press("Enter")
    assert unit.page.evaluate("document.activeElement.id") == "panel-title"
    assert unit.text("#panel h2") == task.removeprefix("任务 ")


def test_the_keys_are_explained_on_the_page(unit: Opened) -> None:
    unit.page.keyboard.press("?")
    assert unit.page.locator("#help").is_visible()
    assert "Esc" in unit.text("#help")
    unit.page.keyboard.press("Escape")
    assert not unit.page.locator("#help").is_visible()
    unit.page.keyboard.press("/")
    assert unit.page.evaluate("document.activeElement.id") == "search"


def test_text_of_a_document_stays_text(everything: Opened) -> None:
    everything.open(f"{everything.page.url}#sel={SONGXI.tasks[0].id}")
    assert HOSTILE in everything.text("#panel")
    assert everything.page.locator("img").count() == 0
    assert everything.page.title() != "taken"


def test_printing_shows_all_tables_whole_and_no_picture(everything: Opened) -> None:
    everything.page.emulate_media(media="print")
    everything.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not everything.page.locator("#picture").is_visible()
    assert everything.page.locator("table").count() == 3
    assert all(table.is_visible() for table in everything.page.locator("table").all())
    assert everything.page.locator("table.task tbody tr").count() == 42


def test_what_is_not_drawn_is_said_and_still_listed(offline: BrowserContext, tmp_path: Path) -> None:
    large = County(tasks=1600, units=40)
    file = tmp_path / "large.html"
    file.write_text(draw([large.facts()], texts(large).__getitem__).html, encoding="utf-8")
    drawing = Opened(offline.new_page(), file)
    assert "1,500" in drawing.text("#omitted")
    assert "1,643" in drawing.text("#omitted")
    missing = drawing.page.evaluate(FIRST_NOT_DRAWN)
    drawing.search(missing)
    assert drawing.text("#panel h2") == missing
    assert "没有画在图里" in drawing.text("#panel header")
    drawing.page.click(".more")
    assert len(drawing.rows()) == 600


def test_it_fits_a_narrow_screen(offline: BrowserContext, pages: Path) -> None:
    page = offline.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    drawing = Opened(page, pages / "unit.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    drawing.click_in_picture("县水利局")
    assert drawing.text("#panel h2") == "县水利局"
