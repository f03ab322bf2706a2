"""The editor in a browser without a network: YASGUI under the strict policy, with Zeren's own terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

pytest_plugins = ("tests.browser",)
pytestmark = pytest.mark.browser

SET = "query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)"
BOX = "document.querySelector('.CodeMirror').CodeMirror"
GET = "() => document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()"
RUN = ".tabPanel.active .yasqe_queryButton"
ROWS = ".tabPanel.active .yasr_results table.results tbody tr"


class Troubles(list[str]):
    """What a page complains of, and what it asks other hosts for."""


@pytest.fixture
def troubles() -> Troubles:
    return Troubles()


@pytest.fixture
def editor(chromium: Browser, endpoint: str, troubles: Troubles) -> Iterator[Page]:
    """The page with the editor in it; requests to other hosts are refused and kept."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")

    def elsewhere(url: str) -> bool:
        return not url.startswith((endpoint.removesuffix("sparql"), "data:", "blob:"))

    def refuse(route: Route) -> None:
        troubles.append(route.request.url)
        route.abort()

    def heard(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and "status of 400" not in said.text:
            troubles.append(said.text)

    context.route(elsewhere, refuse)
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", heard)
    page.goto(endpoint)
    page.wait_for_selector(".yasgui .CodeMirror")
    yield page
    context.close()


def test_the_form_becomes_an_editor_that_runs_the_query(editor: Page, troubles: Troubles) -> None:
    assert not editor.is_visible("#sparql-form")
    assert "zr:lead" in editor.evaluate(GET)
    editor.click(RUN)
    editor.wait_for_selector(ROWS)
    assert editor.locator(ROWS).count() == 20
    editor.locator(f"{ROWS} a").first.click()
    editor.wait_for_url("**/unit/**")
    assert troubles == []


def test_an_example_is_loaded_and_run_by_one_click(editor: Page, troubles: Troubles) -> None:
    editor.click("text=有哪些类别")
    editor.wait_for_selector(ROWS)
    assert "zr:category" in editor.evaluate(GET)
    assert editor.locator(".tabsList .tab.active").inner_text().strip().startswith("有哪些类别")
    assert troubles == []


def test_what_is_typed_is_completed_with_zerens_own_terms(editor: Page, troubles: Troubles) -> None:
    editor.evaluate(SET, "SELECT * { ?s a ")
    editor.evaluate(f"() => {{ {BOX}.focus(); {BOX}.setCursor(0, 99); }}")
    editor.keyboard.type("zr:")
    editor.wait_for_function(f"() => {BOX}.getValue().includes('PREFIX zr: <')")
    editor.keyboard.type("Wor")
    # The list opens with the first letter; what Enter takes is that of the last.
    editor.wait_for_selector(".CodeMirror-hint-active:has-text('工作专班')")
    editor.keyboard.press("Enter")
    # A busy browser takes the word up a moment after the key.
    editor.wait_for_function(f"() => {BOX}.getValue().endsWith('a zr:WorkingGroup')")
    assert troubles == []


def test_a_mistake_is_shown_with_its_caret(editor: Page, troubles: Troubles) -> None:
    editor.evaluate(SET, "SELECT * { ?s a zr:Unit . FOO")
    editor.hover(".parseErrorIcon")
    editor.hover(".CodeMirror-lines")
    editor.click(RUN)
    editor.wait_for_selector(".yasr .trouble pre")
    assert "\n                            ^" in (editor.text_content(".yasr .trouble pre") or "")
    assert troubles == []


def test_each_kind_of_answer_is_shown(editor: Page, troubles: Troubles) -> None:
    for query, selector, said in (
        ("ASK { ?s a zr:Unit }", ".truth", "是"),
        ("SELECT * { ?s a zr:Nothing }", ".count", "没有符合的结果"),
        ("CONSTRUCT { ?s a zr:Unit } { ?s a zr:Unit } LIMIT 2", ".count", "2 行"),
    ):
        editor.evaluate(SET, query)
        editor.click(RUN)
        editor.wait_for_selector(f".yasr_results {selector}:has-text('{said}')")
    assert troubles == []


@pytest.mark.parametrize("form", ["", "&format=html"])
def test_a_link_with_a_query_opens_it_in_the_editor_and_runs_it_once(
    editor: Page, endpoint: str, troubles: Troubles, form: str
) -> None:
    asked: list[str] = []
    editor.on("request", lambda request: asked.append(request.method + request.url))
    editor.goto(f"{endpoint}?query=ASK+%7B+%3Fs+a+zr%3APlan+%7D{form}")
    editor.wait_for_selector(".tabPanel.active .CodeMirror")
    editor.wait_for_load_state("networkidle")
    assert editor.evaluate(GET) == "ASK { ?s a zr:Plan }"
    assert editor.inner_text("#answer").strip() == "是"
    assert editor.locator(".yasr_results .truth").count() == 0
    assert len([one for one in asked if one.startswith("POST") or "query=" in one]) == 1
    assert troubles == []


def test_the_keyboard_leads_out_of_the_editor_and_runs_the_query(editor: Page, troubles: Troubles) -> None:
    editor.evaluate(f"() => {BOX}.focus()")
    assert "Esc" in (editor.locator(".CodeMirror textarea").first.get_attribute("aria-label") or "")
    for key in ("Escape", "Tab", "Tab", "Tab"):
        editor.keyboard.press(key)
    assert editor.evaluate("() => document.activeElement.title") == "运行"
    editor.keyboard.press("Enter")
    editor.wait_for_selector(ROWS)
    assert troubles == []
