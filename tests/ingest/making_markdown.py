"""Markdown of lines and tables: numbered lists, tables with pipes, or in HTML where cells span columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.ingest import making_html
from zeren.ingest.readers.content import Content, Grid
from zeren.ingest.readers.places import matrix


def markdown(contents: Iterable[Content]) -> str:
    """A Markdown file with properties at its head, a paragraph a line."""
    parts = ["---\ntitle: 由编辑器写入\n---"]
    for content in contents:
        if isinstance(content, Grid):
            parts.append(_table(content))
        else:
            parts.append(re.sub(r"^(\d+)[.．](?=\D)", r"\1. ", _escaped(content.text)).replace("\n", "  \n"))
    return "\n\n".join(parts) + "\n"


def _table(grid: Grid) -> str:
    if any(cell.columns > 1 for row in grid.rows for cell in row):
        return making_html.table(grid)
    rows = [["" if place.below else _escaped(place.cell.text) for place in row] for row in matrix(grid)]
    lines = ["| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)
