"""The stored locators of a document: where its text stood in the file."""

from __future__ import annotations

from pathlib import Path

import msgspec

from zeren.errors import WorkspaceError
from zeren.ontology.locators import Locator, decode


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
