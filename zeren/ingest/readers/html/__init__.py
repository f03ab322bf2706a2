"""Web pages (html, and mht: a page as browsers save it whole): the main text, its tables and properties."""

from __future__ import annotations

import codecs
import email
import email.policy
import re

from zeren.errors import UnreadableError
from zeren.ingest.readers import encoding
from zeren.ingest.readers.content import Content, Line
from zeren.ingest.readers.html import fields, tree
from zeren.ingest.readers.html import page as pages
from zeren.ingest.readers.html.blocks import Reader

_PACKAGE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_GUESSED = frozenset({"utf-8", "gb2312", "gbk", "gb18030", "utf-16", "ascii", "iso8859-1", "cp1252"})
"""Encodings that are told from the bytes themselves: pages often declare the wrong one of these."""


def read(data: bytes, name: str) -> list[Content]:
    """What a page shows of a document; what it says of itself stands first where the text lacks it.

    Raises:
        UnreadableError: no page in a package, nothing to read, or as `encoding.decode`.
    """
    page = pages.read(*tree.parse(_decoded(data, name), name))
    return contents(page)


def contents(page: pages.Page) -> list[Content]:
    """A page's lines and tables."""
    reader = Reader()
    reader.read(page.main)
    reader.close()
    stated = page.fields | {k: v for k, v in reader.fields.items() if k not in page.fields}
    return [*_about(stated, page.heading, reader.found), *reader.found]


def _about(stated: dict[str, str], heading: str, found: list[Content]) -> list[Content]:
    """Lines for the properties that the text itself does not begin or end with."""
    lines = ["".join(content.text.split()) for content in found if isinstance(content, Line)]
    lines = [line for line in lines if line]
    head, tail = "".join(lines[:12]), "".join(lines[-8:])
    kept: dict[str, str] = {}
    for name, value in stated.items():
        usual = fields.FIELDS.get(name)
        if usual and value.strip("-—/无 ") and usual not in kept:
            kept[usual] = value
    title = kept.pop("标题", "") or heading
    about = [Line(title)] if title and not _says(head, title) else []
    if "成文日期" in kept:
        kept.pop("发布日期", None)
    for usual, value in kept.items():
        if not _says(head + tail, value):
            about.append(Line(f"{usual}：{value}"))
    return list(about)


def _says(text: str, value: str) -> bool:
    """Whether a text says a value; a day also in other marks or numerals."""
    day = re.match(r"(\d{4})\D{1,2}0?(\d{1,2})\D{1,2}0?(\d{1,2})\b", value)
    words = "{}年{}月{}日".format(*day.groups()) if day else "".join(value.split())
    return words in text


def _decoded(data: bytes, name: str) -> str:
    declared = ""
    if _PACKAGE.match(data[:4096].lstrip()):
        data, declared = _page_of_package(data, name)
    head = data[:4096]
    found = _CHARSET.search(head) or _XML_ENCODING.search(head)
    declared = declared or (found[1].decode("ascii", "replace") if found else "")
    try:
        codec = codecs.lookup(declared).name if declared else "utf-8"
    except (LookupError, ValueError):
        codec = "utf-8"
    if codec in _GUESSED or codec.startswith("utf"):
        return encoding.decode(data, name)
    try:
        return encoding.decode(data.decode(codec).encode(), name)
    except (LookupError, ValueError):
        return encoding.decode(data, name)


def _page_of_package(data: bytes, name: str) -> tuple[bytes, str]:
    """The page that a package holds, and the encoding that it declares."""
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload, part.get_content_charset() or ""
    raise UnreadableError(
        f"{name}: a saved page (mht) without a page in it", "save it again from the browser, as html"
    )
