"""The explorer as files: every page that the first one leads to, in both languages, with a search."""

from __future__ import annotations

import json
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple, cast

import msgspec

from zeren.graph import merge
from zeren.graph.coverage import paragraphs
from zeren.ontology.facts import DocumentFacts
from zeren.render import Language
from zeren.web import rendering
from zeren.web.addresses import ASSETS, Address, Here, file_of, key_of, made_file_of, path_of
from zeren.web.pages.registry import FILES, LISTINGS, THINGS, VIEWS
from zeren.web.records import Page
from zeren.web.shelf import Shelf, ThingKind
from zeren.web.site_folder import SITE
from zeren.web.wanted import spoken

_BEGINNING = 30
"""Letters of a paragraph that a result of the search shows as its name."""

Progress = Callable[[int, int, str], None]
"""Told how many pages are written, of how many that are known, and which comes next."""


class Written(NamedTuple):
    """How many pages a site has, in each language, and how many files in all."""

    pages: int
    files: int


def write_site(shelf: Shelf, folder: Path, progress: Progress | None = None) -> Written:
    """Write all pages into a folder; what stood there is replaced once the new site is whole.

    Args:
        shelf: what is published.
        folder: a new or empty folder, or one that a site was written into before; a link is followed.
        progress: told how far it is.

    Raises:
        UsageError: the folder holds something that is no part of a site.
        WorkspaceError: the folder cannot be written.
    """
    SITE.check(folder)
    with SITE.replaced(folder) as unfinished:
        pages = _write_pages(shelf, unfinished, progress)
        for package, place in ASSETS:
            with as_file(files(package) / place) as assets:
                shutil.copytree(assets, unfinished / "static", dirs_exist_ok=True)
        _write(unfinished / "search.js", _index(shelf))
    return Written(pages, sum(path.is_file() for path in folder.rglob("*")))


def _write_pages(shelf: Shelf, folder: Path, progress: Progress | None) -> int:
    """Follow the links from the first page on until every page is written; how many there are."""
    kept = {path: listing.kept for path, listing in LISTINGS.items() if listing.kept is not None}
    kept |= {path: file.kept for path, file in FILES.items()}
    first = Address("")
    known, waiting, done = {first}, deque([first]), 0
    while waiting:
        address = waiting.popleft()
        linked: list[Address] = []
        if address.path in FILES:
            file = FILES[address.path]
            query = msgspec.convert(dict(address.query), file.query, strict=False)
            _write(folder / made_file_of(address), file.build(shelf, query))
            continue
        for language in Language:
            page = build(shelf, address, language)
            here = Here(
                address.path, language, static=True, query=dict(address.query), kept=kept, linked=linked
            )
            text = rendering.html(template_of(address), page, here, shelf)
            _write(folder / file_of(address, language), text.encode())
            if language is Language.ZH:
                _write(folder / file_of(address, language, "json"), msgspec.json.encode(page))
        for other in linked:
            if other not in known:
                known.add(other)
                waiting.append(other)
        done += 1
        if progress:
            progress(done, len(known), address.path)
    return done


def build(shelf: Shelf, address: Address, language: Language) -> Page:
    """The record of a page of a static site.

    Raises:
        KeyError: there is no page at this address, or none in a static site.
    """
    if address.path in LISTINGS:
        listing = LISTINGS[address.path]
        if listing.kept is None:
            raise KeyError(f"a static site has no page {address.path}")
        asked = {**spoken(address.path, language), **dict(address.query)}
        query = msgspec.convert(asked, listing.query, strict=False)
        return listing.build(shelf, query)
    kind, _, rest = address.path.partition("/")
    if kind in VIEWS:
        return VIEWS[kind].build(shelf, key_of(rest), VIEWS[kind].query())
    return THINGS[cast(ThingKind, kind)](shelf, key_of(rest))


def template_of(address: Address) -> str:
    """The name of a page's template."""
    return address.path.partition("/")[0] or "home"


def _index(shelf: Shelf) -> bytes:
    """What the search of a static site looks through, as a script: a page from a file may not fetch data."""
    entries = json.dumps(list(_entries(shelf)), ensure_ascii=False, separators=(",", ":"))
    return f"window.zerenSearch={entries};\n".encode()


def _entries(shelf: Shelf) -> Iterator[list[str]]:
    """Kind, name, county, file, and further words of everything that has a page.

    Of what paragraphs say beside tasks' texts, the beginning is the name, and their anchor comes last.
    """
    seen: set[tuple[str, str]] = set()
    for document in shelf.documents:
        facts = shelf.facts(document)
        county = facts.document.region or ""
        records = [
            ("document", document, facts.document.title, facts.document.number or ""),
            *(
                ("unit", unit.id, unit.name, " ".join([*unit.aliases, unit.english or ""]))
                for unit in facts.units
            ),
            *(("task", task.id, task.title, task.text) for task in facts.tasks),
            *(("group", group.id, group.name, "") for group in facts.groups),
            *(("indicator", one.id, one.name, " ".join(one.aliases)) for one in facts.indicators),
            *(("project", one.id, one.name, " ".join(one.aliases)) for one in facts.projects),
            *(("campaign", key, name, "") for key, name in merge.campaigns(facts).items()),
        ]
        for kind, key, name, more in records:
            if (kind, key) not in seen:
                seen.add((kind, key))
                yield [kind, name, county, file_of(Address(path_of(kind, key))), more]
        page = file_of(Address(path_of("text", document)))
        for at, words in _untold(facts, shelf.published.text(document)):
            name = words if len(words) <= _BEGINNING else f"{words[:_BEGINNING]}…"
            yield ["text", name, county, page, words, f"c{at}"]


def _untold(facts: DocumentFacts, text: str) -> Iterator[tuple[int, str]]:
    """Where each paragraph or cell begins that says more than tasks' texts, and its words beside these."""
    rest = text
    for own in (e for task in facts.tasks for e in task.evidence if e.role == "text"):
        rest = rest[: own.start] + " " * (own.end - own.start) + rest[own.end :]
    starts = paragraphs(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        words = " ".join(rest[start:end].split())
        # Beside a task, a label or a full stop alone says nothing.
        if any(map(str.isalpha, words)) or (words and rest[start:end] == text[start:end]):
            yield start, words


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
