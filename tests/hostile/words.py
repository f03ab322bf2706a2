"""Word: bombs, entities, missing parts, depth, macros, what lies outside, what is locked or cut off."""

from __future__ import annotations

import functools
import io
import zipfile

from tests.hostile.case import Hostile, bomb, cut
from tests.ingest.test_docx import paragraph
from tests.ingest.test_docx_hostile import LAUGHS, OUTSIDE, changed, declared, flagged
from tests.ingest.word_markup import packed, word_file

WORDS = "修建公厕（县住建局牵头）"
TEXT = paragraph(WORDS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
OPEN_DOCUMENT = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


def file() -> bytes:
    return word_file(TEXT * 99)


def tables(depth: int) -> bytes:
    """Tables inside each other."""
    return word_file("<w:tbl><w:tr><w:tc>" * depth + TEXT + "</w:tc></w:tr></w:tbl>" * depth)


def file_of(document: bytes) -> bytes:
    return changed(file(), document=document)


def calling(address: str) -> bytes:
    """A file whose template, pictures and numbers are to be fetched, with a macro that runs when it opens."""
    kinds = ("attachedTemplate", "image", "numbering", "styles", "oleObject", "vbaProject", "footnotes")
    inner = "".join(
        f'<Relationship Id="x{n}" Type="http://x/{kind}" Target="{address}{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    with zipfile.ZipFile(io.BytesIO(word_file(TEXT))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    relations = "word/_rels/document.xml.rels"
    files[relations] = files[relations].replace(b"/>", b">" + inner.encode() + b"</Relationships>")
    return packed({**files, "word/vbaProject.bin": b"AutoOpen"})


def blown_up(part: str) -> bytes:
    return bomb(word_file(TEXT), part, 5_000_000_000)


CASES = (
    Hostile("no text part", "缺件.docx", lambda: changed(file(), document=None), "document.xml is missing"),
    Hostile("a bomb of 5 GB", "炸弹.docx", lambda: blown_up("word/document.xml"), "5,000 MB unpacked"),
    Hostile("a bomb beside the text", "旁弹.docx", lambda: blown_up("word/media/1.png"), holds=WORDS),
    Hostile("a billion laughs", "大笑.docx", lambda: declared(LAUGHS), "declares entities"),
    Hostile("a file of the reader's machine", "外文.docx", lambda: declared(OUTSIDE), "declares entities"),
    Hostile("tables 100 deep", "表中表.docx", lambda: tables(100), "nested too deeply"),
    Hostile("sections 5000 deep", "深.docx", lambda: word_file("<w:sdt>" * 5000), "document.xml is n"),
    Hostile("30 MB in one word", "一词.docx", lambda: word_file(paragraph("字" * 10_000_000)), "without end"),
    Hostile(
        "60,000 parts",
        "碎.docx",
        lambda: file() + b"PK\x01\x02" * 60_000,
        "archive of more than 50,000 files",
    ),
    Hostile("locked parts", "锁.docx", lambda: flagged(file()), "password"),
    Hostile(
        "OpenDocument of 5 GB",
        "炸弹.odt",
        lambda: bomb(OPEN_DOCUMENT, "content.xml", 5_000_000_000),
        "5,000 MB unpacked",
    ),
    Hostile("locked as Word does", "密.docx", lambda: LOCKED, "password"),
    Hostile("macros and links", "宏.docm", lambda: calling("http://127.0.0.1:9/"), holds=WORDS),
    *(
        Hostile(f"cut off at {t}0%", f"断{t}.docx", functools.partial(cut, file, t), "its end is missing")
        for t in range(1, 10)
    ),
    Hostile("zeros in place of it", "零字节.docx", lambda: bytes(5000), "damaged, or not a Word file"),
)

WORST = (Hostile("60 MB of nothing", "空段.docx", lambda: file_of(b" " * 59_000_000), "no whole XML"),)
"""What fills memory up to the limit."""
