"""The text of a plan as a person reads it: by keyboard, from files, with a screen reader's eyes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import serving
from zeren.graph.coverage import paragraphs
from zeren.web import rendering
from zeren.web.addresses import ASSETS, Address, Here, file_of, path_of
from zeren.web.app import application
from zeren.web.pages import text as text_page
from zeren.web.shelf import Shelf
from zeren.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.browser",)

PLAN = "云泽政办发-2024-5"


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that complains of nothing."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
    context.close()


def in_sight(page: Page, look: str) -> bool:
    return bool(
        page.evaluate(
            "look => { const box = document.querySelector(look).getBoundingClientRect(); "
            "return box.top >= 0 && box.bottom <= innerHeight; }",
            look,
        )
    )


@pytest.fixture(scope="module")
def lead(workspace_of_examples: Workspace) -> tuple[int, int]:
    """The place of the words that make a unit lead a task, deep in the plan."""
    tasks = workspace_of_examples.facts(PLAN).tasks
    mention = [task for task in tasks if task.lead][-1].lead[0]
    return mention.start, mention.end


def test_a_link_to_a_range_opens_there(served: str, reader: Page, lead: tuple[int, int]) -> None:
    reader.goto(f"{served}/text/{PLAN}?char={lead[0]},{lead[1]}")
    assert in_sight(reader, "mark.here")
    assert "牵头" not in reader.inner_text("#range blockquote")


def test_the_fragment_of_an_evidence_iri_opens_there_too(
    served: str, reader: Page, lead: tuple[int, int], workspace_of_examples: Workspace
) -> None:
    reader.goto(f"{served}/text/{PLAN}#char={lead[0]},{lead[1]}")
    words = "".join(reader.locator("mark.here").all_text_contents())
    assert words == workspace_of_examples.text(PLAN)[lead[0] : lead[1]]
    assert in_sight(reader, "mark.here")
    reader.evaluate("location.hash = '#char=0,4'")
    reader.wait_for_function("document.querySelector('#range').dataset.char === '0,4'")
    assert "".join(reader.locator("mark.here").all_text_contents()) == workspace_of_examples.text(PLAN)[:4]


def test_by_keyboard_one_walks_the_facts_sees_what_a_place_proves_and_opens_it(
    served: str, reader: Page
) -> None:
    reader.goto(f"{served}/text/{PLAN}")
    reader.keyboard.press("j")
    reader.keyboard.press("j")
    focused = reader.evaluate("document.activeElement.textContent")
    reader.keyboard.press("Enter")
    assert reader.locator("#proof").is_visible()
    assert reader.evaluate("document.querySelector('#proof').contains(document.activeElement)")
    reader.keyboard.press("Escape")
    assert not reader.locator("#proof").is_visible()
    assert reader.evaluate("document.activeElement.textContent") == focused
    reader.keyboard.press("Enter")
    link = reader.locator("#proof li a").first
    assert re.search(r"/(task|unit|group|indicator|project|document)/", str(link.evaluate("a => a.href")))
    reader.keyboard.press("Enter")
    reader.wait_for_url(re.compile(r"/(task|unit|group|indicator|project|document)/"))


def test_tab_stops_once_in_the_text_and_not_at_each_fact(served: str, reader: Page) -> None:
    reader.goto(f"{served}/text/{PLAN}")
    assert reader.locator("#text a.m").count() > 100
    assert reader.locator("#text a.m:not([tabindex='-1'])").count() == 1


def test_what_was_not_read_is_walked_and_kinds_are_hidden(served: str, reader: Page) -> None:
    reader.goto(f"{served}/text/{PLAN}")
    reader.keyboard.press("n")
    assert reader.locator(".s.here").count() == 1
    assert in_sight(reader, ".s.here")
    assert re.search(r"1.+\d", reader.inner_text("#at-gap"))
    reader.click(".legend button[value=lead]")
    assert reader.locator("#text .m.lead:not(.off)").count() == 0
    reader.click(".legend button[value=lead]")
    assert reader.locator("#text .m.lead.off").count() == 0


def test_a_quote_is_copied_with_document_and_place(
    served: str, chromium: Browser, lead: tuple[int, int], workspace_of_examples: Workspace
) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"], locale="zh-CN")
    page = context.new_page()
    page.goto(f"{served}/text/{PLAN}?char={lead[0]},{lead[1]}")
    page.click("#range .copy")
    page.wait_for_function("document.querySelector('#range .copy').textContent === '已复制'")
    copied = page.evaluate("navigator.clipboard.readText()")
    document = workspace_of_examples.facts(PLAN).document
    words = workspace_of_examples.text(PLAN)[lead[0] : lead[1]]
    assert copied == f"“{words}”（《{document.title}》，{document.number}，第 {lead[0]}–{lead[1]} 字符）"
    context.close()


@pytest.mark.parametrize("mark", ["?char={},{}", "#char={},{}"])
def test_from_a_file_the_script_marks_the_range(
    offline: BrowserContext, tmp_path: Path, workspace_of_examples: Workspace, mark: str
) -> None:
    path = path_of("text", PLAN)
    with workspace_of_examples.snapshot() as published:
        shelf = Shelf(published)
        text = published.text(PLAN)
        record = text_page.build(shelf, PLAN, text_page.Query())
        html = rendering.html("text", record, Here(path, static=True), shelf)
    file = tmp_path / file_of(Address(path))
    file.parent.mkdir(parents=True)
    file.write_text(html, encoding="utf-8")
    for package, folder in ASSETS:
        with as_file(files(package) / folder) as assets:
            shutil.copytree(assets, tmp_path / "static", dirs_exist_ok=True)
    starts = paragraphs(text)
    page = offline.new_page()
    for start, end in [(0, 3), (starts[5] + 2, starts[8] + 1), (len(text) - 30, len(text) - 2)]:
        page.goto("about:blank")
        page.goto(file.as_uri() + mark.format(start, end))
        words = "".join(page.locator("mark.here").all_text_contents())
        assert "".join(words.split()) == "".join(text[start:end].split())
        assert in_sight(page, "mark.here")
    page.goto("about:blank")
    page.goto(file.as_uri() + mark.format(10**8, 10**8 + 5))
    assert "不在这份原文之内" in page.inner_text("#range")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [f"text/{PLAN}?char=700,760", "findings?state=all"])
def test_no_page_is_closed_to_a_screen_reader(served: str, chromium: Browser, path: str, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(color_scheme=theme)  # type: ignore[arg-type] # one of the two words it knows
    page = context.new_page()
    page.goto(f"{served}/{path}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_a_finding_is_dismissed_by_keyboard_and_without_a_script(
    examples_as_read: Path, tmp_path: Path, chromium: Browser
) -> None:
    workspace = Workspace(shutil.copytree(examples_as_read, tmp_path / "data"))
    with serving(application(workspace, ["127.0.0.1"], edit=True)) as address:
        for scripts, key in ((True, "Enter"), (False, "Enter")):
            context = chromium.new_context(java_script_enabled=scripts)
            page = context.new_page()
            page.goto(f"{address}/findings")
            page.locator("li.finding a.main").first.focus()
            page.keyboard.press(key)
            page.wait_for_url(re.compile("/finding/"))
            page.locator("textarea").focus()
            page.keyboard.type("口径不同")
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.keyboard.press(key)
            page.wait_for_selector(".state.dismissed")
            context.close()
    assert [judgement.why for judgement in workspace.judgements().values()] == ["口径不同", "口径不同"]
