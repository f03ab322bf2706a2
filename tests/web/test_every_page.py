"""Every page of the explorer, served and as files: links and anchors lead somewhere, nobody else is asked."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from tests.web.conftest import serving
from tests.web.crawl import Site, crawl, kind_of
from zeren.web.app import application
from zeren.web.pages.registry import LISTINGS, THINGS, VIEWS
from zeren.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytest_plugins = ("tests.browser",)

BASE = "http://testserver/"
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
STATIC = {path for path, listing in LISTINGS.items() if listing.kept is not None}


@pytest.fixture(scope="module")
def running(two_counties: Workspace) -> Iterator[str]:
    """The address of their server."""
    with serving(application(two_counties)) as address:
        yield address


@pytest.fixture(scope="module")
def crawled(two_counties: Workspace) -> Iterator[Site]:
    """Every page that a browser finds on their server."""
    with TestClient(application(two_counties), headers={"accept": "text/html,*/*;q=0.5"}) as client:

        def fetch(address: str) -> tuple[str, str] | None:
            answer = client.get(address)
            if answer.status_code != 200:
                return None
            media = answer.headers["content-type"]
            return media, answer.text if media.startswith("text/") else ""

        yield crawl(BASE, fetch)


@pytest.fixture(scope="module")
def crawled_files(site: Path) -> Site:
    def fetch(address: str) -> tuple[str, str] | None:
        file = Path(unquote(urlsplit(address).path))
        if not file.is_file():
            return None
        media = mimetypes.guess_type(file.name)[0] or ""
        return media, file.read_text(encoding="utf-8") if media == "text/html" else ""

    return crawl((site / "index.html").as_uri(), fetch)


def test_every_link_of_the_server_leads_somewhere(crawled: Site) -> None:
    assert crawled.broken == []


def test_every_link_of_the_files_leads_somewhere(crawled_files: Site) -> None:
    assert crawled_files.broken == []


def test_every_kind_of_page_is_reached_in_both_languages(crawled: Site, crawled_files: Site) -> None:
    served = {kind_of(address, BASE) for address in crawled.pages}
    assert {path.partition("/")[0] for path in (*LISTINGS, *THINGS, *VIEWS)} <= served
    first = next(iter(crawled_files.pages))
    written = {kind_of(address, first) for address in crawled_files.pages}
    assert STATIC | {*THINGS, *VIEWS} <= written
    for found in (crawled, crawled_files):
        english = sum("/en/" in address for address in found.pages)
        assert english * 2 >= len(found.pages) - 2


def test_every_page_has_one_heading_and_a_title(crawled: Site) -> None:
    wrong = [
        unquote(address)
        for address, page in crawled.pages.items()
        if len(page.css("h1")) != 1 or not any(title.text().strip() for title in page.css("title"))
    ]
    assert wrong == []


def samples(found: Site) -> Iterator[str]:
    """One page a kind and language, the fullest one."""
    first = next(iter(found.pages))
    fullest: dict[tuple[str, bool], tuple[int, str]] = {}
    for address, page in found.pages.items():
        key = kind_of(address, first), "/en/" in address
        size = len(page.html or "")
        if size > fullest.get(key, (0, ""))[0]:
            fullest[key] = size, address
    return (address for _, address in fullest.values())


class Watch:
    """What a page says on its console, and whom it asks."""

    def __init__(self, page: Page, own: str) -> None:
        self.heard: list[str] = []
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("request", lambda asked: self._hear(asked.url, (own, "data:", "blob:")))

    def _said(self, kind: str, words: str) -> None:
        # A browser without a graphics card says that drawing takes time.
        if "GL Driver Message" not in words:
            self.heard.append(f"{kind}: {words}")

    def _hear(self, url: str, allowed: tuple[str, ...]) -> None:
        if not url.startswith(allowed):
            self.heard.append(f"asks {url}")


def violations(page: Page, options: dict[str, Any]) -> Iterator[str]:
    """What axe-core has against a page, with the first place of each rule."""
    # Of the rules that hold nothing is wanted, which is most of what axe-core would write down.
    for one in Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]:
        place = one["nodes"][0]
        yield f"{one['id']}: {place['html'][:120]} {place['failureSummary']}"


@pytest.mark.browser
@pytest.mark.parametrize("english", [False, True], ids=["zh", "en"])
def test_every_kind_of_page_is_quiet_and_can_be_read_by_everybody(
    chromium: Browser, running: str, crawled: Site, english: bool
) -> None:
    context = chromium.new_context(viewport=DESK, color_scheme="light")
    wrong: list[str] = []
    for address in (one for one in samples(crawled) if ("/en/" in one) == english):
        page = context.new_page()
        watch = Watch(page, running)
        page.goto(running + "/" + address.removeprefix(BASE))
        told = watch.heard
        if not english:
            told += violations(page, {})
            page.emulate_media(color_scheme="dark")
            told += violations(page, {"runOnly": ["color-contrast"]})
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                told.append(f"is wider than {size['width']}")
        wrong += [f"{unquote(address)}: {one}" for one in told]
        page.close()
    context.close()
    assert wrong == []


@pytest.mark.browser
def test_the_files_open_without_a_server(chromium: Browser, crawled_files: Site) -> None:
    context = chromium.new_context(viewport=DESK)
    context.set_offline(True)
    wrong: list[str] = []
    for address in samples(crawled_files):
        page = context.new_page()
        watch = Watch(page, "file:")
        page.goto(address, wait_until="load")
        wrong += [f"{unquote(address)}: {heard}" for heard in watch.heard]
        page.close()
    context.close()
    assert wrong == []


@pytest.mark.browser
def test_the_search_of_the_files_finds_names_and_texts(chromium: Browser, site: Path) -> None:
    context = chromium.new_context()
    context.set_offline(True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("财政")
    page.wait_for_selector("#results [role=option]")
    names = page.locator("#results [role=option] a").all_text_contents()
    assert any("财政局" in name for name in names)
    page.fill("#search", "常务副县长任召集人")
    page.wait_for_selector("#results [role=option]")
    link = page.locator("#results [role=option] a").first
    assert "工作专班" in link.inner_text()
    page.goto(link.evaluate("link => link.href"))
    at = page.url.partition("#")[2]
    assert "常务副县长任召集人" in page.locator(f"[id='{at}']").inner_text()
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("财政")
    page.wait_for_selector("#results [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != (site / "index.html").as_uri())
    page.wait_for_selector("h1")
    context.close()
