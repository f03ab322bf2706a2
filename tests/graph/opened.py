"""A drawing in a browser, as the tests of drawings handle it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

FIND_IN_PICTURE = """name => {
  const stage = document.getElementById("picture"), tip = document.getElementById("tip");
  const box = stage.getBoundingClientRect();
  for (let y = 4; y < box.height; y += 6) for (let x = 4; x < box.width; x += 10) {
    const place = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
    stage.dispatchEvent(new MouseEvent("mousemove", place));
    if (!tip.hidden && tip.textContent.includes(name)) return [box.left + x, box.top + y];
  }
  return null;
}"""
"""Moves the pointer over the picture until the tip names the node."""

COUNT_COLOURED = """name => {
  const wanted = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const [r, g, b] = [1, 3, 5].map(at => parseInt(wanted.slice(at, at + 2), 16));
  const canvas = document.querySelector("#picture canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
    .getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    if (Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) + Math.abs(data[at + 2] - b) < 24) count++;
  return count;
}"""
"""How many pixels of the picture have the colour of this name in the style sheet."""


class Opened:
    """A page with what happened to it: what it asked for, what it complained about."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.open(file.as_uri())

    def open(self, address: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)

    def search(self, words: str) -> None:
        self.page.fill("#search", words)
        self.page.press("#search", "Enter")

    def click_in_picture(self, name: str) -> None:
        place = self.page.evaluate(FIND_IN_PICTURE, name)
        assert place, f"{name} is not in the picture"
        self.page.mouse.click(*place)

    def rows(self) -> list[str]:
        return self.page.locator("[role=tabpanel]:not([hidden]) tbody th").all_inner_texts()


def opened(context: BrowserContext, file: Path) -> Iterator[Opened]:
    """A page for a test; at its end, that it asked for nothing and complained about nothing."""
    page = Opened(context.new_page(), file)
    yield page
    assert {request.partition("?")[0].partition("#")[0] for request in page.requests} == {file.as_uri()}
    assert page.complaints == []
