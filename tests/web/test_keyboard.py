"""By keyboard alone: from the first page to the sentence that gives a unit its task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
    keyboard.press("j")
    keyboard.press("j")
    task = page.evaluate("document.activeElement.textContent")
    quote = page.evaluate("document.activeElement.closest('tr').querySelector('q').textContent")
    keyboard.press("s")
    page.wait_for_selector("#range:not([hidden])")
    marked = page.locator("#text mark, #text .here, #text .chosen").all_text_contents()
    told = "".join("".join(marked).split())
    assert "财政局" in told
    assert "牵头" in told or "财政局" in quote
    assert task
    on_screen = page.evaluate(
        """() => { const marked = document.querySelector("#text mark, #text .here, #text .chosen");
                   const box = marked.getBoundingClientRect();
                   return box.top >= 0 && box.top < innerHeight; }"""
    )
    assert on_screen
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
