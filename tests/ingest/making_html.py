"""Web pages of plans, laid out as governments' sites lay them out; every name in them is invented."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from pathlib import Path

from zeren.ingest.readers.content import Content, Grid, GridCell
from zeren.ontology.facts import Document

PAGES = sorted((Path(__file__).parent / "fixtures" / "pages").glob("*.html"))
"""The frames: `{{正文}}` stands where the plan's own text goes."""

Written = Callable[[Iterable[Content]], str]


def page(frame: Path, contents: Iterable[Content], about: Document) -> bytes:
    """A page of a site around a plan's lines and tables.

    Args:
        frame: the page without the plan; its first line says how lines and tables are marked up.
        contents: the plan's lines and tables.
        about: what the page says of the plan: title, number, issuer, day.
    """
    head, _, rest = frame.read_text("utf-8").partition("\n")
    written = WAYS[head.removeprefix("<!-- ").removesuffix(" -->")]
    charset = "gb18030" if "charset=gb2312" in rest else "utf-8"
    stated = {
        "标题": f"关于印发《{about.title}》的通知",
        "文号": about.number or "",
        "机关": about.issuer or "",
        "日期": about.issued or "",
        "正文": written(contents),
    }
    for name, value in stated.items():
        rest = rest.replace(f"{{{{{name}}}}}", value)
    return rest.encode(charset)


def paragraphs(contents: Iterable[Content]) -> str:
    """A paragraph an element, as editors write it."""
    return "\n".join(
        table(content)
        if isinstance(content, Grid)
        else f'<p style="text-indent:2em">{_said(content.text)}</p>'
        for content in contents
    )


def breaks(contents: Iterable[Content]) -> str:
    """One long text with breaks and full-width spaces, as pages of twenty years ago have it."""
    return "\n".join(
        table(content) if isinstance(content, Grid) else f"　　{_said(content.text)}<br><br>"
        for content in contents
    )


def spans(contents: Iterable[Content]) -> str:
    """Paragraphs pasted from Word: a span for every run, broken source lines, empty elements."""
    lines: list[str] = []
    for content in contents:
        if isinstance(content, Grid):
            lines.append(table(content))
            continue
        words = content.text
        runs = [words[i : i + 9] for i in range(0, len(words), 9)]
        inner = "".join(
            f'<span style="font-size:16.0pt;\nfont-family:仿宋_GB2312">{_said(run)}</span>' for run in runs
        )
        lines.append(f'<p class=MsoNormal style="margin:0"><span>&nbsp;&nbsp;</span>{inner}<o:p></o:p></p>')
    return "\n<p class=MsoNormal><span lang=EN-US>&nbsp;</span></p>\n".join(lines)


def divisions(contents: Iterable[Content]) -> str:
    """A division for each annex, each with divisions for its paragraphs."""
    parts = ["<div class='part'>"]
    for content in contents:
        if isinstance(content, Grid):
            parts.append(table(content))
            continue
        if content.text.startswith("附件") and len(content.text) < 6:
            parts.append("</div><div class='part'>")
        parts.append(f"<div>{_said(content.text)}</div>")
    return "".join(parts) + "</div>"


def table(grid: Grid) -> str:
    """A table with the spans of its cells."""
    rows = ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in grid.rows]
    return '<table border="1" cellspacing="0"><tbody>' + "\n".join(rows) + "</tbody></table>"


def _cell(cell: GridCell) -> str:
    spans = (("rowspan", cell.rows), ("colspan", cell.columns))
    attributes = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
    return f"<td{attributes}><p>{_said(cell.text)}</p></td>"


def _said(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


WAYS: dict[str, Written] = {
    "paragraphs": paragraphs,
    "breaks": breaks,
    "spans": spans,
    "divisions": divisions,
}
