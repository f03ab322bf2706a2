"""Pages made before anybody asks for them, so that the first reader need not wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from zeren.errors import ZerenError
from zeren.render import Language
from zeren.web import rendering
from zeren.web.addresses import Here, path_of
from zeren.web.current import Current
from zeren.web.pages.registry import LISTINGS, VIEWS
from zeren.web.shelf import Shelf
from zeren.web.wanted import Wanted, listing, spoken, thing, view

FIRST = ("", "network", "findings")
"""The pages that take longest when they are asked for first: they count everything, or load libraries."""

FEW = 12
"""Plans of which the pages of the whole, of counties and of plans are made as well: some seconds' work."""


def prepare(current: Current) -> None:
    """Read the templates, and make the pages that take longest.

    What goes wrong with one is told to whoever asks for it.
    """
    templates = rendering.environment()
    for name in templates.list_templates():
        templates.get_template(name)
    with suppress(ZerenError):
        with current.held() as held:
            every = list(_first(held.shelf))
        for wanted in every:
            with suppress(ZerenError), current.held() as held:
                held.finished.get(wanted.key(), partial(wanted.made, held.shelf, current.editing))


def _first(shelf: Shelf) -> Iterator[Wanted]:
    for language in Language:
        for path in FIRST:
            yield _listing(path, language)
    if len(shelf.documents) <= FEW:
        for language in Language:
            for path in (
                path for path, one in LISTINGS.items() if one.kept is not None and path not in FIRST
            ):
                yield _listing(path, language)
            for county in filter(None, shelf.counties):
                yield thing("county", county, language, "html")
            for document in shelf.documents:
                yield thing("document", document, language, "html")
                here = Here(path_of("text", document), language)
                yield view("text", document, here, "html", VIEWS["text"].query())


def _listing(path: str, language: Language) -> Wanted:
    query = LISTINGS[path].query(**spoken(path, language))
    return listing(path, Here(path, language), "html", query)
