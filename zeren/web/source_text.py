"""What the page of a text needs beside its record: the marked text, and what its marks prove."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from markupsafe import Markup

from zeren.graph.marked_text import MarkedText, words
from zeren.graph.marks import Mark
from zeren.ontology.locators import told
from zeren.render import Language
from zeren.web.addresses import Here, path_of
from zeren.web.pages.text import TextPage
from zeren.web.shelf import Shelf
from zeren.web.words import say

CITATIONS = "citations"
"""The anchor in a document's page where its citations are told."""


def account(language: Language, key: str) -> str:
    """What a kind of mark, a reason or a state is called."""
    return words()[language.value].get(key, key)


class SourceText:
    """A text as its page shows it.

    Args:
        page: the record.
        here: where the page stands.
        shelf: whose text it is.
    """

    def __init__(self, page: TextPage, here: Here, shelf: Shelf) -> None:
        self._page = page
        self._here = here
        self._shelf = shelf
        self._language = here.language

    def html(self) -> Markup:
        """The paragraphs of the text, each fact leading to its page, the chosen range marked."""
        page, key = self._page, self._page.document.id
        written = MarkedText(
            page.text,
            page.marks,
            self._shelf.published.locators(key),
            languages=[self._language.value],
            link=lambda mark: self._links[mark.fact],
            chosen=(page.chosen.start, page.chosen.end) if page.chosen else None,
        )
        html = written.html(self._shelf.coverage(key).stretches)
        return Markup(html)  # noqa: S704 # MarkedText escapes every word of the plan itself

    def legend(self) -> dict[str, Any]:
        """What the page's script tells of the marks: each with its kind, words, place, fact and unit."""
        page, here = self._page, self._here
        number = {fact: position for position, fact in enumerate(page.facts)}
        units = list(dict.fromkeys(mark.unit for mark in page.marks if mark.unit))
        position = {unit: place for place, unit in enumerate(units)}

        def entry(mark: Mark) -> list[Any]:
            where = [mark.start, mark.end, number[mark.fact], position.get(mark.unit, -1)]
            return [mark.kind, mark.name, *where]

        return {
            "marks": list(map(entry, page.marks)),
            "facts": [[thing.name, self._links[fact]] for fact, thing in page.facts.items()],
            "units": [here.to(path_of("unit", unit)) for unit in units],
            "kinds": {kind: account(self._language, kind) for kind in page.kinds},
            "self": here.to(here.path),
            "characters": say("source.characters", self._language, "{start}", "{end}"),
            "cited": self.cited("{quote}", "{place}"),
            **{
                key: say(f"source.{key}", self._language)
                for key in ("copied", "copy", "unit", "beyond", "at-gap")
            },
        }

    @cached_property
    def _links(self) -> dict[str, str]:
        here = self._here
        return {
            fact: here.to(path_of(thing.kind, thing.id), anchor=CITATIONS if thing.kind == "document" else "")
            for fact, thing in self._page.facts.items()
        }

    def cited(self, quote: str, place: str) -> str:
        """A quote of the text with its document and place, as it is copied."""
        document = self._page.document
        source = [say("source.titled", self._language, document.title), document.number or "", place]
        return say("source.cited", self._language, quote, self._joined(source))

    def place(self) -> str:
        """Where the chosen range stands: its page or cell, its characters."""
        chosen = self._page.chosen
        if not chosen:
            return ""
        at = told(chosen.at, self._language.value) if chosen.at else ""
        return self._joined([at, say("source.characters", self._language, chosen.start, chosen.end)])

    def _joined(self, parts: list[str]) -> str:
        return (", " if self._language is Language.EN else "，").join(part for part in parts if part)
