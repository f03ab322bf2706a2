"""The documents of one generation, as their folders hold them: texts, facts, and where these stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from zeren.errors import NotUnderstoodError, WorkspaceError
from zeren.graph.locating import Located

if TYPE_CHECKING:
    from zeren.ontology.facts import Document, DocumentFacts
    from zeren.ontology.locators import Locator
    from zeren.ontology.vocab import Place

TEXT, FACTS = "text.txt", "facts.jsonl"
"""The files of a document's folder that a snapshot reads, beside its locators."""

TEXTS = 1000
"""How many documents' texts and locators a snapshot holds, those last read; some 100 KB each."""

DAMAGED = "the workspace is damaged; ingest the documents into a new folder with --workspace"
"""What to do about a file of a workspace that cannot be read."""

DERIVED = "the workspace is damaged, what its plans say is not: make it anew with zeren publish --all"
"""What to do about the graph, its columns or the index of words, which are made of the facts of the plans."""


class Documents:
    """What is kept of documents beside their graphs.

    Args:
        folders: each document's id and the folder of its text and facts, sorted by id.

    Attributes:
        documents: their ids.
        locators: gives a document's pages, cells or paragraphs by its id.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self.documents = tuple(folders)
        self.locators = Located(folders, TEXTS)
        self._folders = folders
        self._text = lru_cache(TEXTS)(self._read)

    def text(self, document: str) -> str:
        """The stored text of a document; NotUnderstoodError where there is none with this id."""
        return self._text(document)

    def _read(self, document: str) -> str:
        # Line ends are characters of the text: decoding keeps them, reading as text would not.
        return self.file(document, TEXT).decode("utf-8")

    def quote(self, place: Place) -> str:
        """The words that stand at a place."""
        return self.text(place.document)[place.start : place.end]

    def locator(self, place: Place) -> Locator | None:
        """Where a place stood in the file, if that has pages or cells; WorkspaceError: they are damaged."""
        from zeren.ontology.locators import stood

        return stood(self.locators(place.document), self.text(place.document), place.start, place.end)

    def evidence(self, place: Place) -> dict[str, Any]:
        """A place with its words, as answers carry it; `at` is its page or cell, as `{"page": "14"}`."""
        found: dict[str, Any] = {**place._asdict(), "quote": self.quote(place)}
        locator = self.locator(place)
        return {**found, "at": locator.record()} if locator else found

    def facts(self, document: str) -> DocumentFacts:
        """The facts of a document.

        Raises:
            NotUnderstoodError: there is no document with this id.
            WorkspaceError: the facts are damaged.
        """
        from zeren.ontology.facts import decode

        try:
            return decode(self.file(document, FACTS))
        except (msgspec.DecodeError, ValueError) as error:
            raise WorkspaceError(f"the facts of {document} are damaged: {error}", DAMAGED) from None

    def all_facts(self) -> Iterator[DocumentFacts]:
        """The facts of every document, by document id."""
        return map(self.facts, self.documents)

    def records(self) -> list[Document]:
        """The record of every document, without the other facts, by id; WorkspaceError as `facts`."""
        from zeren.ontology.facts import Document

        decoder = msgspec.json.Decoder(Document)
        try:
            return [decoder.decode(_first_line(folder / FACTS)) for folder in self._folders.values()]
        except (OSError, msgspec.DecodeError) as error:
            raise WorkspaceError(f"the facts of a document cannot be read: {error}", DAMAGED) from None

    def id_of(self, document: str) -> str:
        """The id of the document with this id or number; what is neither stays; WorkspaceError as `facts`."""
        if document in self._folders:
            return document
        return next((record.id for record in self.records() if record.number == document), document)

    def file(self, document: str, name: str) -> bytes:
        """What one of a document's files holds: `TEXT` or `FACTS`.

        Raises:
            NotUnderstoodError: there is no document with this id.
            WorkspaceError: the file cannot be read.
        """
        if document not in self._folders:
            from difflib import get_close_matches

            close = get_close_matches(document, self._folders, cutoff=0)
            raise NotUnderstoodError(f"no document has the id {document}", nearest=tuple(close))
        path = self._folders[document] / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be read: {error.strerror}", DAMAGED) from None


def _first_line(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.readline()
