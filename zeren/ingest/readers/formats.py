"""Which form a file has, told from its content; the name's ending decides only between kinds of text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePath
from typing import NamedTuple

from zeren.errors import UnreadableError
from zeren.ingest.readers import encoding, strangers


class Format(NamedTuple):
    """A form that is read: its name, the endings that its files have, the module of its reader, its limit.

    The module stands in this package and has `read(data: bytes, name: str) -> list[Content]`; it
    runs in a process of its own. Plain text has none: it is read in place. `told` is what people call
    such a file, `largest` the bytes that one may have, `smaller` what to do about a larger one.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str | None
    told: str = "a text"
    largest: int = encoding.LIMIT
    smaller: str = "a plan is rarely over 1 MB: check the file, or split it into its documents"


_PICTURES = "pictures make it large: save it without them, or as plain text, or split it into its documents"

TEXT = Format("txt", (".txt",), None)
DOCX = Format("docx", (".docx", ".docm"), "docx", "a Word file", 100_000_000, _PICTURES)
OFFICE = Format("doc", (".doc", ".wps", ".rtf", ".odt"), "docx", "an older Word file", 50_000_000, _PICTURES)
PDF = Format(
    "pdf", (".pdf",), "pdf", "a PDF", 100_000_000,
    "print the pages that hold the plan into a PDF of their own, or ask for the document as Word or text",
)  # fmt: skip
HTML = Format(
    "html", (".html", ".htm", ".mht", ".mhtml"), "html", "a web page", 50_000_000,
    "save the page without its pictures (as “html only”), or as plain text",
)  # fmt: skip
XLSX = Format(
    "xlsx", (".xlsx", ".xlsm", ".xls", ".ods"), "xlsx", "a workbook", 50_000_000,
    "save the sheets that hold the plan as a workbook of their own",
)  # fmt: skip
SEPARATED = Format("csv", (".csv", ".tsv"), "separated")
MARKDOWN = Format("md", (".md", ".markdown"), "markdown")

FORMATS = (TEXT, DOCX, OFFICE, PDF, HTML, XLSX, SEPARATED, MARKDOWN)
"""Every form, in the order in which they are told to people."""

SUFFIXES = tuple(suffix for form in FORMATS for suffix in form.suffixes)
"""What is looked for in a folder."""

HEAD = 4096
"""Bytes from which the form is told, but for the kinds of packed and of older office files."""

MOST_PARTS = 50_000
"""Files in a packed document; each costs time and memory before anything is read. Plans have a few dozen."""

_WORKBOOK, _WORD, _LOCKED = (
    part.encode("utf-16-le") for part in ("Workbook", "WordDocument", "EncryptedPackage")
)
"""Parts of an Excel file of before 2007, of a Word file, which may hold a workbook, of one that is locked."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SHEETS = b"application/vnd.oasis.opendocument.spreadsheet"
_RTF = b"{\\rtf"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I
)
_PIECE_OF_HTML = re.compile(rb"\s*<(?:meta|table|style|title|div|p|center)\b[^<]*>", re.I)
_MHT = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.I)
_MARKS_OF_ORDER = (b"\xff\xfe", b"\xfe\xff")
_PARTS = (
    ("word/", DOCX),
    ("xl/workbook.xml", XLSX),
    ("content.xml", OFFICE),
)


def expected(head: bytes, name: str) -> Format:
    """The form that a file seems to have, from its first bytes; its limit is known before it is read.

    Args:
        head: the first `HEAD` bytes.
        name: the file's name; its ending decides between kinds of text, and where the bytes say nothing.

    Raises:
        UnreadableError: a form that is known and not read, such as a picture or an archive.
    """
    suffix = PurePath(name).suffix.lower()
    named = next((form for form in FORMATS if suffix in form.suffixes), TEXT)
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(_PACKED):
        return named if named in (DOCX, XLSX, OFFICE) else DOCX
    if head.startswith((_OLE, _RTF)):
        return XLSX if named is XLSX else OFFICE
    strangers.refuse(head, name)
    if b"\0" in head and named in (DOCX, XLSX, OFFICE, PDF) and not head.startswith(_MARKS_OF_ORDER):
        return named
    return _of_text(head, named)


def _of_text(head: bytes, named: Format) -> Format:
    """The form of a file that is text, from its first bytes and the form that its ending names."""
    if head.startswith(_MARKS_OF_ORDER):
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if named is HTML or _HTML.match(head) or _MHT.match(head):
        return HTML
    if named in (SEPARATED, MARKDOWN):
        return named
    return HTML if _PIECE_OF_HTML.match(head) else TEXT


def recognise(data: bytes, name: str) -> Format:
    """The form of a file.

    Args:
        data: the file's bytes.
        name: the file's name; its ending tells comma-separated values and Markdown from plain text.

    Raises:
        UnreadableError: a form that is known and not read, such as a picture or an archive.
    """
    form = expected(data[:HEAD], name)
    if data.startswith(_PACKED):
        return _packed(data, name)
    if data.startswith((_OLE, _RTF)):
        return XLSX if data.startswith(_OLE) and _is_workbook(data, form) else OFFICE
    if form in (DOCX, XLSX, OFFICE, PDF) and b"%PDF-" not in data[:1024]:
        raise UnreadableError(
            f"{name}: damaged, or not {form.told}: it does not begin like one",
            "copy the whole file again, or save it again from the program that made it",
        )
    return form


def _is_workbook(data: bytes, form: Format) -> bool:
    """Whether an older office file is a workbook; one that is locked says of neither what it is."""
    if _WORD in data or _LOCKED in data:
        return False
    return _WORKBOOK in data or form is XLSX


def _says(archive: zipfile.ZipFile, form: bytes) -> bool:
    """Whether a document of OpenDocument is of this form; its first part is its media type, as it is."""
    try:
        with archive.open("mimetype") as part:
            return part.read(len(form)) == form
    except (KeyError, RuntimeError, NotImplementedError, OSError, ValueError, zipfile.BadZipFile, zlib.error):
        return False


def _packed(data: bytes, name: str) -> Format:
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        raise UnreadableError(
            f"{name}: an archive of more than {MOST_PARTS:,} files, not a document", strangers.UNPACK
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise UnreadableError(
            f"{name}: a damaged Word or Excel file: its end is missing", "copy the whole file again"
        ) from None
    names = archive.namelist()
    if _says(archive, _SHEETS):
        return XLSX
    for part, form in _PARTS:
        if any(name.startswith(part) for name in names):
            return form
    raise strangers.archive(names, name)
