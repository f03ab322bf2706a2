"""A Chromium for tests that look at pages: found on this machine, started fresh, without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import HOW_TO_GET_A_BROWSER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-unsafe-swiftshader",
)  # fmt: skip


def find_chromium() -> str | None:
    """The path of a Chromium: $ZEREN_CHROMIUM, or the first on the path under its usual names."""
    return os.environ.get("ZEREN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running browser with an empty profile; the test is skipped where there is none."""
    path = find_chromium()
    if path is None or not Path(path).exists():
        pytest.skip(f"no Chromium found: {HOW_TO_GET_A_BROWSER}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def offline(chromium: Browser) -> Iterator[BrowserContext]:
    """A context of its own that reaches no network: whatever is no file is refused."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    context.set_offline(True)
    context.route(lambda url: not url.startswith(("file:", "data:")), lambda route: route.abort())
    yield context
    context.close()
