"""What an address asks for: which page, in which form and language, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

import msgspec

from zeren.render import Language
from zeren.web import rendering
from zeren.web.addresses import Form, Here, path_of
from zeren.web.editing import Editing
from zeren.web.pages.registry import LISTINGS, THINGS, VIEWS
from zeren.web.records import Page
from zeren.web.shelf import Shelf, ThingKind


class Wanted(NamedTuple):
    """A page that is asked for: where it stands, its form, its template, and what makes its record."""

    here: Here
    form: Form
    template: str
    build: Callable[[Shelf], Page]

    def key(self) -> Hashable:
        """What tells it from every other page of a generation."""
        return (self.here.path, self.here.language, self.form, *sorted(self.here.query.items()))

    def made(self, shelf: Shelf, editing: Editing | None) -> bytes:
        """The page of a generation; `editing` where findings can be judged.

        Raises:
            ZerenError: there is no such page.
        """
        page = self.build(shelf)
        if self.form == "json":
            return msgspec.json.encode(page)
        return rendering.html(self.template, page, self.here, shelf, edit=editing).encode()


def listing(path: str, here: Here, form: Form, query: msgspec.Struct) -> Wanted:
    """A page of the whole, by its path, with what is asked of it."""
    return Wanted(here, form, path or "home", lambda shelf: LISTINGS[path].build(shelf, query))


def thing(kind: ThingKind, key: str, language: Language, form: Form) -> Wanted:
    """The page of the thing with this id."""
    here = Here(path_of(kind, key), language)
    return Wanted(here, form, kind, lambda shelf: THINGS[kind](shelf, key))


def view(kind: str, key: str, here: Here, form: Form, query: msgspec.Struct) -> Wanted:
    """The page of a thing that shows a part of it on demand, with what is asked of it."""
    return Wanted(here, form, kind, lambda shelf: VIEWS[kind].build(shelf, key, query))


def spoken(path: str, language: Language) -> dict[str, str]:
    """What a page's query takes from the language: an answer's own text follows it, unlike its address."""
    return {"language": language.value} if "language" in LISTINGS[path].query.__struct_fields__ else {}
