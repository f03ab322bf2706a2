"""The addresses of pages: the same path for the server, for the files of a static site, and in a link.

A page's path is its kind and its id (`unit/云泽县/财政局`), under `en/` for the English one. Links are
relative, so that a site works from a folder, a share, or behind a proxy that puts something before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Literal, NamedTuple
from urllib.parse import urlencode

from zeren.ontology.vocab import identifier, iri
from zeren.render import Language

_UNFIT_FOR_FILES = re.compile(r"[:*]|(?<![^/])\.+(?![^/])|(?<![^/])/|\.(?=json$|html$)")
"""What an IRI may hold and a file's name may not, everywhere: Windows's signs, names of dots alone, none."""

_COMPONENT = 180
"""Bytes that a part of a file's name may take; file systems end at 255."""

ASSETS = (("zeren.web", "static"), ("zeren.graph", "account_page/shared"))
"""The packages and folders whose files stand under `static/`; what drawings share stands with the graph."""

Form = Literal["html", "json"]


def path_of(kind: str, key: str = "") -> str:
    """The path of a thing's page: letters of every script, nothing that addresses or files do not hold."""
    if not key:
        return kind
    return f"{kind}/{_UNFIT_FOR_FILES.sub(_escaped, iri(key, ''))}"


def key_of(path: str) -> str:
    """The id that `path_of` wrote, without the kind."""
    return identifier(path, "")


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"_{ord(letter):X}_" for letter in found[0])


class Address(NamedTuple):
    """A page of a static site: its path, and the part of a query that it is made for."""

    path: str
    query: tuple[tuple[str, str], ...] = ()


class Here(NamedTuple):
    """The place of a page that is being rendered: what its links start from.

    Attributes:
        path: of the page, without language: `unit/云泽县/财政局`, empty for the first page.
        language: of the page.
        static: whether the page becomes a file.
        query: what stands behind `?` in the page's own address.
        kept: of a static site, which parts of a query each listing has files for.
        linked: of a static site, where the pages that are linked to are noted.
    """

    path: str
    language: Language = Language.ZH
    static: bool = False
    query: Mapping[str, str] = {}
    kept: Mapping[str, tuple[str, ...]] = {}
    linked: list[Address] | None = None

    @property
    def root(self) -> str:
        """From this page to the first one, in front of every link: `../../`."""
        own = self._served(self.path, self.language)
        return "../" * own.count("/") or "./"

    def to(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        anchor: str = "",
        language: Language | None = None,
        form: Form = "html",
    ) -> str:
        """A link from this page to another one.

        Args:
            path: from `path_of`, empty for the first page.
            query: what stands behind `?`; empty values are left out.
            anchor: the place in the page.
            language: of the page; this page's own when None.
            form: the page, or what it holds as JSON.
        """
        asked = {key: value for key, value in (query or {}).items() if value != ""}
        if self.static:
            address, asked = self._address(path, asked)
            if self.linked is not None:
                self.linked.append(address)
            target = file_of(address, language or self.language, form)
        else:
            target = self._served(path, language or self.language, form)
        behind = urlencode(asked)
        return f"{self.root}{target}{'?' if behind else ''}{behind}{'#' if anchor else ''}{anchor}"

    def _address(self, path: str, query: Mapping[str, str]) -> tuple[Address, dict[str, str]]:
        """The page that has a file of its own, and what a script in it reads of the query."""
        if path not in self.kept:
            return Address(path), dict(query)
        own = {key: value for key, value in query.items() if key in self.kept[path]}
        return Address(path, tuple(sorted(own.items()))), {}

    def file(self, name: str, query: Mapping[str, str] | None = None) -> str:
        """A link to a file that is made of what a page shows (`network.svg`), as `to`."""
        asked = {key: value for key, value in (query or {}).items() if value != ""}
        if self.static:
            address, _ = self._address(name, asked)
            if self.linked is not None:
                self.linked.append(address)
            return self.root + made_file_of(address)
        behind = urlencode(asked)
        return f"{self.root}{name}{'?' if behind else ''}{behind}"

    def asset(self, name: str) -> str:
        """A link to a style, a script or another file of the explorer's own."""
        return f"{self.root}static/{name}"

    def in_language(self, language: Language) -> str:
        """A link to this page in a language."""
        return self.to(self.path, self.query, language=language)

    @staticmethod
    def _served(path: str, language: Language, form: Form = "html") -> str:
        # What a page holds as JSON has both languages in it, and one address.
        before = "en/" if language is Language.EN and form == "html" else ""
        behind = ".json" if form == "json" else ""
        return f"{before}{path or ('index' if behind else '')}{behind}"


def file_of(address: Address, language: Language = Language.ZH, form: Form = "html") -> str:
    """Where a page stands in the folder of a static site; JSON stands there once, for both languages."""
    before = "en/" if language is Language.EN and form == "html" else ""
    parts = [_short(part) for part in f"{address.path or 'index'}{_told(address)}".split("/")]
    return f"{before}{'/'.join(parts)}.{form}"


def made_file_of(address: Address) -> str:
    """Where a file that is made of what a page shows stands in a static site: `network~county=云泽县.svg`."""
    name, _, ending = address.path.rpartition(".")
    return f"{_short(name + _told(address))}.{ending}"


def _told(address: Address) -> str:
    """The kept part of a query in the name of a file."""
    return "".join(f"~{key}={path_of('', value)[1:].replace('/', '_2F_')}" for key, value in address.query)


def _short(part: str) -> str:
    """A part of a file's name, cut where it is too long, and still its own."""
    data = part.encode()
    if len(data) <= _COMPONENT:
        return part
    return data[: _COMPONENT - 9].decode(errors="ignore") + "-" + hashlib.sha256(data).hexdigest()[:8]
