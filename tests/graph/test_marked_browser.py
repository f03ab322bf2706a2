"""The marked plan as a person uses it: in a browser, from a file, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.graph.test_coverage import PLAN, account
from zeren.graph.marked import mark_up

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.browser",)

HOSTILE = "</script><img src=x onerror=document.title='taken'>"


def test_gaps_are_walked_with_n_and_p_kinds_are_hidden_and_nothing_is_asked_for(
    offline: BrowserContext, tmp_path: Path
) -> None:
    file, text = tmp_path / "全文.html", PLAN + HOSTILE + "\n"
    file.write_text(mark_up(account(text), text), encoding="utf-8")
    page, asked, complaints = offline.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")

    page.keyboard.press("n")
    assert "7天" in page.inner_text(".here")
    page.keyboard.press("n")
    assert "树苗" in page.inner_text(".here")
    page.keyboard.press("p")
    assert "7天" in page.inner_text(".here")

    page.click(".legend button[value=figure-not-read]")
    page.keyboard.press("n")
    assert "7天" not in page.inner_text(".here")

    page.click("main .lead")
    assert "牵头" in page.inner_text("#chosen")
    page.click("#language")
    assert "lead" in page.inner_text("#chosen")
    assert "Outline" in page.inner_text("nav")

    page.check("#gaps-only")
    assert not page.locator("main p", has_text="（县水利局牵头）").first.is_visible()
    assert page.locator("main p", has_text="植树").is_visible()
    assert page.title() != "taken"
    assert (asked, complaints) == ([file.as_uri()], [])
