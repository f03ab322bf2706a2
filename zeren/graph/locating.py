"""The stored locators of documents: where their texts stood in the files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from zeren.errors import WorkspaceError
from zeren.ontology.locators import Locator, decode

LOCATORS = "locators.jsonl"
"""The file of a document's folder that holds them; there is none where the file has no pages or cells."""


class Located:
    """The locators of documents, read once each.

    Args:
        folders: each document's id and the folder of its files.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._folders = folders
        self._read: dict[str, tuple[Locator, ...]] = {}

    def __call__(self, document: str) -> tuple[Locator, ...]:
        """The locators of a document, sorted by start; none where it came as plain text.

        Raises:
            WorkspaceError: they are damaged.
        """
        if document not in self._read:
            self._read[document] = read(self._folders[document] / LOCATORS)
        return self._read[document]

    def anywhere(self) -> bool:
        """Whether any of the documents came as a file with pages, cells or the like."""
        return any(map(self, self._folders))


def read(path: Path) -> tuple[Locator, ...]:
    """The locators in a file; none where there is no such file, as of plain text.

    Raises:
        WorkspaceError: the file is damaged.
    """
    try:
        return decode(path.read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.DecodeError) as error:
        raise WorkspaceError(f"{path} cannot be read: {error}", "ingest the document again") from None
