"""Word's .docx and .docm: words, numbers and tables as they are printed, all tracked changes accepted.

Left out are headers, footers, page numbers, comments, hidden text, the table of contents, and the
code of fields. Macros are never looked at, nothing outside the file is opened.
"""

from __future__ import annotations

from zeren.ingest.readers.content import Content
from zeren.ingest.readers.docx.package import Package
from zeren.ingest.readers.docx.story import Story


def read(data: bytes, name: str) -> list[Content]:
    """The lines and tables of a Word file, in order.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        UnreadableError: it is damaged, over a limit, or protected by a password.
    """
    return list(Story(Package(data, name)).contents())
