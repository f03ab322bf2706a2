"""By keyboard alone: from the first page to the sentence that gives a unit its task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GIVEN = "积极争取上级资金"
"""A task that the example's county finance bureau leads with another bureau."""

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.browser",)


def test_from_home_to_the_sentence_that_makes_the_finance_bureau_lead(chromium: Browser, served: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(served)
    keyboard = page.keyboard
    keyboard.press("/")
    keyboard.type("云泽县财政局牵头哪些任务")
    keyboard.press("Enter")
    page.wait_for_selector(".answers")
    for _ in range(page.locator(".answers tbody tr").count()):
        keyboard.press("j")
        task = page.evaluate("document.activeElement.textContent")
        if GIVEN in task:
            break
    assert GIVEN in task
    keyboard.press("s")
    page.wait_for_selector("#range:not([hidden])")
    marked = page.locator("#text mark.here")
    assert "".join(marked.all_text_contents()) == "（县发展和改革局、县财政局牵头）"
    assert GIVEN in marked.first.evaluate("mark => mark.closest('p').textContent")
    assert marked.first.evaluate(
        """marked => { const box = marked.getBoundingClientRect();
                       return box.top >= 0 && box.bottom > 0 && box.top < innerHeight; }"""
    )
    context.close()


def test_help_opens_and_closes_by_keys(chromium: Browser, served: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(served)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/matrix")
    page.keyboard.press("l")
    page.wait_for_url("**/en/matrix")
    page.keyboard.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    context.close()


def test_figures_side_by_side_are_walked_by_keys(chromium: Browser, served: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served}/compare?a=云泽县&b=青岭县")
    walked = page.locator("main .rows a.main, main .row-link, main .compared a.quote").all_inner_texts()
    figure = page.locator("main .compared a.quote").first.inner_text()
    for _ in range(walked.index(figure) + 1):
        page.keyboard.press("j")
    focused = page.locator(":focus")
    assert focused.evaluate("link => link.matches('.compared a.quote')")
    assert focused.inner_text() == figure
    page.keyboard.press("Enter")
    page.wait_for_url("**/text/**")
    assert page.locator("#range").is_visible()
    context.close()


def test_every_control_shows_where_the_focus_is(chromium: Browser, served: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{served}/unit/云泽县/财政局")
    for _ in range(24):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const focused = document.activeElement, style = getComputedStyle(focused);
                       return [focused.tagName, style.outlineStyle, parseFloat(style.outlineWidth)]; }"""
        )
        assert seen[1] != "none", seen
        assert seen[2] >= 2, seen
    context.close()
