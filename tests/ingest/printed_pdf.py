"""Pages of a plan as a browser prints them: PDFs for tests, with real rules, page breaks and page numbers."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING

from zeren.ingest.readers.content import Content, Grid, GridCell, Line

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLE = """
body { font: 16pt serif; line-height: 1.6 }
p { text-indent: 2em; margin: 0; text-align: justify }
table { border-collapse: collapse; font-size: 10pt }
td { border: 1px solid; padding: 2px; white-space: pre-line }
"""


def page(contents: Iterable[Content], style: str = "") -> str:
    """A page of HTML with these lines and tables."""
    body = "\n".join(_table(one) if isinstance(one, Grid) else _paragraph(one) for one in contents)
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}{style}</style>{body}"


def _paragraph(line: Line) -> str:
    return f"<p>{html.escape(line.text)}</p>"


def _table(grid: Grid) -> str:
    rows = ("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in grid.rows)
    return f"<table>{''.join(rows)}</table>"


def _cell(cell: GridCell) -> str:
    return f"<td rowspan={cell.rows} colspan={cell.columns}>{html.escape(cell.text)}</td>"


def pdf(browser: Browser, page: str, *, header: str = "", numbers: bool = True) -> bytes:
    """A page of HTML as a PDF of A4 pages, with a line at the head of each and its number at the foot."""
    tab = browser.new_page()
    try:
        tab.set_content(page)
        return tab.pdf(
            format="A4",
            margin={"top": "25mm", "bottom": "25mm", "left": "25mm", "right": "25mm"},
            display_header_footer=True,
            header_template=f"<p style='font-size:9pt;margin:0 25mm'>{html.escape(header)}</p>",
            footer_template="<p style='font-size:9pt;margin:0 auto'>— <span class=pageNumber></span> —</p>"
            if numbers
            else "<p></p>",
        )
    finally:
        tab.close()
