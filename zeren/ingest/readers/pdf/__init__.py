"""PDF: text with its geometry becomes paragraphs and tables; a scan is told from an empty file."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from zeren.errors import UnreadableError
from zeren.ingest.readers import strangers
from zeren.ingest.readers.content import Content
from zeren.ingest.readers.pdf.page import PrintedLine, PrintedPage, read_page
from zeren.ingest.readers.pdf.paragraphs import without_furniture, written
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
    before: PrintedPage | None = None
    for page in document.pages:
        last = _last(before) if before else None
        if isinstance(last, PrintedLine):
            printed = read_page(page, header=last.header)
        else:
            printed = read_page(page, last)
        if before:
            heads = printed.tables and printed.tables[0].cells[0].page == before.number
            yield (
                replace(before, lines=tuple(line for line in before.lines if line is not last))
                if heads
                else before
            )
        before = printed
        page.close()
    if before:
        yield before


def _last(page: PrintedPage) -> PrintedTable | PrintedLine | None:
    """What ends a page and may go on on the next: a table without rules, or the header of one."""
    table = page.tables[-1] if page.tables else None
    below = [line for line in page.lines if table is None or line.top > table.box[3]]
    if below:
        return below[-1] if below[-1].header else None
    return table if table and not table.ruled else None


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
