"""Times the first picture of the explorer's network beside pyvis and cytoscape.js, and prints a table.

`python -m benchmarks.network`: the same invented graphs, positions given, each page opened from a file
in a fresh headless Chromium with software rendering, the three in turns. The first picture is there two
frames after the library says that it has drawn; the heap is measured after a collection.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.network.graphs import SIZES, made
from benchmarks.network.pages import MAKERS
from benchmarks.run import table
from tests.browser import FLAGS, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

BUILD = Path(__file__).resolve().parents[2] / "build" / "network"
WATCH = """new MutationObserver((_, watch) => {
  if (document.documentElement?.dataset.network !== "drawn") return;
  watch.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { window.seen = performance.now(); }));
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-network"] });"""
"""Notes in the page itself when the picture was seen, in milliseconds since the page was asked for."""


class Seen(NamedTuple):
    """Seconds to the first picture, and megabytes of heap; None where it was not there in time."""

    seconds: float | None
    megabytes: float | None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.network", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is opened (3)")
    parser.add_argument("--limit", type=float, default=120, help="seconds that a page is waited for (120)")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    lines: list[tuple[str, ...]] = [
        ("nodes / ties", "library", "first picture, s", "ratio", "heap, MB", "ratio")
    ]
    with sync_playwright() as playwright:
        for size in SIZES:
            start = time.process_time()
            graph = made(size)
            layout = time.process_time() - start
            what = f"{size.nodes:,} nodes, {size.edges:,} ties, {size.counties} counties"
            print(f"{what}: placed in {layout:.1f} CPU s")
            print(f"one county of them again: {graph.county * 1000:.0f} ms")
            pages = {
                name: make(BUILD / f"{size.nodes}-{number}", graph.picture)
                for number, (name, make) in enumerate(MAKERS.items())
            }
            seen: dict[str, list[Seen]] = {name: [] for name in pages}
            for _ in range(options.rounds):
                for name, page in pages.items():
                    # What was too slow once is not waited for again.
                    if not any(one.seconds is None for one in seen[name]):
                        seen[name].append(opened(playwright.chromium, page, options.limit))
            lines += rows(f"{size.nodes:,} / {size.edges:,}", seen, options.limit)
    print(table(lines))


def opened(browser_type: BrowserType, path: Path, limit: float) -> Seen:
    """Open a page in a browser of its own."""
    from playwright.sync_api import Error

    browser = browser_type.launch(executable_path=find_chromium(), args=list(FLAGS))
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(limit * 1000)
        page.add_init_script(WATCH)
        page.goto(path.as_uri(), wait_until="commit")
        until = time.monotonic() + limit
        while not page.evaluate("window.seen || 0"):
            if time.monotonic() > until:
                return Seen(None, None)
            page.wait_for_timeout(100)
        seconds = page.evaluate("window.seen") / 1000
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        return Seen(seconds, session.send("Runtime.getHeapUsage")["usedSize"] / 2**20)
    except Error:
        return Seen(None, None)
    finally:
        browser.close()


def rows(size: str, seen: dict[str, list[Seen]], limit: float) -> list[tuple[str, ...]]:
    """The lines of one size, each held against the explorer's own."""
    found = {name: _median(each) for name, each in seen.items()}
    own = found["explorer (sigma)"]
    lines: list[tuple[str, ...]] = []
    for name, one in found.items():
        if one.seconds is None or one.megabytes is None:
            lines.append((size, name, f"not in {limit:.0f}", "", "", ""))
        elif own.seconds and own.megabytes:
            ratios = f"{one.seconds / own.seconds:.1f}", f"{one.megabytes / own.megabytes:.1f}"
            lines.append((size, name, f"{one.seconds:.2f}", ratios[0], f"{one.megabytes:.0f}", ratios[1]))
    return lines


def _median(each: list[Seen]) -> Seen:
    if any(one.seconds is None for one in each):
        return Seen(None, None)
    return Seen(
        statistics.median(one.seconds or 0 for one in each),
        statistics.median(one.megabytes or 0 for one in each),
    )


if __name__ == "__main__":
    main()
