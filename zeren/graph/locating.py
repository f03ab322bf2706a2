"""The stored locators of documents: where their texts stood in the files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from zeren.errors import WorkspaceError
from zeren.ontology.locators import Locator, decode

LOCATORS = "locators.jsonl"
"""The file of a document's folder that holds them; there is none where the file has no pages or cells."""


class Located:
    """The locators of documents, the last of them held.

    Args:
        folders: each document's id and the folder of its files.
        held: of how many documents they are held.
    """

    def __init__(self, folders: Mapping[str, Path], held: int) -> None:
        self._folders = folders
        self._held = lru_cache(held)(self._read)

    def __call__(self, document: str) -> tuple[Locator, ...]:
        """The locators of a document, sorted by start; none where it came as plain text.

        Raises:
            WorkspaceError: they are damaged.
        """
        return self._held(document)

    def _read(self, document: str) -> tuple[Locator, ...]:
        return read(self._folders[document] / LOCATORS)

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
