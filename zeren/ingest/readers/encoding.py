"""Bytes into text, with the encoding found and no character dropped."""

from __future__ import annotations

import codecs
import re

from zeren.errors import UnreadableError

LIMIT = 20_000_000
"""Bytes. The longest county plans have some 500,000; ten times the largest report leaves room."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\ufffe\uffff]")
"""What no text holds: control characters that end no line or page, and what Unicode says is no character."""


def decode(data: bytes, name: str) -> str:
    """The text of a file.

    A byte order mark decides; without one UTF-8 is tried, then UTF-16, then GB18030 (which
    holds GBK and GB2312). Each is strict, so that a wrong guess fails instead of losing text.
    A stray control character becomes U+FFFD.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        UnreadableError: empty, too large, cut inside a character, binary, or in none of these
            encodings.
    """
    if not data.strip():
        raise UnreadableError(f"{name}: the file is empty", "check that the right file was copied")
    if len(data) > LIMIT:
        raise UnreadableError(
            f"{name}: {len(data) / 1e6:.0f} MB of text, more than the {LIMIT / 1e6:.0f} MB that are read",
            "a plan is rarely over 1 MB: check the file, or split it into its documents",
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding, name), name)
    if b"\0" in data[:4096]:
        return _checked(_strict(data, _utf16_order(data), name), name)
    return _checked(_without_mark(data, name), name)


def _utf16_order(data: bytes) -> str:
    """Chinese text has its ASCII characters' zero bytes on one side only."""
    head = data[:4096]
    return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{name}: no text file, or damaged: byte {error.start:,} is no {encoding.upper()}",
            "save it again as plain text in UTF-8",
        ) from None


def _without_mark(data: bytes, name: str) -> str:
    """Unmarked bytes as UTF-8 or GB18030.

    GB18030 accepts most bytes, so what is UTF-8 but for a few bytes must not reach it: it
    would come out as other characters without a word.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    if _is_nearly_utf8(data):
        raise _damaged(data, "utf-8", at, name)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _damaged(data, "gb18030", error.start, name) from None


def _is_nearly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(1 for c in text if c > "\x7f") - wrong > 20 * wrong


def _damaged(data: bytes, encoding: str, at: int, name: str) -> UnreadableError:
    """What to say of bytes that an encoding does not hold: the end is missing, or some are wrong."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        decoder.decode(data)
    except UnicodeDecodeError:
        return UnreadableError(
            f"{name}: no text file, or damaged: byte {at:,} is neither UTF-8, GB18030 nor UTF-16",
            "save it again as plain text in UTF-8",
        )
    return UnreadableError(
        f"{name}: the file ends in the middle of a character: it was cut off", "copy the whole file again"
    )


def _checked(text: str, name: str) -> str:
    controls = len(_CONTROL.findall(text))
    unassigned = sum(1 for c in text if "\ue000" <= c <= "\uf8ff" or c == "\ufffd")
    if controls > len(text) // 1000 or unassigned > len(text) // 50:
        raise UnreadableError(
            f"{name}: a binary file, not text ({controls:,} control characters)",
            "open it in the program that made it and save it as .docx, .pdf or plain text",
        )
    if not text.strip():
        raise UnreadableError(f"{name}: nothing but white space", "check that the right file was copied")
    # No XML can hold them: one for one, so that every other character stays at its place.
    return _CONTROL.sub("\ufffd", text)
