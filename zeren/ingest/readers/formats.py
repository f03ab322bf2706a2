"""Which form a file has, told from its content; the name's ending decides only between kinds of text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import NamedTuple

from zeren.errors import UnreadableError


class Format(NamedTuple):
    """A form that is read: its name, the endings that its files have, the module of its reader.

    The module stands in this package and has `read(data: bytes, name: str) -> list[Content]`; it
    runs in a process of its own. Plain text has none: it is read in place.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str | None


TEXT = Format("txt", (".txt",), None)
DOCX = Format("docx", (".docx", ".docm"), "docx")
OFFICE = Format("doc", (".doc", ".wps", ".rtf", ".odt"), "docx")
PDF = Format("pdf", (".pdf",), "pdf")
HTML = Format("html", (".html", ".htm", ".mht", ".mhtml"), "html")
XLSX = Format("xlsx", (".xlsx", ".xlsm", ".xls"), "xlsx")
SEPARATED = Format("csv", (".csv", ".tsv"), "separated")
MARKDOWN = Format("md", (".md", ".markdown"), "markdown")

FORMATS = (TEXT, DOCX, OFFICE, PDF, HTML, XLSX, SEPARATED, MARKDOWN)
"""Every form, in the order in which they are told to people."""

SUFFIXES = tuple(suffix for form in FORMATS for suffix in form.suffixes)
"""What is looked for in a folder."""

_WORKBOOK, _WORD = ("Workbook".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
"""Parts of an Excel file of before 2007, and of a Word file, which may hold a workbook."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MHT = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.I)
_PARTS = (
    ("word/", DOCX),
    ("xl/workbook.xml", XLSX),
    ("content.xml", OFFICE),
)


def recognise(data: bytes, name: str) -> Format:
    """The form of a file.

    Args:
        data: the file's bytes.
        name: the file's name; its ending tells comma-separated values and Markdown from plain text.

    Raises:
        UnreadableError: a form that is known and not read, such as a picture or an archive.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK"):
        return _zipped(data, name)
    if data.startswith((_OLE, b"{\\rtf")):
        return XLSX if _WORKBOOK in data and _WORD not in data else OFFICE
    _refuse(data, name)
    suffix = PurePath(name).suffix.lower()
    if _HTML.match(head) or _MHT.match(head) or suffix in HTML.suffixes:
        return HTML
    return next((form for form in (SEPARATED, MARKDOWN) if suffix in form.suffixes), TEXT)


def _zipped(data: bytes, name: str) -> Format:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise UnreadableError(
            f"{name}: a damaged Word or Excel file: its end is missing", "copy the whole file again"
        ) from None
    for part, form in _PARTS:
        if any(name.startswith(part) for name in names):
            return form
    raise UnreadableError(
        f"{name}: an archive, not a document", "unpack it, and ingest the documents that it holds"
    )


def _refuse(data: bytes, name: str) -> None:
    for mark, what in (
        (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
        (b"Rar!", "an archive"), (b"7z\xbc\xaf", "an archive"), (b"\x1f\x8b", "an archive"),
    ):  # fmt: skip
        if data.startswith(mark):
            hint = (
                "turn it into text first, with a program that recognises letters"
                if what == "a picture"
                else "unpack it, and ingest the documents that it holds"
            )
            raise UnreadableError(f"{name}: {what}, not a document", hint)
