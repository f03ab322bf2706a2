"""Readers: one a file format, each from bytes to lines and tables; `read` chooses by content."""

from __future__ import annotations

from zeren.errors import UnreadableError
from zeren.ingest.readers import apart, compose, encoding, formats, office, plaintext
from zeren.ingest.source import SourceText


def read(data: bytes, name: str) -> SourceText:
    """The text of a file of any form that is read, with its blocks and where they stood.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        UnreadableError: it cannot be read: what is wrong, and what to do.
    """
    form = formats.recognise(data, name)
    if form.module is None:
        return plaintext.read(encoding.decode(data, name))
    if form is formats.OFFICE:
        data = office.as_docx(data, name)
    source = compose.compose(apart.read(data, name, form.module))
    if not source.blocks:
        raise UnreadableError(f"{name}: no text in it", "check that the right file was copied")
    return source
