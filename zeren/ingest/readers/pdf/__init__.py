"""PDF: text with its geometry becomes paragraphs and tables; a scan is told from an empty file."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from zeren.errors import UnreadableError
from zeren.ingest.readers import strangers
from zeren.ingest.readers.content import Content
from zeren.ingest.readers.pdf.page import PrintedPage, read_page
from zeren.ingest.readers.pdf.paragraphs import is_page_number, without_furniture, written
from zeren.ingest.readers.pdf.tables import PrintedTable

if TYPE_CHECKING:
    import pdfplumber.pdf

_PICTURE = 0.5
"""From this share of a page on, a picture on a page without letters is a scan of it."""


def read(data: bytes, name: str) -> list[Content]:
    """The paragraphs and tables of a PDF, in reading order, each with its page.

    Raises:
        UnreadableError: it is encrypted, damaged, or a scan without text.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it says of fonts concerns nobody here
    pages = list(_pages(data, name))
    if not any(page.lines or page.tables for page in pages):
        raise _without_text(pages, name)
    return written(without_furniture(pages))


def _pages(data: bytes, name: str) -> Iterator[PrintedPage]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            yield from _each(document, name)
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise UnreadableError(
                f"{name}: a PDF with a password",
                "open it with the password and print it into a new PDF, or: "
                "qpdf --decrypt --password=PASSWORD OLD.pdf NEW.pdf (Debian: apt-get install qpdf)",
            ) from None
        if isinstance(cause, MemoryError | RecursionError):
            raise cause from None
        raise _damaged(name) from None
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        # pdfminer raises whatever a damaged file makes it stumble over.
        if isinstance(error, UnreadableError):
            raise
        raise _damaged(name) from None


def _each(document: pdfplumber.pdf.PDF, name: str) -> Iterator[PrintedPage]:
    if not document.pages:
        raise _damaged(name)
    above: PrintedTable | None = None
    for page in document.pages:
        printed = read_page(page, above)
        above = _last(printed)
        yield printed
        page.close()


def _last(page: PrintedPage) -> PrintedTable | None:
    """The table without rules that ends a page, though a page number may stand below it."""
    if not page.tables or page.tables[-1].ruled:
        return None
    table = page.tables[-1]
    below = [line for line in page.lines if line.top > table.box[3] and not is_page_number(page, line)]
    return None if below else table


def _damaged(name: str) -> UnreadableError:
    return UnreadableError(
        f"{name}: a damaged PDF: its pages cannot be read",
        "copy the whole file again, or print it anew as PDF",
    )


def _without_text(pages: list[PrintedPage], name: str) -> UnreadableError:
    scanned = sum(page.pictured >= _PICTURE for page in pages)
    if scanned:
        return UnreadableError(
            f"{name}: a scan: {scanned} of its {len(pages)} pages are pictures without text",
            strangers.RECOGNISE,
        )
    return UnreadableError(f"{name}: a PDF without any text", "check that the right file was copied")
