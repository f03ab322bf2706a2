"""The limit on what a part of a packed file (.docx, .xlsx, .odt …) may have when it is unpacked."""

from __future__ import annotations

from zipfile import ZipInfo

from zeren.errors import UnreadableError


def refuse_large(part: ZipInfo, most: int, name: str) -> None:
    """Refuse a file of which a part is larger than is read, before it is unpacked.

    Args:
        part: the part, as the file lists it.
        most: bytes that are read.
        name: the file's name, for messages.

    Raises:
        UnreadableError: the part has more.
    """
    if part.file_size > most:
        raise UnreadableError(
            f"{name}: {part.filename} has {part.file_size / 1e6:,.0f} MB unpacked, more than the "
            f"{most / 1e6:.0f} MB that are read",
            "check the file, or split it into its documents",
        )
