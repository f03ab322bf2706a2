"""Following every link of the explorer, served or written as files."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

VARIANTS = 2
"""How many addresses of a page are followed that ask for the same parts (`?county=`) in other words."""


class Broken(NamedTuple):
    """A link that leads nowhere: on which page, to where, what is missing there."""

    page: str
    link: str
    why: str


class Site(NamedTuple):
    """What a crawl found: every page with its markup, and what is broken."""

    pages: dict[str, LexborHTMLParser]
    broken: list[Broken]


def crawl(first: str, fetch: Callable[[str], tuple[str, str] | None]) -> Site:
    """Follow all links from a page on.

    Args:
        first: the address of the first page.
        fetch: gives the content type and the text of an address; None where nothing is.
    """
    pages: dict[str, LexborHTMLParser] = {}
    broken: list[Broken] = []
    asked: dict[tuple[str, frozenset[str]], int] = {}
    waiting: deque[tuple[str, str]] = deque([("", first)])
    anchors: list[tuple[str, str, str]] = []
    known = {first}
    while waiting:
        page, address = waiting.popleft()
        found = fetch(address)
        if found is None:
            broken.append(Broken(page, unquote(address), "nothing is there"))
            continue
        if not found[0].startswith("text/html"):
            continue
        pages[address] = LexborHTMLParser(found[1])
        for link in _links(pages[address]):
            target, _, anchor = urljoin(address, link).partition("#")
            if anchor:
                anchors.append((address, target, unquote(anchor)))
            if target in known or not target.startswith(first.rpartition("/")[0]):
                continue
            known.add(target)
            if _wanted(target, asked):
                waiting.append((address, target))
    broken += [
        Broken(page, unquote(target), f"no anchor {anchor}")
        for page, target, anchor in anchors
        if target in pages and not anchor.startswith("char=") and not _has(pages[target], anchor)
    ]
    return Site(pages, broken)


def kind_of(address: str, first: str) -> str:
    """What kind of page an address is: `unit` of `…/en/unit/云泽县/财政局`, empty for the first page."""
    path = unquote(urlsplit(address).path.removeprefix(urlsplit(first).path.rpartition("/")[0])).strip("/")
    kind = path.removeprefix("en/").partition("/")[0].partition("~")[0]
    return kind.removesuffix(".html").removesuffix("index").removesuffix("en")


def _links(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("a[href], link[href], script[src], img[src]"):
        yield str(node.attributes.get("href") or node.attributes.get("src"))


def _wanted(target: str, asked: dict[tuple[str, frozenset[str]], int]) -> bool:
    """Whether to follow an address: all pages, and a few of each way of asking for a part of one."""
    parts = urlsplit(target)
    key = parts.path, frozenset(parse_qs(parts.query))
    asked[key] = asked.get(key, 0) + 1
    return not parts.query or asked[key] <= VARIANTS


def _has(page: LexborHTMLParser, anchor: str) -> bool:
    return any(node.attributes.get("id") == anchor for node in page.css("[id]"))
