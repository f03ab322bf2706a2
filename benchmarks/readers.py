"""Times the readers of each form against the bare library on the same file (docs/benchmarks.md).

The plans are printed as Word, PDF, web page and spreadsheet by the makers of the tests. A reader and
the bare library take turns in one process; what the library does is the least that a reader on it must:
open the file, and take the text of every paragraph, cell or page. A page is one of the PDF.
"""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.run import CHECKOUT, table
from tests.browser import FLAGS, find_chromium
from tests.ingest import making_docx, making_html, making_sheets, printed, printed_pdf
from zeren.ingest.pipeline import read as read_plan
from zeren.ingest.readers import apart, compose
from zeren.ingest.source import SourceText


class File(NamedTuple):
    """A plan in one form: the reader's module, the bytes, what the bare library does with them."""

    form: str
    module: str
    data: bytes
    bare: Callable[[bytes], object]


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def word(data: bytes) -> list[str]:
    """The text of every paragraph and cell, by python-docx."""
    import docx

    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def pages(data: bytes) -> list[str]:
    """The text and the tables of every page, by pdfplumber."""
    import pdfplumber

    found: list[str] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            found.append(page.extract_text())
            found += [str(each.extract()) for each in page.find_tables()]
            page.close()
    return found


def page(data: bytes) -> str:
    """The text of a web page, by selectolax."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(data.decode("utf-8")).text()


def sheets(data: bytes) -> list[list[list[object]]]:
    """The cells of every sheet, by python-calamine."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(map(list, book.get_sheet_by_name(name).to_python())) for name in book.sheet_names]


def forms(path: Path) -> tuple[int, list[File]]:
    """A plan in every form, and how many pages it has in print."""
    plan = read_plan(path)
    text = plan.text
    from playwright.sync_api import sync_playwright

    contents = list(printed.contents(text))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        printed_pages = printed_pdf.pdf(browser, printed_pdf.page(contents))
        browser.close()
    files = [
        File("docx", "docx", making_docx.saved(making_docx.document(contents)), word),
        File("pdf", "pdf", printed_pages, pages),
        File("html", "html", making_html.page(making_html.PAGES[0], contents, plan.facts.document), page),
        File("xlsx", "xlsx", making_sheets.workbook({"任务": contents}), sheets),
    ]
    return printed_pages.count(b"/Type /Page\n"), files


def composed(file: File, name: str) -> SourceText:
    """The stored text of a file that is read in a process of its own."""
    return compose.compose(apart.read(file.data, name, file.module))


def lines(path: Path, rounds: int) -> Iterable[tuple[str, ...]]:
    """A line of the table for each form of a plan."""
    count, files = forms(path)
    for file in files:
        reader = importlib.import_module(f"zeren.ingest.readers.{file.module}")
        read = partial(reader.read, file.data, path.stem)
        turns = [(seconds(read), seconds(partial(file.bare, file.data))) for _ in range(rounds + 1)][1:]
        own, bare = (statistics.median(times) for times in zip(*turns, strict=True))
        whole = seconds(partial(composed, file, path.stem))
        yield (
            path.stem, file.form, str(count), f"{own:.2f}", f"{bare:.2f}", f"{own / bare:.2f}",
            f"{count / own:.0f}", f"{whole:.2f}",
        )  # fmt: skip


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rounds", type=int, default=3, help="runs of each that count")
    options.add_argument("--plans", type=Path, default=CHECKOUT / "examples", help="a folder of plans")
    given = options.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    rows: list[tuple[str, ...]] = [
        ("plan", "form", "pages", "reader s", "bare s", "ratio", "pages a second", "in its own process s")
    ]
    for path in sorted(given.plans.glob("*.txt")):
        rows += lines(path, given.rounds)
    print(table(rows))


if __name__ == "__main__":
    main()
