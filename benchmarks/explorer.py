"""Times the explorer: the first paint of each kind of page, and many readers while plans are published.

The paint of a page is held against that of the frame alone (a page that says that there is none), in turns
in one browser; readers' waiting against that for a small file of the same server.

    python -m benchmarks.explorer                           # the examples, and many counties
    python -m benchmarks.explorer --plans DIR --readers 200 --seconds 60
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from benchmarks.corpus.__main__ import write
from benchmarks.served import server
from tests.browser import FLAGS, find_chromium
from zeren.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parents[1]
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
LISTINGS = (
    "",
    "documents",
    "campaigns",
    "units",
    "tasks",
    "matrix",
    "network",
    "findings",
    "compare",
    "ask",
    "sparql",
)
THINGS = ("unit", "task", "group", "indicator", "project", "document", "campaign", "county", "text")
PAGES = (
    "",
    "units",
    "matrix",
    "compare",
    "unit/{unit}",
    "task/{task}",
    "search?q=资金",
    "index.json",
    "units.json",
)
"""What the readers ask for, in turns."""


class Waited(NamedTuple):
    """What readers met: seconds of each answer, how many failed, the states that they saw."""

    seconds: list[float]
    failed: Counter[str]
    states: Counter[str]


def first_ids(workspace: Workspace) -> dict[str, str]:
    """An id of each kind of thing: of the document, county and campaign, and those with most to show."""
    with workspace.snapshot() as published:
        facts = published.facts(published.documents[0])
    led = Counter(mention.unit for task in facts.tasks for mention in task.lead)
    found = {
        "unit": max(led, key=lambda unit: (led[unit], unit)),
        "document": facts.document.id, "text": facts.document.id, "county": facts.document.region or "",
        "task": max(facts.tasks, key=lambda task: len(task.text)).id,
    }  # fmt: skip
    for kind, records in (
        ("group", facts.groups),
        ("indicator", facts.indicators),
        ("project", facts.projects),
    ):
        if records:
            found[kind] = records[0].id
    campaigns = [annex.campaign for annex in facts.document.annexes if annex.campaign]
    if campaigns:
        found["campaign"] = f"{facts.document.region or facts.document.id}/campaign/{campaigns[0]}"
    return found


def paint(browser: Browser, address: str) -> float:
    """Milliseconds to the first paint with content, in a new context."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    # The policy of the pages lets no text be run as a script, so the page cannot be told to wait.
    while (found := float(page.evaluate(PAINTED))) < 0:
        page.wait_for_timeout(10)
    context.close()
    return found


def paints(address: str, pages: dict[str, str], rounds: int) -> None:
    """Print the first paint of each page beside that of the frame alone."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        paint(browser, f"{address}/nothing")
        print(f"{'page':<14}{'first ms':>10}{'median ms':>11}{'frame ms':>10}{'ratio':>8}")
        for name, path in pages.items():
            first = paint(browser, f"{address}/{path}")
            turns = [
                (paint(browser, f"{address}/{path}"), paint(browser, f"{address}/nothing"))
                for _ in range(rounds)
            ]
            own, frame = (statistics.median(values) for values in zip(*turns, strict=True))
            print(f"{name or 'home':<14}{first:>10.0f}{own:>11.0f}{frame:>10.0f}{own / frame:>8.2f}")
        browser.close()


async def read(place: tuple[str, int], paths: list[str], until: float, waited: Waited) -> None:
    """Ask for pages one after the other on one connection, until the time is over."""
    reader, writer = await asyncio.open_connection(*place)
    turn = 0
    while time.monotonic() < until:
        path = paths[turn % len(paths)]
        turn += 1
        start = time.monotonic()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {place[0]}:{place[1]}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = int(re.findall(r"(?i)content-length: (\d+)", head)[0])
        body = await reader.readexactly(length)
        waited.seconds.append(time.monotonic() - start)
        if " 200 " not in head.partition("\r\n")[0]:
            waited.failed[head.partition("\r\n")[0]] += 1
        elif path == "/index.json":
            page = json.loads(body)
            waited.states[str((page["counts"]["document"], page["counts"]["task"]))] += 1
    writer.close()


async def publish(workspace: Workspace, plans: list[Path], until: float) -> int:
    """Remove and ingest a plan in turns, each a new generation; how many there were."""
    count = 0
    while time.monotonic() < until:
        await asyncio.to_thread(workspace.remove, (await asyncio.to_thread(workspace.documents))[-1].id)
        await asyncio.to_thread(workspace.ingest, plans)
        count += 2
        await asyncio.sleep(2)
    return count


async def readers(address: str, workspace: Workspace, plans: list[Path], many: int, seconds: float) -> None:
    """Print how long many readers wait while plans are published, and how long for a small file alone."""
    at = urlsplit(address)
    place = at.hostname or "", at.port or 0
    ids = first_ids(workspace)
    paths = ["/" + quote(path.format(**ids), safe="/?=") for path in PAGES]
    for name, asked, publishing in (("a small file", ["/static/icon.svg"], False), ("pages", paths, True)):
        waited = Waited([], Counter(), Counter())
        until = time.monotonic() + (seconds if publishing else seconds / 6)
        crowd = [
            read(place, asked[turn % len(asked) :] + asked[: turn % len(asked)], until, waited)
            for turn in range(many)
        ]
        published, *_ = await asyncio.gather(
            publish(workspace, plans, until) if publishing else asyncio.sleep(0, 0), *crowd
        )
        ranked = sorted(waited.seconds)
        parts = [ranked[int(part * (len(ranked) - 1))] for part in (0.5, 0.95, 0.99, 1)]
        print(
            f"{name}: {many} readers, {len(ranked):,} answers, {published} publications, failed "
            f"{dict(waited.failed) or 0}; seconds at 50/95/99/100 %: "
            + " / ".join(f"{one:.2f}" for one in parts)
        )
        if publishing:
            print(f"states seen on the first page: {dict(waited.states)}")


def main() -> None:
    """Measure what is asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--plans", type=Path, help="a folder of plans (default: the examples)")
    options.add_argument(
        "--counties", type=int, default=0, help="also measure a unit's page among so many counties"
    )
    options.add_argument("--readers", type=int, default=200)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    plans = sorted((given.plans or CHECKOUT / "examples").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "plans")
        workspace.ingest(plans)
        with server(workspace.path) as (address, _):
            ids = first_ids(workspace)
            pages = {name: name for name in LISTINGS} | {
                kind: f"{kind}/{ids[kind]}" for kind in THINGS if kind in ids
            }
            paints(address, pages, given.rounds)
            asyncio.run(readers(address, workspace, plans, given.readers, given.seconds))
        if given.counties:
            many = Workspace(Path(folder) / "counties")
            examples = CHECKOUT / "examples"
            many.ingest(
                [*sorted(examples.glob("*.txt")), *write(given.counties - 2, Path(folder) / "corpus")]
            )
            with server(many.path) as (address, _):
                print(f"{given.counties} counties:")
                ids = first_ids(many)
                paints(address, {"unit": f"unit/{ids['unit']}", "task": f"task/{ids['task']}"}, given.rounds)
    print(f"on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
