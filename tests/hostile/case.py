"""A hostile or broken file: its title, its name, its bytes, and what is said of it or read in it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple


class Hostile(NamedTuple):
    """A file and what comes of it.

    `says` are words of the message that refuses it; where there are none, the file is read, and
    `holds` stands in its text.
    """

    title: str
    name: str
    make: Callable[[], bytes]
    says: str = ""
    holds: str = ""


def cut(make: Callable[[], bytes], tenth: int) -> bytes:
    """The first tenths of a file."""
    data = make()
    return data[: len(data) * tenth // 10]


def zeros(size: int) -> bytes:
    """So many zeros as a zlib stream of a thousandth of that, made without making them."""
    million = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = million.compress(bytes(1_000_000)) + million.flush(zlib.Z_FULL_FLUSH)
    checksum = (size % 65_521) << 16 | 1
    return b"\x78\xda" + piece * (size // 1_000_000) + b"\x03\x00" + checksum.to_bytes(4, "big")


def bomb(whole: bytes, part: str, size: int) -> bytes:
    """A zip archive with one part in place of its own that is so many zeros when it is unpacked."""
    file = io.BytesIO()
    blown_up = zipfile.ZipInfo(part)
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as archive:
        for name in old.namelist():
            if name != part:
                archive.writestr(name, old.read(name))
        archive.writestr(blown_up, zeros(size)[2:-4])
        # What was stored as it is says from here on that it is packed, and how large it is then.
        blown_up.compress_type, blown_up.file_size = zipfile.ZIP_DEFLATED, size
    data = bytearray(file.getvalue())
    data[blown_up.header_offset + 8 : blown_up.header_offset + 10] = b"\x08\0"
    return bytes(data)
