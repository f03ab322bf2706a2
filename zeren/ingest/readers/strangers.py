"""Files of forms that are known and not read: each says what it is, and how it becomes one that is read."""

from __future__ import annotations

from collections.abc import Iterable

from zeren.errors import UnreadableError

RECOGNISE = (
    "ask for the document as Word or text, or let a program that recognises letters (OCR) read it first: "
    "ocrmypdf -l chi_sim SCAN.pdf TEXT.pdf (Debian: apt-get install ocrmypdf tesseract-ocr-chi-sim)"
)
"""What to do about letters that are pictures."""

UNLOCK = (
    "open it with the password, take the password away (in Word, Excel: File, Info, Protect, Encrypt with "
    "Password; in WPS: 文件, 文档加密, 密码加密) and save it"
)
"""What to do about an office file that is locked."""

UNPACK = "unpack it, and ingest the documents that it holds"
_PICTURE = f"{RECOGNISE}; pictures become a PDF with: img2pdf PICTURE --output SCAN.pdf"

_BEGINNINGS = (
    (b"\x89PNG", "a picture", _PICTURE),
    (b"\xff\xd8\xff", "a picture", _PICTURE),
    (b"GIF8", "a picture", _PICTURE),
    (b"II*\0", "a picture", _PICTURE),
    (b"MM\0*", "a picture", _PICTURE),
    (b"Rar!", "an archive", UNPACK),
    (b"7z\xbc\xaf", "an archive", UNPACK),
    (b"\x1f\x8b", "an archive", UNPACK),
)
_OFFICE_XML = b"<?mso-application"

_PARTS = (
    ("ppt/", "a presentation, not a document", "save its text as .docx or as plain text"),
    ("OFD.xml", "an OFD file", "print it as PDF, or save it as Word, with the program that opens it"),
    ("xl/workbook.bin", "a workbook in Excel's binary form", "save it as .xlsx"),
)


def refuse(head: bytes, name: str) -> None:
    """Let pass what may be read.

    Args:
        head: the file's first bytes.
        name: the file's name, for messages.

    Raises:
        UnreadableError: a picture, an archive, or another form that is not read.
    """
    for mark, what, hint in _BEGINNINGS:
        if head.startswith(mark):
            raise UnreadableError(f"{name}: {what}, not a document", hint)
    if head[8:12] == b"WEBP" or (head.startswith(b"BM") and head[6:10] == b"\0\0\0\0"):
        raise UnreadableError(f"{name}: a picture, not a document", _PICTURE)
    if _OFFICE_XML in head:
        raise UnreadableError(
            f"{name}: an XML file of Office 2003",
            "open it in Word or Excel and save it as .docx or .xlsx",
        )


def archive(parts: Iterable[str], name: str) -> UnreadableError:
    """What to say of a packed file that is no document, by the names of its parts."""
    for part in parts:
        for beginning, what, hint in _PARTS:
            if part.startswith(beginning):
                return UnreadableError(f"{name}: {what}", hint)
    return UnreadableError(f"{name}: an archive, not a document", UNPACK)
